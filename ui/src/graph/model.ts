/** What a line between two nodes says; drawn apart by its dashes as well as its color. */
export type Tone = "plain" | "for" | "against" | "waiting";

export type GraphNode = {
  id: string;
  /** What it is, in a word that is shown: "Profile". */
  kind: string;
  /** Columns run from left to right, the way that the graph is read. */
  column: number;
  label: string;
  note?: string | undefined;
  href?: string | undefined;
  /** What a click unfolds or folds, or walks on to where it has no `open`; absent where all around the node is shown. */
  more?: { label: string; open?: boolean } | undefined;
};

export type GraphLine = { from: string; to: string; label: string; tone: Tone };

export type Graph = { nodes: GraphNode[]; lines: GraphLine[] };

/** One node in the list that says the same as the graph; `repeated` where it stands further up already. */
export type Entry = { node: GraphNode; line: GraphLine | null; below: Entry[]; repeated: boolean };

/** Unfold a graph that is read from left to right into a list: what several nodes lead to is written out once. */
export function asOutline({ nodes, lines }: Graph): Entry[] {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const led = new Set(lines.map((line) => line.to));
  const written = new Set<string>();
  const walk = (node: GraphNode, line: GraphLine | null): Entry => {
    const out = lines.filter((each) => each.from === node.id);
    if (written.has(node.id)) return { node, line, below: [], repeated: true };
    written.add(node.id);
    const below = out.flatMap((each) => {
      const next = known.get(each.to);
      return next ? [walk(next, each)] : [];
    });
    return { node, line, below, repeated: false };
  };
  return nodes.filter((node) => !led.has(node.id)).map((node) => walk(node, null));
}

export type Direction = "left" | "right" | "up" | "down";

/** The node that an arrow key leads to: along a line to the sides, within the column up and down; null at an end. */
export function stepFrom({ nodes, lines }: Graph, places: ReadonlyMap<string, Place>, id: string, to: Direction): string | null {
  const here = places.get(id);
  if (!here) return null;
  const ids =
    to === "right"
      ? lines.filter((line) => line.from === id).map((line) => line.to)
      : to === "left"
        ? lines.filter((line) => line.to === id).map((line) => line.from)
        : nodes.filter((node) => places.get(node.id)?.x === here.x).map((node) => node.id);
  const near = ids
    .flatMap((each) => {
      const place = places.get(each);
      return place && (to === "left" || to === "right" || (to === "down" ? place.y > here.y : place.y < here.y))
        ? [{ each, far: Math.abs(place.y - here.y) }]
        : [];
    })
    .sort((a, b) => a.far - b.far);
  return near[0]?.each ?? null;
}

export type Place = { x: number; y: number };

export const SIZE = { width: 232, height: 100 };
const GAP = { across: 88, down: 12 };

/**
 * Place nodes in their columns, each column ordered by where its neighbors to the left stand, and begun where the first of these is.
 *
 * Columns that hold nothing take no room.
 */
export function layout({ nodes, lines }: Graph): Map<string, Place> {
  const columns = [...new Set(nodes.map((node) => node.column))].sort((a, b) => a - b);
  const places = new Map<string, Place>();
  const order = new Map(nodes.map((node, index) => [node.id, index]));
  columns.forEach((column, across) => {
    const here = nodes.filter((node) => node.column === column);
    const weight = (node: GraphNode): number => {
      const left = lines.flatMap((line) => (line.to === node.id ? (places.get(line.from)?.y ?? []) : []));
      return left.length > 0 ? left.reduce((sum, y) => sum + y, 0) / left.length : 0;
    };
    const ranked = here
      .map((node) => ({ node, weight: weight(node) }))
      .sort((a, b) => a.weight - b.weight || (order.get(a.node.id) ?? 0) - (order.get(b.node.id) ?? 0));
    const step = SIZE.height + GAP.down;
    const top = Math.min(...ranked.map((each) => each.weight));
    ranked.forEach(({ node }, down) => {
      places.set(node.id, { x: across * (SIZE.width + GAP.across), y: top + down * step });
    });
  });
  return places;
}
