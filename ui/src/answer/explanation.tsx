import { useMemo } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { tidy, type Signature } from "../case/signature";
import { pageOf } from "../components/links";
import { Citation } from "../components/out-link";
import { Answered, Empty } from "../components/states";
import { inWords } from "../components/words";
import { ExplanationDocument } from "../generated/graphql";
import { asTree, type Explanation, type Step } from "./derivation";
import type { Option } from "./grouping";

type Given = { signature: Signature; options: Option[] };

/** Show how options follow from the case, step by step down to the citations. */
export function ExplanationView({ signature, options }: Given) {
  const regimen = options[0]?.regimen.id ?? "";
  const asked = useAnswer(ExplanationDocument, { signature: tidy(signature), regimen });
  return (
    <Answered asked={asked} what="the derivation">
      {({ explanationPage }) => {
        const wanted = explanationPage.nodes.filter(({ option }) =>
          options.some(
            (each) =>
              each.regimen.id === option.regimen.id && each.effect === option.effect && each.profile === option.profile,
          ),
        );
        if (wanted.length === 0) return <Empty>No derivation is at hand for this option.</Empty>;
        return wanted.map(({ option, explanation }) => <Tree key={option.profile} explanation={explanation} />);
      }}
    </Answered>
  );
}

function Tree({ explanation }: { explanation: Explanation }) {
  const root = useMemo(() => asTree(explanation), [explanation]);
  return root && <ul className="derivation"><StepView step={root} /></ul>;
}

function StepView({ step }: { step: Step }) {
  const said = (
    <>
      {step.relation && <span className="relation">{step.relation} </span>}
      <StepName step={step} />
      {step.node.reason && <span className="muted"> – {step.node.reason}</span>}
      {step.why && <span className="muted"> ({step.why})</span>}
      {step.repeated && <span className="muted"> (written out above)</span>}
    </>
  );
  return (
    <li>
      {said}
      {step.below.length > 0 && (
        <ul>
          {step.below.map((below) => (
            <StepView key={`${below.relation} ${below.node.id}`} step={below} />
          ))}
        </ul>
      )}
    </li>
  );
}

function StepName({ step }: { step: Step }) {
  const { kind, id, label } = step.node;
  if (kind === "STATEMENT") return <Link href={pageOf("EVIDENCE", id)}>{label}</Link>;
  if (kind === "TUMOR" || kind === "DISEASE") {
    return id.includes(":") && !id.includes(" ") ? <Link href={pageOf("DISEASE", id)}>{label}</Link> : <b>{label}</b>;
  }
  if (kind === "CITATION") return <Citation text={label} />;
  return (
    <b>
      <span className="unseen">{inWords(kind)}: </span>
      {label}
    </b>
  );
}
