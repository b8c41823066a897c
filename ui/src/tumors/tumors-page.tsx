import { useMemo, useState } from "react";
import { useAnswer } from "../api/use-answer";
import { useDebounced } from "../components/debounced";
import { Download } from "../components/download";
import { csv } from "../components/csv";
import { Answered, Empty } from "../components/states";
import { useTitle } from "../components/title";
import { TumorTreeDocument } from "../generated/graphql";
import { asTree, mentioning, type Tumor } from "./tree";
import { TumorTree } from "./tumor-tree";

/** All tumor types by tissue, with what the release holds of each and of all kinds of it. */
export default function TumorsPage() {
  useTitle("Tumor types");
  const asked = useAnswer(TumorTreeDocument, {});
  return (
    <>
      <h1>Tumor types</h1>
      <p className="lead">
        OncoTree&rsquo;s tumor types under the tissues they arise in. The numbers count accepted statements and trials of each and of all
        kinds of it, each once; a tissue also has what is said of wider
        diseases whose types all arise there. What is a kind of what follows the disease hierarchy of this release, by which answers find wider
        and narrower tumor types.
      </p>
      <Answered asked={asked} what="the tumor types; the first time takes some seconds">
        {({ tumorTree }) => <TumorsView tumors={tumorTree} />}
      </Answered>
    </>
  );
}

export function TumorsView({ tumors }: { tumors: readonly Tumor[] }) {
  const [text, setText] = useState("");
  const wanted = useDebounced(text);
  const branches = useMemo(() => mentioning(asTree(tumors), wanted), [tumors, wanted]);
  if (tumors.length === 0) return <Empty>This release knows no tumor type with an OncoTree code.</Empty>;
  return (
    <>
      <label className="filter">
        Show only what mentions
        <input
          type="search"
          value={text}
          placeholder="melanoma, LUAD"
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
      </label>
      <p className="muted">
        <Download name="tumor-types.csv" type="text/csv" content={() => tumorsCsv(tumors)}>
          Download all as CSV
        </Download>{" "}
        <Download name="tumor-types.json" type="application/json" content={() => JSON.stringify(tumors, null, 1)}>
          as JSON
        </Download>
      </p>
      {branches.length === 0 ? <Empty>No tumor type is called so.</Empty> : <TumorTree branches={branches} opened={[]} all={wanted.trim() !== ""} />}
    </>
  );
}

/** Write the tree as a table: each tumor type with its parent and what the release holds. */
export function tumorsCsv(tumors: readonly Tumor[]): string {
  return csv([
    ["id", "oncotree", "label", "parent", "statements", "trials"],
    ...tumors.map((each) => [each.id, each.code, each.label, each.parent ?? "", String(each.statements), String(each.trials)]),
  ]);
}
