import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { asOutline } from "../graph/model";
import { Outline } from "../graph/outline";
import { turned, type Opened } from "../graph/opened";
import { evidenceGraph, gives, keyOf, type Evidence, type GraphTrial } from "./evidence-graph";
import { item, option } from "./made-option";

const VEMURAFENIB = option("Vemurafenib", { for: [item(), item({ evidence: "civic.eid:2" })], against: [item({ evidence: "civic.eid:3", direction: "DOES_NOT_SUPPORT" })] });
const DABRAFENIB = option("Dabrafenib");
const WIDER = option("Vemurafenib", { profile: "BRAF V600", variantMatch: "CATEGORY" });
const WAITING = option("Erdafitinib", { profile: "FGFR3 S249C", because: [], missingTests: ["FGFR3"], status: "UNDECIDED", for: [item({ evidence: "civic.eid:9" })] });
const OPTIONS = [VEMURAFENIB, DABRAFENIB, WIDER, WAITING];

function trial(id: string, ...arms: string[][]): GraphTrial {
  return { id, title: `Trial ${id}`, status: "OPEN", eligibility: "POSSIBLE", arms: arms.map((drugs) => ({ drugs: drugs.map((drug) => ({ id: `NCIT:${drug}` })) })) };
}

function drawn(given: Partial<Evidence> = {}) {
  return evidenceGraph({ options: OPTIONS, begin: VEMURAFENIB, opened: new Map(), trials: null, pages: new Map(), ...given });
}

const labels = (given: Partial<Evidence> = {}) => drawn(given).nodes.map((node) => node.label);
const open = (...ids: string[]): Opened => new Map(ids.map((id) => [id, 8]));

it("begins with the way of one option, from the finding to the regimen", () => {
  expect(labels()).toEqual(["BRAF V600E", "BRAF V600E", "Vemurafenib", "2 statements for, 1 against sensitivity"]);
  expect(drawn().nodes.map((node) => node.kind)).toEqual(["Alteration", "Profile", "Regimen", "Evidence"]);
});

it("unfolds statements between profile and regimen, and tells for from against", () => {
  const { lines, nodes } = drawn({ opened: open(keyOf(VEMURAFENIB)) });
  expect(nodes.find((node) => node.label === "civic.eid:3")?.note).toContain("does not support sensitivity");
  expect(lines).toContainEqual({ from: "profile BRAF V600E", to: "statement civic.eid:1", label: "", tone: "plain" });
  expect(lines).toContainEqual({ from: "statement civic.eid:3", to: VEMURAFENIB.regimen.id, label: "", tone: "against" });
});

it("walks from an alteration to every profile that it meets, and from a profile to every option for it", () => {
  expect(labels({ opened: open("finding BRAF V600E") })).toContain("BRAF V600");
  expect(labels({ opened: open("profile BRAF V600E") })).toContain("Dabrafenib");
  expect(labels({ opened: open("profile BRAF V600E") })).not.toContain("Erdafitinib");
});

it("walks from a regimen to its other profiles and to the trials that give it", () => {
  const trials = [trial("NCT1", ["Vemurafenib", "Other"]), trial("NCT2", ["Other"])];
  const found = labels({ opened: open(VEMURAFENIB.regimen.id), trials });
  expect(found).toContain("BRAF V600");
  expect(found).toContain("Trial NCT1");
  expect(found).not.toContain("Trial NCT2");
  expect(labels({ opened: open(VEMURAFENIB.regimen.id), trials: [] })).toContain("No trial that fits or may fit gives it");
  expect(labels({ opened: open(VEMURAFENIB.regimen.id), trials: "asked" })).toContain("Asking for trials…");
});

it("shows a test that is missing as what would decide, never as a finding", () => {
  const { nodes, lines } = drawn({ begin: WAITING });
  expect(nodes[0]).toMatchObject({ kind: "Missing test", label: "FGFR3" });
  expect(lines[0]).toMatchObject({ label: "would decide", tone: "waiting" });
});

it("takes a trial for a combination only where one arm gives all of it", () => {
  const drugs = ["A", "B"].map((drug) => ({ id: `NCIT:${drug}`, label: drug, url: null }));
  const both = option("A + B", { regimen: { id: "r", label: "A + B", operator: "COMBINATION", drugs } });
  expect(gives(trial("1", ["A"], ["B"]), both)).toBe(false);
  expect(gives(trial("1", ["A", "B", "C"]), both)).toBe(true);
  expect(gives(trial("1", ["A"]), option("A or B", { regimen: { id: "r", label: "A or B", operator: "SUBSTITUTES", drugs } }))).toBe(true);
});

it("never shows more than a page at once, whatever is unfolded", () => {
  const many = Array.from({ length: 40 }, (_, index) => option(`Drug ${index}`));
  const first = many[0] ?? DABRAFENIB;
  const { nodes } = evidenceGraph({ options: many, begin: first, opened: open("profile BRAF V600E"), trials: null, pages: new Map() });
  expect(nodes.filter((node) => node.kind === "Regimen")).toHaveLength(8);
  expect(nodes.find((node) => node.kind === "More")?.label).toBe("32 more options");
});

it("has every line between nodes that are there, and every node in the list", () => {
  for (const opened of [new Map(), open("finding BRAF V600E", "profile BRAF V600E", "profile BRAF V600", VEMURAFENIB.regimen.id, ...OPTIONS.map(keyOf))]) {
    const graph = drawn({ opened, trials: [trial("NCT1", ["Vemurafenib"])] });
    const ids = graph.nodes.map((node) => node.id);
    for (const line of graph.lines) expect(ids).toEqual(expect.arrayContaining([line.from, line.to]));
    const listed: string[] = [];
    const walk = (entries: ReturnType<typeof asOutline>) => {
      for (const { node, below } of entries) {
        listed.push(node.id);
        walk(below);
      }
    };
    walk(asOutline(graph));
    expect([...new Set(listed)].sort()).toEqual([...new Set(ids)].sort());
  }
});

function List() {
  const [opened, setOpened] = useState<Opened>(new Map());
  return <Outline graph={drawn({ opened })} label="Evidence" unfold={(id) => { setOpened(turned(opened, id)); }} />;
}

it("is walked as a list with the same links and folds", async () => {
  render(<List />);
  const list = screen.getByRole("list", { name: "Evidence" });
  expect(within(list).getByRole("link", { name: "Vemurafenib" }).getAttribute("href")).toBe("/drug/NCIT:Vemurafenib");
  await userEvent.click(within(list).getByRole("button", { name: /^Statement by statement/ }));
  expect(within(list).getByRole("link", { name: "civic.eid:3" }).getAttribute("href")).toBe("/evidence/civic.eid:3");
  expect(within(list).getAllByText(/does not support sensitivity/)).toHaveLength(1);
});
