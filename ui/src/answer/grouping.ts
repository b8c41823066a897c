import type { EvidencePartsFragment, OptionPartsFragment } from "../generated/graphql";

export type Option = OptionPartsFragment;
export type Item = EvidencePartsFragment;

/** All options of one regimen and effect: one for each profile that sources name, the strongest first. */
export type RegimenGroup = { key: string; regimen: Option["regimen"]; effect: Option["effect"]; options: Option[] };

export type TierGroup = { tier: string | null; regimens: RegimenGroup[] };

export type Sections = { helps: Option[]; defeats: Option[]; undecided: Option[] };

/**
 * Set apart what matched from what waits for a test, and benefit from everything else. Nothing is netted: a regimen with
 * sensitivity and resistance stands in both sections.
 */
export function sections(options: readonly Option[]): Sections {
  const matched = options.filter((option) => option.status === "MATCHED");
  return {
    helps: matched.filter((option) => option.effect === "SENSITIVITY"),
    defeats: matched.filter((option) => option.effect !== "SENSITIVITY"),
    undecided: options.filter((option) => option.status !== "MATCHED"),
  };
}

/** Gather options by regimen and effect, in the order in which each first stands in the answer. */
export function byRegimen(options: readonly Option[]): RegimenGroup[] {
  const groups = new Map<string, RegimenGroup>();
  for (const option of options) {
    const key = `${option.regimen.id} ${option.effect}`;
    const group = groups.get(key) ?? { key, regimen: option.regimen, effect: option.effect, options: [] };
    group.options.push(option);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Put regimens under the tier of their strongest option, in the answer's own order of tiers. */
export function byTier(options: readonly Option[]): TierGroup[] {
  const groups = new Map<string | null, RegimenGroup[]>();
  for (const regimen of byRegimen(options)) {
    const tier = regimen.options[0]?.tier ?? null;
    groups.set(tier, [...(groups.get(tier) ?? []), regimen]);
  }
  return [...groups].map(([tier, regimens]) => ({ tier, regimens }));
}

/** Every statement behind options, for or against, once. */
export function statements(options: readonly Option[]): Item[] {
  const items = options.flatMap((option) => [...option.for, ...option.against]);
  return [...new Map(items.map((item) => [item.evidence, item])).values()];
}

/** What the sources add to regimens, such as line and stage, each once. */
export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Whether an option meets a text that the reader looks for: a drug, a profile, a source. */
export function mentions(option: Option, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return true;
  const shown = [option.regimen.label, option.profile, ...option.because, ...statements([option]).map((item) => item.source)];
  return shown.some((each) => each.toLowerCase().includes(wanted));
}
