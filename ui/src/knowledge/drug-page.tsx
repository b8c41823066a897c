import { useAnswer } from "../api/use-answer";
import { labelsOf } from "../components/links";
import { OutLink } from "../components/out-link";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { DrugDocument, DrugTrialsDocument, type DrugQuery } from "../generated/graphql";
import { Around } from "./around";
import { Facts, Heading, NamesAndMappings, NodeLinks, ProvenanceList, RelatedList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";
import { StatementList } from "./statement-list";
import { TrialList } from "./trial-list";
import { useStatements } from "./use-statements";

export function DrugPage({ id }: { id: string }) {
  const asked = useAnswer(DrugDocument, { id });
  return (
    <Answered asked={asked} what="the drug">
      {({ drug }) => (drug ? <DrugView drug={drug} /> : <NotFound what="drug" id={id} />)}
    </Answered>
  );
}

function DrugView({ drug }: { drug: NonNullable<DrugQuery["drug"]> }) {
  useTitle(drug.label);
  const read = useStatements({ drug: [drug.id] });
  const trials = useAnswer(DrugTrialsDocument, { id: [drug.id] });
  return (
    <>
      <Heading kind="Drug" id={drug.id} label={drug.label} url={drug.url} />
      <Facts
        facts={[
          ["Modality", drug.modality],
          ["Development", drug.maxPhase === null ? null : drug.maxPhase === 4 ? "approved somewhere" : `phase ${drug.maxPhase}`],
          ["First approval", drug.firstApproval],
          ["Labels", labelsOf(drug) && <OutLink href={labelsOf(drug)}>DailyMed, by name</OutLink>],
          ["Acts through", drug.targets.length > 0 && <NodeLinks kind="GENE" nodes={drug.targets} />],
        ]}
      />
      <RelatedList title="Indications" related={drug.indications} />
      {trials.state === "answered" && <TrialList title={`Trials with ${drug.label}`} trials={trials.data.trials} />}
      <NamesAndMappings names={drug.names} mappings={drug.mappings} label={drug.label} />
      <ProvenanceList provenance={drug.provenance} />
      <FactsDownload thing={drug} />
      <Around id={drug.id} label={drug.label} />
      <p className="muted">Statements are made of regimens: partners are shown with the drug.</p>
      <StatementList read={read} />
    </>
  );
}
