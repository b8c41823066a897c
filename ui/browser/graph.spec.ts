import AxeBuilder from "@axe-core/playwright";
import { address, expect, MELANOMA, test } from "./cases";

test("the evidence graph is walked by click from a finding to the regimens, and its nodes lead to their pages", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(address("/answer", MELANOMA));
  await page.getByText("Walk from the findings").click();
  const graph = page.getByRole("application", { name: /^Evidence for/ });
  await expect(graph.getByText("Alteration").first()).toBeVisible();
  const regimens = graph.locator('[data-kind="Regimen"]');
  await expect(regimens).toHaveCount(1);
  await graph.getByRole("button", { name: /^Statement by statement/ }).click();
  await expect(graph.locator('[data-kind="Statement"]').first()).toBeVisible();
  await graph.getByRole("button", { name: /^All .* options? for it/ }).first().click();
  expect(await regimens.count()).toBeGreaterThan(1);
  await graph.getByRole("button", { name: /^Trials/ }).first().click();
  await expect(graph.locator('[data-kind="Trial"]').first()).toBeVisible();
  expect((await new AxeBuilder({ page }).include("#graph").analyze()).violations).toEqual([]);
  await graph.locator('[data-kind="Statement"]').getByRole("link").first().press("Enter");
  await expect(page).toHaveURL(/\/evidence\//);
});

test("the evidence graph is one stop of the Tab key and is walked with the arrow keys", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(address("/answer", MELANOMA));
  await page.getByText("Walk from the findings").click();
  const graph = page.getByRole("application", { name: /^Evidence for/ });
  await graph.locator('[data-kind="Alteration"]').getByRole("link").focus();
  const kind = () => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-card]")?.dataset.kind);
  const walked = [await kind()];
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press("ArrowRight");
    walked.push(await kind());
  }
  expect(walked).toEqual(["Alteration", "Profile", "Evidence", "Regimen", "Regimen"]);
  await page.keyboard.press("ArrowLeft");
  expect(await kind()).toBe("Evidence");
  await page.keyboard.press("Enter");
  await expect(graph.locator('[data-kind="Statement"]').first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  expect(await kind()).toBe("Statement");
  for (let step = 0; step < 4 && (await kind()); step += 1) await page.keyboard.press("Tab");
  expect(await kind(), "Tab leaves the graph").toBeUndefined();
});

test("on a phone the graph is a list that says the same, and can be drawn too", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(address("/answer", MELANOMA));
  await page.getByText("Walk from the findings").click();
  const list = page.getByRole("list", { name: /^Evidence for/ });
  await expect(list.getByRole("link").first()).toBeVisible();
  await page.getByRole("button", { name: "As a graph" }).click();
  await expect(page.getByRole("application", { name: /^Evidence for/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
