import type { ExplanationQuery } from "../generated/graphql";

export type Explanation = ExplanationQuery["explanationPage"]["nodes"][number]["explanation"];
type Node = Explanation["nodes"][number];

/** One step of a derivation with the steps that it rests on; `repeated` where these are written out elsewhere. */
export type Step = { node: Node; relation: string; why: string; below: Step[]; repeated: boolean };

/** Unfold a derivation, a graph without cycles, into a tree: what several steps rest on is written out once. */
export function asTree(explanation: Explanation): Step | null {
  const nodes = new Map(explanation.nodes.map((node) => [node.id, node]));
  const written = new Set<string>();
  const walk = (id: string, relation: string, why: string): Step | null => {
    const node = nodes.get(id);
    if (!node) return null;
    const edges = explanation.edges.filter((edge) => edge.subject === id);
    if (written.has(id)) return { node, relation, why, below: [], repeated: edges.length > 0 };
    written.add(id);
    const below = edges.flatMap((edge) => walk(edge.object, edge.relation, edge.reason) ?? []);
    return { node, relation, why, below, repeated: false };
  };
  return walk(explanation.root, "", "");
}
