"""SIGNOR gives named groups of genes and the interactions between genes and groups."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.kinds import EdgeKind
from pmkg.model.records import Concept, Record, Rejected, Relation
from pmkg.model.source import Files

loader = importlib.import_module("pmkg.loaders.signor")
Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def groups(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("signor", fixtures / "signor")


@pytest.fixture(scope="module")
def interactions(fixtures: Path) -> list[Record]:
    path = fixtures / "signor" / "interactions" / "getData.tsv"
    return list(loader.load(Files("signor", {"interactions": (path,)})))


def members(records: list[Record], group: str) -> list[str]:
    return [record.object.ids[0] for record in records if isinstance(record, Relation) and record.record == group]


def test_a_repeated_stanza_is_one_group(groups: list[Record]) -> None:
    concepts = {record.label: record for record in groups if isinstance(record, Concept)}
    assert set(concepts) == {"NFY", "NFY plus", "ERK1/2"}
    assert concepts["ERK1/2"].properties == {"group": "family"}


def test_a_nested_complex_is_flattened_to_its_genes(groups: list[Record]) -> None:
    assert members(groups, "SIGNOR-C1") == ["UniProtKB:P23511", "UniProtKB:P25208"]
    assert members(groups, "SIGNOR-C2") == ["UniProtKB:P04637", "UniProtKB:P23511", "UniProtKB:P25208"]


def test_a_group_without_members_goes_to_the_ledger(groups: list[Record]) -> None:
    assert [record.record for record in groups if isinstance(record, Rejected)] == ["SIGNOR-C3"]


def test_an_interaction_keeps_its_effect_mechanism_and_publication(interactions: list[Record]) -> None:
    relation = interactions[0]
    assert isinstance(relation, Relation)
    assert (relation.kind, relation.subject.text, relation.object.text) == (EdgeKind.INTERACTS_WITH, "BRAF", "MAP2K1")
    assert relation.properties == {
        "effect": "up-regulates activity",
        "mechanism": "phosphorylation",
        "direct": True,
        "score": 0.7,
    }
    assert relation.citations == ("PMID:8131746",)


def test_families_are_kept_chemicals_and_mice_are_not(interactions: list[Record]) -> None:
    relations = [record for record in interactions if isinstance(record, Relation)]
    assert [relation.record for relation in relations] == ["SIGNOR-1", "SIGNOR-2"]
    assert relations[1].object.ids == ("SIGNOR:SIGNOR-PF1",)
    assert [record.record for record in interactions if isinstance(record, Rejected)] == ["row 5"]


def test_a_file_of_another_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "getData.tsv"
    path.write_text("<html>\n")
    with pytest.raises(MalformedSource, match=r"getData\.tsv: has 1 columns"):
        list(loader.load(Files("signor", {"interactions": (path,)})))


@pytest.mark.mirror
def test_the_mirror_gives_its_complexes_and_families(load_from: Load, mirror: Path) -> None:
    records = load_from("signor", mirror / "signor")
    assert sum(isinstance(record, Concept) for record in records) == 612
    assert sum(isinstance(record, Rejected) for record in records) == 2
