import type { BiomarkersInput } from "../generated/graphql";
import type { Signature } from "./signature";

type Given = { signature: Signature; change: (next: Signature) => void };
type Name = keyof BiomarkersInput;

const CHOICES: [Name, string, string[]][] = [
  ["msi", "Microsatellites", ["MSI-H", "MSI-L", "MSS"]],
  ["mmr", "Mismatch repair", ["deficient", "proficient"]],
  ["hrd", "HRD", ["positive", "negative"]],
  ["her2Ihc", "HER2 IHC", ["0", "1+", "2+", "3+"]],
  ["her2Ish", "HER2 ISH", ["amplified", "not amplified"]],
  ["er", "ER", ["positive", "negative"]],
  ["pr", "PR", ["positive", "negative"]],
];

const NUMBERS: [Name, string, number | undefined][] = [
  ["tmb", "TMB (mutations per Mb)", undefined],
  ["pdl1Tps", "PD-L1 TPS (%)", 100],
  ["pdl1Cps", "PD-L1 CPS", undefined],
];

/** Take measured biomarkers; what is left out counts as not tested, never as negative. */
export function BiomarkerFields({ signature, change }: Given) {
  const given: BiomarkersInput = signature.biomarkers ?? {};
  const put = (name: Name, value: string | number | null) => {
    change({ ...signature, biomarkers: { ...given, [name]: value } });
  };
  const filled = Object.values(given).filter((value) => value !== null && value !== undefined).length;
  return (
    <details className="fold" open={filled > 0 || undefined}>
      <summary>Measured biomarkers{filled > 0 && ` (${filled})`}</summary>
      <div className="fields">
        {CHOICES.map(([name, label, values]) => (
          <label key={name}>
            {label}
            <select
              value={given[name] ?? ""}
              onChange={(event) => {
                put(name, event.target.value || null);
              }}
            >
              <option value="">not tested</option>
              {values.map((value) => (
                <option key={value} value={value}>
                  {value}
                </option>
              ))}
            </select>
          </label>
        ))}
        {NUMBERS.map(([name, label, most]) => (
          <label key={name}>
            {label}
            <input
              type="number"
              min={0}
              max={most}
              step="any"
              value={given[name] ?? ""}
              placeholder="not tested"
              onChange={(event) => {
                put(name, event.target.value === "" ? null : event.target.valueAsNumber);
              }}
            />
          </label>
        ))}
      </div>
    </details>
  );
}
