import { Link } from "wouter";
import { lazy, Suspense, useState } from "react";
import { useAnswer } from "../api/use-answer";
import { toFragment } from "../case/fragment";
import { pageOf } from "../components/links";
import { Fold } from "../components/fold";
import { Answered, Loading } from "../components/states";
import { useTitle } from "../components/title";
import { DiseaseDocument, type DiseaseQuery } from "../generated/graphql";
import { Around } from "./around";
import { Facts, Heading, NamesAndMappings, NodeLinks, ProvenanceList, RelatedList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";
import { StatementList } from "./statement-list";
import { useStatements } from "./use-statements";

const TumorPlace = lazy(() => import("../tumors/tumor-place"));

export function DiseasePage({ id }: { id: string }) {
  const asked = useAnswer(DiseaseDocument, { id });
  return (
    <Answered asked={asked} what="the disease">
      {({ disease }) => (disease ? <DiseaseView disease={disease} /> : <NotFound what="disease" id={id} />)}
    </Answered>
  );
}

function DiseaseView({ disease }: { disease: NonNullable<DiseaseQuery["disease"]> }) {
  useTitle(disease.label);
  const [below, setBelow] = useState(false);
  const read = useStatements({
    disease: { id: disease.id, operator: below ? "SELF_OR_DESCENDANTS" : "SELF" },
  });
  return (
    <>
      <Heading
        kind={disease.oncotree ? "Tumor type" : "Disease"}
        id={disease.id}
        label={disease.label}
        url={disease.url}
        note={disease.oncotree && `OncoTree ${disease.oncotree}`}
      />
      <Facts
        facts={[
          ["Tissue", disease.tissue],
          ["Main type", disease.mainType],
          ["Lineage", disease.lineage],
          ["A kind of", disease.parents.length > 0 && <NodeLinks kind="DISEASE" nodes={disease.parents} />],
        ]}
      />
      {disease.oncotree && (
        <p>
          <Link className="button" href={`/${toFragment({ tumorType: disease.oncotree, alterations: [] })}`}>
            Begin a case with this tumor type
          </Link>
        </p>
      )}
      {disease.children.length > 0 && (
        <details className="fold">
          <summary>
            Kinds of it <span className="muted">({disease.children.length})</span>
          </summary>
          <ul className="related columns-list">
            {disease.children.map((child) => (
              <li key={child.id}>
                <Link href={pageOf("DISEASE", child.id)}>{child.label}</Link>{" "}
                <span className="muted">{child.oncotree}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {disease.oncotree && (
        <Fold title="Its place among the tumor types, with counts">
          <Suspense fallback={<Loading what="the tumor types" />}>
            <TumorPlace id={disease.id} />
          </Suspense>
        </Fold>
      )}
      <RelatedList title="Phenotypes" related={disease.phenotypes} />
      <NamesAndMappings names={disease.names} mappings={disease.mappings} label={disease.label} />
      <ProvenanceList provenance={disease.provenance} />
      <FactsDownload thing={disease} />
      <Around id={disease.id} label={disease.label} />
      <label className="check">
        <input
          type="checkbox"
          checked={below}
          onChange={(event) => {
            setBelow(event.target.checked);
          }}
        />{" "}
        Include statements made for kinds of it
      </label>
      <StatementList read={read} />
    </>
  );
}
