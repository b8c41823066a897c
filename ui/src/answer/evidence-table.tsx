import { Link } from "wouter";
import { DirectionBadge, SourceBadge } from "../components/badges";
import { labelsOf, pageOf } from "../components/links";
import { Citation, OutLink } from "../components/out-link";
import { TUMOR_MATCHES, VARIANT_MATCHES } from "../components/words";
import type { Item, Option } from "./grouping";

/** Put the statements against beside those for: both are read, neither is counted off. */
export function EvidenceTable({ option }: { option: Option }) {
  return (
    <div className="table-scroll" role="region" aria-label={`Evidence for ${option.regimen.label}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Direction</th>
            <th scope="col">Source</th>
            <th scope="col">Level</th>
            <th scope="col">Tumor of the statement</th>
            <th scope="col">Date</th>
            <th scope="col">Citation</th>
            <th scope="col">Statement</th>
          </tr>
        </thead>
        <tbody>
          {[...option.against, ...option.for].map((item) => (
            <Row key={item.evidence} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ item }: { item: Item }) {
  return (
    <tr>
      <td>
        <DirectionBadge direction={item.direction} />
      </td>
      <td>
        <SourceBadge source={item.source} />
        <br />
        <span className="muted">{item.license}</span>
      </td>
      <td>
        {item.level}
        {item.tier && <span className="muted"> → {item.tier}</span>}
        {item.status !== "accepted" && <strong> ({item.status})</strong>}
      </td>
      <td>
        {item.disease || "not stated"}
        <br />
        <span className="muted">
          {TUMOR_MATCHES[item.tumorMatch]}; {VARIANT_MATCHES[item.variantMatch]}
        </span>
        {item.conditions.length > 0 && (
          <>
            <br />
            <span className="muted">{item.conditions.join("; ")}</span>
          </>
        )}
      </td>
      <td className="date">{item.date || "–"}</td>
      <td>
        <Citation text={item.citation} />
      </td>
      <td>
        <Link href={pageOf("EVIDENCE", item.evidence)}>{item.evidence}</Link>
        {item.url && (
          <>
            <br />
            <OutLink href={item.url}>at the source</OutLink>
          </>
        )}
        {item.conflict && (
          <p className="note">
            <strong>The record contradicts itself:</strong> {item.conflict}
          </p>
        )}
      </td>
    </tr>
  );
}

/** Lead to what vocabularies and labels say of the drugs of a regimen. */
export function DrugsElsewhere({ drugs }: { drugs: Option["regimen"]["drugs"] }) {
  const known = drugs.filter((drug) => drug.url ?? labelsOf(drug));
  if (known.length === 0) return null;
  return (
    <ul className="related">
      {known.map((drug) => (
        <li key={drug.id}>
          {drug.label}: {drug.url && <OutLink href={drug.url}>{drug.id}</OutLink>}{" "}
          {labelsOf(drug) && <OutLink href={labelsOf(drug)}>labels at DailyMed</OutLink>}
        </li>
      ))}
    </ul>
  );
}
