import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { toFragment } from "../case/fragment";
import { isEmpty, tidy, words, type Signature } from "../case/signature";
import { useCase } from "../case/use-case";
import { PrintButton } from "../components/print-button";
import { Answered, Empty } from "../components/states";
import { useTitle } from "../components/title";
import { statements } from "../answer/grouping";
import { AnswerDocument, MatchedTrialsDocument, UnderstoodDocument, type AnswerQuery, type UnderstoodQuery } from "../generated/graphql";
import { wished, BEGIN, type BriefTrial } from "../trials/trial-order";
import { PlainFindings } from "./plain-findings";
import { plainAnswer } from "./plain-answer";
import { BothList, DrawbackList, HelpList, UselessList, WaitingList } from "./plain-lists";
import { PlainTrials } from "./plain-trials";
import { GLOSSARY } from "./plain-words";
import { questionsFor } from "./questions";
import "../styles/plain.css";

/** Tell the answer to a case in plain words, for the patient: what was found, what may help, what may not, what to ask. */
export default function PlainPage() {
  useTitle("In plain words");
  const { signature, problem } = useCase();
  const wanted = problem || isEmpty(signature) ? null : { signature: tidy(signature) };
  const answer = useAnswer(AnswerDocument, wanted);
  const understood = useAnswer(UnderstoodDocument, wanted);
  const trials = useAnswer(MatchedTrialsDocument, wanted && { ...wanted, eligibility: ["ELIGIBLE", "POSSIBLE"] });
  if (wanted === null) {
    return (
      <>
        <h1>No case</h1>
        {problem && (
          <p className="state failed" role="alert">
            <strong>The link could not be read.</strong> {problem}
          </p>
        )}
        <Empty>
          The address holds no case to tell about. <Link href="/">Enter one.</Link>
        </Empty>
      </>
    );
  }
  return (
    <div className="plain">
      <h1>Your results in plain words</h1>
      <PlainStatement />
      <div className="actions no-print">
        <Link href={`/answer${toFragment(signature)}`} className="button">
          The answer for professionals
        </Link>
        <PrintButton />
      </div>
      <Answered asked={understood} what="what was found">
        {(data) => <PlainFindings understood={data.understood} />}
      </Answered>
      <Answered asked={answer} what="the treatments">
        {(data) => <PlainTreatments data={data} />}
      </Answered>
      <Answered asked={trials} what="the clinical studies">
        {(data) => <PlainTrials trials={fitting(data.matchTrials.trials)} day={data.matchTrials.asOfDate} />}
      </Answered>
      {answer.state === "answered" && understood.state === "answered" && trials.state !== "loading" && (
        <Questions
          data={answer.data}
          understood={understood.data.understood}
          signature={signature}
          trials={trials.state === "answered" ? fitting(trials.data.matchTrials.trials) : []}
        />
      )}
      <Words />
      {answer.state === "answered" && <Origin data={answer.data} />}
    </div>
  );
}

function PlainStatement() {
  return (
    <div className="statement">
      <p>
        <strong>This page informs. It does not decide.</strong> It is not advice from a doctor. It knows only what stands in your report. Your doctor
        knows more about you. Please talk about it before you change anything.
      </p>
      <p>A computer made this page from public lists of studies. No person has checked it for you. It is not a medical device.</p>
    </div>
  );
}

/** Studies that ask for a finding of the case and take people now. */
function fitting(trials: readonly BriefTrial[]): BriefTrial[] {
  return wished(trials, { ...BEGIN, asked: true });
}

function PlainTreatments({ data }: { data: AnswerQuery }) {
  const plain = plainAnswer(data.targetedDrugs.options);
  return (
    <>
      <Part id="helps" title="What may help">
        <HelpList helps={plain.helps} />
      </Part>
      {plain.both.length > 0 && (
        <Part id="both" title="Where studies disagree">
          <BothList both={plain.both} />
        </Part>
      )}
      <Part id="drawbacks" title="What may not work, or may do harm">
        <DrawbackList drawbacks={plain.drawbacks} />
        <UselessList useless={plain.useless} />
      </Part>
      <Part id="waiting" title="What is not decided yet">
        <WaitingList waiting={plain.waiting} tests={data.targetedDrugs.testsToConsider.map((each) => each.test)} />
      </Part>
    </>
  );
}

type QuestionsGiven = { data: AnswerQuery; understood: UnderstoodQuery["understood"]; signature: Signature; trials: readonly BriefTrial[] };

function Questions({ data, understood, signature, trials }: QuestionsGiven) {
  const findings = understood.alterations.flatMap((each) => each.findings);
  const tests = data.targetedDrugs.testsToConsider.map((each) => each.test);
  const asked = questionsFor({
    plain: plainAnswer(data.targetedDrugs.options),
    tests,
    trials: trials.map((each) => each.id),
    germline: findings.some((each) => each.origin === "germline") || tests.some((test) => test.includes("germline")),
    unread: signature.alterations.filter((_, index) => understood.alterations[index]?.findings.length === 0).map(words),
    given: understood.priorTherapies.map((drug) => drug.label),
  });
  return (
    <Part id="questions" title="What you can ask your doctor">
      <ul>
        {asked.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Part>
  );
}

function Words() {
  return (
    <Part id="words" title="Words on this page">
      <dl className="plain-words">
        {GLOSSARY.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function Origin({ data }: { data: AnswerQuery }) {
  const { options, release } = data.targetedDrugs;
  const cited = new Set(statements(options).map((item) => item.source));
  return (
    <Part id="origin" title="Where this comes from">
      <p className="muted">
        Release {release}.{" "}
        {data.sources
          .filter((source) => cited.has(source.id))
          .map((source) => `${source.title} ${source.version} (${source.license})`)
          .join("; ")}
      </p>
    </Part>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={`plain-${id}`}>
      <h2 id={`plain-${id}`}>{title}</h2>
      {children}
    </section>
  );
}
