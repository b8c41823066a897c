import { useState, type ReactNode } from "react";

/** Give the first of a list and a button that shows the rest; no button where nothing is left out. */
export function useShortened<T>(items: readonly T[], most: number): [shown: readonly T[], rest: ReactNode] {
  const [all, setAll] = useState(false);
  if (all || items.length <= most) return [items, null];
  const button = (
    <button
      type="button"
      className="button small"
      onClick={() => {
        setAll(true);
      }}
    >
      Show all {items.length}
    </button>
  );
  return [items.slice(0, most), button];
}
