/** How many rows of each part are printed, and how many letters name the regimens that have no row. */
export type Rows = { alterations: number; warnings: number; helps: number; defeats: number; undecided: number; tests: number; trials: number; names: number };

const MOST: Rows = { alterations: 60, warnings: 8, helps: 32, defeats: 16, undecided: 12, tests: 12, trials: 14, names: 1400 };
const SHARES = [1, 0.9, 0.8, 0.7, 0.62, 0.55, 0.48, 0.42, 0.36, 0.3, 0.24, 0.18, 0.12, 0.06];

export const STEPS = SHARES.length;

/** Give the rows of a step: each step prints less of every part, and never none. */
export function rowsOf(step: number): Rows {
  const share = SHARES[Math.min(step, STEPS - 1)] ?? 0;
  const rows = Object.entries(MOST).map(([part, most]) => [part, Math.max(1, Math.round(most * share))] as const);
  return Object.fromEntries(rows) as Rows;
}
