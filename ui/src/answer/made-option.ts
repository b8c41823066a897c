import type { Item, Option } from "./grouping";

/** Make a statement for a test. */
export function item(given: Partial<Item> = {}): Item {
  return {
    evidence: "civic.eid:1",
    source: "civic",
    level: "A",
    direction: "SUPPORTS",
    disease: "Melanoma",
    tumorMatch: "EXACT",
    variantMatch: "EXACT",
    tier: "IA",
    citation: "PMID:1",
    license: "CC0-1.0",
    url: "https://civicdb.org/links/evidence_items/1",
    status: "accepted",
    date: "2026-01-01",
    conflict: "",
    conditions: [],
    ...given,
  };
}

/** Make an option for a test; the regimen is named by its one drug. */
export function option(drug: string, given: Partial<Option> = {}): Option {
  return {
    regimen: { id: `pmkg.regimen:${drug}`, label: drug, operator: "SINGLE", drugs: [{ id: `NCIT:${drug}`, label: drug, url: null }] },
    effect: "SENSITIVITY",
    tier: "IA",
    tierRule: "civic A",
    tumorMatch: "EXACT",
    variantMatch: "EXACT",
    category: null,
    status: "MATCHED",
    missingTests: [],
    profile: "BRAF V600E",
    because: ["BRAF V600E"],
    conditions: [],
    notes: [],
    doseFinding: 0,
    for: [item()],
    against: [],
    ...given,
  };
}
