import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { useDebounced } from "../components/debounced";
import { Answered, Empty, Loading } from "../components/states";
import { useTitle } from "../components/title";
import { UnderstoodDocument } from "../generated/graphql";
import { AlterationEntry } from "./alteration-entry";
import { AlterationList } from "./alteration-list";
import { BiomarkerFields } from "./biomarker-fields";
import { CircumstanceFields, TestedFields } from "./circumstance-fields";
import { Examples } from "./examples";
import { FileDrop } from "./file-drop";
import { toFragment } from "./fragment";
import { isEmpty, tidy, type Signature } from "./signature";
import { TumorField } from "./tumor-field";
import { UnderstoodView } from "./understood-view";
import { useCase } from "./use-case";

const FilePanel = lazy(() => import("../files/file-panel"));

/** Take a case, and show back what was understood of it before anything is answered. */
export function CasePage() {
  useTitle("Case");
  const { signature, problem, change } = useCase();
  const [fileProblem, setFileProblem] = useState("");
  const [file, setFile] = useState<{ file: File; number: number } | null>(null);
  const said = problem || fileProblem;
  const take = (next: Signature) => {
    setFileProblem("");
    change(next);
  };
  const files = {
    onSignature: take,
    onProblem: setFileProblem,
    onVariants: (next: File) => {
      setFileProblem("");
      setFile((before) => ({ file: next, number: (before?.number ?? 0) + 1 }));
    },
  };
  return (
    <FileDrop {...files}>
      <h1>Which targeted drugs apply to this tumor?</h1>
      <p className="lead">
        Enter what the report says. The case stays in this browser&rsquo;s address bar: it is sent to this server to be
        answered, and is stored nowhere. Enter nothing that names the patient.
      </p>
      {said && (
        <p className="state failed" role="alert">
          <strong>This could not be read.</strong> {said}
        </p>
      )}
      {file && (
        <Suspense fallback={<Loading what="the reader of files" />}>
          <FilePanel
            key={file.number}
            file={file.file}
            signature={signature}
            change={take}
            close={() => {
              setFile(null);
            }}
          />
        </Suspense>
      )}
      <div className="columns">
        <section aria-label="The case" className="panel">
          <TumorField signature={signature} change={take} />
          <AlterationEntry signature={signature} change={take} onProblem={setFileProblem} />
          <AlterationList signature={signature} change={take} />
          {!isEmpty(signature) && <ToUnderstood />}
          <BiomarkerFields signature={signature} change={take} />
          <TestedFields signature={signature} change={take} />
          <CircumstanceFields signature={signature} change={take} />
          <FileDrop.Button {...files} />
        </section>
        <UnderstoodPanel signature={signature} change={take} />
      </div>
    </FileDrop>
  );
}

/** Lead on to what was understood where it stands below the form: on a phone. */
function ToUnderstood() {
  return (
    <button
      type="button"
      className="button narrow-only"
      onClick={() => {
        const panel = document.getElementById("understood");
        panel?.scrollIntoView();
        panel?.focus({ preventScroll: true });
      }}
    >
      See what was understood
    </button>
  );
}

function UnderstoodPanel({ signature, change }: { signature: Signature; change: (next: Signature) => void }) {
  const settled = useDebounced(signature, 250);
  const empty = isEmpty(signature);
  const asked = useAnswer(UnderstoodDocument, isEmpty(settled) ? null : { signature: tidy(settled) });
  return (
    <section aria-labelledby="understood" className="panel understood" aria-live="polite">
      <h2 id="understood" tabIndex={-1}>
        What was understood
      </h2>
      {empty ? (
        <>
          <Empty>Nothing is entered yet. Begin with an alteration, or with an example:</Empty>
          <Examples change={change} />
        </>
      ) : (
        <>
          <Answered asked={asked} what="what was understood">
            {({ understood }) => <UnderstoodView understood={understood} signature={signature} change={change} />}
          </Answered>
          <div className="actions">
            <Link href={`/answer${toFragment(signature)}`} className="button primary">
              Show the options
            </Link>
            <button
              type="button"
              className="button"
              onClick={() => {
                change({ alterations: [] });
              }}
            >
              Clear the case
            </button>
          </div>
        </>
      )}
    </section>
  );
}
