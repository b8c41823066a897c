import { useAnswer } from "../api/use-answer";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { inWords } from "../components/words";
import { TrialDocument, type EdgeKind, type TrialQuery } from "../generated/graphql";
import { joinArms } from "./arms";
import { Around } from "./around";
import { Facts, Heading, NodeLinks, ProvenanceList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";

type Trial = NonNullable<TrialQuery["trial"]>;

export function TrialPage({ id }: { id: string }) {
  const asked = useAnswer(TrialDocument, { id });
  return (
    <Answered asked={asked} what="the trial">
      {({ trial }) => (trial ? <TrialView trial={trial} /> : <NotFound what="trial" id={id} />)}
    </Answered>
  );
}

function subjects(trial: Trial, kind: EdgeKind) {
  const nodes = trial.subjects.nodes.flatMap((each) => (each.kind === kind && each.node ? [each.node] : []));
  return [...new Map(nodes.map((node) => [node.id, node])).values()];
}

function TrialView({ trial }: { trial: Trial }) {
  useTitle(trial.id);
  const [genes, drugs, diseases] = (["STUDIES_GENE", "STUDIES_DRUG", "STUDIES_DISEASE"] as const).map((kind) =>
    subjects(trial, kind),
  );
  return (
    <>
      <Heading kind="Trial" id={trial.id} label={trial.label} url={trial.url} />
      <p className="state empty">
        The status is that of the copy in this release{trial.lastUpdated && ` (record of ${trial.lastUpdated})`}; ask the
        registry for today&rsquo;s. Whether a patient is eligible is not said here.
      </p>
      <Facts
        facts={[
          ["Status", trial.status],
          ["Phase", trial.phase],
          ["Sponsor", trial.sponsor],
          ["Age group", trial.ageGroup],
          ["Genes in its criteria", genes?.length ? <NodeLinks kind="GENE" nodes={genes} /> : null],
          ["Drugs", drugs?.length ? <NodeLinks kind="DRUG" nodes={drugs} /> : null],
          ["Diseases", diseases?.length ? <NodeLinks kind="DISEASE" nodes={diseases} /> : null],
        ]}
      />
      {trial.summary && <p>{trial.summary}</p>}
      {trial.arms.length > 0 && (
        <>
          <h2>Arms</h2>
          <ul className="related">
            {joinArms(trial.arms).map((arm) => (
              <li key={arm.id}>
                <strong>{arm.label}</strong> <span className="muted">{[arm.status && inWords(arm.status), arm.sources.join(", ")].filter(Boolean).join(" · ")}</span>
                {arm.description && arm.description !== arm.label && <p>{arm.description}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      <ProvenanceList provenance={trial.provenance} />
      <FactsDownload thing={trial} />
      <Around id={trial.id} label={trial.label} />
    </>
  );
}
