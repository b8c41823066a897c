import { gzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { address, expect, MELANOMA, test } from "./cases";

const RESISTANT = { tumorType: "LUAD", alterations: [{ text: "EGFR L858R" }, { text: "EGFR T790M" }], priorTherapies: ["Erlotinib"] };

const PAGES: Record<string, string> = {
  "empty-case": "/",
  case: address("/", { ...MELANOMA, alterations: [...MELANOMA.alterations, { text: "BRFA V600E" }] }),
  answer: address("/answer", MELANOMA),
  plain: address("/plain", RESISTANT),
  gene: "/gene/HGNC:1097",
  drug: "/drug/Vemurafenib",
  disease: "/disease/SKCM",
  variant: "/variant/BRAF%20V600E",
  evidence: "/evidence/civic.eid:1409",
  phenotype: "/phenotype/HP:0000316",
  trial: "/trial/NCT05876806",
  source: "/source/civic",
  sources: "/sources",
  tumors: "/tumors",
  profile: "/profile/BRAF%20V600E",
  operation: "/operation",
  compare: "/compare#signature=%7B%22alterations%22%3A%5B%22EGFR%20L858R%22%5D%7D&then=%7B%22alterations%22%3A%5B%22EGFR%20L858R%22%2C%22EGFR%20T790M%22%5D%7D",
  search: "/search#q=braf",
};

async function settle(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await expect(page.getByText(/^Loading/)).toHaveCount(0);
  await expect(page.getByText("Not in this release")).toHaveCount(0);
}

/** How many folds of one label are opened: a real answer has hundreds that hold the same parts. */
const EACH = 3;

/** Open what is folded, some of each kind: what is inside is judged too, and may hold more to open. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate((each) => {
    const opened = new Map<string, number>();
    for (const fold of document.querySelectorAll<HTMLDetailsElement>("main details")) {
      const label = (fold.querySelector("summary")?.textContent ?? "").replace(/\d+/g, "0");
      const number = opened.get(label) ?? 0;
      if (number < each) fold.open = true;
      opened.set(label, number + 1);
    }
  }, EACH);
  await page.waitForLoadState("networkidle");
}

for (const [name, path] of Object.entries(PAGES)) {
  for (const [scheme, width] of [["light", 1280], ["dark", 390]] as const) {
    test(`${name} has no serious fault for a screen reader and fits, ${scheme}, ${width} wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 844 });
      await settle(page, path);
      await unfold(page);
      await unfold(page);
      await expect(page.getByText(/^Loading/)).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter((each) => each.impact === "serious" || each.impact === "critical");
      expect(serious.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    });
  }
}

test("the print view fits two pages and says what it is, where from and under which licenses", async ({ page }) => {
  for (const signature of [MELANOMA, RESISTANT]) {
    await settle(page, address("/answer", signature));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
  }
  await page.emulateMedia({ media: "print" });
  const report = page.locator(".print");
  await expect(report).toContainText("informs professionals and does not decide");
  await expect(report).toContainText(/Release \S+/);
  await expect(report).toContainText("CC0-1.0");
  await expect(report).toContainText(/Clinical trials .*on \d{4}-\d\d-\d\d/);
  await expect(page.getByRole("link", { name: "New case" })).toBeHidden();
});

test("the first load takes less than 350 kB of JavaScript, compressed", async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await settle(page, address("/answer", MELANOMA));
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(10_000);
  expect(total).toBeLessThan(350_000);
});

test("the keyboard reaches the content, and a new page takes the focus", async ({ page }) => {
  await settle(page, address("/answer", MELANOMA));
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  expect(page.url()).toContain("#signature=");
  await page.getByRole("link", { name: "Vemurafenib" }).first().press("Enter");
  await expect(page.getByRole("heading", { name: "Vemurafenib", level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
});
