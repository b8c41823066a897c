import type { Arm, BriefTrial, Criterion, WholeTrial } from "./trial-order";

/** Make a criterion for a test. */
export function criterion(text: string, given: Partial<Criterion> = {}): Criterion {
  return { text, state: "MET", fact: null, missing: [], sentence: null, confidence: "CODED", ...given };
}

/** Make an arm for a test. */
export function arm(label: string, given: Partial<Arm> = {}): Arm {
  return {
    id: `pmkg.arm:${label}`,
    label,
    description: null,
    step: "1",
    status: "OPEN",
    offered: true,
    eligibility: "POSSIBLE",
    drugs: [{ id: "NCIT:C64768", label: "Vemurafenib" }],
    interventions: [],
    criteria: [],
    doses: [],
    evidence: { for: 0, against: 0, regimens: [] },
    ...given,
  };
}

/** Make a trial as the list shows it. */
export function brief(id: string, given: Partial<BriefTrial> = {}): BriefTrial {
  return {
    id,
    title: `Trial ${id}`,
    status: "OPEN",
    phase: "PHASE2",
    eligibility: "POSSIBLE",
    offered: true,
    because: [],
    nearMiss: null,
    missingFacts: [],
    staleStatus: null,
    sites: [],
    sources: [{ source: "ctml" }],
    ...given,
  };
}

/** Make a trial with its criteria. */
export function whole(given: Partial<WholeTrial> = {}): WholeTrial {
  return {
    id: "NCT00000001",
    eligibility: "POSSIBLE",
    sponsor: "A clinic",
    url: null,
    missingFacts: [],
    toCheckByPerson: [],
    statuses: [{ source: "ctml", words: "open to accrual", status: "OPEN", date: "2026-01-01" }],
    sources: [],
    sites: [],
    arms: [],
    ...given,
  };
}
