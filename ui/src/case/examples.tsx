import type { Signature } from "./signature";

const EXAMPLES: [string, Signature][] = [
  [
    "Melanoma: BRAF V600E, CDKN2A loss, TMB 14",
    { tumorType: "SKCM", alterations: [{ text: "BRAF V600E" }, { text: "CDKN2A loss" }, { text: "TMB 14" }] },
  ],
  [
    "Lung adenocarcinoma after osimertinib: EGFR L858R, C797S",
    {
      tumorType: "LUAD",
      alterations: [{ text: "EGFR L858R" }, { text: "EGFR C797S" }],
      priorTherapies: ["Osimertinib"],
    },
  ],
  [
    "Colorectal: KRAS, NRAS, BRAF tested, none found",
    { tumorType: "COADREAD", alterations: [], tested: { genes: ["KRAS", "NRAS", "BRAF"] } },
  ],
];

export function Examples({ change }: { change: (next: Signature) => void }) {
  return (
    <ul className="examples">
      {EXAMPLES.map(([name, signature]) => (
        <li key={name}>
          <button
            type="button"
            className="button"
            onClick={() => {
              change(signature);
            }}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
