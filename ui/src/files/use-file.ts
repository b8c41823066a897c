import { useCallback, useEffect, useRef, useState } from "react";
import type { AlterationInput } from "../generated/graphql";
import type { Summary } from "./gathered";
import type { Request, Said } from "./messages";

export type Reading =
  | { state: "reading"; share: number }
  | { state: "refused"; problem: string }
  | { state: "read"; summary: Summary };

type Held = {
  reading: Reading;
  show: (sample: string) => void;
  take: (sample: string, groups: string[]) => Promise<AlterationInput[]>;
};

/** Read a file in a worker of its own; it ends with the component that asked. */
export function useFile(file: File): Held {
  const [reading, setReading] = useState<Reading>({ state: "reading", share: 0 });
  const worker = useRef<Worker | null>(null);
  const waiting = useRef<((alterations: AlterationInput[]) => void) | null>(null);
  const post = useCallback((request: Request) => worker.current?.postMessage(request), []);
  useEffect(() => {
    const reader = new Worker(new URL("./file.worker.ts", import.meta.url), { type: "module" });
    worker.current = reader;
    reader.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.say === "progress") setReading({ state: "reading", share: data.share });
      else if (data.say === "refused") setReading({ state: "refused", problem: data.problem });
      else if (data.say === "summary") setReading({ state: "read", summary: data.summary });
      else waiting.current?.(data.alterations);
    };
    reader.onerror = () => {
      setReading({ state: "refused", problem: "This browser could not read the file." });
    };
    post({ ask: "read", file });
    return () => {
      reader.terminate();
    };
  }, [file, post]);
  const show = useCallback(
    (sample: string) => {
      post({ ask: "summary", sample });
    },
    [post],
  );
  const take = useCallback(
    (sample: string, groups: string[]) =>
      new Promise<AlterationInput[]>((resolve) => {
        waiting.current = resolve;
        post({ ask: "take", sample, groups });
      }),
    [post],
  );
  return { reading, show, take };
}
