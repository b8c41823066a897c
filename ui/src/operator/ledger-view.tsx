import { useState } from "react";
import { useAnswer } from "../api/use-answer";
import { Choice } from "../components/choice";
import { Answered } from "../components/states";
import { count, inWords } from "../components/words";
import { LossCountsDocument, LossesDocument, type LossCountsQuery, type LossesQuery } from "../generated/graphql";
import { Paged } from "./paged";

type Counts = LossCountsQuery["ledger"]["counts"];

/** Add the losses of all sources up by reason, the most frequent first. */
export function byReason(counts: Counts): [string, number][] {
  const sums = new Map<string, number>();
  for (const each of counts) sums.set(each.reason, (sums.get(each.reason) ?? 0) + each.count);
  return [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** Browse what did not normalize, by source and by reason, with the source's own words. */
export function LedgerView({ sources }: { sources: readonly string[] }) {
  const [source, setSource] = useState("");
  const [reason, setReason] = useState("");
  const counted = useAnswer(LossCountsDocument, { source: source || null });
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">What did not normalize</h2>
      <div className="filters">
        <Choice label="Ledger of the source" values={sources} value={source} put={(name) => { setSource(name); setReason(""); }} />
      </div>
      <Answered asked={counted} what="the reasons">
        {({ ledger }) => <Reasons counts={ledger.counts} reason={reason} put={setReason} />}
      </Answered>
      <Paged
        question={LossesDocument}
        variables={{ source: source || null, reason: reason || null }}
        what="the ledger"
        page={(data) => data.ledger.pageInfo}
      >
        {({ ledger }) => (
          <>
            <p role="status" className="muted">
              {count(ledger.totalCount, "entry", "entries")}
            </p>
            <Entries entries={ledger.nodes} />
          </>
        )}
      </Paged>
    </section>
  );
}

function Reasons({ counts, reason, put }: { counts: Counts; reason: string; put: (reason: string) => void }) {
  return (
    <div className="actions" role="group" aria-label="Reasons">
      <button type="button" className="button small" aria-pressed={reason === ""} onClick={() => { put(""); }}>
        Every reason
      </button>
      {byReason(counts).map(([name, number]) => (
        <button key={name} type="button" className="button small" aria-pressed={reason === name} onClick={() => { put(name); }}>
          {inWords(name)} ({number.toLocaleString("en-US")})
        </button>
      ))}
    </div>
  );
}

function Entries({ entries }: { entries: LossesQuery["ledger"]["nodes"] }) {
  if (entries.length === 0) return null;
  return (
    <div className="table-scroll" role="region" aria-label="Entries of the ledger" tabIndex={0}>
      <table className="wide">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Record</th>
            <th scope="col">Field</th>
            <th scope="col">In its words</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((each, index) => (
            <tr key={`${index} ${each.record} ${each.field}`}>
              <td>{each.source}</td>
              <td>{each.record}</td>
              <td>{each.field}</td>
              <td>{each.text}</td>
              <td>{inWords(each.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
