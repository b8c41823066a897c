/** How the consequence of a variant is sorted: what may change a protein, what lies before a gene, and all else. */
export type Sort = "changes" | "before" | "other";

// terms of the Sequence Ontology, as VEP and SnpEff write them (http://www.sequenceontology.org)
const CHANGING = new Set([
  "transcript_ablation",
  "splice_acceptor_variant",
  "splice_donor_variant",
  "stop_gained",
  "frameshift_variant",
  "stop_lost",
  "start_lost",
  "initiator_codon_variant",
  "inframe_insertion",
  "inframe_deletion",
  "conservative_inframe_insertion",
  "conservative_inframe_deletion",
  "disruptive_inframe_insertion",
  "disruptive_inframe_deletion",
  "missense_variant",
  "protein_altering_variant",
  "exon_loss_variant",
  "rare_amino_acid_variant",
]);

// Variant_Classification of the Mutation Annotation Format (https://docs.gdc.cancer.gov/Data/File_Formats/MAF_Format)
const CHANGING_CLASSES = new Set([
  "missense_mutation",
  "nonsense_mutation",
  "nonstop_mutation",
  "frame_shift_del",
  "frame_shift_ins",
  "in_frame_del",
  "in_frame_ins",
  "splice_site",
  "translation_start_site",
  "not stated",
]);

/** Sort a consequence: several terms of one transcript are joined by an ampersand. */
export function sortOf(consequence: string): Sort {
  const terms = consequence.toLowerCase().split("&");
  if (terms.some((term) => CHANGING.has(term) || CHANGING_CLASSES.has(term))) return "changes";
  return terms.some((term) => term === "upstream_gene_variant" || term === "5'flank") ? "before" : "other";
}

/** The most variants before a gene that a report of single genes holds; a genome has thousands. */
const FEW = 25;

/**
 * Whether variants of a consequence are taken unless the reader says otherwise. Those before a gene are taken where they are few: a
 * panel reports them where they matter, as in the promoter of TERT.
 */
export function takenAtFirst(consequence: string, count: number): boolean {
  const sort = sortOf(consequence);
  return sort === "changes" || (sort === "before" && count <= FEW);
}
