import { expect, test } from "./cases";

test("whoever runs the server sees sources, releases, the ledger by reason, and jobs", { tag: "@starter" }, async ({ page }) => {
  await page.goto("/operation");
  await expect(page.getByText(/none is stale/)).toBeVisible();
  await expect(page.getByText("(serves now)")).toBeVisible();
  await expect(page.getByText(/holds one release/)).toBeVisible();
  await expect(page.getByText(/No loader job has run here/)).toBeVisible();
  const reasons = page.getByRole("group", { name: "Reasons" });
  await expect(reasons.getByRole("button", { name: "Every reason" })).toHaveAttribute("aria-pressed", "true");
  // the starter loses nothing: what a ledger with entries shows is tested part by part
  await expect(page.getByText("0 entries")).toBeVisible();
});
