import { useMemo, useState } from "react";
import { Link } from "wouter";
import { useAnswer, type Asked } from "../api/use-answer";
import { tidy, type Signature } from "../case/signature";
import { toFragment } from "../case/fragment";
import { Choice } from "../components/choice";
import { Answered, Empty } from "../components/states";
import { pageOf } from "../components/links";
import { count } from "../components/words";
import { MatchedTrialsDocument, type MatchedTrialsQuery } from "../generated/graphql";
import { TrialDetail } from "./trial-detail";
import { BEGIN, choices, wished, type BriefTrial, type Trials, type Wish } from "./trial-order";
import { EligibilityBadge, phaseInWords, RECRUITMENTS } from "./trial-words";
import "../styles/trials.css";

const PAGE = 12;

type SectionGiven = { signature: Signature; mayFit: Asked<MatchedTrialsQuery> };

/**
 * Show the trials that fit a case or may fit it, what is met, not met and not known, and which fact would decide most. Those that do not
 * fit are asked for at a wish.
 */
export default function TrialSection({ signature, mayFit }: SectionGiven) {
  const [fitting, setFitting] = useState(true);
  const others = useAnswer(MatchedTrialsDocument, fitting ? null : { signature: tidy(signature), eligibility: ["NOT"] });
  const asked = fitting ? mayFit : others;
  return (
    <section id="trials" tabIndex={-1} aria-labelledby="trials-title">
      <h2 id="trials-title">Clinical trials</h2>
      <p className="muted">
        Trials of this release only. Every coded criterion is held against the case; what was not stated is not known, never met.
        Those that ask for a finding of this case come first. Whoever offers a trial reads its protocol and asks the registry for today&rsquo;s status.
      </p>
      <Answered asked={asked} what="the trials">
        {({ matchTrials }) => (
          <TrialsView
            trials={matchTrials}
            signature={signature}
            fitting={fitting}
            turn={() => {
              setFitting(!fitting);
            }}
          />
        )}
      </Answered>
    </section>
  );
}

type Given = { trials: Trials; signature: Signature; fitting: boolean; turn: () => void };

/** List trials with filters; each is read in full only when it is opened. */
export function TrialsView({ trials, signature, fitting, turn }: Given) {
  const [wish, setWish] = useState<Wish>(BEGIN);
  const [shown, setShown] = useState(PAGE);
  const { counts, asOfDate, totalCount } = trials;
  const wanted = fitting ? wish : { ...wish, open: false };
  const kept = wished(trials.trials, wanted);
  return (
    <>
      <p>
        On {asOfDate}: <strong>{counts.eligible}</strong> with every coded criterion met, <strong>{counts.possible}</strong> that
        may fit, {counts.not} that do not.{" "}
        <button type="button" className="link" onClick={turn}>
          {fitting ? "Show those that do not fit, and why" : "Show those that fit or may fit"}
        </button>
      </p>
      {fitting && <Facts facts={trials.factsToConsider} signature={signature} />}
      <Wishes trials={trials.trials} wish={wish} fitting={fitting} change={setWish} />
      <p role="status" className="muted">
        {kept.length === trials.trials.length ? count(kept.length, "trial") : `${kept.length} of ${count(trials.trials.length, "trial")}`}
        {totalCount > trials.trials.length && `; the first ${trials.trials.length} of ${totalCount} were read`}
      </p>
      {kept.length === 0 && <Empty>No trial meets what is asked for here.</Empty>}
      <ul className="cards">
        {kept.slice(0, shown).map((trial) => (
          <li key={trial.id}>
            <TrialCard trial={trial} signature={signature} />
          </li>
        ))}
      </ul>
      {kept.length > shown && (
        <button
          type="button"
          className="button"
          onClick={() => {
            setShown(shown + 2 * PAGE);
          }}
        >
          Show {Math.min(2 * PAGE, kept.length - shown)} more
        </button>
      )}
    </>
  );
}

const SHOWN_FACTS = 6;

