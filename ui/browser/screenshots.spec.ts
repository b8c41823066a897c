import { address, expect, MELANOMA, test } from "./cases";

const FOLDER = process.env.PMKG_SCREENSHOTS ?? "test-results/screenshots";

const SHOTS: [string, string, { width: number; height: number }, "light" | "dark"][] = [
  ["case", address("/", { ...MELANOMA, alterations: [...MELANOMA.alterations, { text: "BRFA V600E" }] }), { width: 1100, height: 760 }, "light"],
  ["answer", address("/answer", MELANOMA), { width: 1100, height: 900 }, "light"],
  ["answer-phone", address("/answer", MELANOMA), { width: 390, height: 844 }, "dark"],
  ["plain", address("/plain", MELANOMA), { width: 760, height: 1000 }, "light"],
  ["gene", "/gene/HGNC:1097", { width: 1100, height: 900 }, "light"],
];

for (const [name, path, size, scheme] of SHOTS) {
  test(`a picture of ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(size);
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await expect(page.getByText(/^Loading/)).toHaveCount(0);
    // the name of a release is the time at which it was built: without it a picture changes only where the page does
    await page.evaluate(() => {
      for (const said of document.querySelectorAll(".read-as")) said.innerHTML = said.innerHTML.replace(/\d{8}T\d{6}Z/, "of a build");
    });
    await page.screenshot({ path: `${FOLDER}/${name}.png` });
  });
}
