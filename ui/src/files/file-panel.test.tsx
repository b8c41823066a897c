// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { SummaryView } from "./file-panel";
import type { Summary } from "./gathered";

afterEach(cleanup);

const SUMMARY: Summary = {
  format: "VCF",
  rows: 9,
  samples: [
    { name: "NORMAL", count: 1 },
    { name: "TUMOR", count: 5 },
  ],
  likely: "TUMOR",
  groups: [
    { name: "missense_variant", count: 2, taken: true },
    { name: "intron_variant", count: 3, taken: false },
  ],
  filtered: [{ name: "germline", count: 4 }],
  unread: [{ name: "no gene is annotated for it", count: 1 }],
  examples: [{ line: 7, reason: "no gene is annotated for it" }],
  notes: ["Annotated by VEP."],
};

function show(given: Partial<Summary> = {}, entered = 0) {
  const [sample, use] = [vi.fn(), vi.fn()];
  render(<SummaryView summary={{ ...SUMMARY, ...given }} entered={entered} show={sample} use={use} />);
  return { sample, use };
}

it("takes only what is chosen, and says what was left out and why", async () => {
  const { use } = show();
  expect(screen.getByText(/did not pass their caller/).textContent).toContain("4 germline");
  expect(screen.getByText(/Not understood: 1/)).toBeTruthy();
  expect(screen.getByText(/line 7: no gene/)).toBeTruthy();
  await userEvent.click(screen.getByRole("checkbox", { name: /Intron variant \(3\)/ }));
  await userEvent.click(screen.getByRole("button", { name: "Add 5 variants to the case" }));
  expect(use).toHaveBeenCalledWith("TUMOR", ["missense_variant", "intron_variant"], false);
});

it("offers another sample, and to put the file in place of what is entered", async () => {
  const { sample, use } = show({}, 2);
  await userEvent.selectOptions(screen.getByRole("combobox"), "NORMAL");
  expect(sample).toHaveBeenCalledWith("NORMAL");
  await userEvent.click(screen.getByRole("button", { name: /in place of the 2 entered/ }));
  expect(use).toHaveBeenCalledWith("TUMOR", ["missense_variant"], true);
});

it("refuses more than a link can hold, and says what to do", () => {
  show({ groups: [{ name: "missense_variant", count: 4000, taken: true }] });
  expect(screen.getByRole("alert").textContent).toContain("more than a link can hold");
  expect(screen.getByRole("button", { name: /Add 4,000/ }).hasAttribute("disabled")).toBe(true);
});
