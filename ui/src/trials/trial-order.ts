import type { MatchedTrialPartsFragment, MatchedTrialsQuery, TrialCriterionPartsFragment } from "../generated/graphql";

export type Trials = MatchedTrialsQuery["matchTrials"];
export type BriefTrial = Trials["trials"][number];
export type WholeTrial = MatchedTrialPartsFragment;
export type Arm = WholeTrial["arms"][number];
export type Criterion = TrialCriterionPartsFragment;

/** What a reader wants to see of the trials that were found; an empty wish restricts nothing. */
export type Wish = { text: string; phase: string; country: string; open: boolean; asked: boolean };

/** Begin with what can be joined today. */
export const BEGIN: Wish = { text: "", phase: "", country: "", open: true, asked: false };

/**
 * Keep the trials that meet every wish. Those that ask for a finding of the case come first, each part in the order of the answer: a
 * trial that takes every tumor says less of this one.
 */
export function wished(trials: readonly BriefTrial[], wish: Wish): BriefTrial[] {
  const text = wish.text.trim().toLowerCase();
  const kept = trials.filter(
    (trial) =>
      (!wish.open || trial.offered) &&
      (!wish.asked || trial.because.length > 0) &&
      (!wish.phase || trial.phase === wish.phase) &&
      (!wish.country || trial.sites.some((site) => site.country === wish.country)) &&
      (!text || [trial.id, trial.title, ...trial.because].some((each) => each.toLowerCase().includes(text))),
  );
  return [...kept.filter((trial) => trial.because.length > 0), ...kept.filter((trial) => trial.because.length === 0)];
}

/** The values that trials take, each once, to choose from. */
export function choices(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null).sort();
}

const RANK = { NOT_MET: 0, UNKNOWN: 1, MET: 2 } as const;

/** Put first what speaks against joining, then what is not known, then what is met. */
export function ranked(criteria: readonly Criterion[]): Criterion[] {
  return [...criteria].sort((a, b) => RANK[a.state] - RANK[b.state]);
}

function same(criterion: Criterion): string {
  return JSON.stringify([criterion.text, criterion.state, criterion.fact, criterion.sentence]);
}

/** Set apart the criteria that bind every arm, so that each arm shows only what is its own. */
export function shared(arms: readonly Arm[]): { common: Criterion[]; own: (arm: Arm) => Criterion[] } {
  const [first, ...rest] = arms;
  if (!first || rest.length === 0) return { common: [], own: (arm) => arm.criteria };
  const others = rest.map((arm) => new Set(arm.criteria.map(same)));
  const common = first.criteria.filter((criterion) => others.every((held) => held.has(same(criterion))));
  const names = new Set(common.map(same));
  return { common, own: (arm) => arm.criteria.filter((criterion) => !names.has(same(criterion))) };
}

const EXCLUSION = /^Exclude\s*-\s*/;

/** Set apart the lines for a person that exclude from those that ask; the words stay as they are. */
export function linesToCheck(lines: readonly string[]): { asked: string[]; excluded: string[] } {
  return {
    asked: lines.filter((line) => !EXCLUSION.test(line)),
    excluded: lines.filter((line) => EXCLUSION.test(line)).map((line) => line.replace(EXCLUSION, "")),
  };
}
