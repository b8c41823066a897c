import { useCallback } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { toFragment } from "../case/fragment";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { VARIANT_MATCHES } from "../components/words";
import { VariantDocument, type VariantQuery } from "../generated/graphql";
import { Around } from "./around";
import { Facts, Heading, joined, NamesAndMappings, NodeLinks, ProvenanceList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";
import { StatementList } from "./statement-list";
import { useStatements, type Statement } from "./use-statements";

type Variant = NonNullable<VariantQuery["variant"]>;

export function VariantPage({ id }: { id: string }) {
  const asked = useAnswer(VariantDocument, { id });
  return (
    <Answered asked={asked} what="the variant">
      {({ variant }) => (variant ? <VariantView variant={variant} /> : <NotFound what="variant" id={id} />)}
    </Answered>
  );
}

function VariantView({ variant }: { variant: Variant }) {
  useTitle(variant.label);
  return (
    <>
      <Heading kind="Variant" id={variant.id} label={variant.label} url={variant.url} />
      <Facts
        facts={[
          ["Gene", variant.gene && <NodeLinks kind="GENE" nodes={[variant.gene]} />],
          ["Protein", variant.protein],
          ["Coding", joined(variant.coding)],
          ["Genomic", joined(variant.genomic)],
          ["HGVS", joined(variant.hgvs)],
          ["Classification", variant.classification],
          ["ClinVar, germline", variant.significance && `${variant.significance} (${variant.stars ?? 0} of 4 stars)`],
        ]}
      />
      <p>
        <Link className="button" href={`/${toFragment({ alterations: [{ text: variant.label }] })}`}>
          Begin a case with {variant.label}
        </Link>
      </p>
      {variant.memberOf.length > 0 && (
        <details className="fold">
          <summary>
            Classes that hold it <span className="muted">({variant.memberOf.length})</span>
          </summary>
          <ul className="related">
            {variant.memberOf.map((each) => (
              <li key={each.id}>
                {each.text} <span className="muted">{VARIANT_MATCHES[each.rung]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <NamesAndMappings names={variant.names} mappings={variant.mappings} label={variant.label} />
      <ProvenanceList provenance={variant.provenance} />
      <FactsDownload thing={variant} />
      <Around id={variant.id} label={variant.label} />
      {variant.gene && <OwnStatements variant={variant} gene={variant.gene.id} />}
    </>
  );
}

function OwnStatements({ variant, gene }: { variant: Variant; gene: string }) {
  const read = useStatements({ gene: [gene] });
  const label = variant.label;
  const keep = useCallback(
    (statement: Statement) => (statement.molecularProfile?.label ?? "").split(/\s+(?:AND|OR)\s+|[()]/).some((part) => part.trim() === label),
    [label],
  );
  return <StatementList read={read} keep={keep} title="Statements that name this variant" />;
}
