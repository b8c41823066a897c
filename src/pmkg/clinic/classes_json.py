"""Write the classes of a signature's findings as JSON; GraphQL uses the same names."""

from __future__ import annotations

import orjson

from pmkg.clinic.answer_json import warning
from pmkg.model.class_membership import ClassesAnswer


def classes_to_json(answer: ClassesAnswer) -> bytes:
    """Give each finding with its classes, narrowest first."""
    return orjson.dumps(
        {
            "id": answer.id,
            "release": answer.release,
            "findings": [
                {
                    "alteration": found.alteration,
                    "classes": [
                        {
                            "text": item.text,
                            "rung": item.rung,
                            "within": item.within,
                            "statements": item.statements,
                            "note": item.note,
                        }
                        for item in found.classes
                    ],
                }
                for found in answer.findings
            ],
            "warnings": [warning(item) for item in answer.warnings],
        }
    )
