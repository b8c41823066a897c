"""Write the answers beside therapy, and the immunotherapy panel, as JSON; GraphQL uses the same names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from pmkg.clinic.answer_json import AnswerWriter, evidence, interpretation, tumor, warning
from pmkg.model.answer import Option
from pmkg.model.immunotherapy import Contradiction, ImmunotherapyPanel, PanelMarker
from pmkg.model.kinds import StatementKind
from pmkg.model.other_evidence import Finding, GeneDiseaseValidity, OtherAnswer


def findings_to_json(kind: StatementKind, answer: OtherAnswer) -> bytes:
    """Give an answer on diagnosis, prognosis or predisposition; the last has ``geneDiseaseValidity`` besides."""
    plain: dict[str, Any] = {
        "id": answer.id,
        "release": answer.release,
        "tumorType": tumor(answer.tumor),
        "findings": [_finding(item) for item in answer.findings],
    }
    if kind is StatementKind.PREDISPOSING:
        plain["geneDiseaseValidity"] = [_validity(item) for item in answer.validity]
    return orjson.dumps({**plain, "warnings": [warning(item) for item in answer.warnings]})


def panel_to_json(panel: ImmunotherapyPanel) -> bytes:
    """Give the immunotherapy panel; its options have the form of those of ``ask drugs``."""
    writer = AnswerWriter()

    def options(items: Iterable[Option]) -> list[Any]:
        return [writer.option(item) for item in items]

    def marker(item: PanelMarker) -> dict[str, Any]:
        return {
            "id": item.id,
            "name": item.name,
            "state": item.state,
            "side": item.side,
            "rule": item.rule,
            "because": item.because,
            "findings": item.findings,
            "missing": item.missing,
            "meaning": item.meaning,
            "notes": item.notes,
            "citations": item.citations,
            "sensitivity": options(item.sensitivity),
            "resistance": options(item.resistance),
            "elsewhere": options(item.elsewhere),
        }

    return orjson.dumps(
        {
            "id": panel.id,
            "release": panel.release,
            "tumorType": tumor(panel.tumor),
            "markers": [marker(item) for item in panel.markers],
            "contradictions": [_contradiction(item) for item in panel.contradictions],
            "otherSensitivity": options(panel.other_sensitivity),
            "otherResistance": options(panel.other_resistance),
            "otherElsewhere": options(panel.other_elsewhere),
            "warnings": [warning(item) for item in panel.warnings],
        }
    )


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "significance": item.significance,
        "words": item.words,
        "disease": item.disease,
        "diseaseLabel": item.disease_label,
        **interpretation(item, evidence),
    }


def _validity(item: GeneDiseaseValidity) -> dict[str, Any]:
    return {
        "gene": item.gene,
        "symbol": item.symbol,
        "disease": item.disease,
        "diseaseLabel": item.disease_label,
        "classification": item.classification,
        "inheritance": item.inheritance,
        "date": item.date,
        "panel": item.panel,
        "because": item.because,
        "variants": item.variants,
        "notes": item.notes,
        "status": item.status,
        "missingTests": item.missing_tests,
        "source": item.source,
        "license": item.license,
        "url": item.url,
    }


def _contradiction(item: Contradiction) -> dict[str, Any]:
    return {
        "response": item.response,
        "opposed": item.opposed,
        "side": item.side,
        "note": item.note,
        "citations": item.citations,
    }
