// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { byRegimen } from "../answer/grouping";
import { item, option } from "../answer/made-option";
import type { Asked } from "../api/use-answer";
import type { AnswerQuery, MatchedTrialsQuery } from "../generated/graphql";
import { brief } from "../trials/made-trial";
import { sentence } from "./cut";
import { further } from "./print-options";
import PrintReport from "./print-report";
import { rowsOf, STEPS } from "./rows";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const SIGNATURE = { alterations: [{ text: "BRAF V600E" }] };
const SOURCES = Array.from({ length: 20 }, (_, index) => ({ id: `s${index}`, title: `Source ${index}`, version: "1", license: `L${index}`, url: "" }));

function answer(regimens: number): AnswerQuery {
  return {
    targetedDrugs: {
      release: "2026.1",
      tumorType: { id: "MONDO:1", label: "melanoma", oncotree: "MEL" },
      options: Array.from({ length: regimens }, (_, index) => option(`Drug${index}`, { for: [item({ source: `s${index % 20}`, evidence: `e:${index}` })] })),
      testsToConsider: [],
      panel: null,
      warnings: [],
    },
    sources: SOURCES,
  };
}

function trials(given: ReturnType<typeof brief>[]): Asked<MatchedTrialsQuery> {
  const counts = { eligible: 0, possible: given.length, not: 0 };
  return { state: "answered", data: { matchTrials: { asOfDate: "2026-11-21", counts, totalCount: given.length, trials: given, factsToConsider: [], warnings: [] } } };
}

/** Give every row the height that lines of a table have on paper: the browser of these tests lays nothing out. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockImplementation(function (this: HTMLElement) {
    return 200 + 40 * this.querySelectorAll("tr").length;
  });
});

it("prints fewer rows until two pages hold it, counts the rest, and leaves no source and no license out", () => {
  const { container } = render(<PrintReport data={answer(200)} signature={SIGNATURE} trials={trials([])} />);
  const report = container.querySelector<HTMLElement>(".print");
  expect(report?.scrollHeight).toBeLessThanOrEqual(2048);
  expect(container.querySelectorAll("tbody tr").length).toBeGreaterThan(20);
  expect(screen.getByText(/further regimens, of the same or a lower tier, not printed here/)).toBeTruthy();
  for (const { license } of SOURCES) expect(report?.textContent).toContain(`(${license})`);
  expect(report?.textContent).toContain("informs professionals and does not decide");
});

it("prints all where all fits", () => {
  const { container } = render(<PrintReport data={answer(9)} signature={SIGNATURE} trials={trials([])} />);
  expect(container.querySelectorAll("tbody tr")).toHaveLength(9);
  expect(screen.queryByText(/not printed here/)).toBeNull();
});

it("prints the trials that take patients, those that ask for a finding of the case first, under their license", () => {
  const found = trials([
    brief("NCT:NCT1", { missingFacts: ["age", "a person's reading of: A", "a person's reading of: B"], sources: [{ source: "s19" }] }),
    brief("NCT:NCT2", { because: ["BRAF V600E"], eligibility: "ELIGIBLE" }),
    brief("NCT:NCT3", { offered: false, because: ["BRAF V600E"] }),
  ]);
  const { container } = render(<PrintReport data={answer(1)} signature={SIGNATURE} trials={found} />);
  const rows = within(screen.getByRole("table", { name: /Clinical trials .* on 2026-11-21 \(1 ask/, hidden: true })).getAllByRole("row", { hidden: true }).slice(1);
  expect(rows.map((row) => row.querySelector("td")?.textContent)).toEqual(["NCT2", "NCT1"]);
  expect(rows[0]?.textContent).toContain("coded criteria met");
  expect(rows[1]?.textContent).toContain("age; 2 lines to be read");
  expect(container.textContent).toContain("(L19)");
});

it("says that trials were not read, and that there is none, which are two things", () => {
  const { container, rerender } = render(<PrintReport data={answer(1)} signature={SIGNATURE} trials={{ state: "loading", cancel: vi.fn() }} />);
  expect(container.textContent).toContain("not read when this was printed");
  rerender(<PrintReport data={answer(1)} signature={SIGNATURE} trials={trials([])} />);
  expect(container.textContent).toContain("none with an open arm");
});

it("names regimens that have no row under their tier while the letters last, and counts the others", () => {
  const groups = byRegimen([option("A"), option("B"), option("C", { tier: "IIC" })]);
  expect(further(groups, 100)).toBe("Further, without their evidence here – IA: A; B; IIC: C.");
  expect(further(groups, 10)).toBe("Further, without their evidence here – IA: A; B; and 1 further regimen, of the same or a lower tier, not printed here.");
  expect(further(groups, 0)).toBe("3 further regimens, of the same or a lower tier, not printed here.");
});

it("each step prints less, and a part that is there keeps a row", () => {
  for (let step = 1; step < STEPS; step += 1) {
    const [more, less] = [rowsOf(step - 1), rowsOf(step)];
    expect(less.helps).toBeLessThan(more.helps);
    expect(Math.min(...Object.values(less))).toBeGreaterThanOrEqual(1);
  }
});

it("a text that is cut ends with its sign alone", () => {
  expect([sentence("abc", 3), sentence("abcd", 3)]).toEqual(["abc.", "ab…"]);
});
