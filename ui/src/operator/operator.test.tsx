// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { OperatorQuery } from "../generated/graphql";
import { byReason } from "./ledger-view";
import { byKind, changed } from "./release-difference";
import { ReleaseList } from "./release-list";
import { SourceHealth } from "./source-health";

afterEach(cleanup);

type Source = OperatorQuery["sources"][number];

function source(id: string, given: Partial<Source> = {}): Source {
  return { id, title: id, version: "1", license: "CC0-1.0", url: "", records: 1, losses: 0, origin: "mirror", stale: null, ...given };
}

const RELEASE: OperatorQuery["releases"][number] = {
  name: "A",
  profile: "full",
  builtAt: "2026-11-21T10:00:00Z",
  current: true,
  software: "0.1",
  digest: "0123456789abcdef",
  nodes: [
    { name: "Gene", count: 1000 },
    { name: "Drug", count: 234 },
  ],
  edges: [],
};

it("puts a stale source first, with since when and why", () => {
  render(<SourceHealth sources={[source("civic"), source("hgnc", { stale: { since: "2026-11-01T00:00:00Z", reason: "the owner refused", failures: 3, lastGood: null } })]} />);
  const first = within(screen.getByRole("table")).getAllByRole("row")[1];
  expect(first?.textContent).toContain("stale since 2026-11-01: the owner refused");
  expect(first?.textContent).toContain("3 failed jobs in a row");
  expect(screen.getByRole("status").textContent).toContain("1 of 2 sources");
});

it("adds losses up by reason, the most frequent first", () => {
  const counts = [
    { source: "a", reason: "UNKNOWN_DRUG", count: 2 },
    { source: "b", reason: "UNKNOWN_GENE", count: 4 },
    { source: "b", reason: "UNKNOWN_DRUG", count: 3 },
  ];
  expect(byReason(counts)).toEqual([
    ["UNKNOWN_DRUG", 5],
    ["UNKNOWN_GENE", 4],
  ]);
});

it("says which release serves, what was set aside and why, and that one release has no other", () => {
  render(<ReleaseList releases={[RELEASE]} aside={[{ name: "B", profile: "full", builtAt: "", problems: ["a golden question failed"] }]} />);
  expect(screen.getByText("(serves now)")).toBeTruthy();
  expect(screen.getByText("1,234")).toBeTruthy();
  expect(screen.getByText("a golden question failed")).toBeTruthy();
  expect(screen.getByText(/holds one release/)).toBeTruthy();
});

it("offers two releases to compare", () => {
  render(<ReleaseList releases={[RELEASE, { ...RELEASE, name: "C", current: false }]} aside={[]} />);
  const from: HTMLSelectElement = screen.getByLabelText("From");
  const to: HTMLSelectElement = screen.getByLabelText("To");
  expect([from.value, to.value]).toEqual(["", "A"]);
});

it("adds changes up over sources, the statements first", () => {
  const counts = [
    { item: "EDGE", type: "ADDED", kind: "has_member", sources: ["civic"], count: 5 },
    { item: "NODE", type: "ADDED", kind: "Gene", sources: ["hgnc"], count: 1 },
    { item: "EDGE", type: "ADDED", kind: "has_member", sources: ["moalmanac"], count: 4 },
    { item: "STATEMENT", type: "WITHDRAWN", kind: "Evidence", sources: ["civic"], count: 2 },
    { item: "STATEMENT", type: "ADDED", kind: "Evidence", sources: ["civic"], count: 3 },
  ] as const;
  expect(byKind(counts.map((each) => ({ ...each, sources: [...each.sources] }))).map((each) => `${each.item} ${each.type} ${each.kind} ${each.count}`)).toEqual([
    "STATEMENT ADDED Evidence 3",
    "STATEMENT WITHDRAWN Evidence 2",
    "NODE ADDED Gene 1",
    "EDGE ADDED has_member 9",
  ]);
});

it.each([
  [{ 695: "L" }, { 469: "W", 695: "L" }, "new 469 W"],
  [["a", "b"], ["b", "c"], "new c, gone a"],
  [["a", "b"], ["b", "a"], "another order"],
  [[], ["a", "b", "c", "d", "e"], "new a; b; c; d and 1 more"],
  ["A", null, "A → nothing"],
  [1, ["a"], "1 → [\"a\"]"],
])("says that %j became %j as %s", (before, after, told) => {
  expect(changed(before, after)).toBe(told);
});
