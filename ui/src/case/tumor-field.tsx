import { useState } from "react";
import { TypeAhead } from "../components/type-ahead";
import type { Signature } from "./signature";

type Given = { signature: Signature; change: (next: Signature) => void };

/** Take the tumor type: an OncoTree code, an identifier, or a name; what it was taken for is shown beside. */
export function TumorField({ signature, change }: Given) {
  const given = signature.tumorType ?? "";
  const [draft, setDraft] = useState({ of: given, text: given });
  // another case came into the address: the field shows it
  const text = draft.of === given ? draft.text : given;
  return (
    <TypeAhead
      label="Tumor type"
      hint="A name or an OncoTree code, such as lung adenocarcinoma or SKCM. Without one, nothing gets a tier."
      kinds={["DISEASE"]}
      text={text}
      onText={(next) => {
        setDraft({ of: next, text: next });
        change({ ...signature, tumorType: next.trim() ? next : null });
      }}
      onHit={(hit) => {
        const code = hit.node && "oncotree" in hit.node ? hit.node.oncotree : null;
        const next = code && hit.name.toUpperCase() === code ? code : hit.label;
        setDraft({ of: next, text: next });
        change({ ...signature, tumorType: next });
      }}
    />
  );
}
