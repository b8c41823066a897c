import type { Option } from "../answer/grouping";

export type Change = { before: Option; after: Option };

/** How two answers differ, option by option. */
export type Difference = { gained: Option[]; lost: Option[]; changed: Change[]; unchanged: number };

function keyOf({ regimen, effect, profile }: Option): string {
  return JSON.stringify([regimen.id, effect, profile]);
}

/** What of an option a reader would act upon: tier, status, the statements for and against, and what is missing. */
function standing(option: Option): string {
  const ids = (items: Option["for"]) => items.map((item) => item.evidence).sort();
  return JSON.stringify([option.tier, option.status, option.tumorMatch, ids(option.for), ids(option.against), [...option.missingTests].sort()]);
}

/** Compare two answers. An option is the same one where regimen, effect and profile are. */
export function difference(before: readonly Option[], after: readonly Option[]): Difference {
  const had = new Map(before.map((option) => [keyOf(option), option]));
  const has = new Set(after.map(keyOf));
  const kept = after.flatMap((option): Change[] => {
    const old = had.get(keyOf(option));
    return old ? [{ before: old, after: option }] : [];
  });
  const changed = kept.filter((each) => standing(each.before) !== standing(each.after));
  return {
    gained: after.filter((option) => !had.has(keyOf(option))),
    lost: before.filter((option) => !has.has(keyOf(option))),
    changed,
    unchanged: kept.length - changed.length,
  };
}

/** Give the options of the first answer: those that were lost or changed as they were, and of the second those that stand as before. */
export function answeredBefore({ gained, lost, changed }: Pick<Difference, "gained" | "lost" | "changed">, after: readonly Option[]): Option[] {
  const other = new Set([...gained, ...changed.map((each) => each.after)].map(keyOf));
  return [...lost, ...changed.map((each) => each.before), ...after.filter((option) => !other.has(keyOf(option)))];
}

/** Where a regimen of benefit now meets resistance or harm that it did not meet before. */
export type Turned = { resistance: Option; helped: Option[] };

/** Find the resistance and harm that came with the second answer, and the benefit that the first stated of the same regimen. */
export function newResistance(before: readonly Option[], { gained, changed }: Difference): Turned[] {
  const held = (option: Option) => option.status === "MATCHED" && option.effect !== "SENSITIVITY";
  const came = [...gained.filter(held), ...changed.filter((each) => held(each.after) && !held(each.before)).map((each) => each.after)];
  return came.map((resistance) => ({
    resistance,
    helped: before.filter(
      (option) => option.status === "MATCHED" && option.effect === "SENSITIVITY" && option.regimen.id === resistance.regimen.id,
    ),
  }));
}

/** Say in words what changed of an option that stands in both answers. */
export function changesOf({ before, after }: Change): string[] {
  const said: string[] = [];
  if (before.tier !== after.tier) said.push(`tier ${before.tier ?? "none"} → ${after.tier ?? "none"}`);
  if (before.status !== after.status) said.push(`${before.status.toLowerCase()} → ${after.status.toLowerCase()}`);
  for (const [name, side] of [["for", "for"], ["against", "against"]] as const) {
    const [old, now] = [ids(before[side]), ids(after[side])];
    const [came, went] = [now.filter((id) => !old.includes(id)), old.filter((id) => !now.includes(id))];
    if (came.length > 0) said.push(`new ${name}: ${first(came)}`);
    if (went.length > 0) said.push(`no longer ${name}: ${first(went)}`);
  }
  if (before.missingTests.join() !== after.missingTests.join()) said.push(`missing: ${after.missingTests.join("; ") || "nothing more"}`);
  if (before.tumorMatch !== after.tumorMatch) said.push("the tumor of its statements stands otherwise to this one");
  return said;
}

function ids(items: Option["for"]): string[] {
  return items.map((item) => item.evidence);
}

const NAMED = 5;

function first(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
