import { useState } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { pageOf } from "../components/links";
import { Answered, Empty } from "../components/states";
import { count, inWords } from "../components/words";
import { HistoryDocument, type HistoryQuery } from "../generated/graphql";

type Step = HistoryQuery["history"]["nodes"][number];
type Change = Step["changes"]["nodes"][number];

const STEPS = 5;
const MOST_STEPS = 20;
const MOST_CHANGES = 500;

/** Show what became of a thing from each kept release to the next: statements about it, itself, its relations. */
export default function History({ id }: { id: string }) {
  const [wide, setWide] = useState({ steps: STEPS, changes: 20 });
  const asked = useAnswer(HistoryDocument, { id, first: wide.steps, changes: wide.changes });
  return (
    <Answered asked={asked} what="what the kept releases say of it">
      {({ history }) => (
        <>
          <HistoryView steps={history.nodes} />
          {history.nodes.some((step) => step.changes.totalCount > step.changes.nodes.length) && wide.changes < MOST_CHANGES && (
            <button
              type="button"
              className="button"
              onClick={() => {
                setWide({ ...wide, changes: MOST_CHANGES });
              }}
            >
              Show more changes of each
            </button>
          )}{" "}
          {history.totalCount > history.nodes.length && wide.steps < MOST_STEPS && (
            <button
              type="button"
              className="button"
              onClick={() => {
                setWide({ ...wide, steps: MOST_STEPS });
              }}
            >
              Show earlier releases
            </button>
          )}
        </>
      )}
    </Answered>
  );
}

/** List the steps, the newest first; that nothing changed is said. */
export function HistoryView({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) {
    return <Empty>This server keeps no earlier release that could be compared.</Empty>;
  }
  return (
    <ol className="history">
      {steps.map((step) => (
        <li key={step.to}>
          <p>
            <strong>{new Date(step.builtAt).toLocaleDateString("en-US", { dateStyle: "medium", timeZone: "UTC" })}</strong>{" "}
            <span className="muted">
              release {step.to}, after {step.from}
            </span>
          </p>
          <p>{summary(step)}</p>
          <ul className="related">
            {step.changes.nodes.map((change) => (
              <ChangeLine key={`${change.item} ${change.id ?? ""} ${change.label} ${change.subject ?? ""} ${change.object ?? ""} ${change.record ?? ""}`} change={change} />
            ))}
          </ul>
          {step.changes.totalCount > step.changes.nodes.length && (
            <p className="muted">
              {step.changes.nodes.length} of {count(step.changes.totalCount, "change")} are listed.
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

const ITEMS = { STATEMENT: "statement", NODE: "fact of its own", EDGE: "relation" };
const PLURALS = { STATEMENT: "statements", NODE: "facts of its own", EDGE: "relations" };

function summary(step: Step): string {
  if (!step.knownAfter && !step.knownBefore) return "Neither release holds it.";
  const found = step.counts.map((each) => `${count(each.count, ITEMS[each.item], PLURALS[each.item])} ${inWords(each.type).toLowerCase()}`);
  const first = step.knownAfter ? (step.knownBefore ? "" : "New in this release. ") : "No longer in this release. ";
  return found.length === 0 ? `${first}Nothing about it changed.` : `${first}${found.join(", ")}.`;
}

function ChangeLine({ change }: { change: Change }) {
  const name = change.label || `${change.subject ?? ""} – ${change.object ?? ""}`;
  return (
    <li>
      <strong>{inWords(change.type)}</strong> {change.item === "STATEMENT" ? "statement" : inWords(change.kind).toLowerCase()}:{" "}
      {change.item === "STATEMENT" && change.id && change.type !== "WITHDRAWN" ? <Link href={pageOf("EVIDENCE", change.id)}>{name}</Link> : name}{" "}
      <span className="muted">
        {change.id && change.item === "STATEMENT" && `${change.id} · `}
        {change.sources.join(", ")}
      </span>
      {change.type !== "ADDED" && change.type !== "WITHDRAWN" && (
        <ul>
          {change.fields.map((each) => (
            <li key={each.name}>
              {each.name}: <del>{short(each.before)}</del> → <ins>{short(each.after)}</ins>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

const LONGEST = 120;

function short(text: string): string {
  return text === "" ? "nothing" : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
