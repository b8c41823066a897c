import { useLayoutEffect, useRef, useState } from "react";
import type { Asked } from "../api/use-answer";
import { sections, statements } from "../answer/grouping";
import { inShort, type Signature } from "../case/signature";
import type { AnswerQuery, MatchedTrialsQuery } from "../generated/graphql";
import { PrintOptions } from "./print-options";
import { PrintTrials, printedTrials } from "./print-trials";
import { rowsOf, STEPS, type Rows } from "./rows";

type Given = { data: AnswerQuery; signature: Signature; trials: Asked<MatchedTrialsQuery> };

/**
 * Two pages of A4 within the margins of the style sheet, at 96 pixels to the inch, less what a row that
 * moves to the second page leaves free and the heading that is written again there.
 */
const TWO_PAGES = (2 * (297 - 26) * 96) / 25.4 - 90;

/**
 * What is printed: two pages with the options, what speaks against them, what is missing, the trials, and where it comes from.
 *
 * It is laid out unseen at the width of the paper, with fewer rows until it fits. What is left out is counted; sources, licenses and the
 * statement never are left out.
 */
export default function PrintReport(given: Given) {
  const { data, trials } = given;
  const [fitted, setFitted] = useState({ data, trials: trials.state, step: 0 });
  const report = useRef<HTMLDivElement>(null);
  // other content begins with all rows again
  const step = fitted.data === data && fitted.trials === trials.state ? fitted.step : 0;
  useLayoutEffect(() => {
    const height = report.current?.scrollHeight ?? 0;
    if (height > TWO_PAGES && step < STEPS - 1) setFitted({ data, trials: trials.state, step: step + 1 });
  }, [data, trials.state, step]);
  return (
    <div className="print-sheet">
      <div className="print" ref={report}>
        <Report {...given} rows={rowsOf(step)} />
      </div>
    </div>
  );
}

function Report({ data, signature, trials, rows }: Given & { rows: Rows }) {
  const answer = data.targetedDrugs;
  const parts = sections(answer.options);
  const shown = trials.state === "answered" ? printedTrials(trials.data).slice(0, rows.trials) : [];
  const cited = new Set([...statements(answer.options), ...shown.flatMap((trial) => trial.sources)].map((item) => item.source));
  return (
    <>
      <h1>Options for a molecular signature</h1>
      <p>
        <b>{answer.tumorType.label || "No tumor type"}</b> {answer.tumorType.oncotree}: {inShort(signature, rows.alterations) || "no alteration"}
        {signature.priorTherapies?.length ? `; after ${signature.priorTherapies.join(", ")}` : ""}. Release {answer.release}
        {answer.panel ? `, panel ${answer.panel}` : ""}.
      </p>
      <p className="print-statement">
        <b>This informs professionals and does not decide.</b> It is no medical device and has not been validated for
        clinical decisions. Check every statement at its source.
      </p>
      <Warnings warnings={answer.warnings.map((warning) => warning.message)} rows={rows.warnings} />
      <PrintOptions title="Evidence of benefit" options={parts.helps} others={parts.defeats} rows={rows.helps} names={rows.names} />
      <PrintOptions title="Resistance and harm" options={parts.defeats} others={parts.helps} rows={rows.defeats} names={rows.names / 2} />
      <PrintOptions title="Undecided" options={parts.undecided} others={[]} rows={rows.undecided} names={rows.names / 4} />
      <Tests tests={answer.testsToConsider} rows={rows.tests} />
      <PrintTrials trials={trials} rows={rows.trials} />
      <p className="print-sources">
        <b>Release {answer.release}. Sources and licenses:</b>{" "}
        {data.sources
          .filter((source) => cited.has(source.id))
          .map((source) => `${source.title} ${source.version} (${source.license})`)
          .join("; ")}
        .
      </p>
    </>
  );
}

function Warnings({ warnings, rows }: { warnings: readonly string[]; rows: number }) {
  if (warnings.length === 0) return null;
  return (
    <ul>
      {warnings.slice(0, rows).map((message) => (
        <li key={message}>Warning: {message}</li>
      ))}
      {warnings.length > rows && <li>and {warnings.length - rows} further warnings, not printed here.</li>}
    </ul>
  );
}

function Tests({ tests, rows }: { tests: AnswerQuery["targetedDrugs"]["testsToConsider"]; rows: number }) {
  if (tests.length === 0) return null;
  const more = tests.length - rows;
  return (
    <p>
      <b>Missing tests:</b>{" "}
      {tests
        .slice(0, rows)
        .map((each) => `${each.test} (decides ${each.decides})`)
        .join("; ")}
      {more > 0 && `; and ${more} more`}.
    </p>
  );
}
