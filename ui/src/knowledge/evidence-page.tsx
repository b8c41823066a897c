import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { DirectionBadge, EffectBadge, SourceBadge } from "../components/badges";
import { drugPage, pageOf } from "../components/links";
import { Citation, OutLink } from "../components/out-link";
import { Answered } from "../components/states";
import { useTitle } from "../components/title";
import { inWords } from "../components/words";
import { EvidenceDocument, type EvidenceQuery } from "../generated/graphql";
import { Around } from "./around";
import { Facts, joined, ProvenanceList } from "./facts";
import { FactsDownload } from "./facts-download";
import { NodePage } from "./node-page";
import { NotFound } from "./not-found";

type Found = NonNullable<EvidenceQuery["node"]>;
type Statement = Extract<Found, { direction: unknown }>;

export function EvidencePage({ id }: { id: string }) {
  const asked = useAnswer(EvidenceDocument, { id });
  return (
    <Answered asked={asked} what="the statement">
      {({ node }) => {
        if (!node) return <NotFound what="statement" id={id} />;
        return "direction" in node ? <StatementView statement={node} /> : <NodePage id={id} />;
      }}
    </Answered>
  );
}

function StatementView({ statement }: { statement: Statement }) {
  useTitle(statement.id);
  const { molecularProfile: profile, regimen, disease } = statement;
  return (
    <>
      <header className="thing">
        <p className="kind">{inWords(statement.type)} statement</p>
        <h1>{statement.label}</h1>
        <p className="badges">
          {statement.type === "PREDICTIVE" && <EffectBadge effect={statement.effect} />}
          <DirectionBadge direction={statement.direction} />
          <SourceBadge source={statement.source} />
          <OutLink href={statement.url}>{statement.id}</OutLink>
        </p>
      </header>
      {statement.conflict && (
        <p className="state failed">
          <strong>The record contradicts itself and is not tiered:</strong> {statement.conflict}
        </p>
      )}
      {statement.status !== "accepted" && (
        <p className="state failed">
          <strong>Not accepted by its source:</strong> status {statement.status}.
        </p>
      )}
      {statement.description && (
        <blockquote>
          <p>{statement.description}</p>
          <footer className="muted">
            in the words of {statement.source}, {statement.license}
          </footer>
        </blockquote>
      )}
      <Facts
        facts={[
          ["Says", `${statement.significance || inWords(statement.effect)}, level ${statement.level} (${statement.scale})`],
          ["Profile", profile && <Link href={pageOf("MOLECULAR_PROFILE", profile.id)}>{profile.label}</Link>],
          [
            "Regimen",
            regimen && (
              <span>
                {regimen.drugs.length > 1 && `${regimen.label}: `}
                {regimen.drugs.map((drug, index) => (
                  <span key={drug.id}>
                    {index > 0 && ", "}
                    <Link href={drugPage(drug.id)}>{drug.label}</Link>
                  </span>
                ))}
              </span>
            ),
          ],
          [
            "Disease",
            disease ? (
              <span>
                <Link href={pageOf("DISEASE", disease.id)}>{disease.label}</Link>
                {disease.label.toLowerCase() !== statement.diseaseLabel.toLowerCase() && ` (at the source: ${statement.diseaseLabel})`}
              </span>
            ) : (
              statement.diseaseLabel
            ),
          ],
          ["Does not hold for", joined(statement.excluded)],
          ["Origin", inWords(statement.origin)],
          ["Conditions", joined(statement.conditions)],
          ["Citation", statement.citation && <Citation text={statement.citation} />],
          ["Date", statement.date],
          ["License", statement.license],
          ["Fully resolved", statement.normalized === false ? "no: a name of it is in the ledger" : null],
        ]}
      />
      <Words words={statement.words} />
      <ProvenanceList provenance={statement.provenance} />
      <FactsDownload thing={statement} />
      <Around id={statement.id} label={statement.label} />
    </>
  );
}

/** Show the record as its source wrote it, field by field. */
function Words({ words }: { words: unknown }) {
  if (words === null || typeof words !== "object") return null;
  const said = Object.entries(words).filter(([, value]) => value !== "" && value !== null && !(Array.isArray(value) && value.length === 0));
  if (said.length === 0) return null;
  return (
    <details className="fold">
      <summary>The record in its source&rsquo;s own words</summary>
      <Facts
        facts={said.map(([name, value]) => [
          name.replaceAll("_", " "),
          typeof value === "string" ? value : JSON.stringify(value),
        ])}
      />
    </details>
  );
}
