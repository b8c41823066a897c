import type { Effect } from "../generated/graphql";

/** How well a benefit is shown, in the steps that a reader without training can tell apart. */
export type Strength = "approved" | "accepted" | "studied" | "early" | "laboratory" | "reasoned" | "unclear";

/** What each step is called, and what it means. The steps follow the tiers of AMP/ASCO/CAP (Li et al. 2017) and what the level names. */
export const STRENGTHS: Record<Strength, [title: string, meaning: string]> = {
  approved: [
    "Approved for this finding",
    "A drug agency has approved these treatments for tumors with this finding. Each approval has its own rules. Your doctor can see if they fit you.",
  ],
  accepted: ["Accepted by experts", "Guidelines name these treatments, or experts agree on them after good studies."],
  studied: ["Studied in people with this kind of tumor", "Studies link this finding to a benefit. That does not mean the treatment is approved for it."],
  early: ["Small studies, or other kinds of tumors", "Few people were studied, or their tumors were of another kind. It is not known if this holds for you."],
  laboratory: ["Seen in the laboratory, or in single people", "No study has shown yet that these treatments help people like you."],
  reasoned: ["An idea so far", "It follows from how the drug works. No one has shown it yet."],
  unclear: ["It is not clear how strong the proof is", "The kind of tumor is not known here, or the records do not agree with themselves."],
};

export const STRENGTH_OF_TIER: Record<string, Strength> = { IA: "accepted", IB: "studied", IIC: "early", IID: "laboratory", III: "reasoned" };

/** The drug agencies that levels name, as "FDA approval" or "FDA-Approved". */
export const AGENCIES: Record<string, string> = {
  FDA: "the FDA (United States)",
  EMA: "the EMA (European Union)",
  HC: "Health Canada",
  HSE: "the HSE (Ireland)",
  HPRA: "the HPRA (Ireland)",
};

/** What a statement says that is no benefit. */
export const DRAWBACKS: Record<Exclude<Effect, "SENSITIVITY">, string> = {
  RESISTANCE: "It may not work.",
  REDUCED_SENSITIVITY: "It may work less well.",
  ADVERSE_RESPONSE: "It may do harm.",
  OTHER: "It may act in another way than hoped.",
};

/** How well a drawback is shown. */
export const DRAWBACK_PROOF: Record<Strength, string> = {
  approved: "This is widely accepted.",
  accepted: "This is widely accepted.",
  studied: "Studies in people with this kind of tumor say so.",
  early: "Small studies, or studies of other kinds of tumors, say so.",
  laboratory: "It was seen in the laboratory or in single people only.",
  reasoned: "It is an idea so far. No one has shown it yet.",
  unclear: "It is not clear how strong the proof is.",
};

/** What sources add to a statement, in everyday words. What is not here is shown in the source's own words. */
export const CONDITIONS: Record<string, string> = {
  adults: "for adults",
  children: "for children",
  "adults and children": "for adults and children",
  advanced: "when the cancer has grown far",
  metastatic: "when the cancer has spread",
  "locally advanced": "when the cancer has grown into tissue near it",
  "locally advanced or metastatic": "when the cancer has grown into tissue near it, or has spread",
  "advanced or metastatic": "when the cancer has grown far, or has spread",
  "unresectable or metastatic": "when the cancer cannot be removed, or has spread",
  "advanced or recurrent": "when the cancer has grown far, or has come back",
  "recurrent or metastatic": "when the cancer has come back, or has spread",
  "metastatic or recurrent": "when the cancer has spread, or has come back",
  unresectable: "when the cancer cannot be removed",
  recurrent: "when the cancer has come back",
  "relapsed or refractory": "when the cancer has come back, or did not react to treatment",
  "early stage": "when the cancer is found early",
  "newly diagnosed": "when the cancer was just found",
  "previously untreated": "when there was no treatment before",
  "first line": "as the first treatment",
  adjuvant: "after the main treatment, such as surgery",
  neoadjuvant: "before the main treatment, such as surgery",
  "after resection": "after surgery",
  maintenance: "to hold what an earlier treatment reached",
  "in response to treatment": "when an earlier treatment has helped",
  "after prior systemic treatment": "after a drug treatment",
  "after at least one prior line of systemic therapy": "after one drug treatment or more",
  "progressed after at least one prior line of systemic therapy": "when the cancer grew after a drug treatment",
  "high risk of recurrence": "when the cancer is likely to come back",
  "castration-resistant": "when blocking hormones no longer helps",
  "castration-sensitive": "when blocking hormones still helps",
  "metastatic castration-resistant": "when the cancer has spread and blocking hormones no longer helps",
  "platinum-sensitive": "when a drug with platinum has helped before",
  "non-squamous histology": "when the tumor cells are not of the flat kind",
  "her2 negative": "when the test for HER2 is negative",
  "hr positive": "when the tumor reacts to hormones",
  "hr negative": "when the tumor does not react to hormones",
  "er positive": "when the test for ER is positive",
  postmenopausal: "after menopause",
  "pre- or perimenopausal": "before or during menopause",
  "no satisfactory alternative treatment": "when no other good treatment is left",
  "described as acquired resistance": "this was seen to come up during treatment",
  "described as primary resistance": "this was seen from the start of treatment",
};

