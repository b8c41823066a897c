"""Write the dose finding of drugs given together as JSON, keys always present."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pmkg.model.dose_finding import DoseFindingStudy, Toxicity
from pmkg.model.regimen import Agent


def study_to_json(study: DoseFindingStudy) -> dict[str, Any]:
    """Give one study; a number that the source does not give is null."""
    return {
        "id": study.id,
        "relation": study.relation,
        "drugs": _agents(study.drugs),
        "partners": _agents(study.partners),
        "named": study.named,
        "unresolved": study.unresolved,
        "publication": study.publication,
        "trials": study.trials,
        "registered": study.registered,
        "population": study.population,
        "window": study.window,
        "toxicities": [_toxicity(item) for item in study.toxicities],
        "tolerated": [
            {
                "drug": dose.drug,
                "value": dose.value,
                "unit": dose.unit,
                "schedule": dose.schedule,
                "note": dose.note,
            }
            for dose in study.tolerated
        ],
        "source": study.source,
        "license": study.license,
    }


def _toxicity(item: Toxicity) -> dict[str, Any]:
    return {
        "toxicity": item.toxicity,
        "grade": item.grade,
        "patients": item.patients,
        "treated": item.treated,
        "reports": [
            {
                "level": report.level,
                "patients": report.patients,
                "treated": report.treated,
                "doses": report.doses,
                "note": report.note,
            }
            for report in item.reports
        ],
    }


def _agents(drugs: Iterable[Agent]) -> list[dict[str, str]]:
    return [{"id": drug.id, "label": drug.label} for drug in drugs]
