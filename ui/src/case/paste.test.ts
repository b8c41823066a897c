import { describe, expect, it } from "vitest";
import { looksLikeJson, readJson, readText } from "./paste";

const texts = (text: string) => readText(text).map((item) => item.text);

describe("pasted text", () => {
  it.each([
    ["BRAF V600E; CDKN2A loss; TMB 14", ["BRAF V600E", "CDKN2A loss", "TMB 14"]],
    ["BRAF V600E\r\nEML4::ALK\n\n", ["BRAF V600E", "EML4::ALK"]],
    ["- BRAF\tV600E\n2) KRAS G12C\n• MSI-H", ["BRAF V600E", "KRAS G12C", "MSI-H"]],
    ["BRAF V600E, KRAS G12C, MSI-H", ["BRAF V600E", "KRAS G12C", "MSI-H"]],
    ["7:140453136:A:T", ["7:140453136:A:T"]],
    ["EGFR E746_A750del, exon 19", ["EGFR E746_A750del, exon 19"]],
    ["  ;;\n ", []],
  ])("%j is split where one alteration ends", (text, parts) => {
    expect(texts(text)).toEqual(parts);
  });

  it("keeps every word that is no separator", () => {
    const text = "NM_004333.6:c.1799T>A; p.(Val600Glu) (germline)";
    expect(texts(text).join("; ")).toBe(text);
  });
});

describe("a signature file", () => {
  it("is told from text, and its texts become alterations", () => {
    expect(looksLikeJson(' {"alterations": []}')).toBe(true);
    expect(looksLikeJson("BRAF V600E")).toBe(false);
    expect(readJson('{"tumorType": "SKCM", "alterations": ["BRAF V600E", {"gene": "ALK", "event": "x"}]}')).toEqual({
      tumorType: "SKCM",
      alterations: [{ text: "BRAF V600E" }, { gene: "ALK", event: "x" }],
    });
  });

  it.each(["{", "[]", "5", '{"alterations": {}}', '{"alterations": [null]}'])("is refused where it is none: %s", (text) => {
    expect(() => readJson(text)).toThrow(/signature/i);
  });
});
