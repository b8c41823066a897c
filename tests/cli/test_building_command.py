"""``pmkg build`` and the commands that show what is in a home."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import BUILT, Command

from pmkg.ingest.build import Plan, build
from pmkg.ingest.catalog import catalog, select
from pmkg.ingest.locate import Origin, Place
from pmkg.model.manifest import SCHEMA, Manifest
from pmkg.store.sqlite_releases import SqliteReleases


def test_without_mirror_and_owners_the_starter_is_built_and_said_loudly(pmkg: Command, offline: Path) -> None:
    home = offline / "made" / "home"
    ran = pmkg("build", "--home", str(home))
    assert ran.status == 0
    assert "THE STARTER" in ran.err
    assert "(starter)" in ran.out
    assert home.is_dir()
    answer = pmkg("ask", "drugs", "--tumor", "SKCM", "--alteration", "BRAF V600E", "--json", "--home", str(home))
    assert "Vemurafenib" in {option["regimen"]["label"] for option in json.loads(answer.out)["options"]}


def test_an_open_graph_holds_only_sources_that_allow_reuse(pmkg: Command, offline: Path) -> None:
    ran = pmkg("build", "--license", "open", "--home", str(offline / "home"))
    assert ran.status == 0
    shown = json.loads(pmkg("sources", "--json", "--home", str(offline / "home")).out)
    held = {source["id"] for source in shown if source["version"] is not None}
    assert "civic" in held
    assert all(catalog()[name].license.redistribution and catalog()[name].license.commercial_use for name in held)
    assert {source["id"] for source in shown} == set(catalog())


def test_only_does_not_take_a_source_from_the_starter(pmkg: Command, offline: Path) -> None:
    home = str(offline / "home")
    assert pmkg("build", "--home", home).status == 0
    before = pmkg("releases", "--json", "--home", home).out
    pause_until_the_next_second()
    ran = pmkg("build", "--only", "civic", "--home", home)
    assert ran.status == 1
    assert "--mirror DIR" in ran.err.splitlines()[-1]
    assert pmkg("releases", "--json", "--home", home).out == before


def pause_until_the_next_second() -> None:
    """Release names hold the time to the second."""
    import time

    time.sleep(1.05 - time.time() % 1)


def test_what_the_owners_gave_before_comes_before_the_starter(pmkg: Command, offline: Path) -> None:
    for source in catalog().values():
        for rule in (rule for rule in source.files if source.essential and rule.required):
            path = offline / "cache" / source.id / rule.url.rpartition("/")[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("<html>Log in to this network</html>\n", encoding="utf-8")
    ran = pmkg("build", "--home", str(offline / "home"))
    assert "what their owners gave before" in ran.err
    assert "STARTER" not in ran.err
    assert (ran.status, ran.out) == (1, "")
    assert "hgnc" in ran.err.splitlines()[-1]


def test_an_unknown_source_is_refused_with_the_known_ones(pmkg: Command, offline: Path) -> None:
    ran = pmkg("build", "--only", "civics", "--home", str(offline / "home"))
    assert ran.status == 2
    assert "civic" in ran.err


def test_a_mirror_that_lacks_an_essential_source_is_refused_and_nothing_is_published(
    pmkg: Command, offline: Path
) -> None:
    (offline / "mirror").mkdir()
    ran = pmkg("build", "--mirror", str(offline / "mirror"), "--home", str(offline / "home"))
    assert ran.status == 1
    assert "was not found; tried" in ran.err.splitlines()[-1]
    assert json.loads(pmkg("sources", "--json", "--home", str(offline / "home")).out)


def test_sources_say_license_address_and_version(pmkg: Command) -> None:
    shown = json.loads(pmkg("sources", "--json").out)
    assert [source["id"] for source in shown] == list(catalog())
    for source in shown:
        assert source["title"]
        assert source["license"]
        assert isinstance(source["redistribution"], bool)
        assert isinstance(source["commercialUse"], bool)
        assert isinstance(source["mirrorOnly"], bool)
        assert source["files"]
        assert source["mirrorOnly"] or any(file["url"] for file in source["files"])
    table = pmkg("sources").out
    assert all(source in table for source in catalog())


def test_releases_are_listed_with_the_current_one_marked(pmkg: Command) -> None:
    (release,) = json.loads(pmkg("releases", "--json").out)
    assert release["current"] is True
    assert release["profile"] == "starter"
    assert release["nodes"] > 0
    assert release["release"] in pmkg("releases").out


def test_the_ledger_gives_the_figures_of_each_source(pmkg: Command) -> None:
    figures: dict[str, Any] = json.loads(pmkg("ledger", "--json").out)["sources"]
    assert {"civic", "moalmanac", "moalmanac-indications"} <= set(figures)
    for entry in figures.values():
        assert set(entry) >= {"records", "normalized", "share", "byKind", "reasons"}
        assert entry["normalized"] <= entry["records"]
    assert figures["civic"]["share"] == 1.0
    assert pmkg("ledger", "--reason", "NO_SUCH_REASON").status == 0


def test_the_figures_are_those_of_the_source_and_the_reason_that_were_asked_for(pmkg: Command) -> None:
    figures = json.loads(pmkg("ledger", "--json").out)["sources"]
    one = json.loads(pmkg("ledger", "--json", "--source", "civic").out)["sources"]
    assert one == {"civic": figures["civic"]}
    assert json.loads(pmkg("ledger", "--json", "--reason", "UNKNOWN_DRUG").out)["sources"] == {}


def test_the_figures_of_one_reason_are_those_of_the_sources_that_have_it(pmkg: Command, tmp_path: Path) -> None:
    civic = {"records": 9, "normalized": 6, "reasons": {"UNKNOWN_DRUG": 2, "UNKNOWN_DISEASE": 1}}
    figures = {"sources": {"civic": civic, "hpo": {"records": 1, "normalized": 1, "reasons": {}}}}
    releases = SqliteReleases(tmp_path)
    with releases.draft("2026.1") as draft:
        draft.publish(Manifest("2026.1", "full", "2026-01-01", draft.index(), (), schema=SCHEMA, ledger=figures))
    ran = pmkg("ledger", "--json", "--reason", "UNKNOWN_DRUG", "--home", str(tmp_path))
    assert json.loads(ran.out)["sources"] == {"civic": {**civic, "reasons": {"UNKNOWN_DRUG": 2}}}


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_the_ledger_of_an_unknown_source_is_refused_with_the_known_ones(pmkg: Command, more: tuple[str, ...]) -> None:
    ran = pmkg("ledger", "--source", "civics", *more)
    assert (ran.status, ran.out) == (2, "")
    assert "moalmanac" in ran.err


def test_diff_says_what_changed_between_two_releases(pmkg: Command, tmp_path: Path) -> None:
    releases = SqliteReleases(tmp_path)
    names = [
        build(
            Plan(chosen, Place(Origin.STARTER), "starter", sized=False), releases, BUILT + timedelta(days=day)
        ).release
        for day, chosen in enumerate((select(), tuple(source for source in select() if source.id != "moalmanac")))
    ]
    ran = pmkg("diff", *names, "--json", "--home", str(tmp_path))
    assert ran.status == 0
    found = json.loads(ran.out)
    assert (found["before"], found["after"], found["added"]) == (*names, [])
    assert found["withdrawn"]
    assert all(name.startswith("moalmanac.assertion:") for name in found["withdrawn"])
    backwards = json.loads(pmkg("diff", *reversed(names), "--json", "--home", str(tmp_path)).out)
    assert backwards["added"] == found["withdrawn"]
    assert json.loads(pmkg("diff", names[0], names[0], "--json", "--home", str(tmp_path)).out)["changed"] == []
    assert pmkg("diff", names[0], names[0], "--home", str(tmp_path)).out.startswith("No difference between")
    unknown = pmkg("diff", names[0], "nowhere", "--home", str(tmp_path))
    assert unknown.status != 0
    assert "pmkg releases" in unknown.err


@pytest.mark.parametrize("form", ["turtle", "jsonld", "va-spec", "kgx"])
def test_an_export_writes_files_and_counts(pmkg: Command, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"export-{form}"
    ran = pmkg("export", "--format", form, "--out", str(out))
    assert (ran.status, ran.err) == (0, "")
    written = [path for path in ([out] if out.is_file() else sorted(out.rglob("*"))) if path.is_file()]
    assert written
    assert all(path.stat().st_size for path in written)


def test_an_answer_may_be_asked_of_an_older_release(pmkg: Command, tmp_path: Path) -> None:
    releases = SqliteReleases(tmp_path)
    plan = Plan(select(), Place(Origin.STARTER), "starter", sized=False)
    old = build(plan, releases, BUILT).release
    new = build(plan, releases, BUILT + timedelta(days=1)).release
    ask = ("ask", "drugs", "--tumor", "SKCM", "--alteration", "BRAF V600E", "--json", "--home", str(tmp_path))
    assert json.loads(pmkg(*ask).out)["release"] == new
    assert json.loads(pmkg(*ask, "--as-of", old).out)["release"] == old
