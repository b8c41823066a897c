"""The command line over a release of the starter, run in process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import BUILT, Command, Ran

from pmkg.cli.app import run
from pmkg.cli.checks import golden_checks
from pmkg.ingest.build import Plan, build
from pmkg.ingest.catalog import select
from pmkg.ingest.locate import Origin, Place
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    plan = Plan(select(), Place(Origin.STARTER), "starter", golden_checks("starter"), sized=False)
    build(plan, SqliteReleases(home, facets=facets_by_kind()), BUILT)
    return home


@pytest.fixture
def command_at(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Command]:
    """Make the command line that works on a home."""

    def at(home: Path) -> Command:
        monkeypatch.setenv("PMKG_HOME", str(home))

        def command(*arguments: object) -> Ran:
            status = run([str(argument) for argument in arguments])
            captured = capsys.readouterr()
            return Ran(status, captured.out, captured.err)

        return command

    return at


@pytest.fixture
def pmkg(starter_home: Path, command_at: Callable[[Path], Command]) -> Command:
    return command_at(starter_home)


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where no mirror is and no owner answers: a proxy at a closed port."""
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("PMKG_MIRROR", raising=False)
    monkeypatch.setenv("PMKG_CACHE", str(tmp_path / "cache"))
    work = tmp_path / "deep" / "work"
    work.mkdir(parents=True)
    monkeypatch.chdir(work)
    return tmp_path
