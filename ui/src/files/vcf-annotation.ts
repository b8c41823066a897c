/** What an annotation says of one allele and one transcript. */
export type Annotation = {
  allele: string;
  number: string;
  gene: string;
  consequence: string;
  protein: string;
  coding: string;
  rank: number;
};

type Allele = { ref: string; alt: string; index: number; alone: boolean };

/** How the annotations of a file are read, and which of an allele's transcripts is taken. */
export type Annotated = {
  tool: string;
  rule: string;
  read: (info: string) => Annotation[];
  choose: (said: readonly Annotation[], allele: Allele) => Annotation | null;
};

/** Read the line of a header that says how annotations are written; null for any other line. */
export function annotations(line: string): Annotated | null {
  const id = /^##INFO=<ID=(CSQ|ANN),/.exec(line)?.[1];
  const columns = /(?:Format|annotations):\s*'?\s*([^'">]+)/i.exec(line)?.[1]?.split("|").map((name) => name.trim().toLowerCase());
  if (!id || !columns) return null;
  return id === "CSQ" ? vep(columns) : snpEff(columns);
}

function field(info: string, name: string): string[][] {
  const said = info.split(";").find((part) => part.startsWith(`${name}=`));
  return said ? said.slice(name.length + 1).split(",").map((each) => each.split("|").map(decoded)) : [];
}

// VEP writes what would break the format as percent signs and codes, such as %3D in p.Val600%3D
function decoded(text: string): string {
  return text.replace(/%[0-9A-Fa-f]{2}/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

function vep(columns: readonly string[]): Annotated {
  const at = (name: string) => columns.indexOf(name);
  const [allele, number, symbol, consequence] = [at("allele"), at("allele_num"), at("symbol"), at("consequence")];
  const [protein, coding] = [at("hgvsp"), at("hgvsc")];
  const [mane, plus, canonical, pick] = [at("mane_select"), at("mane"), at("canonical"), at("pick")];
  return {
    tool: "VEP",
    rule: "MANE Select was taken, else the canonical one, else the one that VEP picked, else the first",
    read: (info) =>
      field(info, "CSQ").map((cells) => {
        const cell = (place: number) => cells[place] ?? "";
        const rank = cell(mane) || cell(plus).includes("Select") ? 0 : cell(canonical) === "YES" ? 1 : cell(pick) === "1" ? 2 : 3;
        return {
          allele: cell(allele),
          number: cell(number),
          gene: cell(symbol),
          consequence: cell(consequence),
          protein: cell(protein),
          coding: cell(coding),
          rank,
        };
      }),
    choose: (said, given) => best(said.filter((each) => each.gene && isOf(each, given))),
  };
}

/** Whether VEP speaks of an allele: by number, else by the allele without the base that all alleles of the record begin with. */
function isOf(said: Annotation, { ref, alt, index, alone }: Allele): boolean {
  if (said.number) return said.number === String(index + 1);
  if (alone) return true;
  const trimmed = alt.startsWith(ref.charAt(0)) && (alt.length !== ref.length || alt.length > 1) ? alt.slice(1) || "-" : alt;
  return said.allele === trimmed || said.allele === alt;
}

// a transcript by Ensembl or RefSeq, with its version
const ACCESSION = /^(?:ENST\d+|NM_\d+)\.\d+$/;

function snpEff(columns: readonly string[]): Annotated {
  const at = (name: string) => columns.indexOf(name);
  const [allele, consequence, symbol] = [at("allele"), at("annotation"), at("gene_name")];
  const [protein, coding, transcript] = [at("hgvs.p"), at("hgvs.c"), at("feature_id")];
  return {
    tool: "SnpEff",
    rule: "the first was taken: SnpEff puts the gravest effect first",
    read: (info) =>
      field(info, "ANN").map((cells) => {
        const cell = (place: number) => cells[place]?.trim() ?? "";
        return {
          allele: cell(allele),
          number: "",
          gene: cell(symbol),
          consequence: cell(consequence),
          protein: cell(protein),
          coding: [ACCESSION.test(cell(transcript)) ? cell(transcript) : "", cell(coding)].filter(Boolean).join(":"),
          rank: 0,
        };
      }),
    choose: (said, { alt }) => best(said.filter((each) => each.allele === alt)),
  };
}

function best(said: readonly Annotation[]): Annotation | null {
  return said.reduce<Annotation | null>((kept, each) => (kept && kept.rank <= each.rank ? kept : each), null);
}
