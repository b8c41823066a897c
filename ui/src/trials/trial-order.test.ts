import { describe, expect, it } from "vitest";
import { arm, brief, criterion } from "./made-trial";
import { BEGIN, choices, linesToCheck, ranked, shared, wished } from "./trial-order";
import { phaseInWords } from "./trial-words";

const ids = (trials: { id: string }[]) => trials.map((trial) => trial.id);

describe("trials for a case", () => {
  const trials = [
    brief("NCT1", { offered: false }),
    brief("NCT2", { phase: "PHASE3" }),
    brief("NCT3", { because: ["BRAF V600E"], sites: [{ country: "Spain" }] }),
  ];

  it("put first what asks for a finding of the case, and leave out what nobody can join", () => {
    expect(ids(wished(trials, BEGIN))).toEqual(["NCT3", "NCT2"]);
    expect(ids(wished(trials, { ...BEGIN, open: false }))).toEqual(["NCT3", "NCT1", "NCT2"]);
  });

  it("meet every wish at once", () => {
    expect(ids(wished(trials, { ...BEGIN, asked: true }))).toEqual(["NCT3"]);
    expect(ids(wished(trials, { ...BEGIN, phase: "PHASE3" }))).toEqual(["NCT2"]);
    expect(ids(wished(trials, { ...BEGIN, country: "Spain" }))).toEqual(["NCT3"]);
    expect(ids(wished(trials, { ...BEGIN, country: "Spain", phase: "PHASE3" }))).toEqual([]);
    expect(ids(wished(trials, { ...BEGIN, text: "v600e" }))).toEqual(["NCT3"]);
  });

  it("offer each value once to choose from", () => {
    expect(choices(["PHASE2", null, "PHASE1", "PHASE2"])).toEqual(["PHASE1", "PHASE2"]);
  });
});

describe("criteria of arms", () => {
  const adult = criterion("age >= 18 years");
  const braf = criterion("BRAF V600E");
  const unknown = criterion("ECOG <= 1", { state: "UNKNOWN", missing: ["ECOG"] });

  it("that bind every arm are set apart, and no other", () => {
    const [first, second] = [arm("A", { criteria: [adult, braf] }), arm("B", { criteria: [adult, unknown] })];
    const third = arm("C", { criteria: [adult, braf] });
    const { common, own } = shared([first, second, third]);
    expect(common).toEqual([adult]);
    expect(own(first)).toEqual([braf]);
    expect(own(second)).toEqual([unknown]);
  });

  it("of one arm are its own", () => {
    const only = arm("A", { criteria: [adult] });
    const { common, own } = shared([only]);
    expect(common).toEqual([]);
    expect(own(only)).toEqual([adult]);
  });

  it("are not the same where they stand otherwise in another arm", () => {
    const { common } = shared([arm("A", { criteria: [adult] }), arm("B", { criteria: [{ ...adult, state: "UNKNOWN" }] })]);
    expect(common).toEqual([]);
  });

  it("begin with what is not met, then what is not known", () => {
    const not = criterion("breast cancer", { state: "NOT_MET" });
    expect(ranked([adult, unknown, not])).toEqual([not, unknown, adult]);
  });
});

it("keeps the words of lines that a person reads, and tells which exclude", () => {
  expect(linesToCheck(["Signed consent.", "Exclude - Pregnancy."])).toEqual({ asked: ["Signed consent."], excluded: ["Pregnancy."] });
});

it.each([
  ["PHASE1/PHASE2", "phase 1/2"],
  ["EARLY_PHASE1", "phase early 1"],
  ["NA", ""],
  [null, ""],
])("writes the phase %s as %j", (phase, words) => {
  expect(phaseInWords(phase)).toBe(words);
});
