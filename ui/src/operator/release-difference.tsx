import { useState } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { Choice } from "../components/choice";
import { pageOf } from "../components/links";
import { Answered } from "../components/states";
import { count, inWords } from "../components/words";
import { ReleaseChangesDocument, ReleaseVersionsDocument, type NodeKind, type ReleaseChangesQuery, type ReleaseVersionsQuery } from "../generated/graphql";
import { Paged } from "./paged";

type Counted = ReleaseChangesQuery["releaseDiff"]["counts"][number];
type Sort = Pick<Counted, "item" | "type" | "kind" | "count">;

const ITEMS: Counted["item"][] = ["STATEMENT", "NODE", "EDGE"];

/** Add up what the API counts by source too, statements first: they are what answers are made of. */
export function byKind(counts: readonly Counted[]): Sort[] {
  const sums = new Map<string, Sort>();
  for (const { item, type, kind, count: number } of counts) {
    const key = `${item} ${type} ${kind}`;
    sums.set(key, { item, type, kind, count: (sums.get(key)?.count ?? 0) + number });
  }
  return [...sums.values()].sort((a, b) => ITEMS.indexOf(a.item) - ITEMS.indexOf(b.item) || b.count - a.count || a.kind.localeCompare(b.kind));
}

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
  const [chosen, setChosen] = useState("");
  const [sorts, setSorts] = useState<Sort[]>([]);
  const sort = sorts.find((each) => nameOf(each) === chosen);
  const filter = sort ? { item: sort.item, type: sort.type, kind: sort.kind } : null;
  return (
    <Paged question={ReleaseChangesDocument} variables={{ from, to, filter }} what="what differs; the first time both are read whole, which takes some seconds" page={(data) => data.releaseDiff.pageInfo}>
      {({ releaseDiff: found }) => {
        // the counts of a chosen kind are its own: the choices stay as they were first given
        const all = filter ? sorts : byKind(found.counts);
        return (
          <>
            <div className="filters">
              <Choice
                label="Kind of change"
                values={all.map(nameOf)}
                value={chosen}
                put={(next) => {
                  setSorts(all);
                  setChosen(next);
                }}
                any="every change"
              />
            </div>
            <p role="status" className="muted">
              {count(found.totalCount, "change")}
            </p>
            <ul className="related">
              {found.nodes.map((change, index) => (
                <li key={`${index} ${change.id ?? ""} ${change.label}`}>
                  <ChangeLine change={change} />
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Paged>
  );
}

function nameOf({ item, type, kind, count: number }: Sort): string {
  return `${ITEM_WORDS[item]}: ${inWords(kind).toLowerCase()} ${inWords(type).toLowerCase()} (${number.toLocaleString("en-US")})`;
}

const ITEM_WORDS: Record<Counted["item"], string> = { STATEMENT: "Statements", NODE: "Things", EDGE: "Relations" };

function ChangeLine({ change }: { change: ReleaseChangesQuery["releaseDiff"]["nodes"][number] }) {
  const { id, item, kind, label, fields, sources, subject, object } = change;
  const name = label || (id ?? `${subject ?? ""} – ${object ?? ""}`);
  const there = id && item !== "EDGE" && change.type !== "WITHDRAWN";
  return (
    <>
      <strong>{inWords(change.type)}</strong> {inWords(kind).toLowerCase()}: {there ? <Link href={pageOf(nodeKind(kind), id)}>{name}</Link> : name}{" "}
      <span className="muted">
        {sources.join(", ")}
        {fields.length > 0 && ` · ${fields.map((each) => `${each.name}: ${changed(each.before, each.after)}`).join("; ")}`}
      </span>
    </>
  );
}

/** Releases write kinds as classes, questions as constants: DrugClass is DRUG_CLASS. */
function nodeKind(kind: string): NodeKind {
  return kind.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase() as NodeKind;
}

const NAMED = 4;

/** Say what of a value changed: of a list or a table its entries that came and went, of anything else what it was and is. */
export function changed(before: unknown, after: unknown): string {
  const [old, now] = [entries(before), entries(after)];
  if (!old || !now) return `${said(before)} → ${said(after)}`;
  const came = now.filter((each) => !old.includes(each));
  const went = old.filter((each) => !now.includes(each));
  const parts = [came.length > 0 && `new ${first(came)}`, went.length > 0 && `gone ${first(went)}`].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "another order";
}

function entries(value: unknown): string[] | null {
  if (Array.isArray(value)) return value.map(said);
  if (value === null || typeof value !== "object") return null;
  return Object.entries(value).map(([name, each]) => `${name} ${said(each)}`);
}

function first(names: readonly string[]): string {
  return names.slice(0, NAMED).join("; ") + (names.length > NAMED ? ` and ${names.length - NAMED} more` : "");
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
