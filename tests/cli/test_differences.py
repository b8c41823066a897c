"""Releases over time on the command line: what changed between two, and what became of an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from command_line import Command
from made_release import claim, normalized

from pmkg.cli.app import app
from pmkg.model.codec import decode
from pmkg.model.graph import Edge, Node
from pmkg.model.manifest import Manifest, SourceRelease
from pmkg.model.records import Claim
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

OLD = [claim(1, "BRAF V600E", level="A"), claim(2, "BRAF V600E", "Dabrafenib")]
NEW = [claim(1, "BRAF V600E", level="B"), claim(3, "BRAF V600E", "Trametinib")]


def publish(home: Path, name: str, day: str, claims: Sequence[Claim], version: str = "1") -> None:
    graph = normalized(claims)
    civic = SourceRelease("civic", "CIViC", version, "CC0-1.0", "PMID:28138153", "https://civicdb.org")
    with SqliteReleases(home, facets=facets_by_kind()).draft(name) as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.losses(graph.losses)
        draft.publish(Manifest(name, "full", f"{day}T12:00:00+00:00", draft.index(), (civic,)))


def place(item: str, plain: dict[str, Any]) -> str:
    """Say where a node or an edge of a line stands, as a walk does."""
    if item != "EDGE":
        return decode(Node, plain).id
    edge = decode(Edge, plain)
    return str((str(edge.subject), edge.kind.value, str(edge.object), edge.source, edge.record))


@pytest.fixture
def pmkg(tmp_path: Path, command_at: Callable[[Path], Command]) -> Command:
    publish(tmp_path, "one", "2026-01-01", OLD)
    publish(tmp_path, "two", "2026-02-01", NEW, "2")
    return command_at(tmp_path)


def test_the_json_of_a_difference_names_every_statement_and_counts_the_rest(pmkg: Command) -> None:
    found = json.loads(pmkg("diff", "one", "two", "--json").out)
    assert (found["before"], found["after"]) == ("one", "two")
    assert (found["added"], found["withdrawn"]) == (["civic.eid:3"], ["civic.eid:2"])
    assert found["releveled"] == ["civic.eid:1"]
    (changed,) = found["changed"]
    assert (changed["statement"], changed["fields"]["level"]) == ("civic.eid:1", ["A", "B"])
    assert found["sources"] == [{"id": "civic", "before": "1", "after": "2"}]
    sorts = {(each["item"], each["change"], each["kind"]) for each in found["counts"]}
    assert {
        ("STATEMENT", "RELEVELED", "Evidence"),
        ("NODE", "ADDED", "Regimen"),
        ("EDGE", "WITHDRAWN", "about_regimen"),
    } <= sorts


def test_the_lines_of_a_difference_hold_all_that_makes_one_release_of_the_other(pmkg: Command, tmp_path: Path) -> None:
    def content(name: str) -> dict[str, Any]:
        contents = SqliteReleases(tmp_path, facets=facets_by_kind()).contents(name)
        return {str(row[0]): row for row in [*contents.nodes(), *contents.edges()]}

    changed = set()
    for line in map(json.loads, pmkg("diff", "one", "two", "--lines").out.splitlines()):
        assert (line["before"] is None, line["after"] is None) == (
            line["change"] == "ADDED",
            line["change"] == "WITHDRAWN",
        )
        changed.add(place(line["item"], line["after"] or line["before"]))
    one, two = content("one"), content("two")
    assert changed == {at for at in one.keys() | two.keys() if one.get(at) != two.get(at)}


def test_a_difference_is_shown_with_sources_counts_and_a_sample(pmkg: Command) -> None:
    ran = pmkg("diff", "one", "two", "--limit", "1")
    assert ran.status == 0
    assert "releveled" in ran.out
    assert "level: A -> B" in ran.out
    assert "more; --limit shows more, --lines all" in ran.out
    assert pmkg("diff", "two", "two").out == "No difference between two and two.\n"


def test_a_difference_may_be_limited(pmkg: Command) -> None:
    def told(*limits: str) -> set[tuple[str, str, str]]:
        lines = pmkg("diff", "one", "two", "--lines", *limits).out.splitlines()
        return {(line["item"], line["change"], line["kind"]) for line in map(json.loads, lines)}

    assert told("--item", "statements", "--change", "added") == {("STATEMENT", "ADDED", "Evidence")}
    assert {kind for _, _, kind in told("--kind", "Regimen")} == {"Regimen"}
    assert told("--item", "edge", "--source", "civic")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--item", "things"], "--item 'things' is none of statement, node, edge"),
        (["--change", "lost"], "--change 'lost' is none of added"),
        (["--kind", "Drugs"], "near names: Drug"),
        (["--source", "civics"], "source 'civics'"),
    ],
)
def test_a_wrong_limit_is_said_on_one_line(pmkg: Command, options: list[str], said: str) -> None:
    ran = pmkg("diff", "one", "two", *options)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_release_is_named_by_a_day(pmkg: Command) -> None:
    def release(day: str) -> str:
        asked = pmkg("ask", "drugs", "--tumor", "SKCM", "-a", "BRAF V600E", "--as-of", day, "--json")
        return str(json.loads(asked.out)["release"])

    assert [release(day) for day in ("2026-01-01", "2026-01-31", "2026-02-01", "2030-01-01")] == [
        "one",
        "one",
        "two",
        "two",
    ]
    assert [release(moment) for moment in ("2026-02-01T11:59Z", "2026-02-01T12:00Z")] == ["one", "two"]
    early = pmkg("diff", "2025-12-31", "two")
    assert early.status == 2
    assert "no release was built by 2025-12-31: the first that is kept, one, was built 2026-01-01" in early.err
    assert "is neither the name of a release nor a day" in pmkg("diff", "2026-02-31", "two").err
    assert "there is no release 'three'" in pmkg("diff", "one", "three").err


def test_what_became_of_an_answer_is_told(pmkg: Command) -> None:
    asked = ("ask", "changes", "--from", "2026-01-15", "--tumor", "SKCM", "-a", "BRAF V600E")
    found = json.loads(pmkg(*asked, "--json").out)
    assert (found["from"], found["to"], found["same"]) == ("one", "two", False)
    assert [option["regimen"]["label"] for option in found["gained"]] == ["Trametinib"]
    assert [option["regimen"]["label"] for option in found["lost"]] == ["Dabrafenib"]
    (changed,) = found["changed"]
    assert {"name": "tier", "before": ["IA"], "after": ["IB"]} in changed["fields"]
    table = pmkg(*asked).out
    assert "From release one to two: 1 options gained, 1 lost, 1 changed, 0 unchanged" in table
    assert "tier: IA -> IB" in table
    assert json.loads(pmkg(*asked, "--to", "one", "--json").out)["same"] is True


def test_every_question_can_be_asked_of_an_older_release() -> None:
    import typer

    group = typer.main.get_group(app).commands["ask"]
    assert isinstance(group, typer.core.TyperGroup)
    without = {
        name for name, command in group.commands.items() if "as_of" not in {each.name for each in command.params}
    }
    assert without == {"changes"}, "which names both releases"


def test_a_build_that_failed_its_checks_is_shown_with_its_report_and_can_be_looked_into(
    pmkg: Command, tmp_path: Path
) -> None:
    graph = normalized(NEW)
    with SqliteReleases(tmp_path, facets=facets_by_kind()).draft("failed") as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.losses(graph.losses)
        draft.set_aside(Manifest("failed", "full", "2026-03-01T12:00:00+00:00", draft.index(), ()), ("no vemurafenib",))
    listed = pmkg("releases").out
    assert (
        "failed was set aside and never published; 'pmkg ledger --as-of failed' looks into it:\n  no vemurafenib"
        in listed
    )
    assert "* two" in listed
    assert [item["release"] for item in json.loads(pmkg("releases", "--json").out)] == ["two", "one"]
    (aside,) = json.loads(pmkg("releases", "--aside", "--json").out)
    assert (aside["release"], aside["problems"], aside["kept"]) == ("failed", ["no vemurafenib"], True)
    assert pmkg("ledger", "--as-of", "failed").status == 0
    assert json.loads(pmkg("diff", "one", "failed", "--json").out)["added"] == ["civic.eid:3"]
    asked = pmkg("ask", "drugs", "--tumor", "SKCM", "-a", "BRAF V600E", "--as-of", "failed")
    assert (asked.status, asked.out) == (1, "")
    assert "release failed was set aside and never published: no vemurafenib" in asked.err
    day = pmkg("ask", "drugs", "--tumor", "SKCM", "-a", "BRAF V600E", "--as-of", "2026-04-01", "--json")
    assert json.loads(day.out)["release"] == "two", "a day never means what was not published"


def test_a_home_where_every_build_failed_shows_why(pmkg: Command, tmp_path: Path) -> None:
    home = tmp_path / "new"
    with SqliteReleases(home).draft("failed") as draft:
        draft.set_aside(Manifest("failed", "full", "2026-03-01T12:00:00+00:00", draft.index(), ()), ("nothing there",))
    ran = pmkg("releases", "--home", home)
    assert (ran.status, "nothing there" in ran.out) == (0, True)
    assert "there is no release" in pmkg("releases", "--home", tmp_path / "none").err
