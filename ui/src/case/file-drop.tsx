import { useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { looksLikeJson, readJson } from "./paste";
import type { Signature } from "./signature";

type Take = { onSignature: (signature: Signature) => void; onVariants: (file: File) => void; onProblem: (problem: string) => void };

const LARGEST = 8 * 1024 * 1024;

/** Tell a signature file by its first words; anything else is read as a file of variants, which says what it is itself. */
async function take(file: File, { onSignature, onVariants, onProblem }: Take): Promise<void> {
  try {
    if (!/\.json$/i.test(file.name) && !looksLikeJson(await file.slice(0, 256).text())) {
      onVariants(file);
      return;
    }
    if (file.size > LARGEST) throw new Error("The file is larger than 8 MiB, the limit of a signature.");
    onSignature(readJson(await file.text()));
  } catch (error) {
    onProblem(error instanceof Error ? error.message : "The file could not be read.");
  }
}

/** Take a file that is dropped anywhere on the page: a signature, a MAF, or an annotated VCF. */
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
      <span>A file: signature (JSON), MAF, or VCF annotated by VEP or SnpEff. Choose it, or drop it on this page</span>
      <input
        type="file"
        accept=".json,.maf,.vcf,.txt,.tsv,.gz,.bgz,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void take(file, given);
        }}
      />
      <span className="hint">The file is read in this browser and goes nowhere; only the variants that you take become the case.</span>
    </label>
  );
};
