import { expect, it } from "vitest";
import { ofRegion, places } from "./places";
import type { Statement } from "./use-statements";

const said = (label: string) => ({ molecularProfile: { id: `p ${label}`, label, genes: null } }) as unknown as Statement;

it("counts a statement once at each position that its profile names for the gene, and at no other gene's", () => {
  const found = places("EGFR", ["EGFR L858R", "EGFR L858R AND EGFR T790M", "(EGFR L858R OR EGFR L858M) AND KRAS G12D"].map(said));
  expect(found.map(({ position, count, names }) => [position, count, names])).toEqual([
    [790, 1, ["T790M"]],
    [858, 3, ["L858R", "L858M"]],
  ]);
  expect(found[1]?.profiles).toHaveLength(3);
});

it("reads substitutions, stops, frameshifts, deletions, insertions and codons, and nothing else", () => {
  const at = (label: string) => places("BRCA1", [said(`BRCA1 ${label}`)]).map(({ position }) => position);
  expect(["C61G", "E1836*", "Q1756fs", "E23_K24del", "V757_R762delinsG", "D816"].map(at)).toEqual([[61], [1836], [1756], [23], [757], [816]]);
  expect(["mutation", "exon 11 deletion", "loss of function mutation", "wild type"].flatMap(at)).toEqual([]);
});

it("counts the statements of an exon as a whole apart", () => {
  const statements = ["EGFR exon 19 in-frame deletion", "EGFR exon 1 deletion", "EGFR L858R"].map(said);
  expect(ofRegion("EGFR", "exon 19", statements)).toBe(1);
  expect(ofRegion("EGFR", "exon 1", statements)).toBe(1);
  expect(ofRegion("KIT", "exon 19", statements)).toBe(0);
});
