// Measure how long after a click on "Show the options" the first option is painted: node browser/first-answer.mjs ADDRESS ROUNDS
//
// Each round is a browser that has loaded nothing and, but for the first of a case, a server that may have kept the answer. Prints JSON:
// the seconds of every round by case.
import { chromium } from "@playwright/test";

const [address, rounds = "5"] = process.argv.slice(2);
const texts = (...given) => given.map((text) => ({ text }));
const CASES = {
  "melanoma with three findings": { tumorType: "SKCM", alterations: texts("BRAF V600E", "CDKN2A loss", "TMB 14") },
  "lung with twelve drivers": {
    tumorType: "LUAD",
    alterations: texts(
      "EGFR L858R", "EGFR T790M", "TP53 R273H", "KRAS G12C", "BRAF V600E", "ERBB2 amplification",
      "MET exon 14 skipping", "EML4::ALK", "CDKN2A loss", "PTEN loss", "PIK3CA H1047R", "BRCA2 S1982fs",
    ),
  },
  "colorectal, nothing found": { tumorType: "COADREAD", alterations: [], tested: { genes: ["KRAS", "NRAS", "BRAF"] } },
};

/** In the page: note the moment of the click, and the first frame after an option is there. */
function watch() {
  addEventListener("click", () => (globalThis.clicked = performance.now()), { capture: true, once: true });
  const seen = new MutationObserver(() => {
    if (!document.querySelector("#helps article")) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => (globalThis.painted = performance.now())));
  });
  seen.observe(document.documentElement, { childList: true, subtree: true });
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
const told = {};
for (const [name, signature] of Object.entries(CASES)) {
  told[name] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/#signature=${encodeURIComponent(JSON.stringify(signature))}`);
    await page.waitForLoadState("networkidle");
    await page.evaluate(watch);
    await page.getByRole("link", { name: "Show the options" }).click();
    await page.waitForFunction(() => globalThis.painted !== undefined);
    told[name].push(await page.evaluate(() => (globalThis.painted - globalThis.clicked) / 1000));
    await context.close();
  }
}
await browser.close();
process.stdout.write(`${JSON.stringify(told)}\n`);
