// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { arm, brief, criterion, whole } from "./made-trial";
import { Whole } from "./trial-detail";
import type { BriefTrial, Trials } from "./trial-order";
import { TrialsView } from "./trial-section";

afterEach(cleanup);

const NO_CASE = { alterations: [] };

function list(trials: BriefTrial[], given: Partial<Trials> = {}) {
  const answer: Trials = {
    asOfDate: "2026-11-21",
    counts: { eligible: 1, possible: 2, not: 3 },
    totalCount: trials.length,
    trials,
    factsToConsider: [],
    warnings: [],
    ...given,
  };
  render(<TrialsView trials={answer} signature={NO_CASE} fitting turn={() => undefined} />);
}

it("says how many fit, may fit and do not, and names the facts that are missing", async () => {
  list(
    [
      brief("NCT1", { because: ["BRAF V600E"], nearMiss: "only ECOG unknown", missingFacts: ["ECOG"] }),
      brief("NCT2", { offered: false, status: "CLOSED", missingFacts: ["age", "a person's reading of: a line"] }),
    ],
    { factsToConsider: [{ fact: "ECOG", decides: 1, trials: 7 }, { fact: "a person's reading of: a line", decides: 9, trials: 9 }] },
  );
  expect(screen.getByText(/that may fit, 3 that do not/)).toBeTruthy();
  expect(screen.getByText(/One fact stands between: ECOG unknown/)).toBeTruthy();
  expect(screen.getByText(/ECOG \(7 trials\)/).textContent).not.toContain("reading");
  expect(screen.getByText("1 of 2 trials")).toBeTruthy();
  await userEvent.click(screen.getByRole("checkbox", { name: /open arm/ }));
  expect(screen.getByText(/Missing: age; a person's reading of 1 line/)).toBeTruthy();
  expect(screen.getByText("closed")).toBeTruthy();
});

it("shows for each criterion its state in words, the deciding fact, and the sentence that it was read from", () => {
  render(
    <Whole
      trial={whole({
        toCheckByPerson: ["Signed consent.", "Exclude - Pregnancy."],
        arms: [
          arm("A", {
            criteria: [
              criterion("any solid tumor", { fact: "cutaneous melanoma" }),
              criterion("ECOG <= 1", { state: "UNKNOWN", missing: ["ECOG"], sentence: "ECOG of 0 or 1.", confidence: "HIGH" }),
            ],
            evidence: {
              for: 1,
              against: 0,
              regimens: [
                { regimen: "Vemurafenib", profile: "BRAF V600E", effect: "SENSITIVITY", tier: "IA", tumorMatch: "EXACT", for: ["civic.eid:1"], against: [] },
              ],
            },
          }),
        ],
      })}
    />,
  );
  const [first, second] = within(screen.getAllByRole("list")[0] ?? document.body).getAllByText(/^(met|not known)$/);
  expect([first?.textContent, second?.textContent]).toEqual(["? not known", "✓ met"]);
  expect(screen.getByText(/decided by cutaneous melanoma/)).toBeTruthy();
  expect(screen.getByText(/missing: ECOG/)).toBeTruthy();
  expect(screen.getByText("ECOG of 0 or 1.").tagName).toBe("Q");
  expect(screen.getByText(/To be read by a person: 2 lines/)).toBeTruthy();
  expect(screen.getByText("Pregnancy.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "civic.eid:1" }).getAttribute("href")).toBe("/evidence/civic.eid:1");
});

it("keeps arms that are not offered apart, and says that places are not known", () => {
  render(<Whole trial={whole({ arms: [arm("A"), arm("B", { offered: false, status: "CLOSED", eligibility: "NOT" })] })} />);
  expect(screen.getByText("1 arm that takes patients and may fit")).toBeTruthy();
  expect(screen.getByText(/1 arm not offered/)).toBeTruthy();
  expect(screen.getByText(/holds no places/)).toBeTruthy();
});
