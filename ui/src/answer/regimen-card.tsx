import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import type { Signature } from "../case/signature";
import { EffectBadge, SourceBadge, TierBadge } from "../components/badges";
import { drugPage } from "../components/links";
import { count, EFFECTS, JOINTS, TUMOR_MATCHES, VARIANT_MATCHES } from "../components/words";
import { Defeats } from "./defeats";
import { DrugsElsewhere, EvidenceTable } from "./evidence-table";
import { ExplanationView } from "./explanation";
import { statements, unique, type Option, type RegimenGroup } from "./grouping";

type Given = { group: RegimenGroup; opposed: Option[]; signature: Signature };

/** Show one regimen: what it rests on, for whom, and what speaks for and against, profile by profile. */
export function RegimenCard({ group, opposed, signature }: Given) {
  const { regimen, effect, options } = group;
  const first = options[0];
  if (!first) return null;
  const sources = unique(statements(options).map((item) => item.source));
  return (
    <article className={`card effect-edge-${effect.toLowerCase()}`}>
      <header>
        <h3>
          {regimen.drugs.map((drug, index) => (
            <span key={drug.id}>
              {index > 0 && JOINTS[regimen.operator]}
              <Link href={drugPage(drug.id)}>{drug.label}</Link>
            </span>
          ))}
        </h3>
        <p className="badges">
          <EffectBadge effect={effect} /> <TierBadge tier={first.tier} />
          {sources.map((source) => (
            <SourceBadge key={source} source={source} />
          ))}
        </p>
      </header>
      {opposed.length > 0 && (
        <p className="opposed">
          <span aria-hidden="true">⚠ </span>
          Also stated for this regimen:{" "}
          {unique(
            opposed.map((option) => `${EFFECTS[option.effect].toLowerCase()} with ${option.profile}`),
          ).join("; ")}
          .
        </p>
      )}
      {options.map((option) => (
        <Profile key={option.profile} option={option} alone={options.length === 1} />
      ))}
      <Unfold label="How this follows">
        <ExplanationView signature={signature} options={options} />
      </Unfold>
      {effect === "SENSITIVITY" && (
        <Unfold label="What is known to defeat it">
          <Defeats signature={signature} regimen={regimen} />
        </Unfold>
      )}
    </article>
  );
}

function Profile({ option, alone }: { option: Option; alone: boolean }) {
  const by = option.because.join(", ");
  return (
    <div className="profile">
      <p className="profile-line">
        {!alone && <TierBadge tier={option.tier} />} <strong>{option.profile}</strong>
        {by && by !== option.profile && <span> met by {by}</span>}
        <span className="muted">
          {" "}
          · {VARIANT_MATCHES[option.variantMatch]}
          {option.category && option.category !== option.profile && ` (${option.category})`} · for{" "}
          {TUMOR_MATCHES[option.tumorMatch]}
        </span>
      </p>
      {option.missingTests.length > 0 && (
        <p className="missing">
          <span aria-hidden="true">? </span>Missing: {option.missingTests.join("; ")}
        </p>
      )}
      {option.conditions.length > 0 && <p className="conditions">Conditions: {option.conditions.join("; ")}</p>}
      {option.notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      <Unfold
        label={`Evidence: ${count(option.for.length, "statement")} for, ${option.against.length} against`}
        marked={option.against.length > 0 && option.for.length > 0}
      >
        {option.tier && (
          <p className="muted">
            Tier {option.tier}: {option.tierRule}.
          </p>
        )}
        <EvidenceTable option={option} />
        <DrugsElsewhere drugs={option.regimen.drugs} />
      </Unfold>
    </div>
  );
}

/** Draw what is inside only once it is opened: some of it is asked for then. */
function Unfold({ label, marked, children }: { label: string; marked?: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="unfold"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        {label}
        {marked && <span className="badge direction against">sources differ</span>}
      </summary>
      {open && <div className="unfolded">{children}</div>}
    </details>
  );
}
