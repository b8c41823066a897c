import { useMemo } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { AlterationEntry } from "../case/alteration-entry";
import { AlterationList } from "../case/alteration-list";
import { BiomarkerFields } from "../case/biomarker-fields";
import { CircumstanceFields } from "../case/circumstance-fields";
import { pairFromFragment, pairToFragment, toFragment } from "../case/fragment";
import { inShort, isEmpty, NO_CASE, tidy, words, type Signature } from "../case/signature";
import { TumorField } from "../case/tumor-field";
import { useFragment } from "../case/use-case";
import { useDebounced } from "../components/debounced";
import { Answered, Empty, Failed, Loading } from "../components/states";
import { useTitle } from "../components/title";
import { AnswerDocument } from "../generated/graphql";
import { Statement } from "../layout";
import { difference } from "./difference";
import { DifferenceView } from "./difference-view";

type Pair = { before: Signature; after: Signature };

function usePair(): Pair & { problem: string } {
  const fragment = useFragment();
  return useMemo(() => {
    try {
      return { ...pairFromFragment(fragment), problem: "" };
    } catch (error) {
      return { before: NO_CASE, after: NO_CASE, problem: error instanceof Error ? error.message : "The link holds no cases." };
    }
  }, [fragment]);
}

/** Compare what was found in one patient at two times, such as at diagnosis and at relapse. */
export default function ComparePage() {
  useTitle("Compare");
  const { before, after, problem } = usePair();
  const put = (next: Partial<Pair>) => {
    window.history.replaceState(null, "", window.location.pathname + pairToFragment(next.before ?? before, next.after ?? after));
  };
  return (
    <>
      <h1>Compare two times</h1>
      <p className="lead">
        What was found first, and what was found later in the same patient: which options are gained and lost, and which resistance is new. Both
        cases stay in the address of this browser.
      </p>
      {problem && (
        <p className="state failed" role="alert">
          <strong>The link could not be read.</strong> {problem}
        </p>
      )}
      <div className="columns">
        <Side
          title="First"
          signature={before}
          change={(next) => {
            put({ before: next });
          }}
        />
        <Side
          title="Later"
          signature={after}
          change={(next) => {
            put({ after: next });
          }}
        />
      </div>
      <Statement />
      <Compared before={before} after={after} />
    </>
  );
}

type SideGiven = { title: string; signature: Signature; change: (next: Signature) => void };

function Side({ title, signature, change }: SideGiven) {
  return (
    <section aria-label={`${title} case`} className="panel">
      <h2>{title}</h2>
      <p>
        <strong>{signature.tumorType ?? "No tumor type"}</strong>: {inShort(signature, 20) || "no alteration"}
        {signature.priorTherapies?.length ? `; after ${signature.priorTherapies.join(", ")}` : ""}
      </p>
      <details className="fold">
        <summary>Change it</summary>
        <TumorField signature={signature} change={change} />
        <AlterationEntry signature={signature} change={change} onProblem={() => undefined} />
        <AlterationList signature={signature} change={change} />
        <BiomarkerFields signature={signature} change={change} />
        <CircumstanceFields signature={signature} change={change} />
      </details>
      <Link href={`/answer${toFragment(signature)}`}>Its options alone</Link>
    </section>
  );
}

function Compared({ before, after }: Pair) {
  const first = useDebounced(before, 250);
  const later = useDebounced(after, 250);
  const said = useAnswer(AnswerDocument, isEmpty(first) ? null : { signature: tidy(first) });
  const now = useAnswer(AnswerDocument, isEmpty(later) ? null : { signature: tidy(later) });
  if (isEmpty(first) || isEmpty(later)) return <Empty>Two cases are compared: enter both.</Empty>;
  if (said.state === "failed") return <Failed refusal={said.refusal} retry={said.retry} />;
  if (said.state !== "answered") return <Loading what="the first answer" />;
  const options = said.data.targetedDrugs.options;
  return (
    <Answered asked={now} what="the later answer">
      {(data) => (
        <>
          <Findings before={first} after={later} />
          <DifferenceView difference={difference(options, data.targetedDrugs.options)} before={options} />
        </>
      )}
    </Answered>
  );
}

/** Say which alterations the two cases do not share, in the words in which they were entered. */
function Findings({ before, after }: Pair) {
  const [old, now] = [before.alterations.map(words), after.alterations.map(words)];
  const came = now.filter((each) => !old.includes(each));
  const went = old.filter((each) => !now.includes(each));
  return (
    <p>
      Found only later: <strong>{came.join("; ") || "nothing"}</strong>. Found only first: <strong>{went.join("; ") || "nothing"}</strong>
      {went.length > 0 && " – what is not listed later is not shown to be gone, unless it was tested"}.
    </p>
  );
}
