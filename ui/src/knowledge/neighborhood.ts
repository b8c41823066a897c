import { pageOf } from "../components/links";
import { count, inWords } from "../components/words";
import type { SurroundingsQuery } from "../generated/graphql";
import type { Graph, GraphLine, GraphNode } from "../graph/model";
import { rest, shown, type Opened } from "../graph/opened";
import { MANY, standing } from "./relation-words";

export type Around = SurroundingsQuery["surroundings"];
type Group = Around["groups"][number];

const WALK = "to ";
const MOST = 500;

/** The identifier of the node to walk on to, where a click asks for that. */
export function walkedTo(id: string): string | null {
  return id.startsWith(WALK) ? id.slice(WALK.length) : null;
}

/** How many neighbors of a group have to be read to show what is unfolded: few at first, for hubs have thousands. */
export function toRead(opened: Opened): number {
  return Math.max(0, ...opened.values()) > 96 ? MOST : 104;
}

/** Draw a node, the groups of what stands beside it with their numbers, and the members of those that are unfolded. */
export function neighborhood({ center, groups }: Around, opened: Opened): Graph {
  const own: GraphNode = { id: "center", kind: inWords(center.kind), column: 0, label: center.label, note: center.id, href: pageOf(center.kind, center.id) };
  const nodes = new Map([[own.id, own]]);
  const lines: GraphLine[] = [];
  for (const group of groups) {
    const id = `${group.relation ?? "statements"} ${group.reversed} ${group.kind}`;
    nodes.set(id, groupNode(id, group, opened));
    lines.push({ from: own.id, to: id, label: "", tone: group.relation ? "plain" : "for" });
    for (const { node, statements, sources } of shown(group.neighbors.nodes, opened, id)) {
      const key = WALK + node.id;
      const note = statements > 0 ? `${count(statements, "statement")} of both · ${sources.join(", ")}` : sources.join(", ");
      if (!nodes.has(key)) {
        nodes.set(key, { id: key, kind: inWords(node.kind), column: 2, label: node.label || node.id, note, href: pageOf(node.kind, node.id), more: { label: "Walk on from here" } });
      }
      lines.push({ from: id, to: key, label: "", tone: "plain" });
    }
    const more = rest(opened, id, Math.min(group.totalCount, MOST), 2, MANY[group.kind]);
    for (const node of more.nodes) nodes.set(node.id, node);
    lines.push(...more.lines);
  }
  return { nodes: [...nodes.values()], lines };
}

function groupNode(id: string, group: Group, opened: Opened): GraphNode {
  const open = opened.has(id);
  const cut = group.totalCount > MOST ? `; the first ${MOST} can be shown` : "";
  return {
    id,
    kind: "Beside it",
    column: 1,
    label: count(group.totalCount, oneOf(MANY[group.kind]), MANY[group.kind]),
    note: standing(group.relation, group.reversed) + cut,
    more: { label: open ? "Fold" : "Show", open },
  };
}

function oneOf(many: string): string {
  if (many.startsWith("classes")) return many.replace("classes", "class");
  return many.endsWith("classes") ? many.slice(0, -2) : many.endsWith("studies") ? `${many.slice(0, -3)}y` : many.slice(0, -1);
}
