"""The clinical questions that a release must answer rightly before it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pmkg.clinic.golden_cases import Case, golden_cases
from pmkg.clinic.signature import SignatureReader
from pmkg.model.answer import Answer, Option
from pmkg.model.kinds import Effect
from pmkg.ports.reader import GraphReader
from pmkg.questions.options import MATCHED
from pmkg.questions.targeted_drugs import DrugQuestion

Check = Callable[[GraphReader], Iterator[str]]
Pattern = Mapping[str, Any]

_HAS: dict[str, Callable[[Option, Any], bool]] = {
    "regimen": lambda option, label: option.regimen.label == label,
    "drug": lambda option, label: label in {drug.label for drug in option.regimen.drugs},
    "effect": lambda option, effect: option.effect == effect,
    "status": lambda option, status: option.status == status,
    "tiers": lambda option, tiers: option.tier in tiers,
    "profile": lambda option, text: option.profile == text,
    "missing": lambda option, tests: set(tests) <= set(option.missing_tests),
}


def golden_checks(profile: str) -> tuple[Check, ...]:
    """Give the checks of a profile (full, open, starter)."""
    cases = [case for case in golden_cases() if profile in case["profiles"]]
    return (lambda reader: wrong_answers(cases, reader),)


def wrong_answers(cases: Iterable[Case], reader: GraphReader) -> Iterator[str]:
    """Ask each case of a release and say what of it does not hold."""
    signatures, question = SignatureReader(reader), DrugQuestion(reader)
    for case in cases:
        answer = question.ask(signatures.read(case["signature"]))
        for problem in _problems(case, answer):
            yield f"clinical question {case['name']!r}: {problem}"


def _problems(case: Case, answer: Answer) -> Iterator[str]:
    for pattern in case.get("offers", ()):
        if not any(_is(option, pattern) for option in answer.options):
            yield f"no option is like {dict(pattern)}"
    for pattern in case.get("withholds", ()):
        wanted = {"drug": pattern} if isinstance(pattern, str) else pattern
        for option in answer.options:
            if _is(option, wanted):
                yield f"{option.regimen.label} is offered for {option.profile} (tier {option.tier})"
    for code in case.get("warns", ()):
        if code not in {item.code for item in answer.warnings}:
            yield f"no warning {code}"


def _is(option: Option, pattern: Pattern) -> bool:
    """Hold an option against a pattern: a sensitivity that is MATCHED unless the pattern says otherwise."""
    asked = {"effect": Effect.SENSITIVITY, "status": MATCHED, **pattern}
    return all(_HAS[name](option, value) for name, value in asked.items())
