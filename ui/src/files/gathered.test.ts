import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { takenAtFirst } from "./consequences";
import { Gathered } from "./gathered";
import { Lines } from "./lines";
import { maf, snpEffVcf, vepVcf } from "./made-files";
import { assemblyOf } from "./variant-row";

function read(lines: readonly string[]): Gathered {
  const gathered = new Gathered();
  for (const line of lines) gathered.add(line);
  return gathered;
}

/** What a reader who changes nothing takes of a file. */
function taken(gathered: Gathered, sample?: string): unknown[] {
  const summary = gathered.summary(sample);
  return gathered.taken(summary.likely, summary.groups.filter((group) => group.taken).map((group) => group.name));
}

const MAF = ["Hugo_Symbol", "Variant_Classification", "HGVSp_Short", "HGVSc", "Chromosome", "Start_Position", "Reference_Allele", "Tumor_Seq_Allele2", "NCBI_Build", "FILTER", "Tumor_Sample_Barcode", "Mutation_Status"];
const row = (...cells: string[]) => [...cells, ...Array<string>(MAF.length - cells.length).fill("")];

describe("a MAF", () => {
  it("gives the protein change, else the coding change, else the coordinates", () => {
    const lines = maf(
      MAF,
      row("BRAF", "Missense_Mutation", "p.V600E", "c.1799T>A", "7", "140453136", "A", "T", "GRCh37", "PASS"),
      row("MET", "Splice_Site", ".", "c.3028G>A", "7", "116412043", "G", "A", "GRCh37", "PASS"),
      row("TERT", "5'Flank", "", "", "5", "1295228", "G", "A", "hg19", "PASS"),
    );
    expect(taken(read(lines))).toEqual([
      { gene: "BRAF", protein: "V600E" },
      { gene: "MET", hgvs: "c.3028G>A" },
      { gene: "TERT", genomic: "GRCh37:5:1295228:G:A" },
    ]);
  });

  it("says what was filtered, what changes no protein, and what was not understood, by line", () => {
    const lines = maf(
      MAF,
      row("BRAF", "Missense_Mutation", "p.V600E"),
      row("TP53", "Missense_Mutation", "p.R175H", "", "", "", "", "", "", "oxog"),
      row("KRAS", "Silent", "p.G12="),
      row("", "Missense_Mutation", "p.R1H"),
      row("EGFR", "Missense_Mutation", "", "", "7", "55249071", "C", "T"),
      ["KRAS", "Missense"],
    );
    const summary = read(lines).summary();
    expect(summary.rows).toBe(6);
    expect(summary.filtered).toEqual([{ name: "oxog", count: 1 }]);
    expect(summary.examples.map((each) => each.line)).toEqual([6, 7, 8]);
    expect(summary.groups.map((group) => [group.name, group.taken])).toEqual([
      ["Missense_Mutation", true],
      ["Silent", false],
    ]);
  });

  it("keeps the samples of a cohort apart, and the origin that a row states", () => {
    const cells = (sample: string, protein: string, status: string) => row("BRAF", "Missense_Mutation", protein, "", "", "", "", "", "", "PASS", sample, status);
    const gathered = read(maf(MAF, cells("A", "p.V600E", "Somatic"), cells("B", "p.V600K", "Germline"), cells("B", "p.V600K", "Germline")));
    expect(gathered.summary().samples).toEqual([
      { name: "A", count: 1 },
      { name: "B", count: 2 },
    ]);
    expect(gathered.summary().likely).toBe("");
    expect(taken(gathered, "A")).toEqual([{ gene: "BRAF", protein: "V600E", origin: "somatic" }]);
    expect(taken(gathered, "B")).toEqual([{ gene: "BRAF", protein: "V600K", origin: "germline" }]);
  });

  it("is read by the older name of its column, and refused where it names no change", () => {
    expect(taken(read(maf(["Hugo_Symbol", "Variant_Classification", "Protein_Change"], ["NRAS", "Missense_Mutation", "p.Q61K"])))).toEqual([
      { gene: "NRAS", protein: "Q61K" },
    ]);
    expect(() => read(maf(["Hugo_Symbol", "Variant_Type"], ["NRAS", "SNP"]))).toThrow(/names no change/);
  });
});

