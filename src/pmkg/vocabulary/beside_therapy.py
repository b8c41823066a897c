"""What statements beside therapy claim, and their tiers, by ``ontology/evidence.toml`` (AMP/ASCO/CAP 2017, table 3)."""

from __future__ import annotations

from pmkg.model.kinds import StatementKind, TumorMatch, TumorScope
from pmkg.model.other_evidence import Significance
from pmkg.vocabulary.ontology_files import read_toml
from pmkg.vocabulary.scales import levels, tier_rank


def significance(kind: StatementKind, words: str) -> Significance:
    """Give the one word for what a source says, NOT_STATED where it says nothing that is known.

    >>> significance(StatementKind.PROGNOSTIC, "unfavorable prognosis").value
    'POOR_OUTCOME'
    """
    known = read_toml("evidence.toml")["significance"].get(kind, {}).get(words.casefold())
    return Significance(known) if known else Significance.NOT_STATED


def tier_beside_therapy(
    kind: StatementKind, scale: str, level: str, match: TumorMatch, scope: TumorScope
) -> tuple[str | None, str]:
    """Give the tier of a diagnostic or prognostic statement for this tumor, and the rule that gave it.

    >>> tier_beside_therapy(StatementKind.DIAGNOSTIC, "civic", "B", TumorMatch.EXACT, TumorScope.SPECIFIC)[0]
    'IB'
    >>> tier_beside_therapy(StatementKind.PROGNOSTIC, "civic", "A", TumorMatch.OTHER, TumorScope.SPECIFIC)[0] is None
    True
    """
    table = read_toml("evidence.toml")["beside_therapy"]
    if kind in table["untiered"]:
        return None, str(table["untiered"][kind])
    known = levels().get((scale, level.casefold()))
    if known is None or known.name not in table["amp"].get(scale, {}):
        return None, f"{level!r} is no level of the scale {scale!r} for this kind of statement, so there is no tier"
    row = table["match"][TumorMatch.UNRESOLVED if scope is TumorScope.UNRESOLVED else match]
    if not row["best"]:
        return None, str(row["rule"])
    amp = table["amp"][scale][known.name]
    found = table["tier"][amp or "none"]
    basis = f"AMP/ASCO/CAP 2017, table 3, {kind.lower()}: " + (f"level {amp}" if amp else "no level of evidence")
    return max(found, row["best"], key=tier_rank), f"{scale} {known.name} ({known.meaning}), {row['rule']}; {basis}"
