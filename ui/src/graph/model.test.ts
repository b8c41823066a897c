import { expect, it } from "vitest";
import { asOutline, layout, SIZE, stepFrom, type Entry, type Graph } from "./model";
import { rest, shown, STEP, turned, type Opened } from "./opened";

const node = (id: string, column: number) => ({ id, kind: "Profile", column, label: id });
const line = (from: string, to: string) => ({ from, to, label: "", tone: "plain" as const });

const DIAMOND: Graph = {
  nodes: [node("a", 0), node("b", 1), node("c", 1), node("d", 4), node("alone", 0)],
  lines: [line("a", "b"), line("a", "c"), line("b", "d"), line("c", "d")],
};

function said(entry: Entry): string {
  return `${entry.node.id}${entry.repeated ? "*" : ""}(${entry.below.map(said).join(" ")})`;
}

it("says all that the graph says in a list, each node written out once", () => {
  expect(asOutline(DIAMOND).map(said)).toEqual(["a(b(d()) c(d*()))", "alone()"]);
  const long: Graph = { ...DIAMOND, nodes: [...DIAMOND.nodes, node("e", 5)], lines: [...DIAMOND.lines, line("d", "e")] };
  expect(asOutline(long).map(said)[0]).toBe("a(b(d(e())) c(d*()))");
});

it("gives empty columns no room and lays no card over another", () => {
  const places = layout(DIAMOND);
  const [b, d] = [places.get("b"), places.get("d")];
  expect((d?.x ?? 0) - (b?.x ?? 0)).toBeLessThan(2 * SIZE.width);
  const all = [...places.values()];
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      expect(Math.abs(one.x - other.x) >= SIZE.width || Math.abs(one.y - other.y) >= SIZE.height).toBe(true);
    }
  }
});

it("orders a column by what stands to the left, so that lines cross less", () => {
  const crossed: Graph = {
    nodes: [node("up", 0), node("down", 0), node("of down", 1), node("of up", 1)],
    lines: [line("up", "of up"), line("down", "of down")],
  };
  const places = layout(crossed);
  expect(places.get("of up")?.y).toBeLessThan(places.get("of down")?.y ?? 0);
});

it("walks along lines to the sides, and within the column up and down", () => {
  const places = layout(DIAMOND);
  expect(stepFrom(DIAMOND, places, "b", "right")).toBe("d");
  expect(stepFrom(DIAMOND, places, "b", "left")).toBe("a");
  expect(stepFrom(DIAMOND, places, "b", "down")).toBe("c");
  expect(stepFrom(DIAMOND, places, "b", "up")).toBeNull();
  expect(stepFrom(DIAMOND, places, "alone", "right")).toBeNull();
  expect(stepFrom(DIAMOND, places, "gone", "right")).toBeNull();
});

it("unfolds a node in steps, says what is left, and folds it again", () => {
  const items = Array.from({ length: 2 * STEP + 1 }, (_, index) => index);
  let opened: Opened = turned(new Map(), "a");
  expect(shown(items, new Map(), "a")).toEqual([]);
  expect(shown(items, opened, "a")).toHaveLength(STEP);
  const [more] = rest(opened, "a", items.length, 2, "things").nodes;
  expect(more).toMatchObject({ label: `${STEP + 1} more things`, more: { label: `Show ${STEP}` } });
  opened = turned(turned(opened, more?.id ?? ""), more?.id ?? "");
  expect(shown(items, opened, "a")).toHaveLength(items.length);
  expect(rest(opened, "a", items.length, 2, "things").nodes).toEqual([]);
  expect(turned(opened, "a").size).toBe(0);
});
