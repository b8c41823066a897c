import { useCallback, useMemo, useSyncExternalStore } from "react";
import { fromFragment, toFragment } from "./fragment";
import { NO_CASE, type Signature } from "./signature";

const EVENTS = ["hashchange", "popstate", "pushState", "replaceState"];

function subscribe(changed: () => void): () => void {
  for (const name of EVENTS) window.addEventListener(name, changed);
  return () => {
    for (const name of EVENTS) window.removeEventListener(name, changed);
  };
}

/** The fragment of the address, as it changes. */
export function useFragment(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}

export type Case = { signature: Signature; problem: string; change: (next: Signature) => void };

/** The case that the address holds. Changing it replaces the address, so that the back button leaves the page. */
export function useCase(): Case {
  const fragment = useFragment();
  const read = useMemo(() => {
    try {
      return { signature: fromFragment(fragment), problem: "" };
    } catch (error) {
      return { signature: NO_CASE, problem: error instanceof Error ? error.message : "The link holds no case." };
    }
  }, [fragment]);
  const change = useCallback((next: Signature) => {
    window.history.replaceState(null, "", window.location.pathname + toFragment(next));
  }, []);
  return { ...read, change };
}
