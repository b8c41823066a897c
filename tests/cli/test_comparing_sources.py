"""``pmkg disagreements`` and ``pmkg gaps``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command
from said_by_sources import edges, nodes, said

from pmkg.model.kinds import Effect
from pmkg.model.manifest import SCHEMA, Manifest
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

SUBJECT = {"profileId", "profile", "regimen", "tumorType"}


def test_gaps_name_who_holds_the_evidence_and_who_is_silent(pmkg: Command) -> None:
    ran = pmkg("gaps", "--source", "civic", "--json")
    written = json.loads(ran.out)
    assert (ran.status, ran.err, set(written)) == (0, "", {"release", "gaps"})
    assert written["gaps"]
    for row in written["gaps"]:
        assert set(row) == {*SUBJECT, "held", "silent"}
        assert "civic" in [item["source"] for item in row["silent"]]
        assert {item["tier"] for voice in row["held"]["voices"] for item in voice["evidence"]} == {"IA"}


def test_the_table_of_gaps_shows_every_gap_of_the_json(pmkg: Command) -> None:
    written = json.loads(pmkg("gaps", "--json").out)["gaps"]
    shown = pmkg("gaps").out
    assert f"Gaps: {len(written)}" in shown
    assert all(voice["evidence"][0]["evidence"] in shown for row in written for voice in row["held"]["voices"])


@pytest.fixture
def opposed(tmp_path: Path) -> Path:
    """A home whose sources contradict each other once."""
    home = SqliteReleases(tmp_path / "opposed", facets=facets_by_kind())
    with home.draft("2026.1") as draft:
        draft.nodes(nodes([said(1), said(2, "moalmanac", effect=Effect.RESISTANCE, level="Guideline")]))
        draft.edges(edges())
        draft.publish(Manifest("2026.1", "full", "2026-01-01T00:00:00+00:00", draft.index(), (), schema=SCHEMA))
    return tmp_path / "opposed"


def test_the_table_shows_both_sides_of_a_disagreement(pmkg: Command, opposed: Path) -> None:
    shown = pmkg("disagreements", "--home", opposed).out
    assert "sensitivity: civic civic.eid:1 (A)" in shown
    assert "resistance: moalmanac civic.eid:2 (Guideline)" in shown
    assert "between sources" in shown


def test_disagreements_of_the_json_are_those_of_the_table(pmkg: Command) -> None:
    ran = pmkg("disagreements", "--json")
    written = json.loads(ran.out)
    assert (ran.status, set(written)) == (0, {"release", "disagreements"})
    shown = pmkg("disagreements").out
    assert f"Disagreements: {len(written['disagreements'])}" in shown
    for row in written["disagreements"]:
        assert set(row) == {*SUBJECT, "sides", "betweenSources"}
        items = [item["evidence"] for side in row["sides"] for voice in side["voices"] for item in voice["evidence"]]
        assert all(item in shown for item in items)


@pytest.mark.parametrize(
    "wrong",
    [
        ("disagreements", "--gene", "NOSUCHGENE"),
        ("disagreements", "--drug", "nosuchdrug"),
        ("disagreements", "--drug", "Dabrafenib + Trametinib"),
        ("disagreements", "--source", "nosuch"),
        ("gaps", "--source", "nosuch"),
    ],
)
def test_a_name_that_is_not_known_is_refused_on_one_line(pmkg: Command, wrong: tuple[str, ...]) -> None:
    ran = pmkg(*wrong)
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
