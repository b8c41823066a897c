import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { maf } from "../../src/files/made-files";
import { address, expect, paste, test } from "../cases";

/** A lung tumor with a driver of every kind: some three hundred options. */
const DENSE = {
  tumorType: "LUAD",
  alterations: [
    "EGFR L858R", "EGFR T790M", "TP53 R273H", "KRAS G12C", "BRAF V600E", "ERBB2 amplification", "MET exon 14 skipping", "EML4::ALK",
    "CDKN2A loss", "PTEN loss", "PIK3CA H1047R", "BRCA2 S1982fs", "STK11 loss", "XYZ1 A1B", "no such thing",
  ].map((text) => ({ text })),
  biomarkers: { tmb: 14, msi: "MSI-H", pdl1Tps: 60 },
  priorTherapies: ["Erlotinib", "Crizotinib"],
  ageYears: 61,
};

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter((each) => each.impact === "serious" || each.impact === "critical").map((each) => `${each.id}: ${each.nodes[0]?.html ?? ""}`);
}

function card(page: Page, regimen: string) {
  return page.getByRole("article").filter({ has: page.getByRole("heading", { name: regimen, exact: true }) });
}

test("a pasted melanoma is answered with what guidelines name, down to trials, and the link opens the same", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: "Tumor type" }).fill("melanoma");
  await page.keyboard.press("Tab");
  await paste(page, "BRAF V600E; CDKN2A loss; TMB 14");
  await expect(page.getByRole("region", { name: "What was understood" }).getByRole("strong").filter({ hasText: "BRAF V600E" })).toBeVisible();
  await page.getByRole("link", { name: "Show the options" }).click();
  for (const regimen of ["Vemurafenib", "Dabrafenib + Trametinib", "Binimetinib + Encorafenib"]) {
    await expect(card(page, regimen).first().getByText("Tier IA").first()).toBeVisible();
  }
  const trials = page.getByRole("region", { name: "Clinical trials" });
  await expect(trials.getByText(/Asks for BRAF V600E/).first()).toBeVisible();
  await trials.getByRole("article").first().getByText("Criteria, arms and their evidence").click();
  await expect(trials.getByText(/decided by BRAF V600E/).first()).toBeVisible();
  const link = page.url();
  await page.getByRole("link", { name: "Change the case" }).click();
  await expect(page.getByRole("list", { name: "Entered alterations" })).toContainText("CDKN2A loss");
  await page.goto("/sources");
  await page.goto(link);
  await expect(card(page, "Vemurafenib").first()).toBeVisible();
});

test("benefit and resistance of one tumor stand beside each other, for the physician and for the patient", async ({ page }) => {
  await page.goto(address("/answer", { tumorType: "LUAD", alterations: [{ text: "EGFR L858R" }, { text: "EGFR T790M" }] }));
  await expect(page.locator("#helps").getByRole("heading", { name: "Osimertinib", exact: true })).toBeVisible();
  for (const drug of ["Erlotinib", "Gefitinib"]) {
    await expect(page.locator("#defeats").getByRole("heading", { name: drug, exact: true })).toBeVisible();
    await expect(page.locator("#helps").getByRole("article").filter({ has: page.getByRole("heading", { name: drug, exact: true }) }).getByText(/resistance with EGFR T790M/)).toBeVisible();
  }
  await page.getByRole("link", { name: "In plain words, for the patient" }).click();
  await expect(page.getByRole("region", { name: "What may help" }).getByText("Osimertinib", { exact: true })).toBeVisible();
  const both = page.getByRole("region", { name: "Where studies disagree" });
  await expect(both.getByText("Gefitinib", { exact: true })).toBeVisible();
  await expect(both.getByText(/It may not work\. Because of: EGFR T790M/).first()).toBeVisible();
  expect(await serious(page)).toEqual([]);
});

