import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Statement } from "./use-statements";
import { VariantPlot } from "./variant-plot";

const said = (label: string) => ({ molecularProfile: { id: `pmkg.profile:${label}`, label, genes: null } }) as unknown as Statement;
const STATEMENTS = ["EGFR L858R", "EGFR L858R", "EGFR T790M", "EGFR exon 19 in-frame deletion"].map(said);
const REGIONS = [
  { name: "exon 19", start: 729, end: 761, isDomain: false, citation: "RefSeq" },
  { name: "exon 21", start: 824, end: 875, isDomain: false, citation: "RefSeq" },
  { name: "kinase domain", start: 712, end: 979, isDomain: true, citation: "UniProt" },
];

it("is walked by key, and says of each position where it lies, what changes there and in which profiles", async () => {
  render(<VariantPlot symbol="EGFR" statements={STATEMENTS} regions={REGIONS} />);
  const plot = screen.getByRole("group", { name: "Statements by position in EGFR" });
  await userEvent.tab();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Position 858, exon 21, kinase domain: L858R; 2 statements");
  await userEvent.keyboard("{ArrowLeft}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Position 790, kinase domain: T790M; 1 statement");
  expect(screen.getByRole("link", { name: "EGFR T790M" }).getAttribute("href")).toContain("/node/");
  expect(within(plot).getAllByRole("button").filter((each) => each.getAttribute("tabindex") === "0")).toHaveLength(1);
});

it("is nothing where no statement names a change", () => {
  const { container } = render(<VariantPlot symbol="EGFR" statements={[said("EGFR mutation")]} regions={REGIONS} />);
  expect(container.textContent).toBe("");
});
