import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { address, expect, MELANOMA, test } from "./cases";

const PORT = Number(process.env.PMKG_TEST_PORT ?? 8765);
const CLOSED = `http://127.0.0.1:${PORT + 1}`;

test.use({ baseURL: CLOSED });

test("a server that asks for a key is asked by one, which stays in the page", async ({ page }) => {
  const key = readFileSync(join(tmpdir(), `pmkg-pages-${PORT}.key`), "utf8");
  await page.goto(address("/answer", MELANOMA));
  const field = page.getByLabel("Key or token");
  await expect(field).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await field.fill("wrong");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("This key is not valid here")).toBeVisible();
  await field.fill(key);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(field).toHaveCount(0);
  await expect(page.getByText("Vemurafenib").first()).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify([localStorage.length, sessionStorage.length, document.cookie]));
  expect(kept).toBe('[0,0,""]');
  expect(page.url()).not.toContain(key);
});

test("GraphiQL asks with the key that is entered above it", async ({ page }) => {
  const key = readFileSync(join(tmpdir(), `pmkg-pages-${PORT}.key`), "utf8");
  await page.goto("/graphql");
  await page.getByLabel(/^Key or token/).fill(key);
  await page.getByLabel(/^Key or token/).blur();
  await expect(page.getByLabel("Saved question")).toHaveValue("targeted-drugs");
});
