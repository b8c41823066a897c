import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { readJson } from "./paste";
import type { Signature } from "./signature";

type Take = { onSignature: (signature: Signature) => void; onProblem: (problem: string) => void };

const LARGEST = 8 * 1024 * 1024;

async function take(file: File, { onSignature, onProblem }: Take): Promise<void> {
  if (file.size > LARGEST) {
    onProblem("The file is larger than 8 MiB, the limit of a signature.");
    return;
  }
  try {
    onSignature(readJson(await file.text()));
  } catch (error) {
    onProblem(error instanceof Error ? error.message : "The file could not be read.");
  }
}

/** Take a signature file that is dropped anywhere on the page. */
export function FileDrop({ children, ...given }: Take & { children: ReactNode }) {
  const [over, setOver] = useState(false);
  const dropped = useEffectEvent((file: File) => take(file, given));
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    const hover = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = () => {
      setOver(false);
    };
    const drop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0];
      setOver(false);
      if (!file) return;
      event.preventDefault();
      void dropped(file);
    };
    document.addEventListener("dragover", hover, { signal });
    document.addEventListener("dragleave", leave, { signal });
    document.addEventListener("drop", drop, { signal });
    return () => {
      end.abort();
    };
  }, []);
  return <div className={over ? "drop over" : "drop"}>{children}</div>;
}

FileDrop.Button = function FileButton(given: Take) {
  return (
    <label className="file">
      <span>Signature file (JSON): choose it, or drop it on this page</span>
      <input
        type="file"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void take(file, given);
        }}
      />
    </label>
  );
};
