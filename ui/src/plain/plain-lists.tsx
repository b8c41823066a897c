import type { ReactNode } from "react";
import { useShortened } from "../components/shortened";
import { Empty } from "../components/states";
import { count } from "../components/words";
import type { Both, Drawback, Help, Waiting } from "./plain-answer";
import { DRAWBACK_PROOF, DRAWBACKS, listed, STRENGTHS, type Strength } from "./plain-words";

const SHOWN = 6;

/** List what may help, the best shown first; what no people were studied for is folded. */
export function HelpList({ helps }: { helps: readonly [Strength, Help[]][] }) {
  if (helps.length === 0) return <Empty>This page found no treatment with proof of a benefit for these findings. Ask your doctor what else there is.</Empty>;
  return helps.map(([step, items]) => {
    const [title, meaning] = STRENGTHS[step];
    const list = <Shortened items={items} of={(help) => <HelpItem key={help.name} help={help} />} />;
    if (step !== "laboratory" && step !== "reasoned") {
      return (
        <div key={step} className={`plain-step plain-${step}`}>
          <h3>{title}</h3>
          <p>{meaning}</p>
          {list}
        </div>
      );
    }
    return (
      <details key={step} className={`plain-step plain-${step}`}>
        <summary>
          {title} ({items.length})
        </summary>
        <p>{meaning}</p>
        {list}
      </details>
    );
  });
}

function HelpItem({ help }: { help: Help }) {
  return (
    <li>
      <strong>{help.name}</strong>
      <HelpLines help={help} />
    </li>
  );
}

function HelpLines({ help }: { help: Help }) {
  const { because, agencies, conditions, others, given, doubted, against } = help;
  return (
    <>
      <p>Because of: {because.join("; ")}.</p>
      {agencies.length > 0 && <p>Approved by {listed(agencies)}.</p>}
      {conditions.length > 0 && <p>Only for some people. The records name: {conditions.join("; ")}.</p>}
      {others.length > 0 && (
        <details>
          <summary>{count(others.length, "more rule")}, in the words of the records</summary>
          <p>{others.map((text) => `“${text}”`).join("; ")}.</p>
        </details>
      )}
      {given.length > 0 && <p className="plain-care">You had this before: {given.join(", ")}.</p>}
      {against.length > 0 && <p className="plain-care">A more exact record speaks against it: {against.join("; ")}.</p>}
      {doubted && <p className="plain-care">Some studies did not see this benefit.</p>}
    </>
  );
}

/** List the regimens of which some studies say that they help and others that they may not, with both sides. */
export function BothList({ both }: { both: readonly Both[] }) {
  return (
    <>
      <p>For these treatments, some studies speak for a benefit. Others say that they may not work for you. Both are told here.</p>
      <Shortened
        items={both}
        of={({ help, drawbacks }) => (
          <li key={help.name}>
            <strong>{help.name}</strong>
            <p>
              <b>It may help.</b> {STRENGTHS[help.strength][0]}.
            </p>
            <HelpLines help={help} />
            {drawbacks.map((each) => (
              <p key={`${each.effect} ${each.because.join()}`} className="plain-care">
                <b>{DRAWBACKS[each.effect]}</b> Because of: {each.because.join("; ")}. {DRAWBACK_PROOF[each.strength]}
              </p>
            ))}
          </li>
        )}
      />
    </>
  );
}

/** List what may not work or may do harm, with how well that is shown. */
export function DrawbackList({ drawbacks }: { drawbacks: readonly Drawback[] }) {
  if (drawbacks.length === 0) return <p>The records name no other treatment that these findings speak against. That does not mean that every treatment works.</p>;
  return (
    <Shortened
      items={drawbacks}
      of={({ name, effect, because, strength, given }) => (
        <li key={`${name} ${effect}`}>
          <strong>{name}</strong>
          <p>
            {DRAWBACKS[effect]} Because of: {because.join("; ")}. {DRAWBACK_PROOF[strength]}
          </p>
          {given.length > 0 && <p className="plain-care">You had this before: {given.join(", ")}.</p>}
        </li>
      )}
    />
  );
}

/** List what studies looked at and found no benefit of. */
export function UselessList({ useless }: { useless: readonly { name: string; because: string[] }[] }) {
  if (useless.length === 0) return null;
  return (
    <>
      <h3>Studied without a benefit</h3>
      <p>Studies looked at these treatments for a finding of yours. They saw no benefit.</p>
      <Shortened
        items={useless}
        of={({ name, because }) => (
          <li key={name}>
            <strong>{name}</strong>
            <p>Looked at for: {because.join("; ")}.</p>
          </li>
        )}
      />
    </>
  );
}

const TESTS = 8;
const NAMED = 4;

/** Tell which tests are missing, and what each would decide; a test that was not done is never taken for a negative one. */
export function WaitingList({ waiting, tests }: { waiting: readonly Waiting[]; tests: readonly string[] }) {
  const other = tests.filter((test) => !waiting.some((each) => each.test === test));
  if (waiting.length === 0 && other.length === 0) return <p>No test is missing that would change much here.</p>;
  return (
    <>
      {waiting.length > 0 && (
        <>
          <p>The records cannot say yet if these treatments fit you. A test is missing for each.</p>
          <Shortened
            items={waiting}
            of={({ test, names }) => (
              <li key={test}>
                <strong>{test}</strong>
                <p>
                  It would decide about: {names.slice(0, NAMED).join("; ")}
                  {names.length > NAMED && `, and ${names.length - NAMED} more`}.
                </p>
              </li>
            )}
          />
        </>
      )}
      {other.length > 0 && (
        <p>
          Your report does not tell about: {other.slice(0, TESTS).join(", ")}
          {other.length > TESTS && `, and ${other.length - TESTS} more`}. Such tests could open other treatments. What was not tested may still be there.
        </p>
      )}
    </>
  );
}

/** Show the first of a list, and the rest at a wish. */
function Shortened<T>({ items, of }: { items: readonly T[]; of: (item: T) => ReactNode }) {
  const [shown, rest] = useShortened(items, SHOWN);
  return (
    <>
      <ul className="plain-list">{shown.map(of)}</ul>
      {rest}
    </>
  );
}
