import { byRegimen, sections, unique, type Option, type RegimenGroup } from "../answer/grouping";
import type { Effect } from "../generated/graphql";
import { AGENCIES, CONDITIONS, listed, STRENGTH_OF_TIER, STRENGTHS, type Strength } from "./plain-words";

/** What may help: one regimen with how well that is shown, on what it rests, and what a reader must know beside it. */
export type Help = {
  name: string;
  strength: Strength;
  because: string[];
  agencies: string[];
  conditions: string[];
  others: string[];
  given: string[];
  /** Some studies looked for the benefit and did not find it. */
  doubted: boolean;
  /** Findings of the case that narrower statements set against the benefit. */
  against: string[];
};

/** What may not work or do harm. */
export type Drawback = { name: string; effect: Exclude<Effect, "SENSITIVITY">; strength: Strength; because: string[]; given: string[] };

/** A regimen of which people were studied to both ends. */
export type Both = { help: Help; drawbacks: Drawback[] };

export type Waiting = { test: string; names: string[] };

export type PlainAnswer = {
  helps: [Strength, Help[]][];
  both: Both[];
  drawbacks: Drawback[];
  useless: { name: string; because: string[] }[];
  waiting: Waiting[];
};

const ORDER = Object.keys(STRENGTHS) as Strength[];
const IN_PEOPLE = new Set<Strength>(["approved", "accepted", "studied", "early"]);

/** Name a regimen as one speaks: what is given together, what is one of several, what comes after what. */
export function treatmentName({ operator, drugs }: Option["regimen"]): string {
  const names = drugs.map((drug) => drug.label);
  if (operator === "COMBINATION") return `${listed(names)} together`;
  if (operator === "SUBSTITUTES") return listed(names, "or");
  return operator === "SEQUENTIAL" ? `first ${names.join(", then ")}` : listed(names);
}

/** The agencies that approve a use for this tumor, as the levels name them. */
function agencies(options: readonly Option[]): string[] {
  const own = options.filter((option) => option.tier === "IA");
  const levels = own.flatMap((option) => option.for.filter((item) => item.tier === "IA").map((item) => item.level));
  return unique(levels.flatMap((level) => AGENCIES[/^([A-Z]+)[ -]approv/i.exec(level)?.[1] ?? ""] ?? [])).sort();
}

/** What of the case meets the options: its findings, or what is asked for where the answer rests on what was not found. */
function findings(options: readonly Option[]): string[] {
  return unique(options.flatMap((option) => (option.because.length > 0 ? option.because : [option.profile])));
}

/** Leave out the changes that speak against the benefit themselves, where a class of changes was met by others too. */
function besides(found: string[], against: readonly string[]): string[] {
  const others = found.filter((each) => !against.includes(each));
  return others.length > 0 ? others : found;
}

function strength(option: Option): Strength {
  return STRENGTH_OF_TIER[option.tier ?? ""] ?? "unclear";
}

const GIVEN = "given before: ";
const NARROWER = /^a more specific statement \((.+)\) says (?:resistance|reduced sensitivity|adverse response)$/;

function help(group: RegimenGroup): Help {
  const { options } = group;
  const approving = agencies(options);
  const best = options[0] ? strength(options[0]) : "unclear";
  const [words, others] = conditions(options);
  const against = unique(options.flatMap((option) => option.notes.flatMap((note) => NARROWER.exec(note)?.[1] ?? [])));
  return {
    name: treatmentName(group.regimen),
    strength: approving.length > 0 && best === "accepted" ? "approved" : best,
    because: besides(findings(options), against),
    agencies: approving,
    conditions: words,
    others,
    given: given(options),
    doubted: options.some((option) => option.against.length > 0),
    against,
  };
}

function given(options: readonly Option[]): string[] {
  return unique(options.flatMap((option) => option.notes.filter((note) => note.startsWith(GIVEN)).map((note) => note.slice(GIVEN.length))));
}

function conditions(options: readonly Option[]): [words: string[], others: string[]] {
  const said = unique(options.flatMap((option) => option.conditions));
  const known = unique(said.flatMap((text) => CONDITIONS[text.toLowerCase()] ?? []));
  return [known, said.filter((text) => !(text.toLowerCase() in CONDITIONS))];
}

function drawback(group: RegimenGroup): Drawback {
  const { regimen, effect, options } = group;
  return {
    name: treatmentName(regimen),
    effect: effect as Drawback["effect"],
    strength: options[0] ? strength(options[0]) : "unclear",
    because: findings(options),
    given: given(options),
  };
}

/**
 * Put an answer into the parts of a talk: what may help, what studies disagree on, what may not work, what waits for a test.
 *
 * Nothing is netted. A regimen with evidence of benefit and, from people, of a drawback is told as one that studies disagree on, so that
 * neither side is read alone; a drawback that only a laboratory saw stays with the drawbacks, and the benefit keeps its place.
 */
export function plainAnswer(options: readonly Option[]): PlainAnswer {
  const parts = sections(options);
  const shown = parts.helps.filter((option) => option.for.length > 0);
  const helping = byRegimen(shown);
  const defeating = byRegimen(parts.defeats.filter((option) => option.for.length > 0));
  const opposed = (group: RegimenGroup) =>
    defeating.filter((each) => each.regimen.id === group.regimen.id && IN_PEOPLE.has(drawback(each).strength));
  const both = helping.filter((group) => opposed(group).length > 0);
  const told = new Set(both.flatMap((group) => opposed(group).map((each) => each.key)));
  const helps = helping.filter((group) => !both.includes(group)).map(help);
  const names = new Set(helping.map((group) => group.regimen.id));
  return {
    helps: ORDER.map((step): [Strength, Help[]] => [step, helps.filter((each) => each.strength === step)]).filter(([, each]) => each.length > 0),
    both: both.map((group) => ({ help: help(group), drawbacks: opposed(group).map(drawback) })),
    drawbacks: defeating.filter((group) => !told.has(group.key)).map(drawback),
    useless: byRegimen(parts.helps.filter((option) => option.for.length === 0 && !names.has(option.regimen.id))).map((group) => ({
      name: treatmentName(group.regimen),
      because: findings(group.options),
    })),
    waiting: waiting(parts.undecided),
  };
}

/** Gather what is undecided under the tests that would decide it, the test that decides most first. */
function waiting(undecided: readonly Option[]): Waiting[] {
  const names = new Map<string, string[]>();
  for (const option of undecided) {
    for (const test of option.missingTests) names.set(test, unique([...(names.get(test) ?? []), treatmentName(option.regimen)]));
  }
  return [...names].map(([test, of]) => ({ test, names: of })).sort((a, b) => b.names.length - a.names.length || a.test.localeCompare(b.test));
}
