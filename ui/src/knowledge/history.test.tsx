import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { HistoryView } from "./history";

type Step = Parameters<typeof HistoryView>[0]["steps"][number];

const STEP: Step = {
  from: "2026.1",
  to: "2026.2",
  builtAt: "2026-11-02T00:00:00Z",
  knownBefore: true,
  knownAfter: true,
  counts: [],
  changes: { totalCount: 0, nodes: [] },
};

it("says where there is nothing to compare, and where nothing changed", () => {
  render(<HistoryView steps={[]} />);
  expect(screen.getByText(/keeps no earlier release/)).toBeTruthy();
  render(<HistoryView steps={[STEP, { ...STEP, to: "2026.3", knownAfter: false }]} />);
  expect(screen.getByText("Nothing about it changed.")).toBeTruthy();
  expect(screen.getByText(/^No longer in this release/)).toBeTruthy();
});

it("shows what changed field by field, and links what still stands", () => {
  const change = { item: "STATEMENT", type: "RELEVELED", kind: "Evidence", id: "civic.eid:1", label: "a claim", subject: null, object: null, record: null, sources: ["civic"], fields: [{ name: "level", before: "B", after: "A" }] } as const;
  const gone = { ...change, type: "WITHDRAWN", id: "civic.eid:2", label: "gone", fields: [] } as const;
  render(
    <HistoryView
      steps={[{ ...STEP, counts: [{ item: "STATEMENT", type: "RELEVELED", count: 1 }], changes: { totalCount: 9, nodes: [{ ...change, sources: ["civic"], fields: [...change.fields] }, { ...gone, sources: ["civic"], fields: [] }] } }]}
    />,
  );
  expect(screen.getByRole("link", { name: "a claim" }).getAttribute("href")).toBe("/evidence/civic.eid:1");
  expect(screen.queryByRole("link", { name: "gone" })).toBeNull();
  expect(screen.getByText("1 statement releveled.")).toBeTruthy();
  expect(screen.getByText("A").tagName).toBe("INS");
  expect(screen.getByText("2 of 9 changes are listed.")).toBeTruthy();
});
