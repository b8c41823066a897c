import { useState } from "react";
import type { Signature } from "../case/signature";
import { count, inWords } from "../components/words";
import type { AlterationInput } from "../generated/graphql";
import type { Count, Summary } from "./gathered";
import { useFile } from "./use-file";

type Given = { file: File; signature: Signature; change: (next: Signature) => void; close: () => void };

/** The most alterations of a case: more would make a link that no program passes on. */
export const MOST_IN_A_CASE = 3000;

/** Read a dropped file of variants beside the page, and show what of it can become the case before it does. */
export default function FilePanel({ file, signature, change, close }: Given) {
  const { reading, show, take } = useFile(file);
  return (
    <section aria-label="The file" className="panel file-panel">
      <h2>The file</h2>
      {reading.state === "reading" && <Progress share={reading.share} />}
      {reading.state === "refused" && (
        <p className="state failed" role="alert">
          <strong>This file could not be read.</strong> {reading.problem}
        </p>
      )}
      {reading.state === "read" && (
        <SummaryView
          key={reading.summary.likely}
          summary={reading.summary}
          entered={signature.alterations.length}
          show={show}
          use={(sample, groups, instead) => {
            void take(sample, groups).then((found) => {
              change({ ...signature, alterations: instead ? found : joined(signature.alterations, found) });
              close();
            });
          }}
        />
      )}
      <button type="button" className="button" onClick={close}>
        {reading.state === "reading" ? "Cancel" : "Leave the file"}
      </button>
    </section>
  );
}

function joined(entered: readonly AlterationInput[], found: readonly AlterationInput[]): AlterationInput[] {
  return [...new Map([...entered, ...found].map((each) => [JSON.stringify(each), each])).values()];
}

function Progress({ share }: { share: number }) {
  const percent = Math.round(share * 100);
  return (
    <p role="status">
      <progress max={100} value={percent} aria-label="Part of the file that was read" /> {percent}% of the file was read. It stays in
      this browser.
    </p>
  );
}

type SummaryGiven = {
  summary: Summary;
  entered: number;
  show: (sample: string) => void;
  use: (sample: string, groups: string[], instead: boolean) => void;
};

/** Show what a file holds: by sample and consequence, what was left out, and what was not understood. */
export function SummaryView({ summary, entered, show, use }: SummaryGiven) {
  const [groups, setGroups] = useState(summary.groups.filter((group) => group.taken).map((group) => group.name));
  const chosen = summary.groups.filter((group) => groups.includes(group.name)).reduce((sum, group) => sum + group.count, 0);
  const tooMany = chosen > MOST_IN_A_CASE;
  return (
    <>
      <p role="status">
        {summary.format}, {count(summary.rows, "row")}. {summary.notes.join(" ")}
      </p>
      {summary.samples.length > 1 && <Samples summary={summary} show={show} />}
      {(summary.likely || summary.samples.length === 0) && (
        <fieldset className="choices-of-many">
          <legend>Variants to take, by consequence</legend>
          {summary.groups.length === 0 && <p>No row of the file could be taken.</p>}
          {summary.groups.map((group) => (
            <label key={group.name} className="check">
              <input
                type="checkbox"
                checked={groups.includes(group.name)}
                onChange={(event) => {
                  setGroups(event.target.checked ? [...groups, group.name] : groups.filter((name) => name !== group.name));
                }}
              />{" "}
              {inWords(group.name.replaceAll("&", ", "))} ({group.count.toLocaleString("en-US")})
            </label>
          ))}
        </fieldset>
      )}
      <LeftOut summary={summary} />
      <p className="note">
        A file of variants does not say which genes were examined. Name the panel or the genes under &ldquo;What was tested&rdquo;: without
        them nothing counts as absent. Copies, fusions and biomarkers are entered by hand.
      </p>
      {tooMany && (
        <p className="state failed" role="alert">
          {count(chosen, "variant")} are more than a link can hold ({MOST_IN_A_CASE.toLocaleString("en-US")}). Take fewer consequences, or ask
          on the command line with a signature file.
        </p>
      )}
      <div className="actions">
        <button
          type="button"
          className="button primary"
          disabled={chosen === 0 || tooMany}
          onClick={() => {
            use(summary.likely, groups, false);
          }}
        >
          Add {count(chosen, "variant")} to the case
        </button>
        {entered > 0 && (
          <button
            type="button"
            className="button"
            disabled={chosen === 0 || tooMany}
            onClick={() => {
              use(summary.likely, groups, true);
            }}
          >
            Put them in place of the {entered} entered
          </button>
        )}
      </div>
    </>
  );
}

function Samples({ summary, show }: { summary: Summary; show: (sample: string) => void }) {
  return (
    <label>
      The file holds {summary.samples.length} samples: which one is the case?
      <select
        value={summary.likely}
        onChange={(event) => {
          show(event.target.value);
        }}
      >
        {!summary.likely && <option value="">choose one</option>}
        {summary.samples.map((sample) => (
          <option key={sample.name} value={sample.name}>
            {sample.name} ({count(sample.count, "variant")})
          </option>
        ))}
      </select>
      <span className="hint">Its name stays here: it is not put into the case.</span>
    </label>
  );
}

function LeftOut({ summary }: { summary: Summary }) {
  const total = (counts: readonly Count[]) => counts.reduce((sum, each) => sum + each.count, 0);
  const said = (counts: readonly Count[]) => counts.map((each) => `${each.count.toLocaleString("en-US")} ${each.name}`).join("; ");
  return (
    <>
      {summary.filtered.length > 0 && (
        <p>
          Left out, for they did not pass their caller&rsquo;s filter: {total(summary.filtered).toLocaleString("en-US")} ({said(summary.filtered)}).
        </p>
      )}
      {summary.unread.length > 0 && (
        <div className="warning">
          <p>
            <strong>Not understood: {total(summary.unread).toLocaleString("en-US")}.</strong> {said(summary.unread)}.
          </p>
          <details>
            <summary>Where</summary>
            <ul>
              {summary.examples.map((each) => (
                <li key={`${each.line} ${each.reason}`}>
                  line {each.line}: {each.reason}
                </li>
              ))}
            </ul>
            {total(summary.unread) > summary.examples.length && <p>These are the first {summary.examples.length}.</p>}
          </details>
        </div>
      )}
    </>
  );
}
