"""Join what several sources say of one trial, and put trials and missing facts into their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from pmkg.model.curie import Curie
from pmkg.model.trial import Protocol, Recruitment
from pmkg.model.trial_answer import Eligibility, MissingFact, NearSite, ProtocolMatch, TrialMatch

_STALE_DAYS = 365
_RANK = {rank: index for index, rank in enumerate(Eligibility)}


def together(matches: Sequence[ProtocolMatch]) -> Eligibility:
    """Join what several sources' criteria come to: where they do not agree, the trial stays possible."""
    first = matches[0].eligibility
    return first if all(match.eligibility is first for match in matches) else Eligibility.POSSIBLE


def joined(trial: Curie, matches: tuple[ProtocolMatch, ...], sites: tuple[NearSite, ...], day: date) -> TrialMatch:
    """Join the matches of a trial's sources; the status said last is shown first."""
    eligibility = together(matches)
    latest = max(matches, key=lambda match: (match.protocol.status.date, match.protocol.source))
    protocol = latest.protocol
    missing = tuple(dict.fromkeys(fact for match in matches for fact in match.missing))
    possible = eligibility is Eligibility.POSSIBLE
    return TrialMatch(
        trial=trial,
        title=protocol.title,
        phase=protocol.phase,
        sponsor=protocol.sponsor,
        url=protocol.url,
        eligibility=eligibility,
        offered=any(match.offered for match in matches) and protocol.status.recruitment is Recruitment.OPEN,
        status=protocol.status,
        statuses=tuple(match.protocol.status for match in matches),
        stale=_stale(protocol, day),
        by_source=matches,
        missing=missing if possible else (),
        near_miss=f"only {missing[0]} unknown" if possible and len(missing) == 1 else "",
        to_check=tuple(dict.fromkeys(line for match in matches for line in match.to_check)),
        because=tuple(dict.fromkeys(fact for match in matches for fact in match.because)),
        sites=sites,
    )


def _stale(protocol: Protocol, day: date) -> str:
    """Say that a status was stated too long before the day of the run to be relied on, or that nobody says when."""
    stated = protocol.status.date
    if not stated:
        return f"{protocol.source} does not say on which day its status held"
    try:
        since = (day - date.fromisoformat(stated[:10])).days
    except ValueError:
        return f"{protocol.source} gives {stated!r} as the day of its status"
    return f"the status is of {stated}, {since} days before" if since > _STALE_DAYS else ""


def missing_facts(found: Iterable[TrialMatch]) -> tuple[MissingFact, ...]:
    """Rank the facts that possible trials lack: those that decide most trials alone first."""
    alone: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for match in found:
        named.update(match.missing)
        if len(match.missing) == 1:
            alone.update(match.missing)
    ranked = sorted((-alone.get(fact, 0), -trials, fact) for fact, trials in named.items())
    return tuple([MissingFact(fact, -decides, -trials) for decides, trials, fact in ranked])


def place_in_answer(match: TrialMatch) -> tuple[object, ...]:
    """Order trials: what fits before what may, about tumors before the rest, offered before not, near before far; then the id.

    Before the id: those that ask for a finding of the patient, those for whose drugs there is evidence, fewer missing facts first.
    """
    nearest = next((item.kilometers for item in match.sites if item.kilometers is not None), None)
    return (
        _RANK[match.eligibility],
        not any(one.about_tumors for one in match.by_source),
        not match.offered,
        nearest is None,
        nearest or 0.0,
        not match.because,
        not any(evidence.supporting for evidence in match.evidence.values()),
        len(match.missing),
        match.trial,
    )
