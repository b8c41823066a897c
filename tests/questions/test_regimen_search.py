"""Regimens by their members: which are found, their partners, and evidence that is their own."""

from __future__ import annotations

import pytest
from made_release import DRUGS, against, claim, release

from pmkg.clinic.regimen_names import read_drugs
from pmkg.errors import NotFound, RequestError
from pmkg.model.curie import Curie
from pmkg.model.kinds import Operator
from pmkg.model.regimen_search import RegimenMatch, RegimenSearch
from pmkg.questions.regimens import search_regimens

CLAIMS = [
    claim(1, "BRAF V600E", "Dabrafenib", citation="PMID:1"),
    claim(2, "BRAF V600E", "Dabrafenib, Trametinib", citation="PMID:1"),
    claim(3, "BRAF V600E", "Dabrafenib, Trametinib", citation="PMID:2"),
    claim(4, "BRAF V600K", "Dabrafenib, Trametinib", citation="PMID:2"),
    against(5, "BRAF V600E", drugs="Dabrafenib, Trametinib", citation="PMID:3"),
    claim(6, "NRAS Q61K", "Dabrafenib, Trametinib", significance="Resistance"),
    claim(7, "BRAF V600E", "Dabrafenib, Trametinib", operator=Operator.SUBSTITUTES),
    claim(8, "BRAF V600E", "Dabrafenib, Palbociclib, Trametinib"),
    claim(9, "BRAF V600E", "Trametinib"),
    claim(10, "BRAF V600E", "Vemurafenib"),
]
READER = release(CLAIMS)


def search(match: RegimenMatch, *drugs: str) -> RegimenSearch:
    return search_regimens(READER, [Curie.of("NCIT", DRUGS[drug]) for drug in drugs], match)


def labels(found: RegimenSearch) -> set[str]:
    return {row.regimen.label for row in found.regimens}


def test_a_member_finds_every_regimen_that_holds_it_with_its_partners() -> None:
    found = search(RegimenMatch.MEMBER, "Dabrafenib")
    assert {row.regimen.label: [drug.label for drug in row.partners] for row in found.regimens} == {
        "Dabrafenib": [],
        "Dabrafenib + Trametinib": ["Trametinib"],
        "Dabrafenib or Trametinib": ["Trametinib"],
        "Dabrafenib + Palbociclib + Trametinib": ["Palbociclib", "Trametinib"],
    }


def test_any_one_of_several_members_is_enough() -> None:
    assert {"Dabrafenib", "Trametinib"} <= labels(search(RegimenMatch.MEMBER, "Dabrafenib", "Trametinib"))


def test_an_exact_set_takes_neither_more_nor_fewer_drugs() -> None:
    assert labels(search(RegimenMatch.EXACT, "Trametinib", "Dabrafenib")) == {
        "Dabrafenib + Trametinib",
        "Dabrafenib or Trametinib",
    }
    assert labels(search(RegimenMatch.EXACT, "Dabrafenib")) == {"Dabrafenib"}


def test_a_superset_holds_all_the_drugs() -> None:
    assert labels(search(RegimenMatch.SUPERSET, "Dabrafenib", "Trametinib")) == {
        "Dabrafenib + Trametinib",
        "Dabrafenib or Trametinib",
        "Dabrafenib + Palbociclib + Trametinib",
    }


def test_evidence_is_counted_by_effect_and_never_taken_from_the_members() -> None:
    first = search(RegimenMatch.EXACT, "Dabrafenib", "Trametinib").regimens[0]
    assert [(count.effect.value, count.supporting, count.against, count.publications) for count in first.evidence] == [
        ("SENSITIVITY", 3, 1, 2),
        ("RESISTANCE", 1, 0, 1),
    ]
    assert first.sources == ("civic",)


def test_the_regimen_with_most_statements_comes_first() -> None:
    assert search(RegimenMatch.MEMBER, "Dabrafenib").regimens[0].regimen.label == "Dabrafenib + Trametinib"


def test_no_drug_is_refused() -> None:
    with pytest.raises(RequestError):
        search_regimens(READER, [], RegimenMatch.MEMBER)


def test_drugs_are_read_one_by_one_or_joined() -> None:
    joined = read_drugs(["Dabrafenib + trametinib"], READER)
    assert joined == read_drugs(["dabrafenib", "Trametinib", "Dabrafenib"], READER)
    assert joined == (Curie("NCIT:C82386"), Curie("NCIT:C77908"))


def test_an_unknown_drug_is_refused_with_near_names() -> None:
    with pytest.raises(NotFound, match="Trametinib"):
        read_drugs(["Dabrafenib + Trametinb"], READER)
    with pytest.raises(RequestError):
        read_drugs([" "], READER)
