import { alterationOf, assemblyOf, coordinates, ONLY_SAMPLE, passed, type LineReader, type Row } from "./variant-row";

const NAMES = {
  gene: ["hugo_symbol"],
  protein: ["hgvsp_short", "protein_change", "amino_acid_change", "hgvsp"],
  coding: ["hgvsc", "cdna_change"],
  chromosome: ["chromosome", "chrom"],
  start: ["start_position", "start_pos"],
  ref: ["reference_allele"],
  alt: ["tumor_seq_allele2"],
  class: ["variant_classification"],
  sample: ["tumor_sample_barcode"],
  filter: ["filter"],
  status: ["mutation_status"],
  build: ["ncbi_build"],
  transcript: ["transcript_id"],
} as const;

type Field = keyof typeof NAMES;

/** Whether a line is the header of a MAF file. */
export function isMafHeader(line: string): boolean {
  return line.includes("\t") && line.toLowerCase().split("\t").includes("hugo_symbol");
}

/** Read rows of the Mutation Annotation Format by the names of its columns, in any order. */
export function mafReader(header: string): LineReader {
  const columns = header.toLowerCase().split("\t").map((name) => name.trim());
  const at = Object.fromEntries(
    Object.entries(NAMES).map(([field, names]) => [field, Math.max(-1, ...names.map((name) => columns.indexOf(name)).filter((place) => place >= 0).slice(0, 1))]),
  ) as Record<Field, number>;
  if (at.protein < 0 && at.coding < 0 && at.start < 0) {
    throw new Error("This MAF names no change: it has neither HGVSp_Short, Protein_Change, HGVSc nor Start_Position among its columns.");
  }
  let builds = new Set<string>();
  const read = (line: string, number: number): Row[] => {
    const cells = line.split("\t");
    const cell = (field: Field) => cells[at[field]]?.trim() ?? "";
    const gene = cell("gene");
    if (cells.length < columns.length / 2) return [{ kind: "unread", line: number, reason: "the row is cut short" }];
    if (!gene || gene === "Unknown" || gene === ".") return [{ kind: "unread", line: number, reason: "no gene is named" }];
    if (!passed(cell("filter"))) return [{ kind: "filtered", filter: cell("filter") }];
    builds = builds.add(cell("build"));
    const coding = cell("coding");
    const alteration = alterationOf(gene, {
      protein: cell("protein").replace(/^\S+:(?=p\.)/, ""),
      coding,
      genomic: coordinates(assemblyOf(cell("build")), cell("chromosome"), cell("start"), cell("ref"), cell("alt")),
    });
    if (!alteration) return [{ kind: "unread", line: number, reason: "no change is named, and no assembly for its coordinates" }];
    const status = cell("status").toLowerCase();
    const origin = status === "somatic" || status === "germline" ? { origin: status } : {};
    return [{ kind: "variant", sample: cell("sample") || ONLY_SAMPLE, group: cell("class") || "not stated", alteration: { ...alteration, ...origin } }];
  };
  return {
    format: "Mutation Annotation Format (MAF)",
    read,
    notes: () => (at.filter < 0 ? ["The file has no column FILTER: every row was taken as passed."] : []),
    likely: () => "",
  };
}
