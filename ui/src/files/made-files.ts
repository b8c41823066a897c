const CSQ = "Allele|Consequence|SYMBOL|Feature|HGVSc|HGVSp|CANONICAL|MANE_SELECT|ALLELE_NUM";
const ANN =
  "Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p";

/** Write the lines of a MAF for a test: columns by name, one row after another. */
export function maf(columns: readonly string[], ...rows: string[][]): string[] {
  return ["#version 2.4", columns.join("\t"), ...rows.map((row) => row.join("\t"))];
}

/** Write the lines of a VCF that VEP annotated; what INFO holds beside CSQ is left out. */
export function vepVcf(records: string[][], samples: string[] = [], header: string[] = ["##reference=GRCh37"]): string[] {
  return vcf([...header, `##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: ${CSQ}">`], records, samples);
}

/** Write the lines of a VCF that SnpEff annotated. */
export function snpEffVcf(records: string[][], samples: string[] = []): string[] {
  return vcf([`##contig=<ID=chr1,length=248956422>`, `##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: '${ANN}'">`], records, samples);
}

function vcf(header: string[], records: string[][], samples: string[]): string[] {
  const columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", ...(samples.length > 0 ? ["FORMAT", ...samples] : [])];
  return ["##fileformat=VCFv4.2", ...header, columns.join("\t"), ...records.map((record) => record.join("\t"))];
}
