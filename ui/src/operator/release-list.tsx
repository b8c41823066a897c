import { useState } from "react";
import { Empty } from "../components/states";
import type { OperatorQuery } from "../generated/graphql";
import { Choice } from "../components/choice";
import { ReleaseDifference } from "./release-difference";

type Release = OperatorQuery["releases"][number];
type Aside = OperatorQuery["releasesSetAside"];

function total(counts: Release["nodes"]): string {
  return counts.reduce((sum, each) => sum + each.count, 0).toLocaleString("en-US");
}

/** List the releases that the server holds, those that failed their checks, and what differs between two. */
export function ReleaseList({ releases, aside }: { releases: readonly Release[]; aside: Aside }) {
  const current = releases.find((release) => release.current)?.name ?? "";
  const [from, setFrom] = useState("");
  const [to, setTo] = useState(current);
  const names = releases.map((release) => release.name);
  return (
    <section aria-labelledby="releases">
      <h2 id="releases">Releases</h2>
      <div className="table-scroll" role="region" aria-label="Releases" tabIndex={0}>
        <table className="wide">
          <thead>
            <tr>
              <th scope="col">Release</th>
              <th scope="col">Profile</th>
              <th scope="col">Built</th>
              <th scope="col">Nodes</th>
              <th scope="col">Edges</th>
              <th scope="col">Software</th>
              <th scope="col">Digest</th>
            </tr>
          </thead>
          <tbody>
            {releases.map((release) => (
              <tr key={release.name}>
                <td>
                  {release.name} {release.current && <strong>(serves now)</strong>}
                </td>
                <td>{release.profile}</td>
                <td className="date">{release.builtAt.slice(0, 16).replace("T", " ")}</td>
                <td className="number">{total(release.nodes)}</td>
                <td className="number">{total(release.edges)}</td>
                <td>{release.software}</td>
                <td>
                  <code>{release.digest.slice(0, 12)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {aside.length > 0 && <SetAside aside={aside} />}
      <h3>What differs between two releases</h3>
      {releases.length < 2 ? (
        <Empty>The server holds one release: there is none to compare it with.</Empty>
      ) : (
        <>
          <div className="filters">
            <Choice label="From" values={names} value={from} put={setFrom} any="choose one" />
            <Choice label="To" values={names} value={to} put={setTo} any="choose one" />
          </div>
          {from && to && from !== to && <ReleaseDifference from={from} to={to} />}
          {from && from === to && <p>It is the same release: nothing differs.</p>}
        </>
      )}
    </section>
  );
}

function SetAside({ aside }: { aside: Aside }) {
  return (
    <div className="warning">
      <p>
        <strong>Built and set aside, never served: {aside.length}.</strong>
      </p>
      {aside.map((each) => (
        <details key={each.name}>
          <summary>
            {each.name} ({each.profile}): {each.problems.length} checks failed
          </summary>
          <ul>
            {each.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}
