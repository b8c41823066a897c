// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { item, option } from "../answer/made-option";
import { answeredBefore, changesOf, difference, newResistance } from "./difference";
import { DifferenceView } from "./difference-view";

afterEach(cleanup);

const VEMURAFENIB = option("Vemurafenib");
const ERLOTINIB = option("Erlotinib", { profile: "EGFR L858R" });
const RESISTANT = option("Erlotinib", { profile: "EGFR T790M", effect: "RESISTANCE" });

describe("two answers", () => {
  it("that are the same differ in nothing", () => {
    expect(difference([VEMURAFENIB, RESISTANT], [RESISTANT, VEMURAFENIB])).toEqual({ gained: [], lost: [], changed: [], unchanged: 2 });
  });

  it("differ the other way round where they are turned", () => {
    const [first, second] = [[VEMURAFENIB, ERLOTINIB], [ERLOTINIB, RESISTANT]];
    const [there, back] = [difference(first, second), difference(second, first)];
    expect(there.gained).toEqual(back.lost);
    expect(there.lost).toEqual(back.gained);
    expect(there.unchanged).toBe(back.unchanged);
  });

  it("keep options of one regimen apart by effect and profile", () => {
    const harmful = { ...ERLOTINIB, effect: "ADVERSE_RESPONSE" as const };
    expect(difference([ERLOTINIB], [harmful])).toMatchObject({ gained: [harmful], lost: [ERLOTINIB], unchanged: 0 });
    expect(difference([ERLOTINIB], [RESISTANT])).toMatchObject({ gained: [RESISTANT], lost: [ERLOTINIB], changed: [] });
  });

  it("say what changed of an option that stands in both", () => {
    const later = { ...VEMURAFENIB, tier: "IIC", status: "UNDECIDED", for: [item({ evidence: "civic.eid:9" })], missingTests: ["NRAS mutation status"] };
    const { changed } = difference([VEMURAFENIB], [later]);
    expect(changed.flatMap(changesOf)).toEqual([
      "tier IA → IIC",
      "matched → undecided",
      "new for: civic.eid:9",
      "no longer for: civic.eid:1",
      "missing: NRAS mutation status",
    ]);
  });

  it("tell the first of them from the second and the difference, what stands as before included", () => {
    const moved = { ...VEMURAFENIB, tier: "IIC" };
    const [first, second] = [[VEMURAFENIB, ERLOTINIB], [moved, ERLOTINIB, RESISTANT]];
    for (const [before, after] of [[first, second], [second, first]] as const) {
      expect(new Set(answeredBefore(difference(before, after), after))).toEqual(new Set(before));
    }
    expect(newResistance(answeredBefore(difference(first, second), second), difference(first, second))).toEqual([{ resistance: RESISTANT, helped: [ERLOTINIB] }]);
  });

  it("name resistance that is new, with the benefit stated before of the same regimen", () => {
    const found = difference([ERLOTINIB, VEMURAFENIB], [ERLOTINIB, RESISTANT]);
    expect(newResistance([ERLOTINIB, VEMURAFENIB], found)).toEqual([{ resistance: RESISTANT, helped: [ERLOTINIB] }]);
    const known = { ...RESISTANT, profile: "EGFR C797S" };
    expect(newResistance([known], difference([known], [known, RESISTANT]))).toEqual([{ resistance: RESISTANT, helped: [] }]);
    const undecided = { ...RESISTANT, status: "UNDECIDED" };
    expect(newResistance([undecided], difference([undecided], [RESISTANT]))).toEqual([{ resistance: RESISTANT, helped: [] }]);
  });
});

it("shows new resistance first, and benefit that it speaks against", () => {
  render(<DifferenceView difference={difference([ERLOTINIB, VEMURAFENIB], [ERLOTINIB, RESISTANT])} before={[ERLOTINIB, VEMURAFENIB]} />);
  expect(screen.getByRole("status").textContent).toContain("1 option gained, 1 lost, 0 changed, 1 as before");
  const [first] = screen.getAllByRole("region");
  expect(first?.getAttribute("aria-label")).toBe("Resistance and harm newly present");
  expect(within(first ?? document.body).getByText(/Stated before as an option: sensitivity with EGFR L858R/)).toBeTruthy();
  expect(within(screen.getByRole("region", { name: "Options lost" })).getByText("Vemurafenib")).toBeTruthy();
});
