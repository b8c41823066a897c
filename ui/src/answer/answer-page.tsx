import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { useAnswer, type Asked } from "../api/use-answer";
import { pairToFragment, toFragment } from "../case/fragment";
import { inShort, isEmpty, tidy, type Signature } from "../case/signature";
import { Warnings } from "../case/understood-view";
import { useCase } from "../case/use-case";
import { Download } from "../components/download";
import { pageOf } from "../components/links";
import { PrintButton } from "../components/print-button";
import { Answered, Empty, Loading } from "../components/states";
import { useTitle } from "../components/title";
import { count } from "../components/words";
import { AnswerDocument, MatchedTrialsDocument, type AnswerQuery, type MatchedTrialsQuery } from "../generated/graphql";
import { Statement } from "../layout";
import { byRegimen, mentions, sections, type Option } from "./grouping";
import { ImmunotherapyPanel } from "./immunotherapy";
import { OptionSection } from "./option-section";
import { optionsCsv } from "./options-csv";
import { TestsToConsider } from "./tests-to-consider";

const EvidenceWalk = lazy(() => import("./evidence-walk"));
const PrintReport = lazy(() => import("../print/print-report"));
const SinceRelease = lazy(() => import("../compare/since-release"));
const TrialSection = lazy(() => import("../trials/trial-section"));

/** Answer the case that the address holds. */
export function AnswerPage() {
  useTitle("Options");
  const { signature, problem } = useCase();
  const asked = useAnswer(AnswerDocument, problem || isEmpty(signature) ? null : { signature: tidy(signature) });
  // after the options, which are what a reader waits for
  const trials = useAnswer(MatchedTrialsDocument, asked.state === "answered" ? { signature: tidy(signature), eligibility: ["ELIGIBLE", "POSSIBLE"] } : null);
  if (problem || isEmpty(signature)) {
    return (
      <>
        <h1>No case</h1>
        {problem && (
          <p className="state failed" role="alert">
            <strong>The link could not be read.</strong> {problem}
          </p>
        )}
        <Empty>
          The address holds no case to answer. <Link href="/">Enter one.</Link>
        </Empty>
      </>
    );
  }
  return (
    <>
      <div className="screen">
        <h1>Options for this case</h1>
        <CaseLine signature={signature} />
        <Statement />
        <Answered asked={asked} what="the options">
          {(data) => <AnswerView data={data} signature={signature} trials={trials} />}
        </Answered>
      </div>
      {asked.state === "answered" && (
        <Suspense fallback={null}>
          <PrintReport data={asked.data} signature={signature} trials={trials} />
        </Suspense>
      )}
    </>
  );
}

function CaseLine({ signature }: { signature: Signature }) {
  const [copied, setCopied] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(window.location.href).then(
      () => {
        setCopied("The link is copied. Whoever has it sees this case.");
      },
      () => {
        setCopied("The browser does not allow copying; take the address from the address bar.");
      },
    );
  };
  return (
    <div className="case-line">
      <p>
        <strong>{signature.tumorType ?? "No tumor type"}</strong>
        {": "}
        {inShort(signature, 40) || "no alteration"}
        {signature.priorTherapies?.length ? `; after ${signature.priorTherapies.join(", ")}` : ""}
      </p>
      <div className="actions">
        <Link href={`/${toFragment(signature)}`} className="button">
          Change the case
        </Link>
        <Link href={`/compare${pairToFragment(signature, signature)}`} className="button">
          Compare with a later finding
        </Link>
        <Link href={`/plain${toFragment(signature)}`} className="button">
          In plain words, for the patient
        </Link>
        <button type="button" className="button" onClick={copy}>
          Copy the link
        </button>
        <PrintButton />
      </div>
      <p role="status" className="muted">
        {copied}
      </p>
    </div>
  );
}

type ViewGiven = { data: AnswerQuery; signature: Signature; trials: Asked<MatchedTrialsQuery> };

