import { expect, test } from "./cases";

test("knowledge pages are linked to each other by identifier", async ({ page }) => {
  await page.goto("/gene/HGNC:1097");
  await expect(page.getByRole("heading", { name: "BRAF", level: 1 })).toBeVisible();
  const table = page.getByRole("region", { name: "Table of statements" });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  await table.getByRole("link", { name: "Vemurafenib" }).first().click();
  await expect(page.getByRole("heading", { name: "Vemurafenib", level: 1 })).toBeVisible();
  await page.getByRole("region", { name: "Table of statements" }).getByRole("link", { name: /melanoma/i }).first().click();
  await expect(page.getByText(/^(Tumor type|Disease)$/).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Vemurafenib", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "civic", exact: true }).first().click();
  await expect(page.getByRole("heading", { name: "What did not normalize" })).toBeVisible();
});

test("statements are filtered and sorted", async ({ page }) => {
  await page.goto("/gene/HGNC:1097");
  const status = page.getByRole("region", { name: "Statements", exact: true }).getByRole("status");
  await expect(status.last()).toContainText("statement");
  await page.getByRole("searchbox", { name: "Mentions" }).fill("vemurafenib");
  await expect(status.last()).toContainText(" of ");
  await page.getByRole("combobox", { name: "Level" }).selectOption("A");
  await page.getByRole("searchbox", { name: "Mentions" }).fill("no such drug");
  await expect(status.last()).toContainText("0 of ");
  await page.getByRole("searchbox", { name: "Mentions" }).fill("");
  await page.getByRole("button", { name: "Disease", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Disease" })).toHaveAttribute("aria-sort", "ascending");
});

test("the global search goes to a thing, or to all that was found", async ({ page }) => {
  await page.goto("/");
  const search = page.getByRole("combobox", { name: /Search genes/ });
  await search.pressSequentially("vemuraf");
  await page.getByRole("option", { name: /Vemurafenib.*Drug/ }).first().click();
  await expect(page.getByRole("heading", { name: "Vemurafenib", level: 1 })).toBeVisible();
  await search.fill("braf");
  await search.press("Enter");
  await expect(page.getByRole("heading", { name: "Search" })).toBeVisible();
  await expect(page.getByRole("link", { name: "BRAF", exact: true })).toBeVisible();
  await page.goto("/search#q=nothing%20like%20it");
  await expect(page.getByText(/Nothing in this release has a name like/)).toBeVisible();
});

for (const path of ["/gene/NOSUCHGENE", "/drug/NCIT:C0", "/disease/MONDO:0", "/variant/XX", "/trial/NCT0", "/phenotype/HP:0", "/evidence/civic.eid:0", "/source/none", "/node/a:b"]) {
  test(`${path} says that it is not there`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByText(/Not (found|in this release)/).first()).toBeVisible();
  });
}

test("an address that names no page says so", async ({ page }) => {
  await page.goto("/nothing/here");
  await expect(page.getByRole("heading", { name: "No such page" })).toBeVisible();
});

test("sources are listed with version and license, and the starter is called one", { tag: "@starter" }, async ({ page }) => {
  await page.goto("/sources");
  await expect(page.getByText("It answers no real case")).toBeVisible();
  await expect(page.getByRole("cell", { name: "CC0-1.0" }).first()).toBeVisible();
});

test("statements are downloaded as a table and as JSON", async ({ page }) => {
  await page.goto("/gene/HGNC:1097");
  for (const [name, file] of [["Download as CSV", "statements.csv"], ["as JSON", "statements.json"]] as const) {
    const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("region", { name: "Statements", exact: true }).getByRole("button", { name }).click()]);
    expect(saved.suggestedFilename()).toBe(file);
  }
});

for (const [path, file] of Object.entries({
  "/gene/HGNC:1097": "HGNC_1097",
  "/drug/NCIT:C64768": "NCIT_C64768",
  "/disease/MONDO:0005012": "MONDO_0005012",
  "/phenotype/HP:0000316": "HP_0000316",
  "/trial/NCT05876806": "NCT_NCT05876806",
  "/evidence/civic.eid:1409": "civic.eid_1409",
  "/source/civic": "civic",
})) {
  test(`the facts of ${path} are downloaded as a table and as JSON`, async ({ page }) => {
    await page.goto(path);
    const facts = page.getByText("Download these facts as CSV").locator("..");
    for (const [name, form] of [["Download these facts as CSV", "csv"], ["as JSON", "json"]] as const) {
      const [saved] = await Promise.all([page.waitForEvent("download"), facts.getByRole("button", { name }).click()]);
      expect(saved.suggestedFilename()).toBe(`${file}.${form}`);
    }
  });
}

test("what stands beside a gene is walked by click, with counts, and the way back is kept", { tag: "@starter" }, async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/gene/HGNC:1097");
  await page.getByText("What stands beside it").click();
  const graph = page.getByRole("application", { name: "What stands beside BRAF" });
  const drugs = graph.locator("[data-card]", { hasText: /\d+ drugs?/ }).filter({ hasText: "in the same statements" });
  await drugs.getByRole("button", { name: /^Show/ }).click();
  await graph.locator('[data-kind="Drug"]', { hasText: "Vemurafenib" }).getByRole("button", { name: /^Walk on/ }).click();
  await expect(page.getByRole("application", { name: "What stands beside Vemurafenib" })).toBeVisible();
  await page.getByRole("navigation", { name: "The way walked" }).getByRole("button", { name: "BRAF" }).click();
  await expect(graph).toBeVisible();
  await page.getByRole("button", { name: "As a list" }).click();
  await expect(page.getByRole("list", { name: "What stands beside BRAF" }).getByText("in the same statements").first()).toBeVisible();
});

test("tumor types are a tree by tissue that is walked by key, and a disease shows its place in it", async ({ page }) => {
  await page.goto("/tumors");
  const tree = page.getByRole("tree", { name: "Tumor types" });
  await tree.getByRole("treeitem").first().focus();
  await page.getByRole("searchbox", { name: "Show only what mentions" }).fill("SKCM");
  const item = tree.getByRole("treeitem", { name: /SKCM: \d+ statements?, \d+ trials?/ });
  await item.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/disease\//);
  await page.getByText("Its place among the tumor types").click();
  await expect(page.locator('[role="treeitem"][aria-current="page"]')).toContainText("SKCM");
});

test("history says where there is no other release to compare", async ({ page }) => {
  await page.goto("/drug/NCIT:C64768");
  await page.getByText("History across releases").click();
  await expect(page.getByText("This server keeps no earlier release")).toBeVisible();
});

test("the plot of a gene's variants is walked by key and stands beside a table", async ({ page }) => {
  await page.goto("/gene/HGNC:1097");
  const plot = page.getByRole("group", { name: "Statements by position in BRAF" });
  const position = plot.getByRole("button", { name: /^Position 600, .*V600E/ });
  await position.focus();
  await expect(position).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator("figcaption").getByRole("link", { name: "BRAF V600E", exact: true })).toBeVisible();
  await page.getByText("The same as a table").click();
  await expect(page.getByRole("region", { name: "Positions of BRAF" }).getByRole("row", { name: /600.*V600E/ })).toBeVisible();
});
