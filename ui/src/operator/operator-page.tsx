import { useAnswer } from "../api/use-answer";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { OperatorDocument } from "../generated/graphql";
import { JobList } from "./job-list";
import { LedgerView } from "./ledger-view";
import { ReleaseList } from "./release-list";
import { SourceHealth } from "./source-health";

/** Show whoever runs the server what it serves: sources and how old they are, what was lost, jobs, releases. */
export default function OperatorPage() {
  useTitle("Operation");
  const asked = useAnswer(OperatorDocument, {});
  return (
    <>
      <h1>Operation</h1>
      <Answered asked={asked} what="sources and releases">
        {(data) => (
          <>
            <SourceHealth sources={data.sources} />
            <ReleaseList releases={data.releases} aside={data.releasesSetAside} />
            <LedgerView sources={data.sources.map((source) => source.id)} />
            <JobList sources={data.sources.map((source) => source.id)} />
          </>
        )}
      </Answered>
    </>
  );
}
