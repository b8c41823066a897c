"""Write an answer as the JSON of the contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from pmkg.model.answer import Answer, EvidenceItem, Interpretation, Option
from pmkg.model.kinds import TumorMatch, VariantMatch
from pmkg.model.regimen import Regimen
from pmkg.model.signature import Notice, Tumor


class AnswerWriter:
    """Write answers; the JSON of evidence items and regimens is made once each, because a release does not change."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, TumorMatch, VariantMatch], orjson.Fragment] = {}
        self._regimens: dict[str, orjson.Fragment] = {}

    def write(self, answer: Answer) -> bytes:
        """Give one answer as compact JSON, keys always present and in the contract's order."""
        return orjson.dumps(
            {
                "id": answer.id,
                "release": answer.release,
                "tumorType": tumor(answer.tumor),
                "options": [self.option(option) for option in answer.options],
                "testsToConsider": [{"test": item.test, "decides": item.decides} for item in answer.tests_to_consider],
                "warnings": [warning(item) for item in answer.warnings],
                "panel": answer.panel,
            }
        )

    def option(self, option: Option) -> dict[str, Any]:
        """Give one option."""
        return {
            "regimen": self.regimen(option.regimen),
            "effect": option.effect,
            **interpretation(option, self.item),
            "doseFinding": option.dose_finding,
            "courses": option.courses,
            "course": option.course,
            "givenBefore": [{"id": drug.id, "label": drug.label} for drug in option.given_before],
        }

    def regimen(self, regimen: Regimen) -> orjson.Fragment:
        """Give one regimen with its members."""
        key = regimen.id
        known = self._regimens.get(key)
        if known is None:
            drugs = [{"id": drug.id, "label": drug.label} for drug in regimen.drugs]
            plain = {"id": key, "label": regimen.label, "drugs": drugs, "operator": regimen.operator}
            known = self._regimens[key] = orjson.Fragment(orjson.dumps(plain))
        return known

    def item(self, item: EvidenceItem) -> orjson.Fragment:
        """Give one evidence item."""
        key = (item.evidence, item.tumor_match, item.variant_match)
        known = self._items.get(key)
        if known is None:
            known = self._items[key] = orjson.Fragment(orjson.dumps(evidence(item)))
        return known


def answer_to_json(answer: Answer) -> bytes:
    """Give one answer as JSON; use an :class:`AnswerWriter` for many."""
    return AnswerWriter().write(answer)


def tumor(given: Tumor) -> dict[str, Any] | None:
    """Give the tumor type as it was understood; None when none was given."""
    if given.id is None and not given.label:
        return None
    return {"id": given.id, "label": given.label, "oncotree": given.oncotree or None}


def warning(item: Notice) -> dict[str, Any]:
    """Give one warning."""
    return {"code": item.code, "message": item.message, "input": item.input, "suggestions": item.suggestions}


def interpretation(found: Interpretation, write: Callable[[EvidenceItem], Any]) -> dict[str, Any]:
    """Give what options and findings share; ``write`` gives one evidence item."""
    return {
        "tier": found.tier,
        "tierRule": found.tier_rule,
        "tumorMatch": found.tumor_match,
        "variantMatch": found.variant_match,
        "category": found.category,
        "status": found.status,
        "missingTests": found.missing_tests,
        "profile": found.profile,
        "because": found.because,
        "conditions": found.conditions,
        "notes": found.notes,
        "for": [write(item) for item in found.supporting],
        "against": [write(item) for item in found.against],
    }


def evidence(item: EvidenceItem) -> dict[str, Any]:
    """Give one evidence item."""
    return {
        "evidence": item.evidence,
        "source": item.source,
        "level": item.level,
        "direction": item.direction,
        "disease": item.disease,
        "tumorMatch": item.tumor_match,
        "variantMatch": item.variant_match,
        "tier": item.tier,
        "citation": item.citation,
        "license": item.license,
        "url": item.url,
        "status": item.status,
        "date": item.date,
        "conflict": item.conflict or None,
        "conditions": item.conditions,
        "courses": item.courses,
    }
