import { describe, expect, it } from "vitest";
import { item, option } from "../answer/made-option";
import { plainAnswer, treatmentName } from "./plain-answer";
import { questionsFor } from "./questions";

const APPROVED = item({ source: "moalmanac-indications", level: "FDA approval" });

describe("what may help", () => {
  it("is called approved only where a level of tier I names an agency for this tumor", () => {
    const answer = plainAnswer([
      option("A", { for: [APPROVED, item({ level: "EMA approval" })] }),
      option("B", { for: [item({ level: "A" })] }),
      option("C", { tier: "IIC", tumorMatch: "OTHER", for: [item({ level: "FDA approval", tier: "IIC" })] }),
      option("D", { tier: "IB", for: [APPROVED] }),
    ]);
    expect(answer.helps.map(([step, helps]) => [step, helps.map((each) => each.name)])).toEqual([
      ["approved", ["A"]],
      ["accepted", ["B"]],
      ["studied", ["D"]],
      ["early", ["C"]],
    ]);
    expect(answer.helps[0]?.[1][0]?.agencies).toEqual(["the EMA (European Union)", "the FDA (United States)"]);
    expect(answer.helps[2]?.[1][0]?.agencies).toEqual([]);
  });

  it("has no strength where there is no tier", () => {
    expect(plainAnswer([option("A", { tier: null })]).helps[0]?.[0]).toBe("unclear");
  });

  it("keeps what is not in the table in the source's own words", () => {
    const [help] = plainAnswer([option("A", { conditions: ["Metastatic", "metastatic", "after a full moon"] })]).helps[0]?.[1] ?? [];
    expect([help?.conditions, help?.others]).toEqual([["when the cancer has spread"], ["after a full moon"]]);
  });

  it("names what was given before, and a narrower finding that speaks against it", () => {
    const notes = ["given before: A", "a more specific statement (EGFR T790M) says resistance", "a more specific statement (BRAF V600E) says sensitivity"];
    const [help] = plainAnswer([option("A", { because: ["EGFR L858R", "EGFR T790M"], notes, against: [item()] })]).helps[0]?.[1] ?? [];
    expect(help).toMatchObject({ given: ["A"], against: ["EGFR T790M"], because: ["EGFR L858R"], doubted: true });
  });

  it("names the finding where the very one speaks against it too", () => {
    const notes = ["a more specific statement (KIT V560D) says resistance"];
    const [help] = plainAnswer([option("A", { because: ["KIT V560D"], notes })]).helps[0]?.[1] ?? [];
    expect(help).toMatchObject({ against: ["KIT V560D"], because: ["KIT V560D"] });
  });
});

describe("what speaks against", () => {
  const resisted = (tier: string) => option("A", { effect: "RESISTANCE", tier, because: ["EGFR T790M"] });

  it.each(["IA", "IB", "IIC"])("a benefit and a resistance of tier %s are told together, and nowhere else", (tier) => {
    const answer = plainAnswer([option("A"), resisted(tier)]);
    expect([answer.helps, answer.drawbacks]).toEqual([[], []]);
    expect(answer.both.map((each) => [each.help.name, each.drawbacks.map((drawback) => drawback.because)])).toEqual([["A", [["EGFR T790M"]]]]);
  });

  it.each(["IID", "III"])("a resistance of tier %s, which no people were studied for, leaves the benefit its place and is told too", (tier) => {
    const answer = plainAnswer([option("A"), resisted(tier)]);
    expect(answer.both).toEqual([]);
    expect(answer.helps[0]?.[1].map((each) => each.name)).toEqual(["A"]);
    expect(answer.drawbacks.map((each) => each.name)).toEqual(["A"]);
  });

  it("a benefit that studies looked for in vain is not among what may help", () => {
    const answer = plainAnswer([option("A", { tier: null, for: [], against: [item({ direction: "DOES_NOT_SUPPORT" })] })]);
    expect([answer.helps, answer.useless]).toEqual([[], [{ name: "A", because: ["BRAF V600E"] }]]);
  });
});

it("every regimen of an answer is told somewhere", () => {
  const effects = ["SENSITIVITY", "RESISTANCE", "REDUCED_SENSITIVITY", "ADVERSE_RESPONSE", "OTHER"] as const;
  const tiers = ["IA", "IB", "IIC", "IID", "III", null];
  const options = effects.flatMap((effect) =>
    tiers.flatMap((tier, index) =>
      [0, 1].map((undecided) =>
        option(`${index % 3}`, { effect, tier, profile: `${effect} ${index}`, ...(undecided ? { status: "UNDECIDED" as const, missingTests: ["X"] } : {}) }),
      ),
    ),
  );
  for (let size = 1; size <= options.length; size += 1) {
    const answer = plainAnswer(options.slice(0, size));
    const told = [
      ...answer.helps.flatMap(([, helps]) => helps.map((each) => each.name)),
      ...answer.both.map((each) => each.help.name),
      ...answer.drawbacks.map((each) => each.name),
      ...answer.waiting.flatMap((each) => each.names),
    ];
    expect(new Set(told)).toEqual(new Set(options.slice(0, size).map((each) => each.regimen.label)));
  }
});

it("what waits for a test stands under the test that decides most", () => {
  const waits = (drug: string, tests: string[]) => option(drug, { status: "UNDECIDED", missingTests: tests });
  expect(plainAnswer([waits("A", ["X", "Y"]), waits("B", ["Y"])]).waiting).toEqual([
    { test: "Y", names: ["A", "B"] },
    { test: "X", names: ["A"] },
  ]);
});

it.each([
  ["COMBINATION", "A, B and C together"],
  ["SUBSTITUTES", "A, B or C"],
  ["SEQUENTIAL", "first A, then B, then C"],
] as const)("a regimen %s is spoken as %s", (operator, said) => {
  const drugs = ["A", "B", "C"].map((label) => ({ id: label, label, url: null }));
  expect(treatmentName({ id: "r", label: "r", operator, drugs })).toBe(said);
});

it("asks only about what the answer holds", () => {
  const nothing = { tests: [], trials: [], germline: false, unread: [], given: [] };
  expect(questionsFor({ plain: plainAnswer([]), ...nothing })).toHaveLength(2);
  const all = questionsFor({
    plain: plainAnswer([option("A"), option("B"), option("B", { effect: "RESISTANCE" })]),
    tests: ["KRAS"],
    trials: ["NCT1"],
    germline: true,
    unread: ["XYZ"],
    given: ["C"],
  }).join(" ");
  for (const said of ["“A”", "“B”", "KRAS", "NCT1", "my family", "XYZ", "I have had C"]) expect(all).toContain(said);
});
