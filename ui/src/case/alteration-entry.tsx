import { useId, useState } from "react";
import { TypeAhead } from "../components/type-ahead";
import type { AlterationInput } from "../generated/graphql";
import { looksLikeJson, readJson, readText } from "./paste";
import type { Signature } from "./signature";

type Given = { signature: Signature; change: (next: Signature) => void; onProblem: (problem: string) => void };

/** Take alterations as a report writes them, many at once or one by one with a guide. */
export function AlterationEntry({ signature, change, onProblem }: Given) {
  const [text, setText] = useState("");
  const id = useId();
  const add = (items: AlterationInput[]) => {
    if (items.length) change({ ...signature, alterations: [...signature.alterations, ...items] });
  };
  const take = () => {
    try {
      if (looksLikeJson(text)) change(readJson(text));
      else add(readText(text));
      setText("");
    } catch (error) {
      onProblem(error instanceof Error ? error.message : "The text could not be read.");
    }
  };
  return (
    <>
      <div className="group">
        <label htmlFor={id}>Alterations and biomarkers</label>
        <textarea
          id={id}
          rows={3}
          value={text}
          spellCheck={false}
          placeholder="BRAF V600E; CDKN2A loss; TMB 14"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) take();
          }}
        />
        <p className="hint" id={`${id}-hint`}>
          One a line or separated by semicolons: EML4::ALK, ERBB2 amplification, MET exon 14 skipping, HGVS, MSI-H. A
          signature file can be pasted too.
        </p>
        <button type="button" className="button" onClick={take} disabled={!text.trim()}>
          Add to the case
        </button>
      </div>
      <GuidedEntry add={add} />
    </>
  );
}

const KINDS = [
  ["protein", "Protein change", "V600E"],
  ["amplification", "Amplification", ""],
  ["gain", "Gain", ""],
  ["loss", "Loss (one copy)", ""],
  ["deep_deletion", "Deep deletion", ""],
  ["fusion", "Fusion with", "partner, such as EML4"],
  ["event", "Other event", "exon 14 skipping"],
] as const;

type Kind = (typeof KINDS)[number][0];

function alteration(gene: string, kind: Kind, detail: string): AlterationInput | null {
  switch (kind) {
    case "protein":
      return detail ? { gene, protein: detail } : null;
    case "fusion":
      return { fusion: [detail || null, gene] };
    case "event":
      return detail ? { gene, event: detail } : null;
    default:
      return { gene, copyNumber: kind };
  }
}

function GuidedEntry({ add }: { add: (items: AlterationInput[]) => void }) {
  const [gene, setGene] = useState("");
  const [kind, setKind] = useState<Kind>("protein");
  const [detail, setDetail] = useState("");
  const example = KINDS.find(([name]) => name === kind)?.[2] ?? "";
  const made = gene.trim() ? alteration(gene.trim(), kind, detail.trim()) : null;
  const submit = () => {
    if (!made) return;
    add([made]);
    setGene("");
    setDetail("");
  };
  return (
    <details className="fold">
      <summary>Enter one alteration with a guide</summary>
      <div className="guided">
        <TypeAhead
          label="Gene"
          kinds={["GENE"]}
          text={gene}
          onText={setGene}
          onHit={(hit) => {
            setGene(hit.label);
          }}
        />
        <label>
          What was found
          <select
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as Kind);
            }}
          >
            {KINDS.map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {example && (
          <label>
            {kind === "fusion" ? "Partner (5′)" : "Change"}
            <input
              value={detail}
              placeholder={example}
              spellCheck={false}
              onChange={(event) => {
                setDetail(event.target.value);
              }}
              onKeyDown={(event) => {
                if (event.key === "Enter") submit();
              }}
            />
          </label>
        )}
        <button type="button" className="button" onClick={submit} disabled={!made}>
          Add the alteration
        </button>
      </div>
    </details>
  );
}
