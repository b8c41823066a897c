import { inShort, type Signature } from "../case/signature";
import { count, EFFECTS, TUMOR_MATCHES } from "../components/words";
import type { AnswerQuery } from "../generated/graphql";
import { byRegimen, sections, statements, unique, type Option, type RegimenGroup } from "./grouping";

type Given = { data: AnswerQuery; signature: Signature };

/** How many rows of each part fit two pages; what is left out is counted. */
const ROWS = { helps: 14, defeats: 8, undecided: 6, tests: 8, warnings: 6, sources: 14 };

/** What is printed: two pages with the options, what speaks against them, what is missing, and where it comes from. */
export function PrintReport({ data, signature }: Given) {
  const answer = data.targetedDrugs;
  const parts = sections(answer.options);
  const cited = new Set(statements(answer.options).map((item) => item.source));
  const sources = data.sources.filter((source) => cited.has(source.id));
  return (
    <div className="print">
      <h1>Options for a molecular signature</h1>
      <p>
        <b>{answer.tumorType.label || "No tumor type"}</b> {answer.tumorType.oncotree}:{" "}
        {inShort(signature, 40) || "no alteration"}
        {signature.priorTherapies?.length ? `; after ${signature.priorTherapies.join(", ")}` : ""}. Release{" "}
        {answer.release}
        {answer.panel ? `, panel ${answer.panel}` : ""}.
      </p>
      <p className="print-statement">
        <b>This informs professionals and does not decide.</b> It is no medical device and has not been validated for
        clinical decisions. Check every statement at its source.
      </p>
      {answer.warnings.length > 0 && (
        <ul>
          {answer.warnings.slice(0, ROWS.warnings).map((warning) => (
            <li key={`${warning.code} ${warning.message}`}>Warning: {warning.message}</li>
          ))}
        </ul>
      )}
      <Part title="Evidence of benefit" options={parts.helps} others={parts.defeats} rows={ROWS.helps} />
      <Part title="Resistance and harm" options={parts.defeats} others={parts.helps} rows={ROWS.defeats} />
      <Part title="Undecided" options={parts.undecided} others={[]} rows={ROWS.undecided} />
      {answer.testsToConsider.length > 0 && (
        <p>
          <b>Missing tests:</b>{" "}
          {answer.testsToConsider
            .slice(0, ROWS.tests)
            .map((each) => `${each.test} (decides ${each.decides})`)
            .join("; ")}
          .
        </p>
      )}
      <p className="print-sources">
        <b>Sources:</b>{" "}
        {sources
          .slice(0, ROWS.sources)
          .map((source) => `${source.title} ${source.version} (${source.license})`)
          .join("; ")}
        .
      </p>
    </div>
  );
}

type PartGiven = { title: string; options: Option[]; others: Option[]; rows: number };

function Part({ title, options, others, rows }: PartGiven) {
  const groups = byRegimen(options);
  if (groups.length === 0) {
    return (
      <p>
        <b>{title}:</b> none.
      </p>
    );
  }
  return (
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th>Tier</th>
          <th>Regimen</th>
          <th>Effect</th>
          <th>Profile</th>
          <th>For</th>
          <th>Against</th>
          <th>Sources, first citations</th>
        </tr>
      </thead>
      <tbody>
        {groups.slice(0, rows).map((group) => (
          <Row key={group.key} group={group} others={others} />
        ))}
      </tbody>
      {groups.length > rows && (
        <tfoot>
          <tr>
            <td colSpan={7}>
              {count(groups.length - rows, "further regimen")}, of the same or a lower tier, not printed here.
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Row({ group, others }: { group: RegimenGroup; others: Option[] }) {
  const first = group.options[0];
  const items = statements(group.options);
  const citations = unique(items.map((item) => item.citation)).filter((text) => /^[A-Z]+:\S+$/.test(text));
  const conditions = unique(group.options.flatMap((option) => option.conditions));
  const opposed = others.filter((option) => option.regimen.id === group.regimen.id);
  const also = unique(opposed.map((option) => `${EFFECTS[option.effect].toLowerCase()} with ${option.profile}`));
  const missing = unique(group.options.flatMap((option) => option.missingTests));
  return (
    <tr>
      <td>{first?.tier ?? "–"}</td>
      <td>{group.regimen.label}</td>
      <td>{EFFECTS[group.effect]}</td>
      <td>
        {cut(unique(group.options.map((option) => option.profile)).join("; "), 60)}
        {first && <i> ({TUMOR_MATCHES[first.tumorMatch]})</i>}
        {conditions.length > 0 && <> Conditions: {cut(conditions.join("; "), 110)}</>}
        {also.length > 0 && <b> Also stated: {cut(also.join("; "), 70)}</b>}
        {missing.length > 0 && <> Missing: {cut(missing.join("; "), 60)}</>}
      </td>
      <td>{new Set(group.options.flatMap((option) => option.for.map((item) => item.evidence))).size}</td>
      <td>{new Set(group.options.flatMap((option) => option.against.map((item) => item.evidence))).size}</td>
      <td>
        {unique(items.map((item) => item.source)).join(", ")}
        {citations.length > 0 && `: ${citations.slice(0, 2).join(", ")}`}
      </td>
    </tr>
  );
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
