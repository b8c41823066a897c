import { Link } from "wouter";
import { TierBadge } from "../components/badges";
import { drugPage, pageOf } from "../components/links";
import { count, EFFECTS, TUMOR_MATCHES } from "../components/words";
import type { Effect, TumorMatch } from "../generated/graphql";
import { CriterionList } from "./criterion-list";
import type { Arm, Criterion } from "./trial-order";
import { EligibilityBadge, RECRUITMENTS } from "./trial-words";

/** Show one arm: what it gives, what the graph knows of that for this patient, and the criteria that are its own. */
export function TrialArmView({ arm, criteria }: { arm: Arm; criteria: readonly Criterion[] }) {
  return (
    <li className="arm">
      <h5>
        {arm.label} <span className="muted">{RECRUITMENTS[arm.status]}</span>
      </h5>
      <p className="badges">
        <EligibilityBadge eligibility={arm.eligibility} />
      </p>
      {arm.description && arm.description !== arm.label && <p className="muted">{arm.description}</p>}
      <p>
        Gives:{" "}
        {arm.drugs.length > 0
          ? arm.drugs.map((drug, index) => (
              <span key={drug.id}>
                {index > 0 && ", "}
                <Link href={drugPage(drug.id)}>{drug.label}</Link>
              </span>
            ))
          : arm.interventions.join("; ") || "not stated"}
      </p>
      <ArmEvidence evidence={arm.evidence} />
      {criteria.length > 0 && <CriterionList criteria={criteria} />}
      {arm.doses.length > 0 && (
        <ul className="related">
          {arm.doses.map((dose) => (
            <li key={dose.code}>
              Dose level {dose.code}: {dose.description} <span className="muted">{RECRUITMENTS[dose.status]}</span>
              {dose.criteria.length > 0 && <CriterionList criteria={dose.criteria} />}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function ArmEvidence({ evidence }: { evidence: Arm["evidence"] }) {
  if (evidence.regimens.length === 0) {
    return <p className="muted">No statement of this release is about what it gives, for a finding of this case.</p>;
  }
  return (
    <div className="arm-evidence">
      <p>
        Evidence on what it gives, for this case: {count(evidence.for, "statement")} for, {evidence.against} against
      </p>
      <ul>
        {evidence.regimens.map((each) => (
          <li key={`${each.regimen} ${each.effect} ${each.profile}`}>
            <TierBadge tier={each.tier} /> {each.regimen}: {EFFECTS[each.effect as Effect].toLowerCase()}{" "}
            with {each.profile}{" "}
            <span className="muted">for {TUMOR_MATCHES[each.tumorMatch as TumorMatch]}</span>
            {[["for", each.for] as const, ["against", each.against] as const].map(
              ([side, ids]) =>
                ids.length > 0 && (
                  <span key={side}>
                    {" "}
                    · {side}{" "}
                    {ids.map((id, index) => (
                      <span key={id}>
                        {index > 0 && ", "}
                        <Link href={pageOf("EVIDENCE", id)}>{id}</Link>
                      </span>
                    ))}
                  </span>
                ),
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
