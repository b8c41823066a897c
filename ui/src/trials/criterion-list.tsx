import { ranked, type Criterion } from "./trial-order";
import { CriterionBadge } from "./trial-words";

/** Show each criterion with its state, the fact that decided it or is missing, and the sentence that it was read from. */
export function CriterionList({ criteria }: { criteria: readonly Criterion[] }) {
  return (
    <ul className="criteria">
      {ranked(criteria).map((each, index) => (
        <li key={`${index} ${each.text}`}>
          <CriterionBadge state={each.state} /> <strong>{each.text}</strong>
          {each.fact && <span> – decided by {each.fact}</span>}
          {each.state === "UNKNOWN" && each.missing.length > 0 && (
            <span> – missing: {each.missing.join("; ")}</span>
          )}
          {each.sentence && (
            <q className="sentence">
              {each.sentence}
            </q>
          )}
          {each.confidence === "LOW" && <span className="muted"> Read with low confidence: a person decides.</span>}
        </li>
      ))}
    </ul>
  );
}
