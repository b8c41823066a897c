import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { OutLink } from "../components/out-link";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { SourcesDocument } from "../generated/graphql";

/** List the sources of the release with version and license: the attribution that their licenses ask for. */
export default function SourcesPage() {
  useTitle("Sources");
  const asked = useAnswer(SourcesDocument, {});
  return (
    <>
      <h1>Sources, versions and licenses</h1>
      <Answered asked={asked} what="the sources">
        {({ sources, releases }) => {
          const current = releases.find((release) => release.current);
          return (
            <>
              {current && (
                <p>
                  Release <strong>{current.name}</strong>, profile {current.profile}, built {current.builtAt.slice(0, 10)}.
                  {current.profile === "starter" && (
                    <strong className="doubt">
                      {" "}
                      This is the starter: a few hand-written facts to try the pages with. It answers no real case.
                    </strong>
                  )}
                </p>
              )}
              <div className="table-scroll" role="region" aria-label="Sources" tabIndex={0}>
                <table className="wide">
                  <thead>
                    <tr>
                      <th scope="col">Source</th>
                      <th scope="col">Version</th>
                      <th scope="col">License</th>
                      <th scope="col">Records</th>
                      <th scope="col">In the ledger</th>
                      <th scope="col">Taken from</th>
                      <th scope="col">Owner</th>
                    </tr>
                  </thead>
                  <tbody>
                    {sources.map((source) => (
                      <tr key={source.id}>
                        <td>
                          <Link href={`/source/${source.id}`}>{source.title}</Link>
                        </td>
                        <td>{source.version}</td>
                        <td>{source.license}</td>
                        <td className="number">{source.records.toLocaleString("en-US")}</td>
                        <td className="number">{source.losses.toLocaleString("en-US")}</td>
                        <td>{source.origin}</td>
                        <td>
                          <OutLink href={source.url}>{source.url.replace(/^https?:\/\//, "")}</OutLink>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </Answered>
    </>
  );
}
