import { useState } from "react";
import type { Signature } from "../case/signature";
import { TierBadge } from "../components/badges";
import { Empty } from "../components/states";
import { count, TIERS } from "../components/words";
import { byTier, type Option, type TierGroup } from "./grouping";
import { RegimenCard } from "./regimen-card";

type Given = {
  id: string;
  title: string;
  note?: string;
  empty: string;
  options: Option[];
  others: Option[];
  signature: Signature;
  filtered: boolean;
};

/** Show options under their tiers. Tier I is open from the start; the rest says how much there is. */
export function OptionSection({ id, title, note, empty, options, others, signature, filtered }: Given) {
  return (
    <section id={id} tabIndex={-1} aria-labelledby={`${id}-title`} className="option-section">
      <h2 id={`${id}-title`}>{title}</h2>
      {note && options.length > 0 && <p className="muted">{note}</p>}
      {options.length === 0 && <Empty>{filtered ? "None that mention this text." : empty}</Empty>}
      {byTier(options).map((group, index) => (
        <Tier
          key={group.tier ?? "none"}
          group={group}
          others={others}
          signature={signature}
          begins={index === 0 || (group.tier ?? "").startsWith("I") && !(group.tier ?? "").startsWith("II")}
        />
      ))}
    </section>
  );
}

type TierGiven = { group: TierGroup; others: Option[]; signature: Signature; begins: boolean };

function Tier({ group, others, signature, begins }: TierGiven) {
  const [open, setOpen] = useState(begins);
  return (
    <details
      className="tier-group"
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <TierBadge tier={group.tier} />{" "}
        <span className="tier-meaning">
          {group.tier ? TIERS[group.tier] : "evidence against only, or no tumor type to compare"}
        </span>{" "}
        <span className="muted">{count(group.regimens.length, "regimen")}</span>
      </summary>
      {open && (
        <ul className="cards">
          {group.regimens.map((regimen) => (
            <li key={regimen.key}>
              <RegimenCard
                group={regimen}
                opposed={others.filter((option) => option.regimen.id === regimen.regimen.id)}
                signature={signature}
              />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