function Facts({ facts, signature }: { facts: Trials["factsToConsider"]; signature: Signature }) {
  const known = facts.filter((each) => !each.fact.startsWith("a person's reading"));
  const most = [...known].sort((a, b) => b.decides - a.decides || b.trials - a.trials).slice(0, SHOWN_FACTS);
  if (most.length === 0) return null;
  return (
    <p>
      Facts that most trials wait for: {most.map((each) => `${each.fact} (${count(each.trials, "trial")})`).join(", ")}.{" "}
      <Link href={`/${toFragment(signature)}`}>Add them to the case</Link>
    </p>
  );
}

type WishGiven = { trials: readonly BriefTrial[]; wish: Wish; fitting: boolean; change: (wish: Wish) => void };

function Wishes({ trials, wish, fitting, change }: WishGiven) {
  const phases = useMemo(() => choices(trials.map((trial) => trial.phase)), [trials]);
  const countries = useMemo(() => choices(trials.flatMap((trial) => trial.sites.map((site) => site.country))), [trials]);
  const check = (name: "open" | "asked", label: string) => (
    <label className="check">
      <input
        type="checkbox"
        checked={wish[name]}
        onChange={(event) => {
          change({ ...wish, [name]: event.target.checked });
        }}
      />{" "}
      {label}
    </label>
  );
  return (
    <div className="filters">
      <label>
        Trials that mention
        <input
          type="search"
          value={wish.text}
          placeholder="a title, a number, an alteration"
          onChange={(event) => {
            change({ ...wish, text: event.target.value });
          }}
        />
      </label>
      <Choice label="Phase" values={phases} words={(value) => phaseInWords(value) || "no phase"} value={wish.phase} put={(phase) => { change({ ...wish, phase }); }} />
      <Choice label="Country, where places are known" values={countries} value={wish.country} put={(country) => { change({ ...wish, country }); }} />
      <div>
        {fitting && check("open", "Only with an open arm that may fit")}
        {fitting && check("asked", "Only what asks for a finding of this case")}
      </div>
    </div>
  );
}

/** Show one trial in short; opened, it asks for its criteria. */
export function TrialCard({ trial, signature }: { trial: BriefTrial; signature: Signature }) {
  const [open, setOpen] = useState(false);
  return (
    <article className={`card trial-edge-${trial.eligibility.toLowerCase()}`}>
      <header>
        <h3>
          <Link href={pageOf("TRIAL", trial.id)}>{trial.title}</Link>
        </h3>
        <p className="badges">
          <EligibilityBadge eligibility={trial.eligibility} />
          <span className="badge">{RECRUITMENTS[trial.status]}</span>
          <span className="muted">{[trial.id, phaseInWords(trial.phase)].filter(Boolean).join(" · ")}</span>
        </p>
      </header>
      {trial.because.length > 0 && (
        <p>
          Asks for <strong>{trial.because.join(", ")}</strong>, which this case has.
        </p>
      )}
      {trial.nearMiss && <p className="missing">One fact stands between: {trial.nearMiss.replace(/^only /, "")}</p>}
      {!trial.nearMiss && trial.missingFacts.length > 0 && <Missing facts={trial.missingFacts} />}
      {trial.staleStatus && (
        <p className="note">
          <span aria-hidden="true">⚠ </span>The status may be old: {trial.staleStatus}.
        </p>
      )}
      <details
        className="unfold"
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
        }}
      >
        <summary>Criteria, arms and their evidence</summary>
        {open && (
          <div className="unfolded">
            <TrialDetail id={trial.id} signature={signature} />
          </div>
        )}
      </details>
    </article>
  );
}

const SHOWN_MISSING = 5;

function Missing({ facts }: { facts: readonly string[] }) {
  const stated = facts.filter((fact) => !fact.startsWith("a person's reading"));
  const read = facts.length - stated.length;
  const parts = [...stated.slice(0, SHOWN_MISSING), ...(stated.length > SHOWN_MISSING ? [`${stated.length - SHOWN_MISSING} more`] : [])];
  if (read > 0) parts.push(`a person's reading of ${count(read, "line")}`);
  return (
    <p className="missing">
      <span aria-hidden="true">? </span>Missing: {parts.join("; ")}
    </p>
  );
}