const BRAF = "T|missense_variant|BRAF|ENST1|ENST1.1:c.1799T>A|ENSP1.1:p.Val600Glu|YES||1";
const OTHER = "T|missense_variant|BRAF|ENST2|ENST2.1:c.1919T>A|ENSP2.1:p.Val640Glu||NM_1|1";

describe("an annotated VCF", () => {
  it("of VEP gives MANE Select before the canonical transcript, whatever their order", () => {
    const record = (csq: string) => ["7", "140453136", ".", "A", "T", ".", "PASS", `DP=3;CSQ=${csq}`];
    expect(taken(read(vepVcf([record(`${BRAF},${OTHER}`)])))).toEqual([{ gene: "BRAF", protein: "Val640Glu" }]);
    expect(taken(read(vepVcf([record(`${OTHER},${BRAF}`)])))).toEqual([{ gene: "BRAF", protein: "Val640Glu" }]);
    expect(taken(read(vepVcf([record(BRAF)])))).toEqual([{ gene: "BRAF", protein: "Val600Glu" }]);
  });

  it("is read allele by allele: by VEP's number, or by the allele without the base they share", () => {
    const numbered = "C|missense_variant|KRAS|t||p:p.Gly12Ala||n|1,T|missense_variant|KRAS|t||p:p.Gly12Asp||n|2";
    expect(taken(read(vepVcf([["12", "25398284", ".", "C", "G,T", ".", ".", `CSQ=${numbered}`]])))).toEqual([
      { gene: "KRAS", protein: "Gly12Ala" },
      { gene: "KRAS", protein: "Gly12Asp" },
    ]);
    const trimmed = "-|frameshift_variant|APC|t||p:p.Glu1309fs||n|,G|missense_variant|APC|t||p:p.Glu1309Gly||n|";
    expect(taken(read(vepVcf([["5", "112175211", ".", "TA", "T,TG", ".", ".", `CSQ=${trimmed}`]])))).toEqual([
      { gene: "APC", protein: "Glu1309fs" },
      { gene: "APC", protein: "Glu1309Gly" },
    ]);
  });

  it("of SnpEff gives the first annotation with its transcript, else coordinates of the assembly that its contigs tell", () => {
    const first = "T|missense_variant|MODERATE|BRAF|id|transcript|NM_004333.6|protein_coding|15/18|c.1799T>A|p.Val600Glu";
    const second = "T|downstream_gene_variant|MODIFIER|OTHER|id|transcript|x|protein_coding||c.*1A>T|";
    const splice = "A|splice_acceptor_variant&intron_variant|HIGH|TP53|id|transcript|NM_000546.6|protein_coding|4/10|c.376-1G>A|";
    expect(
      taken(
        read(
          snpEffVcf([
            ["chr7", "140753336", ".", "A", "T", ".", "PASS", `ANN=${first},${second}`],
            ["chr17", "7675237", ".", "C", "A", ".", "PASS", `ANN=${splice}`],
            ["chr7", "116771994", ".", "G", "A", ".", "PASS", "ANN=A|splice_donor_variant|HIGH|MET|id|transcript|x|protein_coding|||"],
          ]),
        ),
      ),
    ).toEqual([
      { gene: "BRAF", protein: "Val600Glu" },
      { gene: "TP53", hgvs: "NM_000546.6:c.376-1G>A" },
      { gene: "MET", genomic: "GRCh38:7:116771994:G:A" },
    ]);
  });

  it("gives the alleles that a sample holds, the tumor's first", () => {
    const record = (alt: string, csq: string, normal: string, tumor: string) => ["7", "140453136", ".", "A", alt, ".", "PASS", `SOMATIC;CSQ=${csq}`, "GT:DP", normal, tumor];
    const gathered = read(
      vepVcf([record("T", BRAF, "0/0:9", "0/1:9"), record("T", BRAF.replace("Val600Glu", "Val600Lys"), "0|1:9", "./.:0")], ["NORMAL", "TUMOR"]),
    );
    expect(gathered.summary().likely).toBe("TUMOR");
    expect(taken(gathered)).toEqual([{ gene: "BRAF", protein: "Val600Glu", origin: "somatic" }]);
    expect(taken(gathered, "NORMAL")).toEqual([{ gene: "BRAF", protein: "Val600Lys", origin: "somatic" }]);
  });

  it("says what it cannot tell: filters, structural variants, genes that are not annotated", () => {
    const summary = read(
      vepVcf([
        ["7", "1", ".", "A", "T", ".", "germline;panel_of_normals", `CSQ=${BRAF}`],
        ["7", "2", ".", "A", "<DEL>", ".", "PASS", "SVTYPE=DEL"],
        ["7", "3", ".", "A", "T", ".", "PASS", "DP=1"],
        ["7", "4", ".", "A", "T", ".", "PASS", "CSQ=T|synonymous_variant|BRAF|t||p:p.Val600%3D||n|1"],
      ]),
    ).summary();
    expect(summary.filtered).toEqual([{ name: "germline;panel_of_normals", count: 1 }]);
    expect(summary.unread.map((each) => each.name)).toEqual([expect.stringContaining("structural"), "no gene is annotated for it"]);
    expect(summary.groups).toEqual([{ name: "synonymous_variant", count: 1, taken: false }]);
  });

  it("is refused without annotation, and without its assembly names no coordinates", () => {
    const plain = ["##fileformat=VCFv4.2", "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"];
    expect(() => read(plain)).toThrow(/not annotated/);
    const csq = "T|upstream_gene_variant|TERT|t||||n|1";
    const lines = (header: string[]) => vepVcf([["5", "1295228", ".", "G", "T", ".", ".", `CSQ=${csq}`]], [], header);
    expect(read(lines([])).summary().unread[0]?.name).toMatch(/does not say the assembly/);
    expect(taken(read(lines(["##VEP=\"v110\" assembly=\"GRCh38.p14\""])))).toEqual([{ gene: "TERT", genomic: "GRCh38:5:1295228:G:T" }]);
  });
});

