import { useState } from "react";
import { Empty } from "../components/states";
import { inWords } from "../components/words";
import { JobsDocument } from "../generated/graphql";
import { Choice } from "../components/choice";
import { Paged } from "./paged";

/** List the loader jobs, newest first, with what went wrong. */
export function JobList({ sources }: { sources: readonly string[] }) {
  const [source, setSource] = useState("");
  return (
    <section aria-labelledby="jobs">
      <h2 id="jobs">Loader jobs</h2>
      <div className="filters">
        <Choice label="Jobs of" values={["build", ...sources]} value={source} put={setSource} any="all" />
      </div>
      <Paged question={JobsDocument} variables={{ source: source || null }} what="the jobs" page={(data) => data.jobs.pageInfo}>
        {({ jobs }) =>
          jobs.nodes.length === 0 ? (
            <Empty>No loader job has run here: releases were built by hand, or not by this server&rsquo;s home.</Empty>
          ) : (
            <div className="table-scroll" role="region" aria-label="Loader jobs" tabIndex={0}>
              <table className="wide">
                <thead>
                  <tr>
                    <th scope="col">Began</th>
                    <th scope="col">Of</th>
                    <th scope="col">Outcome</th>
                    <th scope="col">Version or release</th>
                    <th scope="col">Said</th>
                  </tr>
                </thead>
                <tbody>
                  {jobs.nodes.map((job) => (
                    <tr key={`${job.source} ${job.started}`}>
                      <td className="date">{job.started.slice(0, 16).replace("T", " ")}</td>
                      <td>{job.source}</td>
                      <td>{job.outcome === "FAILED" ? <strong className="doubt">Failed</strong> : inWords(job.outcome)}</td>
                      <td>{job.release || job.version}</td>
                      <td>{job.detail}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Paged>
    </section>
  );
}
