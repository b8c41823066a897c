import type { Effect, MarkerState, Operator, TumorMatch, VariantMatch } from "../generated/graphql";

/** What each AMP/ASCO/CAP tier stands for (Li et al. 2017), in the words of a heading. */
export const TIERS: Record<string, string> = {
  IA: "labels, guidelines or validated associations, for this tumor",
  IB: "well-powered studies in this tumor",
  IIC: "small studies in this tumor, or clinical evidence in another tumor",
  IID: "preclinical work or single cases",
  III: "inferred",
};

export const EFFECTS: Record<Effect, string> = {
  SENSITIVITY: "Sensitivity",
  RESISTANCE: "Resistance",
  REDUCED_SENSITIVITY: "Reduced sensitivity",
  ADVERSE_RESPONSE: "Adverse response",
  OTHER: "Other effect",
};

/** What stands between the drugs of a regimen. */
export const JOINTS: Record<Operator, string> = {
  SINGLE: "",
  COMBINATION: " + ",
  SUBSTITUTES: " or ",
  SEQUENTIAL: " then ",
};

export const TUMOR_MATCHES: Record<TumorMatch, string> = {
  EXACT: "this tumor type",
  ANCESTOR: "a wider type that includes this tumor",
  TUMOR_AGNOSTIC: "any tumor type",
  DESCENDANT: "a subtype of this tumor",
  OTHER: "another tumor type",
  UNRESOLVED: "no tumor type to compare",
};

export const VARIANT_MATCHES: Record<VariantMatch, string> = {
  EXACT: "exactly this alteration",
  CATEGORY: "a class that includes it",
  POSITION: "its codon",
  GENE: "its gene",
};

export const STATES: Record<MarkerState, string> = {
  PRESENT: "Present",
  ABSENT: "Tested, absent",
  NOT_TESTED: "Not tested",
};

/** Make a heading's word of one of the API's: MOLECULAR_PROFILE and MolecularProfile become "Molecular profile". */
export function inWords(name: string): string {
  const text = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Count things in words: "1 statement", "1,204 statements". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
