import { useState } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { pageOf } from "../components/links";
import { Answered } from "../components/states";
import { count, inWords } from "../components/words";
import { ReleaseChangesDocument, ReleaseVersionsDocument, type ReleaseChangesQuery, type ReleaseVersionsQuery } from "../generated/graphql";
import { Paged } from "./paged";

type Difference = ReleaseChangesQuery["releaseDiff"];
type Sort = Difference["counts"][number];

type Given = { from: string; to: string };

/** Show what differs between two releases: at once the sources with other versions, then what a walk over both finds. */
export function ReleaseDifference({ from, to }: Given) {
  const asked = useAnswer(ReleaseVersionsDocument, { from, to });
  return (
    <Answered asked={asked} what="the versions of both">
      {({ releaseDiff }) =>
        releaseDiff.sameContent ? (
          <p role="status">The two releases hold the same.</p>
        ) : (
          <>
            <Versions sources={releaseDiff.sources} />
            <Changes key={`${from} ${to}`} from={from} to={to} />
          </>
        )
      }
    </Answered>
  );
}

function Changes({ from, to }: Given) {
  const [sort, setSort] = useState<Sort | null>(null);
  const [sorts, setSorts] = useState<Sort[] | null>(null);
  const filter = sort && { item: sort.item, type: sort.type, kind: sort.kind };
  return (
    <Paged question={ReleaseChangesDocument} variables={{ from, to, filter }} what="what differs; the first time takes some seconds" page={(data) => data.releaseDiff.pageInfo}>
      {({ releaseDiff: found }) => {
        // the counts of a chosen kind are its own: the buttons of all kinds stay as they were first given
        const all = sorts ?? found.counts;
        return (
          <>
            <Counts
              counts={all}
              chosen={sort}
              choose={(next) => {
                setSorts(all);
                setSort(next);
              }}
            />
            <p role="status" className="muted">
              {count(found.totalCount, "change")}
            </p>
            <ul className="related">
              {found.nodes.map((change, index) => (
                <li key={`${index} ${change.id ?? ""} ${change.label}`}>
                  <strong>{inWords(change.type)}</strong> {inWords(change.kind).toLowerCase()}:{" "}
                  {change.item === "STATEMENT" && change.id ? <Link href={pageOf("EVIDENCE", change.id)}>{change.label || change.id}</Link> : change.label || `${change.subject ?? ""} – ${change.object ?? ""}`}{" "}
                  <span className="muted">
                    {change.sources.join(", ")}
                    {change.fields.length > 0 && ` · ${change.fields.map((each) => `${each.name}: ${said(each.before)} → ${said(each.after)}`).join("; ")}`}
                  </span>
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Paged>
  );
}

const LONGEST = 80;

function said(value: unknown): string {
  const text = value === null || value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function Versions({ sources }: { sources: ReleaseVersionsQuery["releaseDiff"]["sources"] }) {
  const changed = sources.filter((source) => source.before !== source.after);
  if (changed.length === 0) return <p>No source has another version.</p>;
  return (
    <p>
      Sources with another version: {changed.map((each) => `${each.id} (${each.before ?? "not there"} → ${each.after ?? "not there"})`).join("; ")}.
    </p>
  );
}

function Counts({ counts, chosen, choose }: { counts: readonly Sort[]; chosen: Sort | null; choose: (sort: Sort | null) => void }) {
  const same = (each: Sort) => chosen !== null && each.item === chosen.item && each.type === chosen.type && each.kind === chosen.kind;
  return (
    <div className="actions" role="group" aria-label="Kinds of change">
      <button type="button" className="button small" aria-pressed={chosen === null} onClick={() => { choose(null); }}>
        Every change
      </button>
      {counts.map((each) => (
        <button key={`${each.item} ${each.type} ${each.kind}`} type="button" className="button small" aria-pressed={same(each)} onClick={() => { choose(each); }}>
          {inWords(each.kind)} {inWords(each.type).toLowerCase()} ({each.count.toLocaleString("en-US")})
        </button>
      ))}
    </div>
  );
}
