"""Relations between a signature and its answer, as a clinician writes them in ``cases/*.toml``; never a count or a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pmkg.clinic.signature import SignatureReader
from pmkg.model.answer import Answer, Option
from pmkg.ports.reader import GraphReader
from pmkg.questions.targeted_drugs import DrugQuestion

Pattern = Mapping[str, Any]

INPUT = (
    "tumorType",
    "alterations",
    "biomarkers",
    "tested",
    "origin",
    "phase",
    "priorTherapies",
    "lineOfTherapy",
    "ageYears",
    "sex",
)
RELATIONS = ("offers", "withholds", "ranks", "warns", "tests", "untiered", "sameAs", "silent", "suggests")
EXPLAINED = ("name", "rule", "reason", "citation")


class Asking:
    """Ask one release, remembering names and rows from case to case."""

    def __init__(self, reader: GraphReader) -> None:
        self._signatures = SignatureReader(reader)
        self._question = DrugQuestion(reader)

    def __call__(self, signature: Mapping[str, Any]) -> Answer:
        return self._question.ask(self._signatures.read(dict(signature)))


def given(case: Pattern) -> dict[str, Any]:
    """Take the signature out of a case."""
    return {key: case[key] for key in INPUT if key in case}


_HAS: dict[str, Callable[[Option, Any], bool]] = {
    "regimen": lambda option, label: option.regimen.label == label,
    "drug": lambda option, name: name in {drug.label for drug in option.regimen.drugs},
    "effect": lambda option, effect: option.effect == effect,
    "status": lambda option, status: option.status == status,
    "tier": lambda option, tier: option.tier is None if tier == "none" else _in_tier(option.tier, tier),
    "tumorMatch": lambda option, match: option.tumor_match == match,
    "variantMatch": lambda option, match: option.variant_match == match,
    "profile": lambda option, text: option.profile == text,
    "asks": lambda option, part: part in option.profile,
    "because": lambda option, label: label in option.because,
    "missing": lambda option, tests: set(tests) <= set(option.missing_tests),
    "note": lambda option, part: any(part in note for note in option.notes),
    "against": lambda option, wanted: bool(option.against) is wanted,
    "supported": lambda option, wanted: bool(option.supporting) is wanted,
    "condition": lambda option, part: any(part in text.lower() for text in option.conditions),
    "course": lambda option, course: option.course == course,
    "described": lambda option, course: course in option.courses,
    "evidence": lambda option, name: name in {item.evidence for item in (*option.supporting, *option.against)},
    "from": lambda option, match: any(item.tumor_match == match for item in option.supporting),
    "of": lambda option, tumor: any(tumor in item.disease for item in option.supporting),
}
_TIERS = {"I": ("IA", "IB"), "II": ("IIC", "IID")}


def _in_tier(tier: str | None, asked: str) -> bool:
    return tier in _TIERS.get(asked, (asked,))


def meets(option: Option, pattern: Pattern) -> bool:
    """Hold an option against a pattern: a sensitivity that is MATCHED unless the pattern says another."""
    asked = {"effect": "SENSITIVITY", **pattern}
    return all(_HAS[key](option, value) for key, value in asked.items() if value != "any")


def problems(case: Pattern, ask: Callable[[Mapping[str, Any]], Answer]) -> Iterator[str]:
    """Say what of a case does not hold."""
    answer = ask(given(case))
    codes = {item.code for item in answer.warnings}
    for pattern in case.get("offers", ()):
        if not any(meets(option, {"status": "MATCHED", **pattern}) for option in answer.options):
            yield f"nothing is offered like {dict(pattern)}; {_near(answer, pattern)}"
    for pattern in case.get("withholds", ()):
        for option in answer.options:
            if meets(option, pattern):
                yield f"offered against {dict(pattern)}: {_shown(option)}"
    for above, below in case.get("ranks", ()):
        yield from _ranked(answer, above, below)
    yield from (f"no warning {code}; there are {sorted(codes)}" for code in case.get("warns", ()) if code not in codes)
    yield from (f"warns {code}" for code in case.get("silent", ()) if code in codes)
    yield from (f"warns {code}, unexpected" for code in sorted(codes - {*case.get("warns", ())}))
    proposed = {name for item in answer.warnings for name in item.suggestions}
    yield from (f"{name} is not suggested, but {proposed}" for name in case.get("suggests", ()) if name not in proposed)
    tests = {item.test for item in answer.tests_to_consider}
    yield from (f"{test} is not among {sorted(tests)}" for test in case.get("tests", ()) if test not in tests)
    if case.get("untiered"):
        yield from (f"tiered: {_shown(option)}" for option in answer.options if option.tier is not None)
    if "sameAs" in case:
        yield from _compared(answer, ask(case["sameAs"]), case["sameAs"])


def _compared(answer: Answer, other: Answer, signature: Pattern) -> Iterator[str]:
    """Compare with another signature, which must have been understood: two empty answers would be equal too."""
    if other.warnings or not other.options:
        yield f"{dict(signature)} is no signature to compare with: {len(other.options)} options, {other.warnings}"
    if answer.options != other.options:
        yield f"the options differ from those of {dict(signature)}"


def _ranked(answer: Answer, above: Pattern, below: Pattern) -> Iterator[str]:
    first = _places(answer, above)
    last = _places(answer, below)
    if not first or not last:
        yield f"{dict(above)} stands at {first}, {dict(below)} at {last}: one is not there"
    elif min(first) > min(last):
        yield f"{dict(above)} stands below {dict(below)}"


def _places(answer: Answer, pattern: Pattern) -> Sequence[int]:
    return [place for place, option in enumerate(answer.options) if meets(option, {"status": "MATCHED", **pattern})]


def _near(answer: Answer, pattern: Pattern) -> str:
    named = {key: pattern[key] for key in ("regimen", "drug") if key in pattern}
    options = [option for option in answer.options if named and meets(option, {**named, "effect": "any"})]
    return "; ".join(_shown(option) for option in options[:4]) or f"none of {len(answer.options)} options has the drug"


def _shown(option: Option) -> str:
    items = ", ".join(f"{item.evidence} ({item.disease})" for item in option.supporting[:3])
    head = f"{option.status} {option.tier} {option.effect} {option.regimen.label} [{option.profile}]"
    return f"{head} {option.tumor_match} {option.variant_match} {list(option.missing_tests)} {list(option.notes)} by {items}"
