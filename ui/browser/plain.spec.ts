import { address, expect, MELANOMA, test } from "./cases";

const CASE = { ...MELANOMA, alterations: [...MELANOMA.alterations, { text: "BRFA V600E" }] };

test("a patient is told in plain words what was found, what may help, what may not and what to ask", async ({ page }) => {
  await page.goto(address("/answer", CASE));
  await page.getByRole("link", { name: "In plain words, for the patient" }).click();
  await expect(page.getByRole("heading", { name: "Your results in plain words" })).toBeVisible();
  await expect(page.getByText("This page informs. It does not decide.")).toBeVisible();
  await expect(page.getByText(/BRAF V600E\. It is a small change in the gene BRAF\./)).toBeVisible();
  await expect(page.getByText(/could not read: BRFA V600E/)).toBeVisible();
  const helps = page.getByRole("region", { name: "What may help" });
  await expect(helps.getByRole("heading", { name: "Approved for this finding" })).toBeVisible();
  await expect(helps.getByText(/Approved by .*the FDA \(United States\)/).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Clinical studies that may take you" }).getByText(/It asks for: /).first()).toBeVisible();
  const questions = page.getByRole("region", { name: "What you can ask your doctor" });
  await expect(questions.getByText("My report says BRFA V600E. What does that mean?")).toBeVisible();
  await expect(page.getByRole("region", { name: "Where this comes from" })).toContainText("CC0-1.0");
  await expect(page.getByText(/\btier\b/i)).toHaveCount(0);

  await page.goBack();
  await expect(page.getByRole("heading", { name: "Options for this case" })).toBeVisible();
});

test("the plain view says what is wrong with a link, and where to begin without a case", async ({ page }) => {
  await page.goto("/plain#signature=%7Bbroken");
  await expect(page.getByRole("alert")).toContainText("not JSON");
  await page.goto("/plain");
  await expect(page.getByText("The address holds no case to tell about.")).toBeVisible();
});
