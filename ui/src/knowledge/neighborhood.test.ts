import { expect, it } from "vitest";
import { asOutline } from "../graph/model";
import { STEP, turned } from "../graph/opened";
import { neighborhood, toRead, walkedTo, type Around } from "./neighborhood";

function neighbors(kind: "DRUG" | "VARIANT", number: number) {
  return {
    nodes: Array.from({ length: number }, (_, index) => ({
      statements: number - index,
      sources: ["civic"],
      node: { __typename: "Drug" as const, id: `x:${kind}${index}`, kind, label: `${kind} ${index}` },
    })),
  };
}

const TP53 = {
  center: { __typename: "Gene", id: "HGNC:11998", kind: "GENE", label: "TP53" },
  groups: [
    { relation: null, reversed: false, kind: "DRUG", totalCount: 3, neighbors: neighbors("DRUG", 3) },
    { relation: "IN_GENE", reversed: true, kind: "VARIANT", totalCount: 2480, neighbors: neighbors("VARIANT", 104) },
    { relation: "TARGETS", reversed: true, kind: "DRUG", totalCount: 1, neighbors: neighbors("DRUG", 1) },
  ],
} as unknown as Around;

const labels = (opened = new Map<string, number>()) => neighborhood(TP53, opened).nodes.map((node) => node.label);

it("says first what kinds of things stand beside it, with how many there are", () => {
  expect(labels()).toEqual(["TP53", "3 drugs", "2,480 variants", "1 drug"]);
  expect(neighborhood(TP53, new Map()).nodes.map((node) => node.note)).toEqual([
    "HGNC:11998",
    "in the same statements",
    "of it; the first 500 can be shown",
    "that act through it",
  ]);
});

it("unfolds a hub a few at a time and says how many are left", () => {
  const variants = neighborhood(TP53, new Map()).nodes[2]?.id ?? "";
  let opened = turned(new Map(), variants);
  expect(labels(new Map(opened))).toContain("492 more variants");
  expect(labels(new Map(opened)).filter((label) => label.startsWith("VARIANT"))).toHaveLength(STEP);
  expect(toRead(opened)).toBe(104);
  for (let click = 0; click < 13; click += 1) opened = turned(opened, `rest of ${variants}`);
  expect(toRead(opened)).toBe(500);
});

it("shows a thing of two groups once, with a line from each, and walks on to it", () => {
  const { nodes, lines } = neighborhood(TP53, new Map(neighborhood(TP53, new Map()).nodes.map((node) => [node.id, STEP])));
  const drug = nodes.filter((node) => node.label === "DRUG 0");
  expect(drug).toHaveLength(1);
  expect(lines.filter((line) => line.to === drug[0]?.id)).toHaveLength(2);
  expect(walkedTo(drug[0]?.id ?? "")).toBe("x:DRUG0");
  expect(walkedTo("center")).toBeNull();
  expect(asOutline({ nodes, lines })).toHaveLength(1);
});
