"""OncoTree gives the newest tree, tissues apart from tumor types, and keeps the codes that older reports carry."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("oncotree", fixtures / "oncotree")


@pytest.fixture(scope="module")
def types(records: list[Record]) -> dict[str, Concept]:
    return {record.id.local: record for record in records if isinstance(record, Concept)}


def test_a_tissue_is_no_tumor_type(types: dict[str, Concept]) -> None:
    assert types["SKIN"].kind is NodeKind.TISSUE
    assert types["MEL"].kind is NodeKind.DISEASE
    assert types["MEL"].parents == ()
    assert types["SKCM"].parents == ("ONCOTREE:MEL",)
    assert "TISSUE" not in types


def test_a_tumor_type_arises_in_the_tissue_at_its_root(records: list[Record]) -> None:
    sites: dict[str, str] = {item.subject.ids[0]: item.object.ids[0] for item in records if isinstance(item, Relation)}
    assert sites["ONCOTREE:SKCM"] == "ONCOTREE:SKIN"
    assert {item.kind for item in records if isinstance(item, Relation)} == {EdgeKind.ARISES_IN}


def test_the_version_that_replaces_most_codes_defines_the_tree(types: dict[str, Concept]) -> None:
    assert types["GB"].label == "Glioblastoma, IDH-Wildtype"


def test_a_replaced_code_and_its_name_find_the_sole_successor(types: dict[str, Concept]) -> None:
    assert "GBM" not in types
    assert "ONCOTREE:GBM" in types["GB"].exact
    previous = {Name("GBM", NameRole.PREVIOUS), Name("Glioblastoma Multiforme", NameRole.PREVIOUS)}
    assert previous <= set(types["GB"].names)


def test_a_code_that_several_replace_means_none_of_them(types: dict[str, Concept]) -> None:
    for code in ("BLL", "TLL"):
        assert "ONCOTREE:ALL" not in types[code].exact
        assert Name("ALL", NameRole.RELATED) in types[code].names


def test_a_code_that_disappeared_without_successor_is_kept_as_retired(types: dict[str, Concept]) -> None:
    assert types["LOST"].properties["retired"] is True


def test_an_nci_code_of_two_types_is_exact_for_neither(types: dict[str, Concept]) -> None:
    assert types["EGC"].exact == types["GEJ"].exact == ()
    assert types["GEJ"].properties["ncit"] == ["C9296"]


def test_a_dropped_cross_reference_comes_from_an_older_version(types: dict[str, Concept]) -> None:
    assert types["SKCM"].exact == ("NCIT:C3510",)


def test_a_nameless_node_goes_to_the_ledger(records: list[Record]) -> None:
    assert [record.field for record in records if isinstance(record, Rejected)] == ["node"]


def test_the_owners_flat_list_gives_the_same_types(
    load_from: Load, fixtures: Path, tmp_path: Path, types: dict[str, Concept]
) -> None:
    for path in sorted((fixtures / "oncotree").glob("*.json")):
        flat: list[dict[str, object]] = []
        queue = list(json.loads(path.read_text(encoding="utf-8")).values())
        while queue:
            node = queue.pop(0)
            queue += node.pop("children").values()
            flat.append(node)
        (tmp_path / path.name).write_text(json.dumps(flat), encoding="utf-8")
    again = load_from("oncotree", tmp_path)
    assert {record.id.local: record for record in again if isinstance(record, Concept)} == types


@pytest.mark.mirror
def test_the_mirror_gives_the_codes_of_this_and_earlier_years(load_from: Load, mirror: Path) -> None:
    records = load_from("oncotree", mirror / "oncotree")
    concepts = {record.id.local: record for record in records if isinstance(record, Concept)}
    assert sum(concept.kind is NodeKind.TISSUE for concept in concepts.values()) == 32
    assert sum(concept.kind is NodeKind.DISEASE for concept in concepts.values()) == 865
    assert concepts["LUAD"].parents == ("ONCOTREE:NSCLC",)
    assert concepts["COAD"].parents == ("ONCOTREE:COADREAD",)
    assert "ONCOTREE:DIPG" in concepts["DMG"].exact
