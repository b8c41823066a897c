import { useState } from "react";
import { TypeAhead } from "../components/type-ahead";
import type { SignatureInput } from "../generated/graphql";
import type { Signature } from "./signature";

type Given = { signature: Signature; change: (next: Signature) => void };
type Tested = NonNullable<SignatureInput["tested"]>;

function symbols(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** Take what was examined: only what was tested can count as absent. */
export function TestedFields({ signature, change }: Given) {
  const tested: Tested = signature.tested ?? {};
  const put = (next: Partial<Tested>) => {
    change({ ...signature, tested: { ...tested, ...next } });
  };
  const bare = (tested.genes ?? []).filter((item) => typeof item === "string");
  const byMethod = (tested.genes ?? []).filter((item) => typeof item !== "string");
  const filled = Boolean(tested.panel) || (tested.genes?.length ?? 0) > 0 || (tested.germline?.length ?? 0) > 0;
  return (
    <details className="fold" open={filled || undefined}>
      <summary>What was tested</summary>
      <p className="hint">A gene that was tested and is not listed above counts as wild type; any other as not tested.</p>
      <div className="fields wide">
        <TypeAhead
          label="Panel"
          kinds={["PANEL"]}
          placeholder="IMPACT468"
          text={tested.panel ?? ""}
          onText={(text) => {
            put({ panel: text || null });
          }}
          onHit={(hit) => {
            put({ panel: hit.label });
          }}
        />
        <Symbols
          label="Genes tested"
          items={bare}
          put={(items) => {
            put({ genes: [...items, ...byMethod] });
          }}
        />
        <Symbols
          label="Genes with a germline test"
          items={tested.germline ?? []}
          put={(items) => {
            put({ germline: items });
          }}
        />
      </div>
    </details>
  );
}

function Symbols({ label, items, put }: { label: string; items: string[]; put: (items: string[]) => void }) {
  const said = items.join(", ");
  const [draft, setDraft] = useState({ of: said, text: said });
  return (
    <label>
      {label}
      <input
        value={draft.of === said ? draft.text : said}
        placeholder="KRAS, NRAS, BRAF"
        spellCheck={false}
        onChange={(event) => {
          const next = symbols(event.target.value);
          setDraft({ of: next.join(", "), text: event.target.value });
          put(next);
        }}
      />
    </label>
  );
}

const STATES_OF_DISEASE = [
  "early stage",
  "localized",
  "locally advanced",
  "advanced",
  "metastatic",
  "unresectable",
  "untreated",
  "recurrent",
  "refractory",
];

/** Take what changes the answer beside the tumor: drugs that were given, the line, age and sex, and what trials ask for. */
export function CircumstanceFields({ signature, change }: Given) {
  const [drug, setDrug] = useState("");
  const given = signature.priorTherapies ?? [];
  const add = (name: string) => {
    setDrug("");
    if (name.trim()) change({ ...signature, priorTherapies: [...given, name.trim()] });
  };
  const filled = given.length > 0 || (signature.diseaseStatus?.length ?? 0) > 0 ||
    [signature.lineOfTherapy, signature.ageYears, signature.sex, signature.ecog].some((said) => said != null);
  return (
    <details className="fold" open={filled || undefined}>
      <summary>Prior therapy, line, age, state of disease</summary>
      <div className="fields wide">
        <TypeAhead
          label="Drug that was given"
          hint="Choose a name, or press Enter to add it."
          kinds={["DRUG", "DRUG_CLASS"]}
          text={drug}
          onText={setDrug}
          onHit={(hit) => {
            add(hit.label);
          }}
          onEnter={() => {
            add(drug);
          }}
        />
        {given.length > 0 && (
          <ul className="chips" aria-label="Prior therapies">
            {given.map((name, index) => (
              <li key={`${index} ${name}`}>
                {name}{" "}
                <button
                  type="button"
                  aria-label={`Remove ${name}`}
                  onClick={() => {
                    change({ ...signature, priorTherapies: given.filter((_, at) => at !== index) });
                  }}
                >
                  ✕
                </button>
              </li>
            ))}
          </ul>
        )}
        <label>
          Line of therapy
          <input
            type="number"
            min={1}
            value={signature.lineOfTherapy ?? ""}
            onChange={(event) => {
              change({ ...signature, lineOfTherapy: event.target.value ? event.target.valueAsNumber : null });
            }}
          />
        </label>
        <label>
          Age in years
          <input
            type="number"
            min={0}
            value={signature.ageYears ?? ""}
            onChange={(event) => {
              change({ ...signature, ageYears: event.target.value ? event.target.valueAsNumber : null });
            }}
          />
        </label>
        <label>
          Sex
          <select
            value={signature.sex ?? ""}
            onChange={(event) => {
              change({ ...signature, sex: event.target.value || null });
            }}
          >
            <option value="">not stated</option>
            <option value="female">female</option>
            <option value="male">male</option>
            <option value="other">other</option>
          </select>
        </label>
        <label>
          ECOG performance status
          <select
            value={signature.ecog ?? ""}
            onChange={(event) => {
              change({ ...signature, ecog: event.target.value === "" ? null : Number(event.target.value) });
            }}
          >
            <option value="">not stated</option>
            {[0, 1, 2, 3, 4].map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        </label>
      </div>
      <DiseaseStates signature={signature} change={change} />
    </details>
  );
}

function DiseaseStates({ signature, change }: Given) {
  const given = signature.diseaseStatus ?? [];
  return (
    <fieldset className="choices-of-many">
      <legend>State of the disease, as trials ask for it</legend>
      {STATES_OF_DISEASE.map((state) => (
        <label key={state} className="check">
          <input
            type="checkbox"
            checked={given.includes(state)}
            onChange={(event) => {
              const others = given.filter((each) => each !== state);
              change({ ...signature, diseaseStatus: event.target.checked ? [...others, state] : others });
            }}
          />{" "}
          {state}
        </label>
      ))}
    </fieldset>
  );
}
