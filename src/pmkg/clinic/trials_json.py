"""Write an answer to ``ask trials`` as the JSON of the contract; GraphQL uses the same names.

Of a trial that does not fit, each arm shows only the criteria that are not met: they are the reason (CLINICAL rule 23).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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

_KEPT = 1 << 13


class TrialWriter:
    """Write answers; a trial that equal facts gave is written once, within bounds, unless evidence stands beside its arms."""

    def __init__(self) -> None:
        self._trials: dict[int, tuple[TrialMatch, orjson.Fragment]] = {}

    def write(self, answer: TrialAnswer) -> bytes:
        """Give one answer as compact JSON, keys always present."""
        return orjson.dumps(answer_to_plain(answer, self._trial))

    def _trial(self, match: TrialMatch) -> Any:
        if match.evidence:
            return trial_to_plain(match)
        known = self._trials.get(id(match))
        if known is None:
            if len(self._trials) >= _KEPT:
                self._trials.clear()
            known = self._trials[id(match)] = (match, orjson.Fragment(orjson.dumps(trial_to_plain(match))))
        return known[1]


def trials_to_json(answer: TrialAnswer) -> bytes:
    """Give one answer as JSON; use a :class:`TrialWriter` for many."""
    return TrialWriter().write(answer)


def answer_to_plain(answer: TrialAnswer, trial: Callable[[TrialMatch], Any] | None = None) -> dict[str, Any]:
    """Give one answer as plain values; ``trial`` gives one trial where another than :func:`trial_to_plain` shall."""
    give = trial or trial_to_plain
    return {
        "id": answer.id,
        "release": answer.release,
        "asOfDate": answer.as_of_date,
        "tumorType": tumor(answer.tumor),
        "counts": {one.lower(): answer.counts.get(one, 0) for one in Eligibility},
        "trials": [give(item) for item in answer.trials],
        "factsToConsider": [
            {"fact": item.fact, "decides": item.decides, "trials": item.trials} for item in answer.missing_facts
        ],
        "warnings": [warning(item) for item in answer.warnings],
    }


def arm_to_plain(arm: ArmMatch, match: TrialMatch) -> dict[str, Any]:
    """Give one arm of a trial, with the evidence on what it gives."""
    plain = {**_arm(arm), "evidence": evidence_on_arm(match.evidence.get(arm.id, NO_EVIDENCE))}
    if match.eligibility is Eligibility.NOT:
        plain["criteria"] = [criterion(item) for item in arm.criteria if item.state is CriterionState.NOT_MET]
        plain |= {"description": None, "interventions": []}
    return plain


def trial_to_plain(match: TrialMatch) -> dict[str, Any]:
    """Give one trial."""
    return {
        "id": match.trial.local,
        "title": match.title,
        "status": match.status.recruitment,
        "phase": match.phase or None,
        "eligibility": match.eligibility,
        "offered": match.offered,
        "because": match.because,
        "nearMiss": match.near_miss or None,
        "arms": [arm_to_plain(item, match) for item in match.arms],
        "missingFacts": match.missing,
        "toCheckByPerson": match.to_check,
        "statuses": [status(item) for item in match.statuses],
        "staleStatus": match.stale or None,
        "sponsor": match.sponsor or None,
        "url": match.url or None,
        "sources": [_source(item) for item in match.by_source],
        "sites": [site(item) for item in match.sites],
    }


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


def _arm(arm: ArmMatch) -> dict[str, Any]:
    return {
        "id": arm.id,
        "label": arm.label,
        "description": arm.description or None,
        "step": arm.step,
        "source": arm.source,
        "status": arm.recruitment,
        "offered": arm.offered,
        "eligibility": arm.eligibility,
        "drugs": [{"id": drug.id, "label": drug.label} for drug in arm.drugs],
        "interventions": arm.interventions,
        "criteria": [criterion(item) for item in arm.criteria],
        "doses": [_dose(dose) for dose in arm.doses],
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
