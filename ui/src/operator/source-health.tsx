import { Link } from "wouter";
import { count } from "../components/words";
import type { OperatorQuery } from "../generated/graphql";

type Source = OperatorQuery["sources"][number];

/** List the sources with version, license and whether newer files could not be had, the stale ones first. */
export function SourceHealth({ sources }: { sources: readonly Source[] }) {
  const stale = sources.filter((source) => source.stale);
  const fresh = sources.filter((source) => !source.stale);
  return (
    <section aria-labelledby="health">
      <h2 id="health">Sources</h2>
      <p role="status">
        {stale.length === 0
          ? `${count(sources.length, "source")}; none is stale by the loader jobs up to now.`
          : `${stale.length} of ${count(sources.length, "source")} stay at an older version: newer files cannot be had or used.`}
      </p>
      <div className="table-scroll" role="region" aria-label="Sources and their state" tabIndex={0}>
        <table className="wide">
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">State</th>
              <th scope="col">Version</th>
              <th scope="col">License</th>
              <th scope="col">Records</th>
              <th scope="col">In the ledger</th>
              <th scope="col">Taken from</th>
            </tr>
          </thead>
          <tbody>
            {[...stale, ...fresh].map((source) => (
              <tr key={source.id}>
                <td>
                  <Link href={`/source/${source.id}`}>{source.title}</Link>
                </td>
                <td>{source.stale ? <Stale stale={source.stale} /> : "not stale"}</td>
                <td>{source.version}</td>
                <td>{source.license}</td>
                <td className="number">{source.records.toLocaleString("en-US")}</td>
                <td className="number">{source.losses.toLocaleString("en-US")}</td>
                <td>{source.origin}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Stale({ stale }: { stale: NonNullable<Source["stale"]> }) {
  return (
    <>
      <strong className="doubt">stale since {stale.since.slice(0, 10)}</strong>: {stale.reason}
      <br />
      <span className="muted">
        {count(stale.failures, "failed job")} in a row{stale.lastGood && `; last good ${stale.lastGood.slice(0, 10)}`}
      </span>
    </>
  );
}
