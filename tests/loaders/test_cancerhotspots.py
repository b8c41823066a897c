"""Cancer hotspots: what recurs at a residue, in the form that the gene's knowledge is read from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmkg.model.codec import decode
from pmkg.model.records import Annotation, Record, Rejected
from pmkg.model.views import Hotspot

Load = Callable[[str, Path], list[Record]]


@pytest.fixture(scope="module")
def records(load_from: Load, fixtures: Path) -> list[Record]:
    return load_from("cancerhotspots", fixtures / "cancerhotspots")


def hotspots(records: list[Record], gene: str) -> list[dict[str, Any]]:
    (found,) = (item for item in records if isinstance(item, Annotation) and item.subject.text == gene)
    listed = found.properties["hotspots"]
    assert isinstance(listed, list)
    return [item for item in listed if isinstance(item, dict)]


def read(hotspot: dict[str, Any]) -> Hotspot:
    return decode(Hotspot, {key: value for key, value in hotspot.items() if key != "residue"})


def test_a_residue_lists_its_substitutions_by_frequency_without_silent_changes(records: list[Record]) -> None:
    codon = next(item for item in hotspots(records, "BRAF") if item["start"] == 600)
    assert codon["residue"] == "V"
    assert read(codon) == Hotspot(600, 600, "single residue", {"E": 833, "R": 4}, 897)


def test_a_stop_counts_only_where_stops_recur(records: list[Record]) -> None:
    (codon,) = hotspots(records, "PTEN")
    assert list(codon["seen"]) == ["Q", "G", "*"]
    assert "*" not in hotspots(records, "BRAF")[-1]["seen"]


def test_a_structural_hotspot_gives_way_to_recurrence_of_the_residue(records: list[Record]) -> None:
    assert [(item["start"], item["kind"]) for item in hotspots(records, "BRAF")] == [
        (597, "3d"),
        (600, "single residue"),
    ]


def test_a_residue_of_several_clusters_stands_once_with_all_its_substitutions(records: list[Record]) -> None:
    assert hotspots(records, "BRAF")[0]["seen"] == {"Q": 2, "S": 1}


def test_a_span_counts_its_in_frame_changes_and_a_splice_site_has_no_residue(records: list[Record]) -> None:
    (span,) = hotspots(records, "EGFR")
    assert read(span) == Hotspot(745, 759, "in-frame indel", {"E746_A750del": 123, "L747_T751del": 9}, 155)
    (site,) = hotspots(records, "MET")
    assert read(site) == Hotspot(1010, 1010, "splice", {}, 19)
    assert "residue" not in span
    assert "residue" not in site


def test_a_stop_codon_a_wrong_position_and_an_unknown_kind_go_to_the_ledger(records: list[Record]) -> None:
    assert [record.record for record in records if isinstance(record, Rejected)] == ["row 9", "row 10", "row 11"]


@pytest.mark.mirror
def test_the_mirror_holds_the_hotspots_that_every_pathologist_knows(load_from: Load, mirror: Path) -> None:
    records = load_from("cancerhotspots", mirror / "cancerhotspots")
    known = [("BRAF", 600, "V", "E"), ("KRAS", 12, "G", "D"), ("PIK3CA", 1047, "H", "R"), ("EGFR", 858, "L", "R")]
    for gene, position, residue, alternate in [*known, ("IDH1", 132, "R", "H"), ("TP53", 175, "R", "H")]:
        codon = next(item for item in hotspots(records, gene) if item["start"] == position)
        assert (codon["kind"], codon["residue"], next(iter(codon["seen"]))) == ("single residue", residue, alternate)
    assert sum(isinstance(record, Rejected) for record in records) == 1
