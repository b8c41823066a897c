import { Link } from "wouter";
import { useState } from "react";
import { useAnswer } from "../api/use-answer";
import { pageOf } from "../components/links";
import { Answered, Empty, Failed } from "../components/states";
import { useTitle } from "../components/title";
import { count } from "../components/words";
import { GeneDocument, GeneTrialsDocument, GeneVariantsDocument, type GeneQuery } from "../generated/graphql";
import { Around } from "./around";
import { Facts, Heading, joined, NamesAndMappings, ProvenanceList, RelatedList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";
import { StatementList } from "./statement-list";
import { TrialList } from "./trial-list";
import { useStatements } from "./use-statements";
import { VariantPlot } from "./variant-plot";

export function GenePage({ id }: { id: string }) {
  const asked = useAnswer(GeneDocument, { id });
  return (
    <Answered asked={asked} what="the gene">
      {({ gene }) => (gene ? <GeneView gene={gene} /> : <NotFound what="gene" id={id} />)}
    </Answered>
  );
}

function GeneView({ gene }: { gene: NonNullable<GeneQuery["gene"]> }) {
  useTitle(gene.label);
  const read = useStatements({ gene: [gene.id] });
  const trials = useAnswer(GeneTrialsDocument, { id: [gene.id] });
  return (
    <>
      <Heading kind="Gene" id={gene.id} label={gene.label} url={gene.url} note={gene.name} />
      <Facts
        facts={[
          ["Role in cancer", gene.role],
          ["Location", gene.location],
          ["Kind", gene.locusType],
          ["MANE Select", joined(gene.maneSelect)],
          ["Gene groups", joined(gene.geneGroups)],
          ["Druggable as", joined(gene.druggableCategories)?.toLowerCase()],
        ]}
      />
      <RelatedList title="Drugs that act through it" related={gene.acting} />
      <RelatedList title="Diseases and phenotypes of the gene" related={gene.hereditary} />
      {trials.state === "failed" ? <Failed refusal={trials.refusal} retry={trials.retry} /> : null}
      {trials.state === "answered" && (
        <TrialList title={`Trials whose criteria name ${gene.label}`} trials={trials.data.trials} />
      )}
      <Variants id={gene.id} />
      <NamesAndMappings names={gene.names} mappings={gene.mappings} label={gene.label} />
      <ProvenanceList provenance={gene.provenance} />
      <FactsDownload thing={gene} />
      <Around id={gene.id} label={gene.label} />
      {read.done && <VariantPlot symbol={gene.label} statements={read.items} regions={gene.regions} />}
      <StatementList read={read} />
    </>
  );
}

function Variants({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const asked = useAnswer(GeneVariantsDocument, open ? { id: [id], after: null } : null);
  return (
    <details
      className="fold"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>Variants that the release knows</summary>
      <Answered asked={asked} what="the variants">
        {({ variants }) =>
          variants.nodes.length === 0 ? (
            <Empty>No variant of this gene is known.</Empty>
          ) : (
            <>
              <p className="muted">
                {count(variants.totalCount, "variant")}
                {variants.totalCount > variants.nodes.length && `, the first ${variants.nodes.length} by name`}
              </p>
              <ul className="related columns-list">
                {variants.nodes.map((variant) => (
                  <li key={variant.id}>
                    <Link href={pageOf("VARIANT", variant.id)}>{variant.label}</Link>{" "}
                    <span className="muted">{[variant.classification, variant.significance].find(Boolean)}</span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Answered>
    </details>
  );
}
