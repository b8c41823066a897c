import type { TumorTreeQuery } from "../generated/graphql";

export type Tumor = TumorTreeQuery["tumorTree"][number];

/** A tumor type or tissue with the kinds below it, by label. */
export type Branch = { tumor: Tumor; kinds: Branch[] };

/** Hang tumor types under their parents; tissues are the roots. */
export function asTree(tumors: readonly Tumor[]): Branch[] {
  const branches = new Map(tumors.map((tumor) => [tumor.id, { tumor, kinds: [] as Branch[] }]));
  const roots: Branch[] = [];
  for (const branch of branches.values()) {
    const above = branch.tumor.parent ? branches.get(branch.tumor.parent) : undefined;
    (above?.kinds ?? roots).push(branch);
  }
  return roots;
}

/** The tumor types above one, from the root down; empty where it is not in the tree or a root. */
export function above(tumors: readonly Tumor[], id: string): string[] {
  const parents = new Map(tumors.map((tumor) => [tumor.id, tumor.parent]));
  const found: string[] = [];
  for (let next = parents.get(id); next && !found.includes(next); next = parents.get(next)) found.unshift(next);
  return found;
}

/** Keep what a text names, by label or code, with all that it stands under. */
export function mentioning(branches: readonly Branch[], text: string): Branch[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [...branches];
  return branches.flatMap((branch) => {
    const { label, code } = branch.tumor;
    const kinds = mentioning(branch.kinds, text);
    const own = label.toLowerCase().includes(wanted) || code.toLowerCase() === wanted;
    return own || kinds.length > 0 ? [{ tumor: branch.tumor, kinds }] : [];
  });
}

/** One line of the tree as it stands open: where it is, and how many stand beside it, for screen readers. */
export type Line = { branch: Branch; level: number; open: boolean; place: number; beside: number };

/** The lines of a tree from top to bottom, with what is open unfolded. */
export function lines(branches: readonly Branch[], opened: ReadonlySet<string>, level = 1): Line[] {
  return branches.flatMap((branch, index) => {
    const open = branch.kinds.length > 0 && opened.has(branch.tumor.id);
    const own: Line = { branch, level, open, place: index + 1, beside: branches.length };
    return open ? [own, ...lines(branch.kinds, opened, level + 1)] : [own];
  });
}

export type Move = { to: string | null; open: string | null; fold: string | null };

const STAY: Move = { to: null, open: null, fold: null };

/** What a key does at a line, after the tree pattern of the ARIA guide; null where it does nothing here. */
export function keyed(all: readonly Line[], id: string, key: string): Move | null {
  const at = all.findIndex((line) => line.branch.tumor.id === id);
  const line = all[at];
  if (!line) return null;
  const go = (to: Line | undefined): Move => ({ ...STAY, to: to?.branch.tumor.id ?? null });
  switch (key) {
    case "ArrowDown":
      return go(all[at + 1]);
    case "ArrowUp":
      return go(all[at - 1]);
    case "Home":
      return go(all[0]);
    case "End":
      return go(all.at(-1));
    case "ArrowRight":
      return line.open ? go(all[at + 1]) : { ...STAY, open: line.branch.kinds.length > 0 ? id : null };
    case "ArrowLeft":
      return line.open ? { ...STAY, fold: id } : go(all.slice(0, at).findLast((each) => each.level < line.level));
    default:
      return /^[a-z0-9]$/i.test(key) ? go(begins(all, at, key)) : null;
  }
}

/** The next line whose label begins with a letter, from the top again at the end. */
function begins(all: readonly Line[], at: number, key: string): Line | undefined {
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return order.find((line) => line.branch.tumor.label.toLowerCase().startsWith(key.toLowerCase()));
}
