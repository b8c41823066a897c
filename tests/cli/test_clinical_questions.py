"""The gate before publishing: what ``queries/golden.toml`` may ask, and that a wrong answer is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pmkg.cli.checks import wrong_answers
from pmkg.clinic.golden_cases import golden_cases
from pmkg.ports.reader import GraphReader
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

PATTERN = {"regimen", "drug", "effect", "status", "tiers", "profile", "missing"}


@pytest.fixture
def starter(starter_home: Path) -> GraphReader:
    return SqliteReleases(starter_home, facets=facets_by_kind()).open()


def wrong(reader: GraphReader, tumor: str, alteration: str, **relations: Any) -> list[str]:
    case = {"name": "a case", "signature": {"tumorType": tumor, "alterations": [alteration]}, **relations}
    return list(wrong_answers([case], reader))


def test_a_withheld_drug_is_found_in_a_combination(starter: GraphReader) -> None:
    (found,) = {text.split(" is offered")[0] for text in wrong(starter, "SKCM", "BRAF V600E", withholds=["Trametinib"])}
    assert found == "clinical question 'a case': Dabrafenib + Trametinib"


def test_a_drug_that_is_said_to_fail_is_not_thereby_offered(starter: GraphReader) -> None:
    assert wrong(starter, "NSCLC", "EGFR T790M", withholds=["Gefitinib"]) == []
    assert wrong(starter, "NSCLC", "EGFR T790M", withholds=[{"drug": "Gefitinib", "effect": "RESISTANCE"}])


@pytest.mark.parametrize(
    ("relations", "holds"),
    [
        ({"offers": [{"regimen": "Vemurafenib", "tiers": ["IA"]}]}, True),
        ({"offers": [{"regimen": "Vemurafenib", "tiers": ["IB"]}]}, False),
        ({"offers": [{"regimen": "Trametinib"}]}, False),
        ({"offers": [{"drug": "Trametinib", "profile": "BRAF V600E"}]}, True),
        ({"offers": [{"drug": "Trametinib", "profile": "BRAF V600K"}]}, False),
        ({"offers": [{"drug": "Vemurafenib", "status": "UNDECIDED"}]}, False),
        ({"offers": [{"drug": "Vemurafenib", "missing": ["MEK test"]}]}, False),
        ({"withholds": [{"profile": "BRAF V600E"}]}, False),
        ({"withholds": [{"profile": "BRAF V600K"}, "Sotorasib"]}, True),
        ({"warns": ["REFERENCE_MISMATCH"]}, False),
    ],
)
def test_a_relation_holds_or_is_named(starter: GraphReader, relations: dict[str, Any], holds: bool) -> None:
    assert (wrong(starter, "SKCM", "BRAF V600E", **relations) == []) is holds


def test_every_case_states_a_relation_in_known_words() -> None:
    names = [case["name"] for case in golden_cases()]
    assert len(set(names)) == len(names) >= 20
    for case in golden_cases():
        assert set(case) <= {"name", "profiles", "signature", "offers", "withholds", "warns"}
        assert set(case["profiles"]) <= {"full", "open", "starter"}
        assert case.get("offers") or case.get("withholds") or case.get("warns")
        for pattern in (*case.get("offers", ()), *case.get("withholds", ())):
            assert isinstance(pattern, str) or set(pattern) <= PATTERN, case["name"]
