import { useAnswer } from "../api/use-answer";
import { Citation, OutLink } from "../components/out-link";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { inWords } from "../components/words";
import { SourceLossesDocument, SourcesDocument, type SourcesQuery } from "../generated/graphql";
import { Facts } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";
import { StatementList } from "./statement-list";
import { useStatements } from "./use-statements";

type Source = SourcesQuery["sources"][number];

/** Show one source: which version is in the release, under which license, and what of it did not normalize. */
export default function SourcePage({ id }: { id: string }) {
  const asked = useAnswer(SourcesDocument, {});
  return (
    <Answered asked={asked} what="the source">
      {({ sources }) => {
        const source = sources.find((each) => each.id === id);
        return source ? <SourceView source={source} /> : <NotFound what="source" id={id} />;
      }}
    </Answered>
  );
}

function SourceView({ source }: { source: Source }) {
  useTitle(source.title);
  const losses = useAnswer(SourceLossesDocument, { source: source.id });
  const read = useStatements({ source: [source.id] });
  return (
    <>
      <header className="thing">
        <p className="kind">Source</p>
        <h1>{source.title}</h1>
        <p className="muted">{source.id}</p>
      </header>
      <Facts
        facts={[
          ["Version", source.version],
          ["License", source.license],
          ["Citation", source.citation && <Citation text={source.citation} />],
          ["Owner", <OutLink key="owner" href={source.url}>{source.url}</OutLink>],
          ["Records read", source.records.toLocaleString("en-US")],
          ["Taken from", source.origin],
        ]}
      />
      <FactsDownload thing={{ ...source, label: source.title }} />
      <h2>What did not normalize</h2>
      <Answered asked={losses} what="the ledger">
        {({ ledger }) =>
          ledger.totalCount === 0 ? (
            <p>Nothing: every record of it is in the graph in full.</p>
          ) : (
            <>
              <ul className="related">
                {ledger.counts.map((each) => (
                  <li key={each.reason}>
                    {each.count.toLocaleString("en-US")} × {inWords(each.reason)}
                  </li>
                ))}
              </ul>
              <details className="fold">
                <summary>Examples</summary>
                <ul className="related">
                  {ledger.nodes.map((loss) => (
                    <li key={`${loss.record} ${loss.field} ${loss.text}`}>
                      {loss.record}, {loss.field}: {loss.text} <span className="muted">({inWords(loss.reason)})</span>
                    </li>
                  ))}
                </ul>
              </details>
            </>
          )
        }
      </Answered>
      <StatementList read={read} title="Its statements" />
    </>
  );
}
