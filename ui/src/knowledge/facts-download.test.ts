import { expect, it } from "vitest";
import { factsCsv } from "./facts-download";

it("writes every fact as a row, with identifier and source where it has them", () => {
  const gene = {
    id: "HGNC:1097",
    label: "BRAF",
    role: null,
    maneSelect: ["NM_004333.6", "ENST00000646891.2"],
    names: [{ text: "B-Raf, kinase", role: "EXACT" }],
    acting: { totalCount: 1, nodes: [{ source: "chembl", citations: [], node: { id: "NCIT:C64768", kind: "DRUG", label: "Vemurafenib" } }] },
    provenance: [{ source: "hgnc", title: "HGNC complete set", release: "2024-11", license: "CC0-1.0", citation: "", record: "HGNC:1097", url: "" }],
  };
  expect(factsCsv(gene).split("\r\n")).toEqual([
    "fact,value,id,source",
    "id,HGNC:1097,,",
    "label,BRAF,,",
    "maneSelect,NM_004333.6,,",
    "maneSelect,ENST00000646891.2,,",
    'names (EXACT),"B-Raf, kinase",,',
    "acting,Vemurafenib,NCIT:C64768,chembl",
    "provenance,HGNC complete set,HGNC:1097,hgnc 2024-11 CC0-1.0",
  ]);
});