/** What measured values tell, by the name of the marker. */
export const MARKERS: Record<string, string> = {
  MSI: "It tells if the tumor is bad at mending small errors in its genes.",
  MMR: "It tells if the tumor is bad at mending small errors in its genes.",
  TMB: "It counts the changes in the genes of the tumor.",
  HRD: "It tells if the tumor is bad at mending broken genes.",
  "PD-L1 TPS": "It tells how much of a protein the tumor has that can hide it from the body's defense.",
  "PD-L1 CPS": "It tells how much of a protein there is that can hide the tumor from the body's defense.",
  HER2: "HER2 is a protein that tells cells to grow.",
  "HER2 IHC": "It tells how much of the protein HER2 the tumor has.",
  "HER2 ISH": "It tells if there are extra copies of the gene for HER2.",
  ER: "It tells if the tumor reacts to the hormone estrogen.",
  PR: "It tells if the tumor reacts to the hormone progesterone.",
};

/** Words that the page cannot do without. */
export const GLOSSARY: [word: string, meaning: string][] = [
  ["Gene", "A part of the plan by which cells are built. A change in a gene can make cells grow too much."],
  ["Finding", "What a test saw in the tumor, such as a change in a gene."],
  ["Mutation", "A change in a gene. To ask for the mutation status of a gene is to ask if it is changed."],
  ["Fusion", "Two genes that are joined, which they should not be."],
  ["Germline test", "A test for changes that you were born with. They can run in families."],
  ["Tumor", "A growth of cells that should not grow."],
  ["Treatment", "A drug, or drugs that are given together. Here it is named by the names of the drugs."],
  ["Approved", "A drug agency has looked at studies, and allows the drug to be sold for this use."],
  ["Clinical study", "A test of a treatment with people who agree to take part. It is also called a clinical trial."],
  ["Phase", "How far a study has come. Phase 1 looks for a safe dose. Phase 2 looks if it helps. Phase 3 compares it with other treatments."],
];

/** Say what kind of thing a finding is; what is not known by its kind is called a change. */
export function findingInWords(kind: string, text: string, genes: readonly string[]): string {
  const of = genes.length > 1 ? `the genes ${genes.join(" and ")}` : `the gene ${genes[0] ?? ""}`;
  if (genes.length === 0) return "";
  if (kind === "fusion") return genes.length > 1 ? `${capital(of)} are joined, which they should not be.` : `${capital(of)} is joined to another gene.`;
  if (kind === "copy number" && /amplification|gain/.test(text)) return `There are extra copies of ${of}.`;
  if (kind === "copy number" && /loss|deletion/.test(text)) return `Copies of ${of} are missing.`;
  if (kind === "expression") return `The test looked at how active ${of} is.`;
  if (kind === "small variant") return `It is a small change in ${of}.`;
  return `It is a change in ${of}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Join names as a sentence does: "A, B and C". */
export function listed(names: readonly string[], joint = "and"): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${joint} ${last}`;
}
