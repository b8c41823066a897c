import { listed } from "./plain-words";
import type { PlainAnswer } from "./plain-answer";

type Known = { plain: PlainAnswer; tests: readonly string[]; trials: readonly string[]; germline: boolean; unread: readonly string[]; given: readonly string[] };

const NAMED = 3;

function first(names: readonly string[], joint = "and"): string {
  return listed(names.slice(0, NAMED), joint);
}

/** Name treatments apart from each other: a treatment may be several drugs. */
function treatments(names: readonly string[], joint: string): string {
  return names
    .slice(0, NAMED)
    .map((name) => `“${name}”`)
    .join(` ${joint} `);
}

/** Write what a patient may ask the doctor, each question from a part of the answer; what the answer does not hold is not asked about. */
export function questionsFor({ plain, tests, trials, germline, unread, given }: Known): string[] {
  const best = plain.helps.find(([step]) => step === "approved" || step === "accepted");
  const defeated = [...plain.both.map((each) => each.help.name), ...plain.drawbacks.map((each) => each.name)];
  const asked = [
    best && `Could I have ${treatments(best[1].map((each) => each.name), "or")}? What speaks for it, and what against it?`,
    "What good and what harm can I expect of each choice?",
    plain.both.length > 0 && `Studies disagree about ${treatments(plain.both.map((each) => each.help.name), "and")}. What does that mean for me?`,
    defeated.length > 0 && "Which treatments are not likely to work for me, and why?",
    given.length > 0 && `I have had ${first(given)}. What does that change?`,
    tests.length > 0 && `Should I be tested for ${first(tests, "or")}? What would we do with the result?`,
    trials.length > 0 && `Is there a clinical study for me, such as ${first(trials, "or")}? How far away is it?`,
    germline && "Was I born with one of these changes? Should my family be tested?",
    unread.length > 0 && `My report says ${first(unread)}. What does that mean?`,
    "What happens if we wait?",
  ];
  return asked.filter((each) => typeof each === "string");
}
