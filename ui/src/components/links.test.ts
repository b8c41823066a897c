import { expect, it } from "vitest";
import { citedPage, idOf, labelsOf, pageOf, webAddress } from "./links";

it.each([
  ["GENE", "HGNC:1097", "/gene/HGNC:1097"],
  ["TRIAL", "NCT:NCT04421820", "/trial/NCT04421820"],
  ["PUBLICATION", "DOI:10.1/a b", "/node/DOI:10.1%2Fa%20b"],
] as const)("the page of a %s %s is %s, and back", (kind, id, page) => {
  expect(pageOf(kind, id)).toBe(page);
  expect(id.endsWith(idOf(page.split("/")[2] ?? ""))).toBe(true);
});

it.each([
  ["PMID:21639808", "https://pubmed.ncbi.nlm.nih.gov/21639808/"],
  ["NCT01006980", "https://clinicaltrials.gov/study/NCT01006980"],
  ["A label. https://example.org/a.pdf. Revised 2023.", "https://example.org/a.pdf"],
  ["a guideline", null],
])("the citation %j leads to %s", (text, page) => {
  expect(citedPage(text)).toBe(page);
});

it("never makes a link of anything but a web address", () => {
  expect(webAddress("javascript:alert(1)")).toBeNull();
  expect(webAddress("https://civicdb.org")).toBe("https://civicdb.org");
});

it("looks the labels of a drug up by its name, and none of a class", () => {
  const label = "Paclitaxel & more";
  expect(new URL(labelsOf({ id: "NCIT:C1411", label }) ?? "").searchParams.get("query")).toBe(label);
  expect(labelsOf({ id: "pmkg.class:egfr", label })).toBeNull();
});
