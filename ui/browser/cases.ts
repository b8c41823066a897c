import { expect, test as plain, type Page } from "@playwright/test";

export const MELANOMA = {
  tumorType: "SKCM",
  alterations: [{ text: "BRAF V600E" }, { text: "CDKN2A loss" }, { text: "TMB 14" }],
};

/** The address of a page with a case in its fragment. */
export function address(path: string, signature: object): string {
  return `${path}#signature=${encodeURIComponent(JSON.stringify(signature))}`;
}

/** A test that fails where a page breaks its policy, asks another host, or throws. */
export const test = plain.extend<{ watched: undefined }>({
  watched: [
    async ({ page, baseURL }, use) => {
      const wrong: string[] = [];
      page.on("pageerror", (error) => wrong.push(`threw: ${error.message}`));
      page.on("console", (message) => {
        if (/content security policy|refused to/i.test(message.text())) wrong.push(message.text());
      });
      page.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith("http") && url.origin !== baseURL) wrong.push(`asked another host: ${url.host}`);
        if (/BRAF|SKCM|signature/i.test(url.pathname + url.search) && !url.pathname.startsWith("/assets/") && request.resourceType() !== "document") {
          wrong.push(`patient content in a request: ${url.pathname}${url.search}`);
        }
      });
      await use(undefined);
      expect(wrong).toEqual([]);
    },
    { auto: true },
  ],
});

/** Paste text into the case. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Alterations and biomarkers" }).fill(text);
  await page.getByRole("button", { name: "Add to the case" }).click();
}

export { expect };
