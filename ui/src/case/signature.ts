import type { AlterationInput, SignatureInput } from "../generated/graphql";

/** A case as the pages hold it: the JSON of a signature file, with every alteration as an object. */
export type Signature = Omit<SignatureInput, "alterations"> & { alterations: AlterationInput[] };

export const NO_CASE: Signature = { alterations: [] };

/** Whether there is nothing to ask about yet. */
export function isEmpty(signature: Signature): boolean {
  const tested = signature.tested ?? {};
  return (
    signature.alterations.length === 0 &&
    Object.values(signature.biomarkers ?? {}).every((value) => value === null || value === undefined) &&
    !tested.genes?.length &&
    !tested.panel &&
    !tested.germline?.length
  );
}

/** Write an alteration in the words in which it was given. */
export function words(given: AlterationInput): string {
  const parts = [
    given.text,
    given.gene,
    given.fusion?.map((partner) => partner ?? "?").join("::"),
    given.protein,
    given.hgvs,
    given.genomic,
    given.copyNumber?.replace("_", " "),
    given.copies == null ? null : `${given.copies} copies`,
    given.event,
    given.expression && `expression ${given.expression}`,
  ];
  return parts.filter(Boolean).join(" ");
}

/** Write the first alterations of a case in a line, and how many more there are. */
export function inShort(signature: Signature, most: number): string {
  const more = signature.alterations.length - most;
  const said = signature.alterations.slice(0, most).map(words).join("; ");
  return more > 0 ? `${said}; and ${more} more` : said;
}

/** Say what stands beside the name of an alteration: origin, the laboratory's call, zygosity. */
export function qualifiers(given: AlterationInput): string {
  return [given.origin, given.pathogenicity?.replace("_", " "), given.zygosity].filter(Boolean).join(", ");
}

/** Put a suggested name where the misspelled one stands in an alteration; what is said beside the name stays. */
export function corrected(given: AlterationInput, name: string, input: string): AlterationInput {
  const said = words(given);
  const { origin, pathogenicity, zygosity } = given;
  const text = input && said !== input && said.includes(input) ? said.replace(input, name) : name;
  return tidy({ text, origin, pathogenicity, zygosity });
}

/** Leave out what says nothing, so that equal cases have equal links. */
export function tidy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(tidy) as T;
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value)
    .map(([name, item]) => [name, tidy(item as unknown)] as const)
    .filter(([, item]) => item !== null && item !== undefined && item !== "" && !isBare(item));
  return Object.fromEntries(kept) as T;
}

function isBare(item: unknown): boolean {
  if (Array.isArray(item)) return item.length === 0;
  return typeof item === "object" && item !== null && Object.keys(item).length === 0;
}
