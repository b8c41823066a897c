"""Write the smallest sets of regimens as JSON; GraphQL uses the same names."""

from __future__ import annotations

from typing import Any

import orjson

from pmkg.clinic.answer_json import AnswerWriter, tumor, warning
from pmkg.model.regimen_sets import OfferedRegimen, RegimenSet, RegimenSets


def regimen_sets_to_json(answer: RegimenSets) -> bytes:
    """Give the drivers, the sets with the options that are their evidence, and what no regimen answers."""
    writer = AnswerWriter()
    return orjson.dumps(
        {
            "id": answer.id,
            "release": answer.release,
            "tumorType": tumor(answer.tumor),
            "leastTier": answer.least_tier,
            "drivers": [
                {"driver": item.driver, "why": item.why, "regimens": item.regimens, "tier": item.tier}
                for item in answer.drivers
            ],
            "sets": [_set(item, writer) for item in answer.sets],
            "more": answer.more,
            "uncovered": answer.uncovered,
            "notDrivers": answer.not_drivers,
            "caution": answer.caution,
            "warnings": [warning(item) for item in answer.warnings],
        }
    )


def _set(item: RegimenSet, writer: AnswerWriter) -> dict[str, Any]:
    return {
        "tier": item.tier,
        "parts": [
            {"drivers": part.drivers, "regimens": [_regimen(each, writer) for each in part.regimens]}
            for part in item.parts
        ],
        "knownTogether": item.known_together,
    }


def _regimen(item: OfferedRegimen, writer: AnswerWriter) -> dict[str, Any]:
    return {
        "label": item.label,
        "drivers": item.drivers,
        "tier": item.tier,
        "evidence": [writer.option(option) for option in item.evidence],
        "opposed": [writer.option(option) for option in item.opposed],
    }
