import { address, expect, MELANOMA, paste, test } from "./cases";

test("pasted text is shown back, answered, and read down to its source", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("Nothing is entered yet")).toBeVisible();
  await page.getByRole("combobox", { name: "Tumor type" }).fill("SKCM");
  // open suggestions hide the rest of the page from a screen reader, and so from a search by role
  await page.keyboard.press("Tab");
  await paste(page, "BRAF p.Val600Glu; CDKN2A loss; TMB 14");
  const understood = page.getByRole("region", { name: "What was understood" });
  await expect(understood.getByText("cutaneous melanoma")).toBeVisible();
  await expect(understood.getByText("BRAF V600E", { exact: true })).toBeVisible();
  await expect(understood.getByText("CDKN2A loss", { exact: true }).last()).toBeVisible();
  expect(page.url()).toContain("/#signature=");

  await page.getByRole("link", { name: "Show the options" }).click();
  await expect(page.getByRole("heading", { name: "Options for this case" })).toBeVisible();
  await expect(page.getByText("This informs professionals and does not decide.").first()).toBeVisible();
  const card = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Vemurafenib", exact: true }) }).first();
  await expect(card.getByText("Tier IA").first()).toBeVisible();
  await card.getByText(/Evidence: \d+ statement/).first().click();
  await expect(card.getByRole("link", { name: /PMID:/ }).first()).toHaveAttribute("href", /pubmed/);
  await card.getByText("How this follows").click();
  await expect(card.getByText(/exactly what is asked for/).first()).toBeVisible();

  await card.getByRole("link", { name: /^(civic|moalmanac)\.\S+:/ }).first().click();
  await expect(page.getByText("Predictive statement")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Options for this case" })).toBeVisible();
  await page.goBack();
  await expect(understood.getByText("cutaneous melanoma")).toBeVisible();
});

test("a guide enters an alteration by keyboard alone", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: "Tumor type" }).pressSequentially("cutaneous mel");
  await page.getByRole("option", { name: /cutaneous melanoma/ }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText("Enter one alteration with a guide").press("Enter");
  await page.getByRole("combobox", { name: "Gene", exact: true }).pressSequentially("BRA");
  await page.getByRole("option", { name: /^BRAF/ }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Change" }).fill("V600E");
  await page.keyboard.press("Enter");
  const understood = page.getByRole("region", { name: "What was understood" });
  await expect(understood.getByText("small variant")).toBeVisible();
  await expect(understood.getByRole("link", { name: "cutaneous melanoma" })).toBeVisible();
});

test("what is not understood is said at its place, and a suggestion mends it", async ({ page }) => {
  await page.goto("/");
  await paste(page, "BRFA V600E\nBRAF A600E\nnothing like it");
  const understood = page.getByRole("region", { name: "What was understood" });
  await expect(understood.getByText(/it meets nothing and rules nothing out/)).toHaveCount(3);
  await expect(understood.getByText(/residue 600 is V, not A/)).toBeVisible();
  await understood.getByRole("button", { name: "BRAF", exact: true }).first().click();
  await expect(understood.getByText(/it meets nothing/)).toHaveCount(2);
  await expect(understood.getByText("BRAF V600E", { exact: true }).last()).toBeVisible();
  await expect(understood.getByText("not given: nothing gets a tier")).toBeVisible();
  await page.getByRole("combobox", { name: "Tumor type" }).fill("no such tumor");
  await page.keyboard.press("Tab");
  await expect(understood.getByText(/is not known/)).toBeVisible();
});

test("a signature file is pasted, chosen or dropped, and a broken one is refused in words", async ({ page }) => {
  await page.goto("/");
  await paste(page, JSON.stringify(MELANOMA));
  const understood = page.getByRole("region", { name: "What was understood" });
  await expect(understood.getByText("cutaneous melanoma")).toBeVisible();
  await page.getByRole("button", { name: "Clear the case" }).click();
  await expect(page.getByText("Nothing is entered yet")).toBeVisible();

  const chooser = page.getByLabel(/^A file: signature/);
  await chooser.setInputFiles({ name: "case.json", mimeType: "application/json", buffer: Buffer.from('{"alterations": 5}') });
  await expect(page.getByRole("alert")).toContainText("is a list");
  await chooser.setInputFiles({ name: "case.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(MELANOMA)) });
  await expect(understood.getByText("cutaneous melanoma")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);

  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"tumorType": "LUAD", "alterations": ["EGFR L858R"]}'], "other.json"));
    return data;
  });
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  await expect(understood.getByText("EGFR L858R", { exact: true }).last()).toBeVisible();
});

test("a shared link opens the same case, and launch parameters leave the address that is sent", async ({ page }) => {
  await page.goto(address("/answer", MELANOMA));
  await expect(page.getByText("BRAF V600E; CDKN2A loss; TMB 14").first()).toBeVisible();
  await page.getByRole("link", { name: "Change the case" }).click();
  await expect(page.getByRole("list", { name: "Entered alterations" })).toContainText("CDKN2A loss");

  await page.goto("/answer?gene=BRAF&variant=V600E&tumor=SKCM");
  await expect(page.getByRole("heading", { name: "Options for this case" })).toBeVisible();
  expect(new URL(page.url()).search).toBe("");
  await expect(page.getByRole("link", { name: "Vemurafenib" }).first()).toBeVisible();
  await page.goto(`/?signature=${encodeURIComponent(JSON.stringify(MELANOMA))}`);
  expect(new URL(page.url()).search).toBe("");
  await expect(page.getByRole("list", { name: "Entered alterations" })).toContainText("BRAF V600E");
});

test("every page gives a link to paste, which opens the same", async ({ page }) => {
  for (const [path, heading] of [[address("/answer", MELANOMA), "Options for this case"], ["/gene/HGNC:1097", "BRAF"]] as const) {
    await page.goto(path);
    await page.getByText("Link to this page").click();
    const link = await page.getByLabel("As a link in HTML", { exact: true }).inputValue();
    expect(link).not.toMatch(/>[^<]*V600E/);
    const target = await page.evaluate((text) => new DOMParser().parseFromString(text, "text/html").querySelector("a")?.href ?? "", link);
    expect(target).toBe(await page.getByLabel("Address", { exact: true }).inputValue());
    await page.goto("/sources");
    await page.goto(target);
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
  }
});

test("a broken link, a wrong value and an unreachable server are each said in words", async ({ page }) => {
  await page.goto("/answer#signature=%7Bbroken");
  await expect(page.getByRole("alert")).toContainText("not JSON");
  await page.goto("/answer");
  await expect(page.getByText("The address holds no case to answer")).toBeVisible();
  await page.goto(address("/answer", { alterations: [{ text: "BRAF V600E" }], biomarkers: { msi: "perhaps" } }));
  await expect(page.getByRole("alert").first()).toContainText("biomarkers.msi");

  await page.route("**/graphql", (route) => route.abort());
  await page.goto(address("/answer", { alterations: [{ text: "BRAF V600K" }] }));
  await expect(page.getByRole("alert").first()).toContainText("cannot be reached");
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByRole("heading", { name: "Options with evidence of benefit" })).toBeVisible();
});
