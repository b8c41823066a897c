import { describe, expect, it } from "vitest";
import { places } from "./places";
import { ANYTHING, asCsv, matching, sorted } from "./statement-order";
import type { Statement } from "./use-statements";

function statement(id: number, given: Partial<Statement> = {}): Statement {
  return {
    id: `civic.eid:${id}`,
    type: "PREDICTIVE",
    source: "civic",
    effect: "SENSITIVITY",
    direction: "SUPPORTS",
    significance: "Sensitivity/Response",
    level: "B",
    status: "accepted",
    date: "2026-01-01",
    citation: "PMID:1",
    url: null,
    diseaseId: null,
    diseaseLabel: "Melanoma",
    conditions: [],
    regimen: null,
    molecularProfile: { id: "p", label: "BRAF V600E", genes: [] },
    ...given,
  };
}

const A = statement(1, { level: "A" });
const C = statement(2, { level: "C", effect: "RESISTANCE" });
const NONE = statement(3, { level: "" });

describe("a list of statements", () => {
  it("is sorted either way, with what is not stated last", () => {
    const ids = (down: boolean) => sorted([NONE, C, A], { column: "level", down }).map((each) => each.id);
    expect(ids(false)).toEqual([A.id, C.id, NONE.id]);
    expect(ids(true)).toEqual([C.id, A.id, NONE.id]);
  });

  it("is filtered by every wish at once", () => {
    expect(matching([A, C, NONE], { ...ANYTHING, effect: "RESISTANCE", text: "v600" })).toEqual([C]);
    expect(matching([A, C, NONE], { ...ANYTHING, text: "nothing like it" })).toEqual([]);
    expect(matching([A, C, NONE], ANYTHING)).toHaveLength(3);
  });

  it("becomes a table that no spreadsheet runs", () => {
    const csv = asCsv([statement(4, { diseaseLabel: '=cmd("x")', citation: "a, b" })]);
    expect(csv).toContain(`"'=cmd(""x"")"`);
    expect(csv).toContain('"a, b"');
    expect(csv.split("\r\n")).toHaveLength(2);
  });
});

describe("places along a protein", () => {
  it("count each change of the gene once a statement, and nothing of other genes", () => {
    const label = (text: string) => statement(5, { molecularProfile: { id: "p", label: text, genes: [] } });
    const found = places("BRAF", [
      label("BRAF V600E"),
      label("BRAF V600K"),
      label("(BRAF V600E) AND (NRAS Q61K)"),
      label("BRAF V600"),
      label("BRAF amplification"),
      label("BRAF L485_P490del"),
    ]);
    expect(found).toMatchObject([
      { position: 485, count: 1, names: ["L485_P490del"] },
      { position: 600, count: 4, names: ["V600E", "V600K", "V600"] },
    ]);
  });
});
