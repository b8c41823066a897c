import type { Asked } from "../api/use-answer";
import { count } from "../components/words";
import type { Eligibility, MatchedTrialsQuery } from "../generated/graphql";
import { BEGIN, wished, type BriefTrial } from "../trials/trial-order";
import { phaseInWords } from "../trials/trial-words";
import { cut } from "./cut";

/** The trials that take patients and fit or may fit, those that ask for a finding of the case first. */
export function printedTrials({ matchTrials }: MatchedTrialsQuery): BriefTrial[] {
  return wished(matchTrials.trials, BEGIN);
}

/** Print trials as a table; that they were not read, or that there is none, is said. */
export function PrintTrials({ trials, rows }: { trials: Asked<MatchedTrialsQuery>; rows: number }) {
  if (trials.state !== "answered") {
    return (
      <p>
        <b>Clinical trials:</b> not read when this was printed.
      </p>
    );
  }
  const all = printedTrials(trials.data);
  const { asOfDate, totalCount, trials: read } = trials.data.matchTrials;
  if (all.length === 0) {
    return (
      <p>
        <b>Clinical trials on {asOfDate}:</b> none with an open arm that fits or may fit.
      </p>
    );
  }
  const asking = all.filter((trial) => trial.because.length > 0).length;
  const left = all.length - rows + totalCount - read.length;
  return (
    <table className="print-trials">
      <caption>
        Clinical trials with an open arm that fits or may fit, on {asOfDate} ({asking} ask for a finding of this case)
      </caption>
      <thead>
        <tr>
          <th>Trial</th>
          <th>Title</th>
          <th>Phase</th>
          <th>Fit</th>
          <th>Asks for</th>
          <th>Missing facts</th>
        </tr>
      </thead>
      <tbody>
        {all.slice(0, rows).map((trial) => (
          <tr key={trial.id}>
            <td>{trial.id.replace(/^NCT:/, "")}</td>
            <td>{cut(trial.title, 110)}</td>
            <td>{phaseInWords(trial.phase).replace("phase ", "") || "–"}</td>
            <td>
              {FITS[trial.eligibility]}
              {trial.staleStatus && <i>, status may be old</i>}
            </td>
            <td>{cut(trial.because.join("; "), 50) || "–"}</td>
            <td>{cut(missing(trial.missingFacts), 60)}</td>
          </tr>
        ))}
      </tbody>
      {left > 0 && (
        <tfoot>
          <tr>
            <td colSpan={6}>{count(left, "further trial")}, not printed here.</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

const FITS: Record<Eligibility, string> = { ELIGIBLE: "coded criteria met", POSSIBLE: "may fit", NOT: "does not fit" };

const READING = "a person's reading";

function missing(facts: readonly string[]): string {
  const stated = facts.filter((fact) => !fact.startsWith(READING));
  if (facts.length > stated.length) stated.push(`${count(facts.length - stated.length, "line")} to be read`);
  return stated.join("; ") || "none";
}
