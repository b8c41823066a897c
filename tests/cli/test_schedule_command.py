"""``pmkg schedule`` and ``pmkg jobs``, from starting to being told to stop."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import Command

from pmkg.cli.stopping import Stop, Stopped, stoppable
from pmkg.ingest.catalog import catalog, loaders_folder
from pmkg.model.job import BUILD, Job, JobOutcome
from pmkg.store.sqlite_jobs import SqliteJobs

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def small_mirror(tmp_path: Path) -> Path:
    """Lay the starter out as a mirror: real enough to be looked for, too small for a release."""
    for folder in (loaders_folder() / "starter").iterdir():
        shutil.copytree(folder, tmp_path / "mirror" / folder.name)
    return tmp_path / "mirror"


def test_without_a_release_and_without_essential_sources_once_ends_with_1(pmkg: Command, offline: Path) -> None:
    home = offline / "home"
    (offline / "mirror").mkdir()
    ran = pmkg("schedule", "--once", "--mirror", str(offline / "mirror"), "--home", str(home))
    assert ran.status == 1
    assert "hgnc: failed" in ran.out
    assert SqliteJobs(home).history(BUILD)[0][0].outcome is JobOutcome.FAILED


def test_with_a_release_once_ends_with_0_whatever_failed(
    pmkg: Command, offline: Path, starter_home: Path, small_mirror: Path
) -> None:
    home = offline / "home"
    shutil.copytree(starter_home, home)
    before = pmkg("releases", "--json", "--home", str(home)).out
    figures = offline / "pmkg.prom"
    ran = pmkg("schedule", "--once", "--mirror", str(small_mirror), "--home", str(home), "--metrics", str(figures))
    assert ran.status == 0
    assert "build: failed" in ran.out, "the starter is too small for the bounds of real sources"
    assert pmkg("releases", "--json", "--home", str(home)).out == before
    assert 'pmkg_source_stale{source="build"} 1.0' in figures.read_text(encoding="utf-8")
    again = pmkg("schedule", "--once", "--mirror", str(small_mirror), "--home", str(home))
    assert (again.status, again.out) == (0, ""), "nothing is due"


def test_what_cannot_be_published_is_told_and_tried_again(
    pmkg: Command, offline: Path, starter_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, again = offline / "home", ("schedule", "--once", "--publish", "--mirror", str(offline / "mirror"), "--home")
    shutil.copytree(starter_home, home)
    (offline / "mirror").mkdir()
    refused = pmkg(*again, str(home))
    assert (refused.status, refused.out) == (2, "")
    assert "PMKG_NEO4J_URI is not set" in refused.err
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PMKG_NEO4J_URI", f"bolt://127.0.0.1:{closed.getsockname()[1]}")
        monkeypatch.setenv("PMKG_NEO4J_PASSWORD", "hush")
        for _ in range(2):
            ran = pmkg(*again, str(home))
            assert ran.status == 1
            assert "the release was not published: Neo4j at bolt://127.0.0.1" in ran.err
            assert "hush" not in ran.err
    assert pmkg("releases", "--home", str(home)).status == 0


def test_an_unknown_license_is_refused(pmkg: Command, offline: Path) -> None:
    assert pmkg("schedule", "--once", "--license", "closed", "--home", str(offline)).status == 2


def test_jobs_are_shown_newest_first(pmkg: Command, tmp_path: Path) -> None:
    jobs = SqliteJobs(tmp_path)
    for outcome, detail in ((JobOutcome.CHANGED, ""), (JobOutcome.FAILED, "404 Not Found")):
        jobs.record(Job("civic", NOON, NOON, outcome, detail, "v1"))
    jobs.record(Job(BUILD, NOON, NOON, JobOutcome.BUILT, "read anew: civic", release="r1"))
    shown = json.loads(pmkg("jobs", "--json", "--home", str(tmp_path)).out)
    assert [(job["source"], job["outcome"]) for job in shown] == [
        ("build", "BUILT"),
        ("civic", "FAILED"),
        ("civic", "CHANGED"),
    ]
    assert shown[0]["release"] == "r1"
    assert (
        len(json.loads(pmkg("jobs", "--source", "civic", "--limit", "1", "--json", "--home", str(tmp_path)).out)) == 1
    )
    table = pmkg("jobs", "--home", str(tmp_path)).out
    assert "3 of 3 jobs" in table
    assert "404 Not Found" in table


def test_a_home_without_jobs_says_how_to_run_them(pmkg: Command, tmp_path: Path) -> None:
    assert "pmkg schedule --once" in pmkg("jobs", "--home", str(tmp_path)).out
    assert json.loads(pmkg("jobs", "--json", "--home", str(tmp_path)).out) == []


def test_jobs_of_an_unknown_source_are_refused_with_the_known_ones(pmkg: Command, tmp_path: Path) -> None:
    ran = pmkg("jobs", "--source", "civics", "--home", str(tmp_path))
    assert ran.status == 2
    assert "civic" in ran.err


def test_sources_show_which_is_stale_and_since_when(pmkg: Command, tmp_path: Path) -> None:
    SqliteJobs(tmp_path).record(Job("civic", NOON, NOON, JobOutcome.FAILED, "404 Not Found"))
    shown = {item["id"]: item["stale"] for item in json.loads(pmkg("sources", "--json", "--home", str(tmp_path)).out)}
    assert shown["civic"] == {"since": NOON.isoformat(), "reason": "404 Not Found", "failures": 1, "lastGood": None}
    assert shown["hgnc"] is None
    assert "STALE since 2026-01-01 12:00: 404 Not Found" in pmkg("sources", "--home", str(tmp_path)).out


# told to stop


@contextmanager
def scheduling(home: Path, environment: dict[str, str], *more: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pmkg.cli", "schedule", "--home", str(home), *more]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PMKG_")}
    with subprocess.Popen(
        command, cwd=home.parent, env={**kept, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_in_a_download_it_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    work = tmp_path / "deep" / "work"
    work.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        proxy = f"http://127.0.0.1:{silent.getsockname()[1]}"
        environment = {"HTTPS_PROXY": proxy, "https_proxy": proxy, "PMKG_CACHE": str(tmp_path / "cache")}
        with scheduling(work / "home", environment) as process:
            asking, _ = silent.accept()
            with asking:
                assert asking.recv(100).startswith(b"CONNECT")
                process.send_signal(number)
                _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert told.splitlines()[-1].startswith("pmkg: stopped")
    (job,), _ = SqliteJobs(work / "home").history()
    assert (job.of, job.outcome) == (next(iter(catalog())), JobOutcome.STOPPED)


def test_told_to_stop_in_a_build_it_leaves_no_half_release(tmp_path: Path, small_mirror: Path) -> None:
    with scheduling(tmp_path / "home", {}, "--mirror", str(small_mirror)) as process:
        assert process.stdout is not None
        last = list(catalog())[-1]
        for line in process.stdout:
            if f" {last}: " in line:
                break
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert not list((tmp_path / "home").glob("drafts/*"))
    assert not list((tmp_path / "home").glob("releases/*"))


def test_a_second_signal_does_not_disturb_the_cleaning_up() -> None:
    cleaned = []

    def clean_up() -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGTERM)
            cleaned.append(True)

    with stoppable(), pytest.raises(Stopped):
        clean_up()
    assert cleaned


def test_a_signal_that_python_swallowed_is_not_lost() -> None:
    stop = Stop()
    with pytest.raises(Stopped):
        stop.signaled(signal.SIGTERM, None)
    for raised in (stop.check, lambda: stop.wait(3600)):
        with pytest.raises(Stopped):
            raised()


def test_a_wait_ends_with_the_signal() -> None:
    timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGTERM))
    with stoppable() as stop:
        timer.start()
        with pytest.raises(Stopped):
            stop.wait(3600)
    timer.join()


def test_a_signal_that_python_swallowed_is_not_reported_as_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finalized:
        def __init__(self, fault: Exception | None = None) -> None:
            self.fault = fault

        def __del__(self) -> None:
            if self.fault:
                raise self.fault
            signal.raise_signal(signal.SIGTERM)

    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda swallowed: reported.append(swallowed.exc_type))
    with stoppable() as stop:
        Finalized()
        Finalized(ValueError("a fault of another kind"))
        with pytest.raises(Stopped):
            stop.check()
    assert reported == [ValueError]
