import { useCallback, useEffect, useState } from "react";
import type { TypedDocumentString } from "../generated/graphql";
import { ask, type Refusal } from "./ask";
import { useCredential } from "./credential";
import { asRefusal } from "./use-answer";

/** One page of a list as the API gives it. */
export type Page<N> = { nodes: readonly N[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** What was read of a list up to now; `done` once no more is read, for the list ended, was stopped or failed. */
export type Pages<N> = { items: readonly N[]; total: number | null; refusal: Refusal | null; done: boolean; stop: () => void; retry: () => void };

type Read<N> = Pick<Pages<N>, "items" | "total" | "refusal" | "done"> & { key: string };

/**
 * Read a list page by page, up to `most` items, and again with a credential that was given since. What is no longer wanted is canceled; the
 * reader may stop it and keep what is there.
 */
export function usePages<T, N, V>(question: TypedDocumentString<T, V & { after: string | null }>, variables: V, pageOf: (data: T) => Page<N>, most: number): Pages<N> {
  const [attempt, setAttempt] = useState(0);
  const { given } = useCredential();
  const asked = JSON.stringify(variables);
  const key = `${attempt} ${given} ${asked}`;
  const [stopped, setStopped] = useState("");
  const [read, setRead] = useState<Read<N> | null>(null);
  const halted = stopped === key;
  useEffect(() => {
    if (halted) return;
    const canceled = new AbortController();
    const load = async () => {
      let items: readonly N[] = [];
      let after: string | null = null;
      do {
        const page: Page<N> = pageOf(await ask(question, { ...(JSON.parse(asked) as V), after }, canceled.signal));
        items = [...items, ...page.nodes];
        after = page.pageInfo.hasNextPage && items.length < most ? page.pageInfo.endCursor : null;
        setRead({ key, items, total: page.totalCount, refusal: null, done: after === null });
      } while (after !== null);
    };
    load().catch((error: unknown) => {
      if (!canceled.signal.aborted) setRead((before) => ({ items: [], total: null, ...(before?.key === key ? before : {}), key, refusal: asRefusal(error), done: true }));
    });
    return () => {
      canceled.abort();
    };
  }, [question, asked, key, halted, pageOf, most]);
  const stop = useCallback(() => {
    setStopped(key);
  }, [key]);
  const retry = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  const known = read?.key === key ? read : { items: [], total: null, refusal: null, done: false };
  return { items: known.items, total: known.total, refusal: known.refusal, done: known.done || halted, stop, retry };
}
