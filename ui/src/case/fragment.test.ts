import { describe, expect, it } from "vitest";
import { fromFragment, launched, pairFromFragment, pairToFragment, toFragment } from "./fragment";
import { isEmpty, tidy, type Signature } from "./signature";

const CASES: Signature[] = [
  { tumorType: "SKCM", alterations: [{ text: "BRAF V600E" }] },
  { alterations: [], biomarkers: { her2Ihc: "3+", tmb: 14.2 } },
  { tumorType: "HER2+ gastric cancer & more", alterations: [{ text: "EGFR p.(E746_A750del) #1 100%" }] },
  { alterations: [{ fusion: ["EML4", null], inFrame: false }], tested: { genes: ["KRAS", { gene: "ALK", kinds: ["fusion"] }] } },
];

describe("a case in the fragment of an address", () => {
  it.each(CASES)("comes back as it was: %j", (signature) => {
    expect(fromFragment(toFragment(signature))).toEqual(Object.assign({ alterations: [] }, tidy(signature)));
  });

  it("is nothing where nothing is said", () => {
    expect(toFragment({ alterations: [], tumorType: "", biomarkers: { tmb: null } })).toBe("");
    expect(isEmpty(fromFragment(""))).toBe(true);
  });

  it("says what is wrong with a broken link and repeats nothing of it", () => {
    expect(() => fromFragment("#signature=%7Bsecret")).toThrow(/not JSON/);
    expect(() => fromFragment("#signature=%5B%5D")).toThrow(/one JSON object/);
    expect(() => fromFragment("#signature=%7B%22alterations%22%3A%5B5%5D%7D")).toThrow(/text or an object/);
  });
});

describe("two cases in a fragment", () => {
  const [before, after] = [{ alterations: [{ text: "EGFR L858R & more" }] }, { tumorType: "HER2+", alterations: [] }];

  it("come back as they were", () => {
    expect(pairFromFragment(pairToFragment(before, after))).toEqual({ before, after: { tumorType: "HER2+", alterations: [] } });
  });

  it("are one twice where there is one", () => {
    expect(pairFromFragment(toFragment(before))).toEqual({ before, after: before });
  });
});

describe("launch parameters", () => {
  it("move a whole signature to the fragment", () => {
    const given = { tumorType: "LUAD", alterations: [{ text: "EML4::ALK" }] };
    const fragment = launched(`?signature=${encodeURIComponent(JSON.stringify(given))}`);
    expect(fromFragment(fragment ?? "")).toEqual(given);
  });

  it("make a case of gene, variant and tumor", () => {
    expect(fromFragment(launched("?gene=BRAF&variant=V600E&tumor=SKCM") ?? "")).toEqual({
      tumorType: "SKCM",
      alterations: [{ text: "BRAF V600E" }],
    });
    expect(fromFragment(launched("?tumor=HER2+") ?? "").tumorType).toBe("HER2+");
  });

  it("leave every other address alone", () => {
    expect(launched("")).toBeNull();
    expect(launched("?other=1")).toBeNull();
  });
});
