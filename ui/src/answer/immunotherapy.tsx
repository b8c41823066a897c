import { useAnswer } from "../api/use-answer";
import { tidy, type Signature } from "../case/signature";
import { TierBadge } from "../components/badges";
import { Citation } from "../components/out-link";
import { Answered } from "../components/states";
import { EFFECTS, STATES } from "../components/words";
import { ImmunotherapyDocument, type BriefOptionFragment, type ImmunotherapyQuery, type MarkerSide } from "../generated/graphql";

type Panel = ImmunotherapyQuery["immunotherapyPanel"];
type Marker = Panel["markers"][number];

const SIDES: Record<MarkerSide, string> = {
  RESPONSE: "speaks for a response",
  RESISTANCE: "speaks for resistance",
  HYPERPROGRESSION: "speaks for hyperprogression",
};

/** Show every marker for checkpoint inhibitors by itself: present, absent or not tested; there is no score. */
export function ImmunotherapyPanel({ signature }: { signature: Signature }) {
  const asked = useAnswer(ImmunotherapyDocument, { signature: tidy(signature) });
  return (
    <section id="immunotherapy" tabIndex={-1} aria-labelledby="immunotherapy-title">
      <h2 id="immunotherapy-title">Immunotherapy: marker by marker</h2>
      <p className="muted">Each marker stands by itself; they are never added up. What was not examined is not absent.</p>
      <Answered asked={asked} what="the immunotherapy panel">
        {({ immunotherapyPanel }) => <PanelView panel={immunotherapyPanel} />}
      </Answered>
    </section>
  );
}

function PanelView({ panel }: { panel: Panel }) {
  const names = new Map(panel.markers.map((marker) => [marker.id, marker.name]));
  const decided = panel.markers.filter((marker) => marker.state !== "NOT_TESTED");
  const open = panel.markers.filter((marker) => marker.state === "NOT_TESTED");
  return (
    <>
      {panel.contradictions.map((each) => (
        <p key={`${each.response} ${each.opposed}`} className="opposed">
          <span aria-hidden="true">⚠ </span>
          {names.get(each.response)} beside {names.get(each.opposed)}: {each.note}{" "}
          {each.citations.map((citation) => (
            <Citation key={citation} text={citation} />
          ))}
        </p>
      ))}
      <ul className="cards">
        {decided.map((marker) => (
          <li key={marker.id}>
            <MarkerCard marker={marker} />
          </li>
        ))}
      </ul>
      {decided.length === 0 && <p>No marker was examined.</p>}
      {open.length > 0 && (
        <details className="fold">
          <summary>Not tested: {open.map((marker) => marker.name).join(", ")}</summary>
          <ul className="cards">
            {open.map((marker) => (
              <li key={marker.id}>
                <MarkerCard marker={marker} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function MarkerCard({ marker }: { marker: Marker }) {
  return (
    <article className="card">
      <header>
        <h3>{marker.name}</h3>
        <p className="badges">
          <span className={`badge state-${marker.state.toLowerCase()}`}>{STATES[marker.state]}</span>
          <span className="muted">{SIDES[marker.side]}</span>
        </p>
      </header>
      <p>{marker.meaning}</p>
      {marker.findings.length > 0 && <p>Found: {marker.findings.join("; ")}</p>}
      {marker.missing.length > 0 && <p className="missing">Missing: {marker.missing.join("; ")}</p>}
      {marker.notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      <Options title="For this tumor" options={[...marker.sensitivity, ...marker.resistance]} />
      <Options title="In other tumors" options={marker.elsewhere} />
      <p className="muted">
        {marker.citations.map((citation) => (
          <span key={citation}>
            <Citation text={citation} />{" "}
          </span>
        ))}
      </p>
    </article>
  );
}

const SHOWN = 6;

function Options({ title, options }: { title: string; options: BriefOptionFragment[] }) {
  if (options.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {options.slice(0, SHOWN).map((option) => (
          <li key={`${option.regimen.id} ${option.effect} ${option.profile}`}>
            <TierBadge tier={option.tier} /> {option.regimen.label}: {EFFECTS[option.effect].toLowerCase()} with{" "}
            {option.profile}
            {option.status !== "MATCHED" && (
              <span className="missing"> (undecided; missing: {option.missingTests.join("; ") || "a test"})</span>
            )}
          </li>
        ))}
      </ul>
      {options.length > SHOWN && <p className="muted">and {options.length - SHOWN} more</p>}
    </>
  );
}
