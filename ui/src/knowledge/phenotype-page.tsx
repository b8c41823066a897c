import { useAnswer } from "../api/use-answer";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { PhenotypeDocument, type PhenotypeQuery } from "../generated/graphql";
import { Around } from "./around";
import { Facts, Heading, NamesAndMappings, NodeLinks, ProvenanceList, RelatedList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";

export function PhenotypePage({ id }: { id: string }) {
  const asked = useAnswer(PhenotypeDocument, { id });
  return (
    <Answered asked={asked} what="the phenotype">
      {({ phenotype }) => (phenotype ? <PhenotypeView phenotype={phenotype} /> : <NotFound what="phenotype" id={id} />)}
    </Answered>
  );
}

function PhenotypeView({ phenotype }: { phenotype: NonNullable<PhenotypeQuery["phenotype"]> }) {
  useTitle(phenotype.label);
  return (
    <>
      <Heading kind="Phenotype" id={phenotype.id} label={phenotype.label} url={phenotype.url} />
      {phenotype.definition && <p>{phenotype.definition}</p>}
      <Facts
        facts={[
          ["A kind of", phenotype.parents.length > 0 && <NodeLinks kind="PHENOTYPE" nodes={phenotype.parents} />],
          ["Kinds of it", phenotype.children.length > 0 && <NodeLinks kind="PHENOTYPE" nodes={phenotype.children} />],
        ]}
      />
      <RelatedList title="Diseases that show it" related={phenotype.diseases} />
      <RelatedList title="Genes associated with it" related={phenotype.genes} />
      <NamesAndMappings names={phenotype.names} mappings={phenotype.mappings} label={phenotype.label} />
      <ProvenanceList provenance={phenotype.provenance} />
      <FactsDownload thing={phenotype} />
      <Around id={phenotype.id} label={phenotype.label} />
    </>
  );
}
