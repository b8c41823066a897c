import { annotations, type Annotated, type Annotation } from "./vcf-annotation";
import { alterationOf, assemblyOf, coordinates, ONLY_SAMPLE, passed, type Assembly, type LineReader, type Row } from "./variant-row";

// the length of chromosome 1 tells the assembly where the header names none (NCBI, GCF_000001405.25 and .40)
const LENGTHS: Record<string, Assembly> = { "249250621": "GRCh37", "248956422": "GRCh38" };

/** Whether a line begins a VCF file. */
export function isVcfHeader(line: string): boolean {
  return /^##fileformat=VCF/i.test(line);
}

/** Read records of a VCF file that VEP (CSQ) or SnpEff (ANN) annotated, allele by allele, sample by sample. */
export function vcfReader(): LineReader {
  let assembly: Assembly | null = null;
  let annotated: Annotated | null = null;
  let samples: string[] = [];
  let likely = "";
  let began = false;
  const header = (line: string) => {
    annotated = annotations(line) ?? annotated;
    const named = /^##(?:reference|assembly|VEP|SnpEffCmd|source)=/i.test(line) || /^##contig=.*assembly=/i.test(line);
    assembly ??= (named ? assemblyOf(line) : null) ?? LENGTHS[/^##contig=<ID=(?:chr)?1,.*length=(\d+)/.exec(line)?.[1] ?? ""] ?? null;
    likely = /^##tumor_sample=(\S+)/.exec(line)?.[1] ?? likely;
  };
  const read = (line: string, number: number): Row[] => {
    if (line.startsWith("##")) {
      header(line);
      return [];
    }
    const cells = line.split("\t");
    if (line.startsWith("#CHROM")) {
      samples = cells.slice(9);
      likely ||= samples.find((name) => /tumou?r/i.test(name)) ?? "";
      began = true;
      if (!annotated) throw new Error("This VCF is not annotated: its header names neither CSQ (VEP) nor ANN (SnpEff). Annotate it first.");
      return [];
    }
    if (!began || cells.length < 8) return [{ kind: "unread", line: number, reason: "the record is cut short" }];
    return record(cells, number);
  };
  const record = (cells: string[], line: number): Row[] => {
    const [chromosome = "", position = "", , ref = "", alts = "", , filter = "", info = ""] = cells;
    if (!passed(filter)) return [{ kind: "filtered", filter }];
    const said = annotated?.read(info) ?? [];
    const origin = /(?:^|;)SOMATIC(?:;|$)/.test(info) ? { origin: "somatic" } : {};
    return alts.split(",").flatMap((alt, index, all): Row[] => {
      if (!/^[ACGTN]+$/i.test(alt)) {
        return alt === "." || alt === "*" ? [] : [{ kind: "unread", line, reason: "a structural variant: enter fusions, deletions and amplifications by hand" }];
      }
      const chosen = annotated?.choose(said, { ref, alt, index, alone: all.length === 1 }) ?? null;
      if (!chosen?.gene) return [{ kind: "unread", line, reason: "no gene is annotated for it" }];
      const alteration = alterationOf(chosen.gene, { ...words(chosen), genomic: coordinates(assembly, chromosome, position, ref, alt) });
      if (!alteration) return [{ kind: "unread", line, reason: "no change is named, and the header does not say the assembly of its coordinates" }];
      return holders(cells, index + 1, samples).map((sample) => ({
        kind: "variant",
        sample,
        group: chosen.consequence || "not stated",
        alteration: { ...alteration, ...origin },
      }));
    });
  };
  return {
    format: "VCF",
    read,
    notes: () => (annotated ? [`Annotated by ${annotated.tool}; of the transcripts of a gene, ${annotated.rule}.`] : []),
    likely: () => likely,
  };
}

function words({ protein, coding }: Annotation): { protein: string; coding: string } {
  return { protein: protein.replace(/^\S+?:(?=p\.)/, ""), coding };
}

/** The samples whose genotype holds an allele; where no genotype is given, every sample may. */
function holders(cells: readonly string[], allele: number, samples: readonly string[]): string[] {
  if (samples.length === 0) return [ONLY_SAMPLE];
  const place = (cells[8] ?? "").split(":").indexOf("GT");
  if (place < 0) return [...samples];
  return samples.filter((_, index) => (cells[9 + index]?.split(":")[place] ?? "").split(/[/|]/).includes(String(allele)));
}
