import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { above, asTree, mentioning, type Branch, type Tumor } from "./tree";
import { TumorTree } from "./tumor-tree";
import { tumorsCsv, TumorsView } from "./tumors-page";

const tumor = (id: string, parent: string | null, label = id): Tumor => ({ id, code: id.toUpperCase(), label, parent, statements: 3, trials: 1 });
const TUMORS = [tumor("skin", null), tumor("melanoma", "skin"), tumor("acral", "melanoma"), tumor("cutaneous", "melanoma"), tumor("lung", null), tumor("luad", "lung", "lung adenocarcinoma")];

const said = ({ tumor: { id }, kinds }: Branch): string => (kinds.length > 0 ? `${id}(${kinds.map(said).join(" ")})` : id);

it("hangs each tumor type under its parent, and keeps one whose parent is not there", () => {
  expect(asTree(TUMORS).map(said)).toEqual(["skin(melanoma(acral cutaneous))", "lung(luad)"]);
  expect(asTree([tumor("a", "gone")]).map(said)).toEqual(["a"]);
  expect(above(TUMORS, "acral")).toEqual(["skin", "melanoma"]);
  expect(above(TUMORS, "none")).toEqual([]);
});

it("keeps what a text names with all that it stands under", () => {
  const kept = (text: string) => mentioning(asTree(TUMORS), text).map(said);
  expect(kept("adeno")).toEqual(["lung(luad)"]);
  expect(kept("ACRAL")).toEqual(["skin(melanoma(acral))"]);
  expect(kept(" ")).toEqual(asTree(TUMORS).map(said));
  expect(kept("none")).toEqual([]);
});

const names = () => screen.getAllByRole("treeitem").map((item) => item.dataset.tumor);

it("is walked by key as the ARIA guide has it", async () => {
  render(<TumorTree branches={asTree(TUMORS)} opened={[]} />);
  expect(names()).toEqual(["skin", "lung"]);
  await userEvent.tab();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("skin, SKIN: 3 statements, 1 trial");
  expect(document.activeElement?.getAttribute("aria-expanded")).toBe("false");
  await userEvent.keyboard("{ArrowRight}");
  expect(names()).toEqual(["skin", "melanoma", "lung"]);
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}");
  expect((document.activeElement as HTMLElement).dataset.tumor).toBe("acral");
  expect(document.activeElement?.getAttribute("aria-level")).toBe("3");
  expect(document.activeElement?.hasAttribute("aria-expanded")).toBe(false);
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(names()).toEqual(["skin", "melanoma", "lung"]);
  await userEvent.keyboard("{End}");
  expect((document.activeElement as HTMLElement).dataset.tumor).toBe("lung");
  await userEvent.keyboard("s");
  expect((document.activeElement as HTMLElement).dataset.tumor).toBe("skin");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(window.location.pathname).toBe("/disease/melanoma");
});

it("has one stop of the Tab key, and marks where the reader is", () => {
  const view = within(render(<TumorTree branches={asTree(TUMORS)} opened={["skin", "melanoma"]} here="acral" />).container);
  expect(view.getAllByRole("treeitem").filter((item) => item.tabIndex === 0)).toHaveLength(1);
  expect(view.getByRole("treeitem", { current: "page" }).dataset.tumor).toBe("acral");
});

it("shows what is looked for unfolded, and says where there is nothing", async () => {
  render(<TumorsView tumors={TUMORS} />);
  await userEvent.type(screen.getByRole("searchbox"), "acral");
  expect(await screen.findByRole("treeitem", { name: /^acral/ })).toBeTruthy();
  await userEvent.type(screen.getByRole("searchbox"), "x");
  expect(await screen.findByText("No tumor type is called so.")).toBeTruthy();
});

it("is written as a table", () => {
  expect(tumorsCsv(TUMORS).split("\r\n")[2]).toBe("melanoma,MELANOMA,melanoma,skin,3,1");
});
