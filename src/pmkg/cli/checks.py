"""The clinical questions that a release must answer rightly before it is published."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pmkg.clinic.signature import SignatureReader
from pmkg.model.answer import Answer, Option
from pmkg.ports.reader import GraphReader
from pmkg.questions.options import MATCHED
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.vocabulary.ontology_files import data_folder

Check = Callable[[GraphReader], Iterator[str]]


def golden_checks(profile: str) -> tuple[Check, ...]:
    """Give the checks of a profile (full, open, starter), from ``queries/golden.toml``."""
    with (data_folder("queries") / "golden.toml").open("rb") as file:
        cases = [case for case in tomllib.load(file)["case"] if profile in case["profiles"]]
    return (lambda reader: _run(cases, reader),)


def _run(cases: list[dict[str, Any]], reader: GraphReader) -> Iterator[str]:
    signatures, question = SignatureReader(reader), DrugQuestion(reader)
    for case in cases:
        answer = question.ask(signatures.read(case["signature"]))
        for problem in _problems(case, answer):
            yield f"clinical question {case['name']!r}: {problem}"


def _problems(case: Mapping[str, Any], answer: Answer) -> Iterator[str]:
    """Hold an answer against what the case expects: regimens offered with an effect, regimens not offered, warnings."""
    for expected in case.get("offers", ()):
        if not any(_is(option, expected) for option in answer.options):
            yield f"{expected['regimen']} ({expected['effect'].lower()}) is not among the options"
    for drug in case.get("withholds", ()):
        if any(drug == option.regimen.label and option.status == MATCHED for option in answer.options):
            yield f"{drug} is offered"
    for code in case.get("warns", ()):
        if code not in {item.code for item in answer.warnings}:
            yield f"no warning {code}"


def _is(option: Option, expected: Mapping[str, Any]) -> bool:
    return (
        option.regimen.label == expected["regimen"]
        and option.effect == expected["effect"]
        and option.status == expected.get("status", MATCHED)
        and (not expected.get("tiers") or option.tier in expected["tiers"])
    )
