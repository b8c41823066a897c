import type { AlterationInput } from "../generated/graphql";
import { takenAtFirst } from "./consequences";
import { isMafHeader, mafReader } from "./maf";
import { isVcfHeader, vcfReader } from "./vcf";
import type { LineReader } from "./variant-row";

export type Count = { name: string; count: number };

/** What a file holds, in short: enough to choose what of it becomes a case. */
export type Summary = {
  format: string;
  rows: number;
  samples: Count[];
  likely: string;
  groups: (Count & { taken: boolean })[];
  filtered: Count[];
  unread: Count[];
  examples: { line: number; reason: string }[];
  notes: string[];
};

const EXAMPLES = 20;

/** The most variants of one consequence and sample that are kept: more than any case can hold. */
const MOST = 20_000;

/** Take a file of variants line by line, and keep what it says by sample and consequence. */
export class Gathered {
  private reader: LineReader | null = null;
  private line = 0;
  private rows = 0;
  private readonly variants = new Map<string, Map<string, AlterationInput[]>>();
  private readonly filtered = new Map<string, number>();
  private readonly unread = new Map<string, number>();
  private readonly examples: Summary["examples"] = [];

  /**
   * Take the next line.
   *
   * @throws {Error} where the file is none of the formats that are read; the message repeats nothing of it.
   */
  add(given: string): void {
    this.line += 1;
    const line = given.endsWith("\r") ? given.slice(0, -1) : given;
    if (!line.trim()) return;
    if (!this.reader) {
      if (isVcfHeader(line)) this.reader = vcfReader();
      else if (isMafHeader(line)) {
        this.reader = mafReader(line);
        return;
      } else if (!line.startsWith("#")) {
        throw new Error("This is no MAF (its first line names no column Hugo_Symbol), no VCF and no signature file.");
      } else return;
    }
    if (!line.startsWith("#")) this.rows += 1;
    for (const row of this.reader.read(line, this.line)) {
      if (row.kind === "filtered") more(this.filtered, row.filter);
      else if (row.kind === "unread") {
        more(this.unread, row.reason);
        if (this.examples.length < EXAMPLES) this.examples.push({ line: row.line, reason: row.reason });
      } else this.keep(row.sample, row.group, row.alteration);
    }
  }

  private keep(sample: string, group: string, alteration: AlterationInput): void {
    const groups = this.variants.get(sample) ?? new Map<string, AlterationInput[]>();
    this.variants.set(sample, groups);
    const kept = groups.get(group) ?? [];
    groups.set(group, kept);
    if (kept.length < MOST) kept.push(alteration);
    else more(this.unread, `more than ${MOST} variants of one consequence`);
  }

  /**
   * Say what the file holds for a sample. Where none is named it is the only one, or the one that the file calls the tumor; else none, for
   * a wrong guess would be another patient.
   */
  summary(sample?: string): Summary {
    if (!this.reader) throw new Error("The file is empty, or holds nothing but comments.");
    const samples = [...this.variants].map(([name, groups]) => ({ name, count: [...groups.values()].reduce((sum, each) => sum + each.length, 0) }));
    const only = samples.length === 1 ? samples[0] : undefined;
    const likely = sample ?? (samples.find((each) => each.name === this.reader?.likely()) ?? only)?.name ?? "";
    const groups = [...(this.variants.get(likely) ?? [])].map(([name, kept]) => ({ name, count: kept.length, taken: takenAtFirst(name, kept.length) }));
    return {
      format: this.reader.format,
      rows: this.rows,
      samples: samples.sort((a, b) => a.name.localeCompare(b.name)),
      likely,
      groups: groups.sort((a, b) => Number(b.taken) - Number(a.taken) || b.count - a.count),
      filtered: counted(this.filtered),
      unread: counted(this.unread),
      examples: this.examples,
      notes: this.reader.notes(),
    };
  }

  /** Give the alterations of one sample and some consequences, each once. */
  taken(sample: string, groups: readonly string[]): AlterationInput[] {
    const found = groups.flatMap((group) => this.variants.get(sample)?.get(group) ?? []);
    return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
  }
}

function more(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function counted(counts: ReadonlyMap<string, number>): Count[] {
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}
