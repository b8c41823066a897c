import { useAnswer } from "../api/use-answer";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { inWords } from "../components/words";
import { NodeDocument, type EdgeKind, type EvidenceFilter, type NodeQuery } from "../generated/graphql";
import { Around } from "./around";
import { Heading, NamesAndMappings, ProvenanceList, RelatedList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NotFound } from "./not-found";
import { StatementList } from "./statement-list";
import { useStatements } from "./use-statements";

type Node = NonNullable<NodeQuery["node"]>;

/** Show anything that has no page of its own: classes of drugs, profiles, regimens, panels, publications. */
export function NodePage({ id }: { id: string }) {
  const asked = useAnswer(NodeDocument, { id });
  return (
    <Answered asked={asked} what="the page">
      {({ node }) => (node ? <NodeView node={node} /> : <NotFound what="thing" id={id} />)}
    </Answered>
  );
}

const OUT: Partial<Record<EdgeKind, string>> = {
  IS_A: "A kind of",
  HAS_MEMBER: "Members",
  HAS_CRITERION: "Criteria",
  IN_GENE: "Gene",
  CITED_IN: "Cites",
  TARGETS: "Acts through",
  INTERACTS_WITH: "Interacts with",
};
const IN: Partial<Record<EdgeKind, string>> = {
  IS_A: "Kinds of it",
  HAS_MEMBER: "Member of",
  HAS_CRITERION: "Profiles that ask for it",
  ABOUT_PROFILE: "Statements",
  ABOUT_REGIMEN: "Statements",
  CITED_IN: "Statements that cite it",
  IN_GENE: "Variants",
};

function titleOf(kind: EdgeKind, reversed: boolean): string {
  return (reversed ? IN[kind] : OUT[kind]) ?? `${inWords(kind)}${reversed ? " (from)" : ""}`;
}

function NodeView({ node }: { node: Node }) {
  useTitle(node.label);
  const groups = new Map<string, Node["relations"]["nodes"]>();
  for (const relation of node.relations.nodes) {
    const title = titleOf(relation.kind, relation.reversed);
    groups.set(title, [...(groups.get(title) ?? []), relation]);
  }
  const filter = statementsAbout(node);
  return (
    <>
      <Heading kind={inWords(node.kind)} id={node.id} label={node.label} url={node.url} />
      {[...groups].map(([title, nodes]) => (
        <RelatedList key={title} title={title} related={{ totalCount: nodes.length, nodes }} />
      ))}
      {node.relations.totalCount > node.relations.nodes.length && (
        <p className="muted">
          {node.relations.nodes.length} of {node.relations.totalCount} relations are listed.
        </p>
      )}
      <NamesAndMappings names={node.names} mappings={node.mappings} label={node.label} />
      <ProvenanceList provenance={node.provenance} />
      <FactsDownload thing={node} />
      <Around id={node.id} label={node.label} />
      {filter && <Statements filter={filter} />}
    </>
  );
}

function statementsAbout({ kind, id }: Node): EvidenceFilter | null {
  if (kind === "MOLECULAR_PROFILE") return { profile: [id] };
  if (kind === "REGIMEN") return { regimen: [id] };
  if (kind === "DRUG_CLASS") return { drug: [id] };
  return null;
}

function Statements({ filter }: { filter: EvidenceFilter }) {
  return <StatementList read={useStatements(filter)} />;
}
