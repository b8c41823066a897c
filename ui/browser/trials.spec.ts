import { address, expect, MELANOMA, test } from "./cases";

test("trials that fit are read down to the fact that decides, and a fact that is added changes what is missing", { tag: "@starter" }, async ({ page }) => {
  await page.goto(address("/answer", MELANOMA));
  const trials = page.getByRole("region", { name: "Clinical trials" });
  await expect(trials.getByText(/On \d{4}-\d\d-\d\d: /)).toBeVisible();
  const card = trials.getByRole("article").filter({ hasText: "Dabrafenib with trametinib" });
  await expect(card.getByText("May fit: facts are missing").first()).toBeVisible();
  await expect(card.getByText(/Asks for BRAF V600E/)).toBeVisible();
  await expect(card.getByText(/Missing: .*age/)).toBeVisible();
  await expect(card.getByText(/The status may be old/)).toBeVisible();
  await card.getByText("Criteria, arms and their evidence").click();
  await expect(card.getByText(/BRAF any variation/)).toBeVisible();
  await expect(card.getByText(/decided by BRAF V600E/).first()).toBeVisible();
  await expect(card.getByText(/Evidence on what it gives, for this case: \d+ statement/)).toBeVisible();
  await card.getByText(/To be read by a person: 3 lines/).click();
  await expect(card.getByText(/Melanoma with BRAF V600E or V600K/)).toBeVisible();

  await trials.getByRole("link", { name: "Add them to the case" }).click();
  await page.getByText("Prior therapy, line, age, state of disease").click();
  await page.getByRole("spinbutton", { name: "Age in years" }).fill("61");
  await page.getByRole("checkbox", { name: "metastatic" }).check();
  await page.getByRole("link", { name: "Show the options" }).click();
  await expect(card.getByText(/Missing: (?!.*age)/)).toBeVisible();
  await expect(card.getByText(/Missing: .*disease status/)).toHaveCount(0);
});

test("a trial that does not fit says why", async ({ page }) => {
  await page.goto(address("/answer", { ...MELANOMA, ageYears: 12 }));
  const trials = page.getByRole("region", { name: "Clinical trials" });
  await trials.getByRole("button", { name: /do not fit, and why/ }).click();
  const card = trials.getByRole("article").first();
  await expect(card.getByText("Does not fit", { exact: true })).toBeVisible();
  await card.getByText("Criteria, arms and their evidence").click();
  await expect(card.getByText("✕ not met")).toBeVisible();
  await expect(card.getByText(/decided by age 12 years/)).toBeVisible();
});
