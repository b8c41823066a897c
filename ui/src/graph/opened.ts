import type { GraphLine, GraphNode } from "./model";

/** How many neighbors of each unfolded node are shown. */
export type Opened = ReadonlyMap<string, number>;

/** More than this at once is a thicket; the rest comes by further clicks. */
export const STEP = 8;

const REST = "rest of ";

/** Unfold or fold a node, or show more of one that is unfolded. */
export function turned(opened: Opened, id: string): Opened {
  const next = new Map(opened);
  if (id.startsWith(REST)) {
    const of = id.slice(REST.length);
    next.set(of, (next.get(of) ?? 0) + STEP);
  } else if (!next.delete(id)) next.set(id, STEP);
  return next;
}

/** The neighbors of a node that are shown: none where it is folded. */
export function shown<T>(items: readonly T[], opened: Opened, id: string): T[] {
  return items.slice(0, opened.get(id) ?? 0);
}

/** Stand for what is not shown yet of an unfolded node; nothing where all is shown. */
export function rest(opened: Opened, id: string, total: number, column: number, what: string): { nodes: GraphNode[]; lines: GraphLine[] } {
  const hidden = opened.has(id) ? total - (opened.get(id) ?? 0) : 0;
  if (hidden <= 0) return { nodes: [], lines: [] };
  const node: GraphNode = {
    id: REST + id,
    kind: "More",
    column,
    label: `${hidden.toLocaleString("en-US")} more ${what}`,
    more: { label: `Show ${Math.min(STEP, hidden)}`, open: false },
  };
  return { nodes: [node], lines: [{ from: id, to: node.id, label: "", tone: "plain" }] };
}
