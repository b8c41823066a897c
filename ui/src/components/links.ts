import type { NodeKind } from "../generated/graphql";

const PAGES: Partial<Record<NodeKind, string>> = {
  GENE: "gene",
  VARIANT: "variant",
  DRUG: "drug",
  DISEASE: "disease",
  PHENOTYPE: "phenotype",
  TRIAL: "trial",
  EVIDENCE: "evidence",
};

/** The address of the page about a node; an identifier may hold slashes. */
export function pageOf(kind: NodeKind, id: string): string {
  const local = kind === "TRIAL" ? id.replace(/^NCT:/, "") : id;
  return `/${PAGES[kind] ?? "node"}/${encodeURIComponent(local).replaceAll("%3A", ":")}`;
}

/** A drug of a regimen may be a class of drugs, which has another page. */
export function drugPage(id: string): string {
  return pageOf(id.startsWith("pmkg.") ? "DRUG_CLASS" : "DRUG", id);
}

/** Where the labels of a drug are looked up at DailyMed, the labels of the FDA; a class of drugs has none. */
export function labelsOf({ id, label }: { id: string; label: string }): string | null {
  return id.startsWith("pmkg.") ? null : `https://dailymed.nlm.nih.gov/dailymed/search.cfm?labeltype=human&query=${encodeURIComponent(label)}`;
}

/** Read an identifier from an address, once encoded or not at all. */
export function idOf(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const CITED: [RegExp, (local: string) => string][] = [
  [/^PMID:(\d+)$/, (id) => `https://pubmed.ncbi.nlm.nih.gov/${id}/`],
  [/^PMC:?(PMC\d+)$/, (id) => `https://pmc.ncbi.nlm.nih.gov/articles/${id}/`],
  [/^DOI:(10\.\S+)$/i, (id) => `https://doi.org/${id}`],
  [/^(?:NCT:)?(NCT\d{8})$/, (id) => `https://clinicaltrials.gov/study/${id}`],
  [/^ASCO:(\d+)$/, (id) => `https://meetings.asco.org/abstracts-presentations/${id}`],
];

/** The page of a citation: PubMed, a registry, or the address that the citation itself holds; null where there is none. */
export function citedPage(citation: string): string | null {
  for (const [form, page] of CITED) {
    const local = form.exec(citation)?.[1];
    if (local) return page(local);
  }
  return /https?:\/\/[^\s<>"]+[^\s<>".,;)]/.exec(citation)?.[0] ?? null;
}

/** Only web addresses become links: a source's text never becomes a script. */
export function webAddress(url: string | null | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}
