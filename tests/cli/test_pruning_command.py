"""``pmkg prune``, and the setting that prunes after every build."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from command_line import Command

from pmkg.cli.prune import kept_by_setting, prune_by_setting
from pmkg.errors import RequestError
from pmkg.model.manifest import Manifest
from pmkg.store.sqlite_releases import SqliteReleases


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for number in range(1, 5):
        with SqliteReleases(tmp_path).draft(f"r{number}") as draft:
            draft.publish(Manifest(f"r{number}", "full", f"2026-01-{number:02}", draft.index(), ()))
        manifest = tmp_path / "releases" / f"r{number}" / "manifest.json"
        os.utime(manifest, (1_700_000_000, 1_700_000_000))
    return tmp_path


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "releases").iterdir())


def test_old_releases_are_removed_and_named(pmkg: Command, home: Path) -> None:
    dry = pmkg("prune", "--keep", "2", "--dry-run", "--home", str(home))
    assert (dry.status, "would remove release r2\nwould remove release r1\n" in dry.out) == (0, True)
    assert len(names(home)) == 4
    ran = pmkg("prune", "--keep", "2", "--home", str(home))
    assert "removed release r1\nremoved 2 releases, " in ran.out
    assert names(home) == ["r3", "r4"]
    assert pmkg("prune", "--keep", "2", "--home", str(home)).out == "there is nothing to remove\n"


def test_how_many_to_keep_must_be_said(pmkg: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = pmkg("prune", "--home", str(home))
    assert (ran.status, "--keep 10, or set PMKG_KEEP" in ran.err) == (2, True)
    assert pmkg("prune", "--keep", "0", "--home", str(home)).status == 2
    monkeypatch.setenv("PMKG_KEEP", "3")
    assert pmkg("prune", "--home", str(home)).status == 0
    assert names(home) == ["r2", "r3", "r4"]


def test_a_setting_that_is_no_number_stops_a_build_before_it_begins(
    pmkg: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMKG_KEEP", "some")
    for command in (("build",), ("schedule", "--once")):
        ran = pmkg(*command, "--home", str(home))
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert "PMKG_KEEP is 'some'; set it to the number of releases to keep" in ran.err
    with pytest.raises(RequestError):
        kept_by_setting()


def test_without_the_setting_nothing_is_ever_removed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PMKG_KEEP", raising=False)
    prune_by_setting(home)
    assert len(names(home)) == 4


def test_a_build_removes_old_releases_where_it_is_told_to(
    pmkg: Command, offline: Path, starter_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = offline / "home"
    shutil.copytree(starter_home, home)
    (before,) = (path for path in (home / "releases").iterdir())
    monkeypatch.setenv("PMKG_KEEP", "1")
    ran = pmkg("build", "--home", str(home))
    assert ran.status == 0
    assert f"left release {before.name}: it was replaced a short while ago" in ran.err
    for path in (home / "releases").glob("*/manifest.json"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert "removed 1 releases" in pmkg("prune", "--home", str(home)).out
    assert len(json.loads(pmkg("releases", "--json", "--home", str(home)).out)) == 1
