// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { option } from "../answer/made-option";
import { plainAnswer } from "./plain-answer";
import { BothList, DrawbackList, HelpList, WaitingList } from "./plain-lists";
import { CONDITIONS, DRAWBACK_PROOF, DRAWBACKS, GLOSSARY, MARKERS, STRENGTHS } from "./plain-words";
import { questionsFor } from "./questions";

afterEach(cleanup);

const plain = plainAnswer([option("A"), option("B"), option("B", { effect: "RESISTANCE" })]);
const OWN = [
  ...Object.values(STRENGTHS).flat(),
  ...Object.values(DRAWBACKS),
  ...Object.values(DRAWBACK_PROOF),
  ...Object.values(MARKERS),
  ...Object.values(CONDITIONS),
  ...GLOSSARY.map(([, meaning]) => meaning),
  ...questionsFor({ plain, tests: ["a"], trials: ["a"], germline: true, unread: ["a"], given: ["a"] }),
];

function wordsOf(text: string): string[] {
  return text.match(/[A-Za-z'-]+/g) ?? [];
}

/** Count syllables as groups of vowels, a silent e at the end left out: near enough for a mean. */
function syllables(word: string): number {
  return Math.max(1, (word.toLowerCase().replace(/e$/, "").match(/[aeiouy]+/g) ?? []).length);
}

/** The grade of Flesch and Kincaid (1975): years of school that a text asks for. */
function grade(texts: readonly string[]): number {
  const sentences = texts.flatMap((text) => text.split(/[.?!;:]\s*/)).filter((each) => wordsOf(each).length > 0);
  const words = sentences.flatMap(wordsOf);
  const sounds = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (sounds / words.length) - 15.59;
}

it("the page's own words ask for no more than six years of school, and its sentences are short", () => {
  expect(grade(OWN)).toBeLessThan(6);
  for (const sentence of OWN.flatMap((text) => text.split(/[.?!;:]\s+/))) expect(wordsOf(sentence).length, sentence).toBeLessThanOrEqual(22);
  // the measure itself tells hard from easy
  expect(grade(["Contraindications necessitate multidisciplinary evaluation of pharmacological alternatives."])).toBeGreaterThan(12);
});

it("no tier and no level is named without its sentence", () => {
  const { container } = render(
    <>
      <HelpList helps={plain.helps} />
      <BothList both={plain.both} />
      <DrawbackList drawbacks={plain.drawbacks} />
      <WaitingList waiting={plain.waiting} tests={["KRAS"]} />
    </>,
  );
  const said = container.textContent;
  expect(said).toContain("Both are told here");
  expect(said).toContain("What was not tested may still be there");
  expect(said).not.toMatch(/\btier\b|\bI[AB]\b|\bII[CD]\b|\blevel\b|sensitivity|resistance|regimen/i);
});

it("what no one was found for is said as such, never as nothing", () => {
  const { container } = render(
    <>
      <HelpList helps={[]} />
      <DrawbackList drawbacks={[]} />
      <WaitingList waiting={[]} tests={[]} />
    </>,
  );
  expect(container.textContent).toContain("found no treatment with proof");
  expect(container.textContent).toContain("That does not mean that every treatment works");
});