it("takes variants before a gene only where they are few", () => {
  expect(takenAtFirst("5'Flank", 3)).toBe(true);
  expect(takenAtFirst("upstream_gene_variant", 4000)).toBe(false);
  expect(takenAtFirst("stop_gained&splice_region_variant", 4000)).toBe(true);
  expect(takenAtFirst("intron_variant", 1)).toBe(false);
});

it.each([
  ["##reference=file:///ref/hg38.fa", "GRCh38"],
  ["37", "GRCh37"],
  ["##reference=human_g1k_v37.fasta", "GRCh37"],
  ["##fileDate=20380119", null],
  ["GRCh37.p13", "GRCh37"],
])("%s is the assembly %s", (text, assembly) => {
  expect(assemblyOf(text)).toBe(assembly);
});

describe("what is no file of variants", () => {
  it.each([[["a,b", "1,2"], /no MAF/], [["# only a comment"], /empty/], [[], /empty/]] as const)("is refused: %j", (lines, said) => {
    expect(() => read(lines).summary()).toThrow(said);
  });
});

describe("lines of a file", () => {
  const text = maf(["Hugo_Symbol", "HGVSp_Short"], ["BRAF", "p.V600E"], ["ÄÖ", "p.Q61K"]).join("\r\n");
  const whole = Buffer.from(text);
  const packed = gzipSync(whole);
  const blocks = Buffer.concat([gzipSync(whole.subarray(0, 20)), gzipSync(whole.subarray(20))]);

  it.each([["plain", whole], ["packed", packed], ["packed in blocks", blocks]])("come whole, %s, however it is cut", (_name, bytes) => {
    for (const size of [1, 7, 64, 10_000]) {
      const lines: string[] = [];
      const cut = new Lines((line) => lines.push(line));
      for (let at = 0; at < bytes.length; at += size) cut.add(new Uint8Array(bytes.subarray(at, at + size)));
      cut.end();
      expect(lines.map((line) => line.replace("\r", "")).join("\r\n")).toBe(text);
    }
  });
});
