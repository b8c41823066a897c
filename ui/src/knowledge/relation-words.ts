import type { EdgeKind, NodeKind } from "../generated/graphql";

/** Kinds of things, where there are several: "66 drugs". */
export const MANY: Record<NodeKind, string> = {
  GENE: "genes",
  VARIANT: "variants",
  VARIANT_CLASS: "classes of alterations",
  BIOMARKER: "biomarkers",
  MOLECULAR_PROFILE: "profiles",
  DRUG: "drugs",
  DRUG_CLASS: "drug classes",
  REGIMEN: "regimens",
  DISEASE: "diseases",
  TISSUE: "tissues",
  PHENOTYPE: "phenotypes",
  TRIAL: "trials",
  TRIAL_ARM: "trial arms",
  PANEL: "panels",
  EVIDENCE: "statements",
  PUBLICATION: "publications",
  HAPLOTYPE: "haplotypes",
  PATHWAY: "pathways",
  DOSE_FINDING: "dose-finding studies",
};

/** How things stand to one, read after their kind: "drugs that act through it"; first where the relation leaves it, then where it comes to it. */
const PHRASES: Record<EdgeKind, [string, string]> = {
  IS_A: ["that it is a kind of", "that are kinds of it"],
  IN_GENE: ["in which it lies", "of it"],
  HAS_MEMBER: ["that it holds", "that hold it"],
  HAS_CRITERION: ["that it asks for", "that ask for it"],
  ABOUT_PROFILE: ["that it is about", "about it"],
  ABOUT_REGIMEN: ["that it is about", "about it"],
  ABOUT_DISEASE: ["that it is about", "about it"],
  CITED_IN: ["that it cites", "that cite it"],
  HAS_PHENOTYPE: ["seen in it", "in which it is seen"],
  LACKS_PHENOTYPE: ["not seen in it", "in which it is not seen"],
  GENE_ASSOCIATED_WITH: ["associated with it", "associated with it"],
  CAUSES: ["that it causes", "that cause it"],
  DRIVES: ["that it drives", "that drive it"],
  TARGETS: ["through which it acts", "that act through it"],
  INTERACTS_WITH: ["said to interact with it", "said to interact with it"],
  INDICATED_FOR: ["for which it is indicated", "indicated for it"],
  IN_TRIALS_FOR: ["for which it is in trials", "in trials for it"],
  ARISES_IN: ["in which it arises", "that arise in it"],
  STUDIES_DISEASE: ["that it studies", "that study it"],
  STUDIES_DRUG: ["that it studies", "that study it"],
  STUDIES_GENE: ["that it studies", "that study it"],
  HAS_ARM: ["of it", "of which it is an arm"],
  SIGNIFICANCE_FOR: ["for which it has a significance", "with a significance for it"],
};

/** Say how a group of things stands to the one beside which they are. */
export function standing(relation: EdgeKind | null, reversed: boolean): string {
  return relation ? PHRASES[relation][reversed ? 1 : 0] : "in the same statements";
}
