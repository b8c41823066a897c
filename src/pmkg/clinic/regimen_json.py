"""Write what is found of regimens, and what defeats one, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from pmkg.clinic.answer_json import AnswerWriter, tumor, warning
from pmkg.clinic.dose_finding_json import study_to_json
from pmkg.model.dose_finding import TOXICITY_DATA
from pmkg.model.regimen import Agent
from pmkg.model.regimen_search import FoundRegimen, RegimenSearch
from pmkg.model.resistance import Defeat, Resistance


def regimens_to_json(found: RegimenSearch) -> bytes:
    """Give a search for regimens as compact JSON."""
    writer = AnswerWriter()
    return orjson.dumps(
        {
            "release": found.release,
            "drugs": _agents(found.drugs),
            "match": found.match,
            "regimens": [_found(row, writer) for row in found.regimens],
            "doseFindingNote": TOXICITY_DATA,
            "doseFinding": [study_to_json(study) for study in found.dose_finding],
        }
    )


def resistance_to_json(answer: Resistance) -> bytes:
    """Give what defeats a regimen as compact JSON, keys always present."""
    writer = AnswerWriter()
    return orjson.dumps(
        {
            "id": answer.id,
            "release": answer.release,
            "tumorType": tumor(answer.tumor),
            "drugs": _agents(answer.drugs),
            "defeatedBy": [_defeat(item, writer) for item in answer.defeated_by],
            "remaining": [
                {"option": writer.option(item.option), "resistedBy": item.resisted_by} for item in answer.remaining
            ],
            "elsewhere": answer.elsewhere,
            "warnings": [warning(item) for item in answer.warnings],
        }
    )


def _found(row: FoundRegimen, writer: AnswerWriter) -> dict[str, Any]:
    return {
        "regimen": writer.regimen(row.regimen),
        "partners": _agents(row.partners),
        "evidence": [
            {
                "effect": count.effect,
                "for": count.supporting,
                "against": count.against,
                "publications": count.publications,
            }
            for count in row.evidence
        ],
        "sources": row.sources,
        "doseFinding": [study_to_json(study) for study in row.dose_finding],
    }


def _defeat(item: Defeat, writer: AnswerWriter) -> dict[str, Any]:
    return {
        "relation": item.relation,
        "regimen": writer.regimen(item.regimen),
        "partners": _agents(item.partners),
        "drugClass": _agent(item.drug_class) if item.drug_class else None,
        "classSources": item.class_sources,
        "effect": item.effect,
        "profile": item.profile,
        "state": item.state,
        "because": item.because,
        "missingTests": item.missing_tests,
        "mechanism": item.mechanism,
        "mechanismReason": item.mechanism_reason,
        "drivers": [
            {"profile": driver.profile, "state": driver.state, "basis": driver.basis} for driver in item.drivers
        ],
        "tumorMatch": item.tumor_match,
        "tier": item.tier,
        "tierRule": item.tier_rule,
        "statements": item.statements,
        "publications": item.publications,
        "courses": item.courses,
        "course": item.course,
        "givenBefore": _agents(item.given_before),
        "appliesBy": item.applies_by,
        "conditions": item.conditions,
        "notes": item.notes,
        "for": [writer.item(evidence) for evidence in item.supporting],
        "against": [writer.item(evidence) for evidence in item.against],
    }


def _agents(drugs: Iterable[Agent]) -> list[dict[str, str]]:
    return [_agent(drug) for drug in drugs]


def _agent(drug: Agent) -> dict[str, str]:
    return {"id": drug.id, "label": drug.label}
