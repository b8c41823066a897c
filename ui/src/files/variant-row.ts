import type { AlterationInput } from "../generated/graphql";

/** What a row of a file was taken for, or why it was not; the line is that of the unpacked file. */
export type Row =
  | { kind: "variant"; sample: string; group: string; alteration: AlterationInput }
  | { kind: "filtered"; filter: string }
  | { kind: "unread"; line: number; reason: string };

/** A reader of one format: it takes a file line by line, and gives what each line says. */
export type LineReader = { format: string; read: (line: string, number: number) => Row[]; notes: () => string[]; likely: () => string };

/** Where a file states nothing of a sample. */
export const ONLY_SAMPLE = "the only sample";

export type Assembly = "GRCh37" | "GRCh38";

/** Read an assembly from the words of a file: "hg19", "37", "b37", "GRCh38.p13". */
export function assemblyOf(text: string): Assembly | null {
  if (/GRCh38|hg38|hs38|^38$/i.test(text)) return "GRCh38";
  if (/GRCh37|hg19|hs37|g1k_v37|\bb37\b|^(?:37|19)$/i.test(text)) return "GRCh37";
  return null;
}

/** Name a change as the file does: by its protein change, else by its coding change, else by its coordinates. */
export function alterationOf(gene: string, said: { protein: string; coding: string; genomic: string }): AlterationInput | null {
  const protein = named(said.protein);
  if (protein && !/\?$|=$/.test(protein)) return { gene, protein: protein.replace(/^p\./, "") };
  const coding = named(said.coding);
  if (coding) return { gene, hgvs: coding };
  if (said.genomic) return { gene, genomic: said.genomic };
  return protein ? { gene, protein: protein.replace(/^p\./, "") } : null;
}

function named(text: string): string {
  const plain = text.trim();
  return plain === "." || plain === "-" || plain === "p.?" ? "" : plain;
}

/** Whether a record passed the filters of its caller; a record without filters was not filtered. */
export function passed(filter: string): boolean {
  return filter === "" || filter === "." || filter.toUpperCase() === "PASS";
}

/** Write the coordinates of a change as a signature does; nothing where the file does not say its assembly. */
export function coordinates(assembly: Assembly | null, chromosome: string, position: string, ref: string, alt: string): string {
  const place = Number(position);
  if (!assembly || !chromosome || !Number.isInteger(place) || place < 1) return "";
  return `${assembly}:${chromosome.replace(/^chr/i, "")}:${place}:${ref || "-"}:${alt || "-"}`;
}
