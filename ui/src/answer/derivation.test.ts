import { expect, it } from "vitest";
import { asTree, type Explanation, type Step } from "./derivation";

const node = (id: string) => ({ id, kind: "CRITERION" as const, label: id, reason: "" });
const edge = (subject: string, object: string) => ({ subject, relation: "through", object, reason: "" });

const DIAMOND: Explanation = {
  root: "a",
  nodes: ["a", "b", "c", "d", "e"].map(node),
  edges: [edge("a", "b"), edge("a", "c"), edge("b", "d"), edge("c", "d"), edge("d", "e")],
};

function labels(step: Step): string[] {
  return [`${step.node.label}${step.repeated ? "*" : ""}`, ...step.below.flatMap(labels)];
}

it("writes what several steps rest on out once, and refers to it after", () => {
  const tree = asTree(DIAMOND);
  expect(tree && labels(tree)).toEqual(["a", "b", "d", "e", "c", "d*"]);
});

it("is nothing where the root is not there", () => {
  expect(asTree({ ...DIAMOND, root: "gone" })).toBeNull();
});
