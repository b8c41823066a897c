"""What a trial gives is a known drug, the members of a combination, a regimen, a compound that is new, or told to be none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.ingest.drugs import DrugFailure, DrugIndex
from pmkg.ingest.trial_drugs import DrugsOfTrials
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Reference

KNOWN = (
    "Palbociclib",
    "Erlotinib",
    "Bevacizumab",
    "Paclitaxel",
    "FOLFOX Regimen",
    "FOLFIRI Regimen",
    "Lutetium Lu 177 Dotatate",
)
NAMES = {"Lutetium Lu 177 Dotatate": "177Lu-DOTATATE"}


@pytest.fixture
def drugs() -> DrugIndex:
    return DrugIndex.build(
        (
            "pharmoncox",
            Concept(
                NodeKind.DRUG,
                Curie.of("NCIT" if "Regimen" not in label else "pmkg.drug", f"C{number}"),
                label,
                label,
                tuple(Name(name, NameRole.ALIAS) for name in (NAMES.get(label),) if name),
            ),
        )
        for number, label in enumerate(KNOWN)
    )


def named(drugs: DrugIndex, text: str) -> list[str] | Reason:
    found = DrugsOfTrials(drugs).named(Reference(text, kind=NodeKind.DRUG), "ctml")
    return found.reason if isinstance(found, DrugFailure) else [agent.label for agent in found]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Erlotinib", ["Erlotinib"]),
        ("Bevacizumab with Paclitaxel", ["Bevacizumab", "Paclitaxel"]),
        ("Bevacizumab/Paclitaxel", ["Bevacizumab", "Paclitaxel"]),
        ("FOLFIRI", ["FOLFIRI Regimen"]),
        ("mFOLFOX", ["FOLFOX Regimen"]),
        ("FOLFOX/FOLFIRI", ["FOLFOX Regimen", "FOLFIRI Regimen"]),
        ("[177Lu]Lu-DOTATATE", ["Lutetium Lu 177 Dotatate"]),
    ],
)
def test_what_is_known_is_found_however_it_is_written(drugs: DrugIndex, text: str, labels: list[str]) -> None:
    assert named(drugs, text) == labels
    assert not [node for node in drugs.nodes() if node.properties.get("known_only_from")]


@pytest.mark.parametrize(
    "text",
    [
        "XYZ-1234",
        "Madeupitamig",
        "Newitatug Madetecan",
        "Madeupran autogene",
        "Gadomadeup",
        "68Ga-XYZ309",
        "XY101 CAR-T Cells",
    ],
)
def test_a_compound_that_is_new_by_its_name_has_a_node_with_its_source(drugs: DrugIndex, text: str) -> None:
    assert named(drugs, text) == [text]
    (node,) = [node for node in drugs.nodes() if node.properties.get("known_only_from")]
    assert (node.label, node.properties["known_only_from"]) == (text, ["ctml"])


def test_two_codes_of_one_compound_are_one_drug_in_either_order(drugs: DrugIndex) -> None:
    assert named(drugs, "DB-1303/BNT323") == named(drugs, "BNT323 / DB-1303") == ["BNT323/DB-1303"]
    assert len([node for node in drugs.nodes() if node.properties.get("known_only_from")]) == 1


@pytest.mark.parametrize(
    "text", ["Pabociclib", "Palbociclibb", "Erlotinip", "Lowdose Erlotinib", "Kanglaite", "Anti-CD19-CAR"]
)
def test_a_misspelling_and_a_name_without_a_stem_stay_in_the_ledger(drugs: DrugIndex, text: str) -> None:
    assert named(drugs, text) is Reason.UNKNOWN_DRUG


@given(st.integers(0, 10), st.integers(0, 10), st.sampled_from("abxyz"), st.sampled_from("abxyz"))
def test_no_name_two_letters_away_from_a_known_one_becomes_a_drug(
    first: int, second: int, one: str, other: str
) -> None:
    letters = list("palbociclib")
    letters[first], letters[second] = one, other
    index = DrugIndex.build([("pharmoncox", Concept(NodeKind.DRUG, Curie("NCIT:C1"), "Palbociclib", "1"))])
    assert named(index, "".join(letters)) in (["Palbociclib"], Reason.UNKNOWN_DRUG)


@pytest.mark.parametrize(
    "text",
    [
        "Consolidation 2nd",
        "Pregnancy test",
        "High risk",
        "Intravenous",
        "Platelet Poor Plasma",
        "Chemotherapy for old patients",
    ],
)
def test_what_is_no_drug_by_its_words_is_told_apart(drugs: DrugIndex, text: str) -> None:
    assert named(drugs, text) is Reason.NOT_A_DRUG


def test_a_name_of_a_drug_is_never_told_to_be_none(drugs: DrugIndex) -> None:
    for label in KNOWN:
        assert named(drugs, label) == [label]
