import type { UnderstoodQuery } from "../generated/graphql";
import { findingInWords, MARKERS } from "./plain-words";

type Understood = UnderstoodQuery["understood"];

/** Tell what the report holds: the tumor, each finding with what kind of thing it is, what was measured, what could not be read. */
export function PlainFindings({ understood }: { understood: Understood }) {
  const { tumorType, alterations, markers, testedGenes, germlineGenes, priorTherapies } = understood;
  const findings = alterations.flatMap((each) => each.findings).filter((each) => each.kind !== "biomarker");
  const unread = alterations.filter((each) => each.findings.length === 0);
  return (
    <section aria-labelledby="plain-found">
      <h2 id="plain-found">What was found</h2>
      <p>
        {tumorType.id ? (
          <>
            The kind of tumor: <strong>{tumorType.label}</strong>.
          </>
        ) : (
          "The kind of tumor is not known here. So this page cannot say how well a treatment fits it."
        )}
      </p>
      <ul>
        {findings.map((each) => (
          <li key={each.text}>
            <strong>{each.text}</strong>. {findingInWords(each.kind, each.text, each.genes.map((gene) => gene.symbol))}
            {each.origin === "germline" && " You were born with it. It can matter for your family."}
          </li>
        ))}
        {markers.map((each) => (
          <li key={each.name}>
            <strong>
              {each.name}: {each.value}
            </strong>
            . {MARKERS[each.name]}
          </li>
        ))}
        {priorTherapies.length > 0 && <li>You had this before: {priorTherapies.map((drug) => drug.label).join(", ")}.</li>}
      </ul>
      {findings.length + markers.length === 0 && <p>No change is listed.</p>}
      {unread.length > 0 && (
        <p className="warning">
          <span aria-hidden="true">⚠ </span>This page could not read: <strong>{unread.map((each) => each.given).join("; ")}</strong>. It was left out. Ask
          your doctor what it means.
        </p>
      )}
      <p className="muted">
        {testedGenes > 0 && `${testedGenes} genes were tested for small changes. `}
        {germlineGenes > 0 && `${germlineGenes} genes were tested for changes that run in families. `}
        What was not tested may still be there.
      </p>
    </section>
  );
}
