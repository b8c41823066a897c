import { describe, expect, it } from "vitest";
import { byRegimen, byTier, mentions, sections } from "./grouping";
import { item, option } from "./made-option";

const helps = option("Vemurafenib");
const codon = option("Vemurafenib", { profile: "BRAF V600", tier: "IB" });
const defeats = option("Vemurafenib", { effect: "RESISTANCE", tier: "IIC", profile: "KRAS G12D" });
const waits = option("Dabrafenib", { status: "UNDECIDED", missingTests: ["KRAS mutation status"] });
const all = [helps, codon, defeats, waits];

describe("the parts of an answer", () => {
  it("loses no option and nets none", () => {
    const parts = sections(all);
    expect([...parts.helps, ...parts.defeats, ...parts.undecided]).toEqual(all);
    expect(parts.defeats).toEqual([defeats]);
    expect(parts.undecided).toEqual([waits]);
  });

  it("puts the profiles of one regimen together, but never two effects", () => {
    expect(byRegimen(all).map((group) => [group.regimen.label, group.effect, group.options.length])).toEqual([
      ["Vemurafenib", "SENSITIVITY", 2],
      ["Vemurafenib", "RESISTANCE", 1],
      ["Dabrafenib", "SENSITIVITY", 1],
    ]);
  });

  it("puts a regimen under the tier of its strongest option", () => {
    expect(byTier([helps, codon, option("X", { tier: null })]).map((group) => [group.tier, group.regimens.length])).toEqual([
      ["IA", 1],
      [null, 1],
    ]);
  });
});

it("finds options by drug, alteration or source", () => {
  const found = option("Vemurafenib", { against: [item({ source: "moalmanac", direction: "DOES_NOT_SUPPORT" })] });
  expect(["vemu", "v600e", "MOAlm", " "].map((text) => mentions(found, text))).toEqual([true, true, true, true]);
  expect(mentions(found, "erlotinib")).toBe(false);
});