test("what cannot be is said at its place, and the rest is answered", async ({ page }) => {
  await page.goto(address("/", { tumorType: "Breast", alterations: [{ text: "BRAF A600E" }, { text: "BRFA V600E" }, { text: "PIK3CA H1047R" }] }));
  const understood = page.getByRole("region", { name: "What was understood" });
  await expect(understood.getByText(/residue 600 is V, not A/)).toBeVisible();
  await expect(understood.getByRole("button", { name: "BRAF", exact: true }).first()).toBeVisible();
  await expect(understood.getByText(/is a tissue/)).toBeVisible();
  await page.getByRole("link", { name: "Show the options" }).click();
  await expect(page.getByText(/every option is shown with its own tumor, without a tier/)).toBeVisible();
  await expect(page.getByText("Tier IA", { exact: true })).toHaveCount(0);
});

test("a dropped MAF becomes a case that is answered", async ({ page }) => {
  const rows = maf(
    ["Hugo_Symbol", "Variant_Classification", "HGVSp_Short", "Tumor_Sample_Barcode"],
    ["KRAS", "Missense_Mutation", "p.G12C", "A"],
    ["TP53", "Missense_Mutation", "p.R273H", "A"],
  );
  await page.goto("/");
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "tumor.maf"));
    return data;
  }, rows.join("\n"));
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  await page.getByRole("region", { name: "The file" }).getByRole("button", { name: "Add 2 variants to the case" }).click();
  await page.getByRole("combobox", { name: "Tumor type" }).fill("LUAD");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("region", { name: "What was understood" }).getByRole("strong").filter({ hasText: "KRAS G12C" })).toBeVisible();
  await page.getByRole("link", { name: "Show the options" }).click();
  await expect(card(page, "Sotorasib").first().getByText("Tier IA").first()).toBeVisible();
});

test("a dense case prints to two pages, full ones, with trials, sources, licenses and the statement", async ({ page }) => {
  await page.goto(address("/answer", DENSE));
  await page.waitForLoadState("networkidle");
  const report = page.locator(".print");
  await expect(report).toContainText(/Clinical trials .*on \d{4}-\d\d-\d\d/);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await page.emulateMedia({ media: "print" });
  await expect(report).toContainText("informs professionals and does not decide");
  await expect(report).toContainText(/NCT\d{8}/);
  await expect(report).toContainText(/\(CC0-1\.0\).*\(GPL-2\.0-only\)/);
  await expect(report).toContainText(/further regimens, of the same or a lower tier, not printed here/);
});

for (const [scheme, width] of [["light", 1280], ["dark", 390]] as const) {
  test(`a dense answer has no serious fault for a screen reader and fits, ${scheme}, ${width} wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 844 });
    await page.goto(address("/answer", DENSE));
    await page.locator("#helps").getByText(/^Evidence: /).first().click();
    await page.locator("#helps").getByText("How this follows").first().click();
    await page.waitForLoadState("networkidle");
    expect(await serious(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
}

test("a relapse is compared with what was found first", async ({ page }) => {
  const [first, later] = [["EGFR L858R"], ["EGFR L858R", "EGFR C797S"]].map((texts) => ({ tumorType: "LUAD", alterations: texts.map((text) => ({ text })) }));
  await page.goto(`/compare#signature=${encodeURIComponent(JSON.stringify(first))}&then=${encodeURIComponent(JSON.stringify(later))}`);
  const fresh = page.getByRole("region", { name: "Resistance and harm newly present" });
  await expect(fresh.getByText(/EGFR C797S/).first()).toBeVisible();
});

for (const [name, path, said] of [
  ["a gene with a thousand statements", "/gene/EGFR", /EGFR/],
  ["a drug", "/drug/imatinib", /Imatinib/],
  ["a tumor type", "/disease/LUAD", /lung adenocarcinoma/i],
  ["a variant", "/variant/BRAF%20V600E", /V600E/],
] as const) {
  test(`the page of ${name} holds, at the width of a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said);
    await expect(page.getByRole("region", { name: "Table of statements" })).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await serious(page)).toEqual([]);
  });
}

test("the ledger is browsed by reason, with the sources' own words", async ({ page }) => {
  await page.goto("/operation");
  const reasons = page.getByRole("group", { name: "Reasons" });
  await reasons.getByRole("button", { name: /^Unknown drug/ }).click();
  await expect(page.getByRole("region", { name: "Entries of the ledger" }).getByRole("row").nth(1)).toContainText("Unknown drug");
  await page.getByRole("button", { name: "The next 50" }).click();
  await expect(page.getByRole("button", { name: "To the first" })).toBeVisible();
});