function AnswerView({ data, signature, trials }: ViewGiven) {
  const answer = data.targetedDrugs;
  const [wanted, setWanted] = useState("");
  const shown = sections(answer.options.filter((option) => mentions(option, wanted)));
  const all = sections(answer.options);
  return (
    <>
      <p className="read-as">
        Tumor type:{" "}
        {answer.tumorType.id ? (
          <Link href={pageOf("DISEASE", answer.tumorType.id)}>{answer.tumorType.label}</Link>
        ) : (
          <strong>not known: every option is shown with its own tumor, without a tier</strong>
        )}{" "}
        {answer.tumorType.oncotree && <span className="muted">{answer.tumorType.oncotree}</span>} · Release{" "}
        {answer.release}
        {answer.panel && ` · Panel ${answer.panel}`}
      </p>
      <Warnings warnings={answer.warnings} />
      <nav aria-label="Parts of the answer" className="parts">
        <PartLink to="helps" label={count(byRegimen(all.helps).length, "option")} />
        <PartLink to="defeats" label={count(byRegimen(all.defeats).length, "resistance statement", "resistance or harm")} />
        <PartLink to="undecided" label={`${byRegimen(all.undecided).length} undecided`} />
        <PartLink to="tests" label={count(answer.testsToConsider.length, "missing test")} />
        {answer.options.length > 0 && <PartLink to="graph" label="Evidence graph" />}
        <PartLink to="immunotherapy" label="Immunotherapy" />
        <PartLink to="trials" label="Trials" />
        <PartLink to="since" label="Since an earlier release" />
      </nav>
      <p className="muted">
        <Download name="options.csv" type="text/csv" content={() => optionsCsv(answer.options)}>
          Download the options as CSV
        </Download>{" "}
        <Download name="options.json" type="application/json" content={() => JSON.stringify(data, null, 1)}>
          as JSON
        </Download>
      </p>
      {answer.options.length > 8 && (
        <label className="filter">
          Show only options that mention
          <input
            type="search"
            value={wanted}
            placeholder="a drug, an alteration, a source"
            onChange={(event) => {
              setWanted(event.target.value);
            }}
          />
        </label>
      )}
      <OptionSection
        id="helps"
        title="Options with evidence of benefit"
        empty="No regimen has evidence of benefit that this case meets."
        options={shown.helps}
        others={shown.defeats}
        signature={signature}
        filtered={wanted !== ""}
      />
      <OptionSection
        id="defeats"
        title="Resistance and harm"
        note="Stated beside benefit, never set off against it."
        empty="No statement of resistance or harm that this case meets."
        options={shown.defeats}
        others={shown.helps}
        signature={signature}
        filtered={wanted !== ""}
      />
      <OptionSection
        id="undecided"
        title="Undecided: waiting for a test"
        note="Part of the profile is met, or only an absence is not shown; the missing test is named."
        empty="No option waits for a test."
        options={shown.undecided}
        others={[]}
        signature={signature}
        filtered={wanted !== ""}
      />
      {answer.options.length > 0 && <GraphSection signature={signature} options={answer.options} />}
      <TestsToConsider tests={answer.testsToConsider} />
      <ImmunotherapyPanel signature={signature} />
      <Suspense fallback={<Loading what="the trials" />}>
        <TrialSection signature={signature} mayFit={trials} />
        <SinceRelease signature={signature} options={answer.options} />
      </Suspense>
    </>
  );
}

/** The graph is drawn once it is opened: it brings a library of its own. */
function GraphSection({ signature, options }: { signature: Signature; options: Option[] }) {
  const [open, setOpen] = useState(false);
  return (
    <section id="graph" tabIndex={-1} aria-labelledby="graph-title">
      <h2 id="graph-title">Evidence graph</h2>
      <details
        className="fold"
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
        }}
      >
        <summary>Walk from the findings through profiles and statements to regimens and trials</summary>
        {open && (
          <Suspense fallback={<Loading what="the graph" />}>
            <EvidenceWalk signature={signature} options={options} />
          </Suspense>
        )}
      </details>
    </section>
  );
}

function PartLink({ to, label }: { to: string; label: string }) {
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        const part = document.getElementById(to);
        part?.scrollIntoView();
        part?.focus({ preventScroll: true });
      }}
    >
      {label}
    </button>
  );
}
