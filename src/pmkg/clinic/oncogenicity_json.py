"""Write the oncogenicity of a signature's small variants as JSON; GraphQL uses the same names."""

from __future__ import annotations

from typing import Any

import orjson

from pmkg.clinic.answer_json import warning
from pmkg.model.oncogenicity import Oncogenicity, OncogenicityAnswer


def oncogenicity_to_json(answer: OncogenicityAnswer) -> bytes:
    """Give each variant with its class, what the class rests on, and every point with its source."""
    return orjson.dumps(
        {
            "id": answer.id,
            "release": answer.release,
            "variants": [_variant(item) for item in answer.variants],
            "citation": answer.citation,
            "warnings": [warning(item) for item in answer.warnings],
        }
    )


def _variant(item: Oncogenicity) -> dict[str, Any]:
    return {
        "gene": item.gene,
        "alteration": item.alteration,
        "classification": item.classification,
        "basis": item.basis,
        "points": item.points,
        "codes": [
            {"code": each.code, "points": each.points, "reason": each.reason, "source": each.source}
            for each in item.codes
        ],
        "calls": item.calls,
        "effect": item.effect,
        "role": item.role,
        "open": item.open,
    }
