"""Write what became of an answer as JSON, with options and evidence as in the answer itself."""

from __future__ import annotations

from typing import Any

import orjson

from pmkg.clinic.answer_json import AnswerWriter, tumor, warning
from pmkg.model.answer_difference import AnswerDifference, OptionChange


def difference_to_json(found: AnswerDifference) -> bytes:
    """Give the difference of two answers as JSON, keys always present."""
    return orjson.dumps(difference_to_plain(found))


def difference_to_plain(found: AnswerDifference) -> dict[str, Any]:
    """Give the difference of two answers as values that orjson writes."""
    writer = AnswerWriter()
    return {
        "id": found.id,
        "from": found.before,
        "to": found.after,
        "same": found.same,
        "tumorTypeBefore": tumor(found.tumor_before),
        "tumorTypeAfter": tumor(found.tumor_after),
        "gained": [writer.option(option) for option in found.gained],
        "lost": [writer.option(option) for option in found.lost],
        "changed": [_changed(change, writer) for change in found.changed],
        "unchanged": found.unchanged,
        "warningsGained": [warning(item) for item in found.warnings_gained],
        "warningsLost": [warning(item) for item in found.warnings_lost],
        "testsGained": [{"test": item.test, "decides": item.decides} for item in found.tests_gained],
        "testsLost": [{"test": item.test, "decides": item.decides} for item in found.tests_lost],
    }


def _changed(change: OptionChange, writer: AnswerWriter) -> dict[str, Any]:
    return {
        "before": writer.option(change.before),
        "after": writer.option(change.after),
        "fields": [{"name": field.name, "before": field.before, "after": field.after} for field in change.fields],
        "evidenceAdded": [writer.item(item) for item in change.evidence_added],
        "evidenceWithdrawn": [writer.item(item) for item in change.evidence_withdrawn],
        "evidenceChanged": [
            {"before": writer.item(pair.before), "after": writer.item(pair.after)} for pair in change.evidence_changed
        ],
    }
