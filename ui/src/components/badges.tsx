import { Link } from "wouter";
import type { Direction, Effect } from "../generated/graphql";
import { EFFECTS, TIERS } from "./words";

/** A tier by its letters; its color only repeats them. */
export function TierBadge({ tier }: { tier: string | null }) {
  if (!tier) return <span className="badge tier tier-none">No tier</span>;
  return (
    <abbr className={`badge tier tier-${tier.toLowerCase()}`} title={TIERS[tier]}>
      Tier {tier}
    </abbr>
  );
}

const SIGNS: Record<Effect, string> = {
  SENSITIVITY: "▲",
  RESISTANCE: "▼",
  REDUCED_SENSITIVITY: "▽",
  ADVERSE_RESPONSE: "✕",
  OTHER: "●",
};

export function EffectBadge({ effect }: { effect: Effect }) {
  return (
    <span className={`badge effect effect-${effect.toLowerCase()}`}>
      <span aria-hidden="true">{SIGNS[effect]} </span>
      {EFFECTS[effect]}
    </span>
  );
}

export function DirectionBadge({ direction }: { direction: Direction }) {
  const supports = direction === "SUPPORTS";
  return (
    <span className={`badge direction ${supports ? "for" : "against"}`}>
      <span aria-hidden="true">{supports ? "+ " : "− "}</span>
      {supports ? "supports" : "does not support"}
    </span>
  );
}

/** A source by its id, linked to what is known of it. */
export function SourceBadge({ source }: { source: string }) {
  return (
    <Link href={`/source/${source}`} className="badge source">
      {source}
    </Link>
  );
}
