import { useMemo, useState } from "react";
import { useAnswer, type Asked } from "../api/use-answer";
import { tidy, type Signature } from "../case/signature";
import { pageOf } from "../components/links";
import { Failed } from "../components/states";
import { EFFECTS } from "../components/words";
import { EvidenceGraphPagesDocument, GraphTrialsDocument, type EvidenceGraphPagesQuery, type GraphTrialsQuery } from "../generated/graphql";
import { turned, type Opened } from "../graph/opened";
import { WalkGraph } from "../graph/walk-graph";
import { evidenceGraph, keyOf, type Evidence } from "./evidence-graph";
import { sections, type Option } from "./grouping";

type Given = { signature: Signature; options: Option[] };

/** Walk from the findings of the case through profiles and statements to regimens and trials, beginning with one option. */
export default function EvidenceWalk({ signature, options }: Given) {
  const { helps, defeats, undecided } = sections(options);
  const [wanted, setWanted] = useState("");
  const [opened, setOpened] = useState<Opened>(new Map());
  const begin = options.find((option) => keyOf(option) === wanted) ?? helps[0] ?? defeats[0] ?? undecided[0];
  const case_ = { signature: tidy(signature) };
  const named = useAnswer(EvidenceGraphPagesDocument, case_);
  const unfolded = options.some((option) => opened.has(option.regimen.id));
  const trials = useAnswer(GraphTrialsDocument, unfolded ? case_ : null);
  const known = trialsOf(trials);
  const pages = useMemo(() => pagesOf(named), [named]);
  const graph = useMemo(
    () => (begin ? evidenceGraph({ options, begin, opened, trials: known, pages }) : { nodes: [], lines: [] }),
    [options, begin, opened, known, pages],
  );
  if (!begin) return null;
  return (
    <>
      <label className="filter">
        Begin with
        <select
          value={keyOf(begin)}
          onChange={(event) => {
            setWanted(event.target.value);
            setOpened(new Map());
          }}
        >
          <Choices title="Benefit" options={helps} />
          <Choices title="Resistance and harm" options={defeats} />
          <Choices title="Undecided" options={undecided} />
        </select>
      </label>
      {trials.state === "failed" && <Failed refusal={trials.refusal} retry={trials.retry} />}
      <WalkGraph
        graph={graph}
        label={`Evidence for ${begin.regimen.label}, from the findings to the trials`}
        unfold={(id) => {
          setOpened(turned(opened, id));
        }}
      />
    </>
  );
}

function Choices({ title, options }: { title: string; options: Option[] }) {
  if (options.length === 0) return null;
  return (
    <optgroup label={title}>
      {options.map((option) => (
        <option key={keyOf(option)} value={keyOf(option)}>
          {option.regimen.label}, {EFFECTS[option.effect].toLowerCase()}, for {option.profile}
          {option.tier ? ` (tier ${option.tier})` : ""}
        </option>
      ))}
    </optgroup>
  );
}

function trialsOf(asked: Asked<GraphTrialsQuery>): Evidence["trials"] {
  if (asked.state === "answered") return asked.data.matchTrials.trials;
  return asked.state === "loading" ? "asked" : null;
}

/** Pages of the genes that findings name; one that names several has no page of its own. */
function pagesOf(asked: Asked<EvidenceGraphPagesQuery>): Map<string, string> {
  const findings = asked.state === "answered" ? asked.data.understood.alterations.flatMap((each) => each.findings) : [];
  return new Map(
    findings.flatMap(({ text, genes }) => {
      const [gene] = genes;
      return gene?.id && genes.length === 1 ? [[text, pageOf("GENE", gene.id)] as const] : [];
    }),
  );
}
