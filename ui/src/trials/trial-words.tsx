import type { CriterionState, Eligibility, Recruitment } from "../generated/graphql";

export const ELIGIBILITIES: Record<Eligibility, string> = {
  ELIGIBLE: "Coded criteria met",
  POSSIBLE: "May fit: facts are missing",
  NOT: "Does not fit",
};

export const RECRUITMENTS: Record<Recruitment, string> = {
  OPEN: "open",
  NOT_YET_OPEN: "not yet open",
  SUSPENDED: "suspended",
  CLOSED: "closed",
  UNKNOWN: "status not known",
};

const STATES: Record<CriterionState, [string, string]> = {
  MET: ["✓", "met"],
  NOT_MET: ["✕", "not met"],
  UNKNOWN: ["?", "not known"],
};

/** Whether a patient fits, in words and a sign; the color only repeats them. */
export function EligibilityBadge({ eligibility }: { eligibility: Eligibility }) {
  return <span className={`badge eligibility-${eligibility.toLowerCase()}`}>{ELIGIBILITIES[eligibility]}</span>;
}

export function CriterionBadge({ state }: { state: CriterionState }) {
  const [sign, words] = STATES[state];
  return (
    <span className={`badge criterion-${state.toLowerCase()}`}>
      <span aria-hidden="true">{sign} </span>
      {words}
    </span>
  );
}

/** Write a phase as people do: PHASE1/PHASE2 becomes "phase 1/2". */
export function phaseInWords(phase: string | null): string {
  if (!phase || phase === "NA") return "";
  return `phase ${phase.replaceAll("EARLY_PHASE", "early ").replaceAll("PHASE", "")}`;
}
