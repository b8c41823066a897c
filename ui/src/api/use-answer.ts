import { useCallback, useEffect, useRef, useState } from "react";
import type { TypedDocumentString } from "../generated/graphql";
import { ask, Refusal } from "./ask";
import { useCredential } from "./credential";

export type Asked<T> =
  | { state: "idle" }
  | { state: "loading"; cancel: () => void }
  | { state: "failed"; refusal: Refusal; retry: () => void }
  | { state: "answered"; data: T };

type Outcome<T> = { key: string; data?: T; refusal?: Refusal };

export function asRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal("INTERNAL", "These pages failed to read the answer.");
}

/** A question that the reader no longer waits for; it can be asked again. */
function canceled(): Refusal {
  return new Refusal("CANCELED", "It was ended here before the server answered.");
}

/**
 * Ask a question whenever its variables change; null asks nothing. A question that is no longer wanted is canceled, and so is one that the
 * reader cancels.
 */
export function useAnswer<T, V>(question: TypedDocumentString<T, V>, variables: V | null): Asked<T> {
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { given } = useCredential();
  const asked = variables === null ? null : JSON.stringify(variables);
  const key = `${attempt} ${given} ${asked ?? ""}`;
  const running = useRef<AbortController | null>(null);
  useEffect(() => {
    if (asked === null) return;
    const stop = new AbortController();
    running.current = stop;
    ask(question, JSON.parse(asked) as V, stop.signal).then(
      (data) => {
        if (!stop.signal.aborted) setOutcome({ key, data });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setOutcome({ key, refusal: asRefusal(error) });
      },
    );
    return () => {
      stop.abort();
    };
  }, [question, asked, key]);
  const retry = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  const cancel = useCallback(() => {
    running.current?.abort();
    setOutcome({ key, refusal: canceled() });
  }, [key]);
  if (asked === null) return { state: "idle" };
  if (outcome?.key !== key) return { state: "loading", cancel };
  if (outcome.refusal) return { state: "failed", refusal: outcome.refusal, retry };
  return { state: "answered", data: outcome.data as T };
}
