import { useState, type ReactNode } from "react";
import { useAnswer } from "../api/use-answer";
import { tidy, type Signature } from "../case/signature";
import { SourceBadge } from "../components/badges";
import { OutLink } from "../components/out-link";
import { Answered, Empty } from "../components/states";
import { count, inWords } from "../components/words";
import { MatchedTrialDocument } from "../generated/graphql";
import { CriterionList } from "./criterion-list";
import { TrialArmView } from "./trial-arm";
import { linesToCheck, shared, type Arm, type WholeTrial } from "./trial-order";
import { ELIGIBILITIES } from "./trial-words";

/** Show how a case stands to one trial: criteria, arms with their evidence, what a person has to read, places, status. */
export function TrialDetail({ id, signature }: { id: string; signature: Signature }) {
  const asked = useAnswer(MatchedTrialDocument, { signature: tidy(signature), trial: id });
  return (
    <Answered asked={asked} what="the criteria of the trial">
      {({ matchTrials }) => {
        const trial = matchTrials.trials[0];
        return trial ? <Whole trial={trial} /> : <Empty>This release no longer holds the trial.</Empty>;
      }}
    </Answered>
  );
}

/** Show the whole trial once its parts are at hand. */
export function Whole({ trial }: { trial: WholeTrial }) {
  const { common, own } = shared(trial.arms);
  const offered = trial.arms.filter((arm) => arm.offered);
  const others = trial.arms.filter((arm) => !arm.offered);
  return (
    <>
      {common.length > 0 && (
        <>
          <h4>Criteria of every arm</h4>
          <CriterionList criteria={common} />
        </>
      )}
      <h4>{trial.arms.length > 1 ? count(offered.length, "arm that takes patients and may fit", "arms that take patients and may fit") : "The arm"}</h4>
      <Arms arms={trial.arms.length > 1 ? offered : trial.arms} own={own} />
      {trial.arms.length > 1 && others.length > 0 && (
        <Fold label={`${count(others.length, "arm")} not offered: closed, or a criterion is not met`}>
          <Arms arms={others} own={own} />
        </Fold>
      )}
      <LinesToCheck lines={trial.toCheckByPerson} />
      <Sites sites={trial.sites} />
      <h4>Status and sources</h4>
      <ul className="related">
        {trial.statuses.map((each) => (
          <li key={`${each.source} ${each.words}`}>
            <SourceBadge source={each.source} /> {each.words}
            {each.date && <span className="muted"> as of {each.date}</span>}
          </li>
        ))}
        {trial.sources.map((each) => (
          <li key={`${each.source} ${each.record}`}>
            <SourceBadge source={each.source} /> criteria of <OutLink href={each.url}>{each.record}</OutLink>:{" "}
            {ELIGIBILITIES[each.eligibility].toLowerCase()} <span className="muted">{each.license}</span>
          </li>
        ))}
      </ul>
      {trial.sponsor && <p className="muted">Sponsor: {trial.sponsor}</p>}
    </>
  );
}

function Arms({ arms, own }: { arms: readonly Arm[]; own: (arm: Arm) => Arm["criteria"] }) {
  const [shown, setShown] = useState(6);
  return (
    <>
      <ul className="arms">
        {arms.slice(0, shown).map((arm) => (
          <TrialArmView key={arm.id} arm={arm} criteria={own(arm)} />
        ))}
      </ul>
      {arms.length > shown && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            setShown(arms.length);
          }}
        >
          Show {count(arms.length - shown, "more arm")}
        </button>
      )}
    </>
  );
}

function LinesToCheck({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  const { asked, excluded } = linesToCheck(lines);
  return (
    <Fold label={`To be read by a person: ${count(lines.length, "line")} that no coded criterion covers`}>
      {[["Asked for", asked] as const, ["Excluded", excluded] as const].map(
        ([title, said]) =>
          said.length > 0 && (
            <div key={title}>
              <h5>{title}</h5>
              <ul className="lines">
                {said.map((line, index) => (
                  <li key={`${index} ${line}`}>{line}</li>
                ))}
              </ul>
            </div>
          ),
      )}
    </Fold>
  );
}

function Sites({ sites }: { sites: WholeTrial["sites"] }) {
  if (sites.length === 0) return <p className="muted">This release holds no places for it; ask the registry.</p>;
  return (
    <Fold label={count(sites.length, "place")}>
      <ul className="related">
        {sites.map((site, index) => (
          <li key={`${index} ${site.name}`}>
            {[site.name, site.city, site.state, site.country].filter(Boolean).join(", ")}{" "}
            <span className="muted">
              {[site.status && inWords(site.status).toLowerCase(), site.kilometers === null ? "" : `${Math.round(site.kilometers)} km`]
                .filter(Boolean)
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function Fold({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="unfold">
      <summary>{label}</summary>
      <div className="unfolded">{children}</div>
    </details>
  );
}
