import { unique } from "../answer/grouping";
import { OutLink } from "../components/out-link";
import type { BriefTrial } from "../trials/trial-order";
import { phaseInWords } from "../trials/trial-words";

const SHOWN = 6;
const READING = "a person's reading";

/** List the studies that ask for a finding of the case and take people now; what is not known yet is named, and who decides is said. */
export function PlainTrials({ trials, day }: { trials: readonly BriefTrial[]; day: string }) {
  return (
    <section aria-labelledby="plain-trials">
      <h2 id="plain-trials">Clinical studies that may take you</h2>
      {trials.length === 0 ? (
        <p>This page found no open study that asks for one of your findings. There may be others. Ask your doctor.</p>
      ) : (
        <>
          <p>These studies ask for a finding of yours. The people who run a study decide who can join. The list is of {day}. Ask if the study is still open.</p>
          <ul className="plain-list">
            {trials.slice(0, SHOWN).map((trial) => (
              <li key={trial.id}>
                <strong>{trial.title}</strong>{" "}
                <span className="muted">
                  <OutLink href={`https://clinicaltrials.gov/study/${trial.id.replace(/^NCT:/, "")}`}>{trial.id}</OutLink> {phaseInWords(trial.phase)}
                </span>
                <p>It asks for: {unique(trial.because.flatMap((each) => each.split(", "))).join("; ")}.</p>
                <Open facts={trial.missingFacts} />
              </li>
            ))}
          </ul>
          {trials.length > SHOWN && <p>There are {trials.length - SHOWN} more. Your doctor can see them all.</p>}
        </>
      )}
    </section>
  );
}

function Open({ facts }: { facts: readonly string[] }) {
  const stated = facts.filter((fact) => !fact.startsWith(READING));
  return (
    <p>
      {stated.length > 0 && `Not known here: ${stated.join("; ")}. `}
      {facts.length > stated.length ? "The study team must check more." : stated.length === 0 && "You meet what this page can check."}
    </p>
  );
}
