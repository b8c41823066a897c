"""Write an answer to ``ask trials`` as the JSON of the contract; GraphQL uses the same names.

Of an arm that does not fit only the criteria are shown that are not met: they are the reason (CLINICAL rule 23).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import orjson

from pmkg.clinic.answer_json import tumor, warning
from pmkg.model.trial import StatedStatus
from pmkg.model.trial_answer import (
    NO_EVIDENCE,
    ArmEvidence,
    ArmMatch,
    CheckedCriterion,
    CriterionState,
    DoseMatch,
    Eligibility,
    NearSite,
    ProtocolMatch,
    TrialAnswer,
    TrialMatch,
)
from pmkg.model.trial_criteria import Named

_KEPT_TRIALS = 1 << 11
_KEPT_PARTS = 1 << 13
_KEPT_TUMORS = 64
Item = TypeVar("Item")


class _Written(Generic[Item]):
    """Write a thing once as long as it is met again, within bounds; what is kept holds the thing, so no identity is reused."""

    def __init__(self, write: Callable[[Item], bytes], kept: int) -> None:
        self._write = write
        self._kept = kept
        self._known: dict[int, tuple[Item, bytes]] = {}

    def __call__(self, item: Item) -> bytes:
        known = self._known.get(id(item))
        if known is None:
            if len(self._known) >= self._kept:
                self._known.clear()
            known = self._known[id(item)] = (item, self._write(item))
        return known[1]

    def fragment(self, item: Item) -> orjson.Fragment:
        """Give it to be set into a larger whole."""
        return orjson.Fragment(self(item))


class TrialWriter:
    """Write answers as compact JSON; parts that depend on no patient, or that patients share, are written once."""

    def __init__(self) -> None:
        criteria = _Written[CheckedCriterion](lambda item: orjson.dumps(criterion(item)), _KEPT_PARTS).fragment
        self._arm = _Written[ArmMatch](lambda arm: orjson.dumps(_arm(arm, criteria)), _KEPT_PARTS)
        self._sites = _Written[tuple[NearSite, ...]](_write_sites, _KEPT_TRIALS).fragment
        self._shared = _Written(self._trial, _KEPT_TRIALS)
        self._ruled_out = _Written[tuple[str, ...]](orjson.dumps, _KEPT_TUMORS)

    def write(self, answer: TrialAnswer) -> bytes:
        """Give one answer, keys always present."""
        trials = [self._trial(match) if match.evidence else self._shared(match) for match in answer.trials]
        rest = orjson.dumps(_after_trials(answer, self._ruled_out.fragment(answer.ruled_out)))
        separated = [part for trial in trials for part in (b",", trial)][1:]
        return b"".join([orjson.dumps(_before_trials(answer))[:-1], b',"trials":[', *separated, b"],", rest[1:]])

    def _trial(self, match: TrialMatch) -> bytes:
        arms = b",".join([self._with_evidence(arm, match) for arm in match.arms])
        return orjson.dumps(_trial(match, orjson.Fragment(b"[" + arms + b"]"), self._sites(match.sites)))

    def _with_evidence(self, arm: ArmMatch, match: TrialMatch) -> bytes:
        found = match.evidence.get(arm.id)
        evidence = _NO_EVIDENCE if found is None else orjson.dumps(evidence_on_arm(found))
        return b"".join((self._arm(arm)[:-1], b',"evidence":', evidence, b"}"))


def trials_to_json(answer: TrialAnswer) -> bytes:
    """Give one answer as JSON; use a :class:`TrialWriter` for many."""
    return TrialWriter().write(answer)


def answer_to_plain(answer: TrialAnswer) -> dict[str, Any]:
    """Give one answer as plain values, every trial in full."""
    trials = [trial_to_plain(item) for item in answer.trials]
    return {**_before_trials(answer), "trials": trials, **_after_trials(answer, answer.ruled_out)}


def _before_trials(answer: TrialAnswer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "release": answer.release,
        "asOfDate": answer.as_of_date,
        "tumorType": tumor(answer.tumor),
        "counts": {one.lower(): answer.counts.get(one, 0) for one in Eligibility},
    }


def _after_trials(answer: TrialAnswer, ruled_out: object) -> dict[str, Any]:
    return {
        "ruledOutByTumor": ruled_out,
        "notAboutTumors": answer.of_other_subject,
        "factsToConsider": [
            {"fact": item.fact, "decides": item.decides, "trials": item.trials} for item in answer.missing_facts
        ],
        "warnings": [warning(item) for item in answer.warnings],
    }


def criterion(item: CheckedCriterion) -> dict[str, Any]:
    """Give one criterion with its state."""
    return {
        "text": item.text,
        "state": item.state,
        "fact": item.fact or None,
        "missing": item.missing,
        "sentence": item.sentence or None,
        "confidence": item.confidence,
    }


def trial_to_plain(match: TrialMatch) -> dict[str, Any]:
    """Give one trial."""
    arms = [arm_to_plain(item, match) for item in match.arms]
    return _trial(match, arms, [site(item) for item in match.sites])


def _trial(match: TrialMatch, arms: object, sites: object) -> dict[str, Any]:
    return {
        "id": match.trial.local,
        "title": match.title,
        "status": match.status.recruitment,
        "phase": match.phase or None,
        "eligibility": match.eligibility,
        "offered": match.offered,
        "because": match.because,
        "nearMiss": match.near_miss or None,
        "arms": arms,
        "missingFacts": match.missing,
        "toCheckByPerson": match.to_check,
        "statuses": [status(item) for item in match.statuses],
        "staleStatus": match.stale or None,
        "sponsor": match.sponsor or None,
        "url": match.url or None,
        "sources": [_source(item) for item in match.by_source],
        "sites": sites,
    }


def arm_to_plain(arm: ArmMatch, match: TrialMatch) -> dict[str, Any]:
    """Give one arm of a trial, with the evidence on what it gives."""
    return {**_arm(arm, criterion), "evidence": evidence_on_arm(match.evidence.get(arm.id, NO_EVIDENCE))}


def _arm(arm: ArmMatch, give: Callable[[CheckedCriterion], Any]) -> dict[str, Any]:
    fits = arm.eligibility is not Eligibility.NOT
    shown = arm.criteria if fits else [item for item in arm.criteria if item.state is CriterionState.NOT_MET]
    return {
        "id": arm.id,
        "label": arm.label,
        "description": (arm.description or None) if fits else None,
        "step": arm.step,
        "source": arm.source,
        "status": arm.recruitment,
        "offered": arm.offered,
        "eligibility": arm.eligibility,
        "drugs": _drugs(arm.drugs),
        "interventions": arm.interventions if fits else (),
        "criteria": [give(item) for item in shown],
        "doses": [_dose(dose) for dose in arm.doses],
    }


def _write_sites(sites: Sequence[NearSite]) -> bytes:
    return orjson.dumps([site(item) for item in sites])


def _drugs(drugs: Sequence[Named]) -> list[dict[str, Any]]:
    return [{"id": drug.id, "label": drug.label} for drug in drugs]


def status(item: StatedStatus) -> dict[str, Any]:
    """Give a status as one source states it."""
    return {"source": item.source, "words": item.words, "status": item.recruitment, "date": item.date or None}


def site(item: NearSite) -> dict[str, Any]:
    """Give one site with its distance."""
    place = item.site
    return {
        "name": place.name,
        "city": place.city or None,
        "state": place.state or None,
        "country": place.country or None,
        "status": place.status or None,
        "kilometers": item.kilometers,
    }


def evidence_on_arm(found: ArmEvidence) -> dict[str, Any]:
    """Give the counts of evidence, and the regimens that they are of."""
    return {
        "for": found.supporting,
        "against": found.against,
        "regimens": [
            {
                "regimen": item.regimen,
                "profile": item.profile,
                "effect": item.effect,
                "tier": item.tier,
                "tumorMatch": item.tumor_match,
                "for": item.supporting,
                "against": item.against,
            }
            for item in found.regimens
        ],
    }


def _dose(dose: DoseMatch) -> dict[str, Any]:
    return {
        "code": dose.code,
        "description": dose.description,
        "status": dose.recruitment,
        "eligibility": dose.eligibility,
        "criteria": [criterion(item) for item in dose.criteria],
    }


def _source(match: ProtocolMatch) -> dict[str, Any]:
    protocol = match.protocol
    return {
        "source": protocol.source,
        "record": protocol.record,
        "license": protocol.license,
        "url": protocol.url or None,
        "eligibility": match.eligibility,
    }


_NO_EVIDENCE = orjson.dumps(evidence_on_arm(NO_EVIDENCE))
