import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { maf, vepVcf } from "../src/files/made-files";
import { expect, test } from "./cases";

const COLUMNS = ["Hugo_Symbol", "Variant_Classification", "HGVSp_Short", "Tumor_Sample_Barcode"];
const MAF = maf(COLUMNS, ["BRAF", "Missense_Mutation", "p.V600E", "A"], ["KRAS", "Silent", "p.G12=", "A"], ["NRAS", "Missense_Mutation", "p.Q61K", "B"]);
const VCF = vepVcf([
  ["7", "140453136", ".", "A", "T", ".", "PASS", "CSQ=T|missense_variant|BRAF|t|t:c.1799T>A|p:p.Val600Glu|YES||1"],
  ["7", "9", ".", "A", "<DUP>", ".", "PASS", "SVTYPE=DUP"],
]);

async function choose(page: Page, name: string, content: Buffer): Promise<void> {
  await page.goto("/");
  await page.getByLabel(/^A file: signature/).setInputFiles({ name, mimeType: "", buffer: content });
}

test("a MAF of two samples becomes a case of the chosen one, after it was shown", async ({ page }) => {
  await choose(page, "tumors.maf", Buffer.from(MAF.join("\n")));
  const panel = page.getByRole("region", { name: "The file" });
  await expect(panel.getByText(/Mutation Annotation Format \(MAF\), 3 rows/)).toBeVisible();
  await expect(panel.getByRole("button", { name: /to the case/ })).toBeDisabled();
  await panel.getByRole("combobox").selectOption({ label: "A (2 variants)" });
  await expect(panel.getByRole("checkbox", { name: "Silent (1)" })).not.toBeChecked();
  await panel.getByRole("combobox").selectOption({ label: "B (1 variant)" });
  await panel.getByRole("button", { name: "Add 1 variant to the case" }).click();
  await expect(page.getByRole("list", { name: "Entered alterations" })).toContainText("NRAS Q61K");
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole("region", { name: "What was understood" }).getByText("NRAS Q61K", { exact: true }).last()).toBeVisible();
});

test("a packed VCF is dropped, read, and what of it was not understood is named by line", async ({ page }) => {
  await page.goto("/");
  const bytes = [...gzipSync(Buffer.from(VCF.join("\n")))];
  const dropped = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], "tumor.vcf.gz"));
    return data;
  }, bytes);
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  const panel = page.getByRole("region", { name: "The file" });
  await expect(panel.getByText(/Annotated by VEP/)).toBeVisible();
  await panel.getByText("Where").click();
  await expect(panel.getByText(/line 6: a structural variant/)).toBeVisible();
  await panel.getByRole("button", { name: "Add 1 variant to the case" }).click();
  await expect(page.getByRole("region", { name: "What was understood" }).getByText("BRAF V600E", { exact: true })).toBeVisible();
});

test("a large file leaves the page alive and can be canceled", async ({ page }) => {
  await page.goto("/");
  const dropped = await page.evaluateHandle((header) => {
    const rows = "BRAF\tMissense_Mutation\tp.V600E\tA\n".repeat(200_000);
    const data = new DataTransfer();
    data.items.add(new File([`${header}\n`, ...Array<string>(60).fill(rows)], "huge.maf"));
    return data;
  }, COLUMNS.join("\t"));
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  const panel = page.getByRole("region", { name: "The file" });
  await expect(panel.getByText(/% of the file was read/)).toBeVisible();
  await page.getByRole("textbox", { name: "Alterations and biomarkers" }).fill("typed meanwhile");
  await panel.getByRole("button", { name: "Cancel" }).click();
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Alterations and biomarkers" })).toHaveValue("typed meanwhile");
});

for (const [name, content, said] of [
  ["plain.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n", /not annotated/],
  ["table.csv", "a,b\n1,2\n", /no MAF .* no VCF/],
  ["broken.maf.gz", "\u001f\u008b\b broken", /could not be read/],
] as const) {
  test(`${name} is refused with what to do`, async ({ page }) => {
    await choose(page, name, Buffer.from(content, "latin1"));
    await expect(page.getByRole("alert")).toContainText(said);
  });
}
