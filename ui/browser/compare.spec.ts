import { address, expect, test } from "./cases";

const FIRST = { tumorType: "LUAD", alterations: [{ text: "EGFR L858R" }] };

test("a relapse is compared with what was found first, and the link holds both", async ({ page }) => {
  await page.goto(address("/answer", FIRST));
  await page.getByRole("link", { name: "Compare with a later finding" }).click();
  await expect(page.getByRole("heading", { name: "Compare two times" })).toBeVisible();
  await expect(page.getByText(/0 options gained, 0 lost, 0 changed/)).toBeVisible();
  const later = page.getByRole("region", { name: "Later case" });
  await later.getByText("Change it").click();
  await later.getByRole("textbox", { name: "Alterations and biomarkers" }).fill("EGFR T790M");
  await later.getByRole("button", { name: "Add to the case" }).click();
  const fresh = page.getByRole("region", { name: "Resistance and harm newly present" });
  await expect(fresh.getByText(/EGFR T790M/).first()).toBeVisible();
  await expect(page.getByText(/Found only later:/)).toContainText("EGFR T790M");
  const link = page.url();
  expect(new URL(link).search).toBe("");
  await page.goto("/");
  await page.goto(link);
  await expect(fresh.getByText(/EGFR T790M/).first()).toBeVisible();
  await page.goto("/compare#signature=%7Bbroken");
  await expect(page.getByRole("alert")).toContainText("not JSON");
  await page.goto("/compare");
  await expect(page.getByText("Two cases are compared: enter both.")).toBeVisible();
});

test("without an earlier release the answer says so", async ({ page }) => {
  await page.goto(address("/answer", FIRST));
  await expect(page.getByText("The server holds no earlier release.")).toBeVisible();
});
