import { useMemo, useState } from "react";
import { Link } from "wouter";
import { DirectionBadge, EffectBadge, SourceBadge } from "../components/badges";
import { Download } from "../components/download";
import { drugPage, pageOf } from "../components/links";
import { Citation } from "../components/out-link";
import { Empty, Failed, Loading } from "../components/states";
import { count, inWords } from "../components/words";
import { ANYTHING, asCsv, cell, matching, sorted, values, type Column, type Sorting, type Wanted } from "./statement-order";
import type { Statement, Statements } from "./use-statements";

const COLUMNS: [Column, string][] = [
  ["profile", "Profile"],
  ["regimen", "Regimen"],
  ["effect", "Says"],
  ["disease", "Disease"],
  ["source", "Source"],
  ["level", "Level"],
  ["date", "Date"],
];

const PAGE = 50;

type Given = { read: Statements; keep?: (statement: Statement) => boolean; title?: string };

/** List statements with filters, sorting and a download; how many are shown is always said. */
export function StatementList({ read, keep, title = "Statements" }: Given) {
  const [wanted, setWanted] = useState(ANYTHING);
  const [sorting, setSorting] = useState<Sorting>({ column: "level", down: false });
  const [shown, setShown] = useState(PAGE);
  const all = useMemo(() => (keep ? read.items.filter(keep) : read.items), [read.items, keep]);
  const items = useMemo(() => sorted(matching(all, wanted), sorting), [all, wanted, sorting]);
  return (
    <section aria-labelledby="statements" className="statements">
      <h2 id="statements">{title}</h2>
      {read.refusal && <Failed refusal={read.refusal} retry={read.retry} />}
      {!read.done && (
        <Loading what={read.total ? `statements (${read.items.length} of ${read.total})` : "statements"} cancel={read.stop} />
      )}
      {read.done && !read.refusal && all.length === 0 && <Empty>No accepted statement is about this.</Empty>}
      {all.length > 0 && (
        <>
          <Filters all={all} wanted={wanted} change={setWanted} />
          <p role="status" className="muted">
            {items.length === all.length ? count(all.length, "statement") : `${items.length} of ${count(all.length, "statement")}`}
            {read.done && read.total !== null && read.items.length < read.total && `; the first ${read.items.length} of ${read.total} were read`}{" "}
            <Download name="statements.csv" type="text/csv" content={() => asCsv(items)}>
              Download as CSV
            </Download>{" "}
            <Download name="statements.json" type="application/json" content={() => JSON.stringify(items, null, 1)}>
              as JSON
            </Download>
          </p>
          <Table items={items.slice(0, shown)} sorting={sorting} sort={setSorting} />
          {items.length > shown && (
            <button
              type="button"
              className="button"
              onClick={() => {
                setShown(shown + PAGE);
              }}
            >
              Show {Math.min(PAGE, items.length - shown)} more
            </button>
          )}
        </>
      )}
    </section>
  );
}

type FilterGiven = { all: readonly Statement[]; wanted: Wanted; change: (wanted: Wanted) => void };

function Filters({ all, wanted, change }: FilterGiven) {
  const choices: [keyof Wanted & Column, string][] = [
    ["effect", "Says"],
    ["source", "Source"],
    ["level", "Level"],
  ];
  return (
    <div className="filters">
      <label>
        Mentions
        <input
          type="search"
          value={wanted.text}
          placeholder="drug, alteration, disease"
          onChange={(event) => {
            change({ ...wanted, text: event.target.value });
          }}
        />
      </label>
      {choices.map(([name, label]) => (
        <label key={name}>
          {label}
          <select
            value={wanted[name]}
            onChange={(event) => {
              change({ ...wanted, [name]: event.target.value });
            }}
          >
            <option value="">any</option>
            {values(all, name).map((value) => (
              <option key={value} value={value}>
                {name === "effect" ? inWords(value) : value}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label>
        Direction
        <select
          value={wanted.direction}
          onChange={(event) => {
            change({ ...wanted, direction: event.target.value });
          }}
        >
          <option value="">any</option>
          <option value="SUPPORTS">supports</option>
          <option value="DOES_NOT_SUPPORT">does not support</option>
        </select>
      </label>
    </div>
  );
}

type TableGiven = { items: readonly Statement[]; sorting: Sorting; sort: (next: Sorting) => void };

function Table({ items, sorting, sort }: TableGiven) {
  return (
    <div className="table-scroll" role="region" aria-label="Table of statements" tabIndex={0}>
      <table className="wide">
        <thead>
          <tr>
            {COLUMNS.map(([column, label]) => {
              const own = sorting.column === column;
              return (
                <th key={column} scope="col" aria-sort={own ? (sorting.down ? "descending" : "ascending") : "none"}>
                  <button
                    type="button"
                    className="sort"
                    onClick={() => {
                      sort({ column, down: own && !sorting.down });
                    }}
                  >
                    {label}
                    <span aria-hidden="true">{own ? (sorting.down ? " ↓" : " ↑") : ""}</span>
                  </button>
                </th>
              );
            })}
            <th scope="col">Citation</th>
            <th scope="col">Statement</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row key={item.id} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ item }: { item: Statement }) {
  const { molecularProfile: profile, regimen } = item;
  return (
    <tr>
      <td>{profile ? <Link href={pageOf("MOLECULAR_PROFILE", profile.id)}>{profile.label}</Link> : "–"}</td>
      <td>
        {regimen?.drugs.map((drug, index) => (
          <span key={drug.id}>
            {index > 0 && ", "}
            <Link href={drugPage(drug.id)}>{drug.label}</Link>
          </span>
        )) ?? "–"}
      </td>
      <td>
        {item.type === "PREDICTIVE" ? <EffectBadge effect={item.effect} /> : inWords(cell(item, "effect"))}
        {item.direction === "DOES_NOT_SUPPORT" && (
          <>
            <br />
            <DirectionBadge direction={item.direction} />
          </>
        )}
      </td>
      <td>
        {item.diseaseId ? <Link href={pageOf("DISEASE", item.diseaseId)}>{item.diseaseLabel}</Link> : item.diseaseLabel}
        {item.conditions.length > 0 && <span className="muted"> · {item.conditions.join("; ")}</span>}
      </td>
      <td>
        <SourceBadge source={item.source} />
      </td>
      <td>{item.level}</td>
      <td className="date">{item.date}</td>
      <td>
        <Citation text={item.citation} />
      </td>
      <td>
        <Link href={pageOf("EVIDENCE", item.id)}>{item.id}</Link>
      </td>
    </tr>
  );
}
