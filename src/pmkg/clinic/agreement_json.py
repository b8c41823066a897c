"""Write what sources say, where they disagree and what one of them lacks, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from pmkg.clinic.answer_json import AnswerWriter, tumor, warning
from pmkg.model.agreement import Agreement, Disagreement, Gap, Position, Silence


def agreement_to_json(answer: Agreement) -> bytes:
    """Give who says what of one regimen for one profile as compact JSON."""
    writer = AnswerWriter()
    return orjson.dumps(
        {
            "release": answer.release,
            **_subject(answer, writer),
            "positions": [_position(item, writer) for item in answer.positions],
            "opposed": answer.opposed,
            "silent": _silent(answer.silent),
            "warnings": [warning(item) for item in answer.warnings],
        }
    )


def disagreements_to_json(release: str, rows: Iterable[Disagreement]) -> bytes:
    """Give disagreements as compact JSON, in their order."""
    writer = AnswerWriter()
    shown = [
        {
            **_subject(row, writer),
            "sides": [_position(side, writer) for side in row.sides],
            "betweenSources": row.between_sources,
        }
        for row in rows
    ]
    return orjson.dumps({"release": release, "disagreements": shown})


def gaps_to_json(release: str, rows: Iterable[Gap]) -> bytes:
    """Give gaps as compact JSON, in their order."""
    writer = AnswerWriter()
    shown = [
        {**_subject(row, writer), "held": _position(row.held, writer), "silent": _silent(row.silent)} for row in rows
    ]
    return orjson.dumps({"release": release, "gaps": shown})


def _subject(row: Agreement | Disagreement | Gap, writer: AnswerWriter) -> dict[str, Any]:
    return {
        "profileId": row.profile_id,
        "profile": row.profile,
        "regimen": writer.regimen(row.regimen),
        "tumorType": tumor(row.tumor),
    }


def _position(item: Position, writer: AnswerWriter) -> dict[str, Any]:
    return {
        "effect": item.effect,
        "direction": item.direction,
        "voices": [
            {
                "source": voice.source,
                "level": voice.level,
                "date": voice.date,
                "evidence": [writer.item(evidence) for evidence in voice.evidence],
            }
            for voice in item.voices
        ],
    }


def _silent(items: Iterable[Silence]) -> list[dict[str, Any]]:
    return [
        {"source": item.source, "elsewhere": item.elsewhere, "otherProfiles": item.other_profiles} for item in items
    ]
