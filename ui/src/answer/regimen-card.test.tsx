// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { byRegimen } from "./grouping";
import { item, option } from "./made-option";
import { RegimenCard } from "./regimen-card";

afterEach(cleanup);

const NO_CASE = { alterations: [] };

function show(...options: Parameters<typeof byRegimen>[0]) {
  const group = byRegimen(options)[0];
  if (!group) throw new Error("no option was given");
  render(<RegimenCard group={group} opposed={[option("Vemurafenib", { effect: "RESISTANCE", profile: "KRAS G12D" })]} signature={NO_CASE} />);
}

it("says tier, effect and match in words, and what else is stated of the regimen", () => {
  show(option("Vemurafenib", { conditions: ["unresectable"] }));
  expect(screen.getByText("Tier IA")).toBeTruthy();
  expect(screen.getByText("Sensitivity")).toBeTruthy();
  expect(screen.getByText(/exactly this alteration · for this tumor type/)).toBeTruthy();
  expect(screen.getByText(/resistance with KRAS G12D/)).toBeTruthy();
  expect(screen.getByText("Conditions: unresectable")).toBeTruthy();
});

it("shows evidence against beside evidence for, each with its source and a link out", async () => {
  show(
    option("Vemurafenib", {
      against: [item({ evidence: "civic.eid:2", direction: "DOES_NOT_SUPPORT", citation: "PMID:2" })],
    }),
  );
  const fold = screen.getByText(/Evidence: 1 statement for, 1 against/);
  expect(screen.queryByRole("table")).toBeNull();
  await userEvent.click(fold);
  expect(screen.getByText("does not support")).toBeTruthy();
  expect(screen.getByText("sources differ")).toBeTruthy();
  const link = screen.getByRole("link", { name: /PMID:2/ });
  expect(link.getAttribute("href")).toBe("https://pubmed.ncbi.nlm.nih.gov/2/");
  expect(link.getAttribute("rel")).toBe("noopener noreferrer");
  expect(screen.getByRole("link", { name: /labels at DailyMed/ }).getAttribute("href")).toContain("query=Vemurafenib");
});

it("names the missing test of an undecided option", () => {
  show(option("Cetuximab", { status: "UNDECIDED", missingTests: ["KRAS mutation status"] }));
  expect(screen.getByText(/Missing: KRAS mutation status/)).toBeTruthy();
});
