"""``pmkg watches`` on the command line, and the news after a build, by hand or on a schedule."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import Command
from made_release import claim, normalized

from pmkg.cli.app import run
from pmkg.cli.build import deliver_news_of, tell_news_of
from pmkg.cli.schedule import run_pass
from pmkg.ingest.build import Plan
from pmkg.ingest.catalog import loaders_folder, select
from pmkg.ingest.fetch import Cache
from pmkg.ingest.kept import KeptFiles
from pmkg.ingest.locate import Origin, Place
from pmkg.ingest.schedule import Schedule
from pmkg.model.manifest import Manifest
from pmkg.store.sqlite_jobs import SqliteJobs
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

SOURCES = ("hgnc", "mondo", "oncotree", "pharmoncox", "civic")
PATIENT = {"id": "p", "tumorType": "SKCM", "alterations": ["BRAF V600E"]}


def publish(home: Path, name: str, drug: str) -> None:
    graph = normalized([claim(1, "BRAF V600E", drug)])
    with SqliteReleases(home, facets=facets_by_kind()).draft(name) as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.losses(graph.losses)
        draft.publish(Manifest(name, "full", f"{name}T00:00:00+00:00", draft.index(), ()))


@pytest.fixture
def patient(tmp_path: Path) -> Path:
    path = tmp_path / "patient.json"
    path.write_text(json.dumps(PATIENT), encoding="utf-8")
    return path


@pytest.fixture
def pmkg(tmp_path: Path, command_at: Callable[[Path], Command]) -> Command:
    publish(tmp_path / "home", "2026-01-01", "Vemurafenib")
    return command_at(tmp_path / "home")


def test_a_watch_is_added_run_shown_and_deleted(
    pmkg: Command, patient: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "news.jsonl"
    added = pmkg("watches", "add", "board-17", "--signature", patient, "--file", lines)
    assert (added.status, added.out) == (0, "board-17: watched from release 2026-01-01 on\n")
    assert pmkg("watches", "run").out == ""
    assert pmkg("watches", "show", "board-17").out == "board-17: nothing new up to release 2026-01-01\n"
    publish(tmp_path / "home", "2026-02-01", "Dabrafenib")
    tell_news_of(tmp_path / "home")
    told = capsys.readouterr().out
    assert told == (
        "board-17: 1 gained, 1 lost, 0 changed, 0 unchanged on release 2026-02-01, since release 2026-01-01; "
        "'pmkg watches show board-17' tells them\n"
    ), "what a build prints may stand in a log: no alteration, no drug"
    assert "gained   IA Dabrafenib (sensitivity, BRAF V600E)" in pmkg("watches", "show", "board-17").out
    assert json.loads(lines.read_text(encoding="utf-8")) == json.loads(
        pmkg("watches", "show", "board-17", "--json").out
    )
    (listed,) = json.loads(pmkg("watches", "list", "--json").out)
    assert (listed["release"], listed["channels"], listed["news"]) == ("2026-02-01", {"file": str(lines)}, 1)
    assert pmkg("watches", "delete", "board-17").status == 0
    assert "There is no watch" in pmkg("watches", "list").out
    assert pmkg("watches", "show", "board-17").status == 2


def test_news_that_waits_is_listed_and_delivered_by_hand(pmkg: Command, patient: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    pmkg("watches", "add", "w", "--signature", patient, "--feed", folder / "feed.atom")
    folder.rmdir()
    publish(tmp_path / "home", "2026-02-01", "Dabrafenib")
    ran = pmkg("watches", "run", "--json")
    assert json.loads(ran.out)["counts"]["gained"] == 1
    assert "w: news could not go to its feed: No such file or directory; it waits" in ran.err
    assert "waits for its feed after 1 tries: No such file or directory" in pmkg("watches", "list").out
    assert pmkg("watches", "deliver").status == 1
    folder.mkdir()
    assert pmkg("watches", "deliver").status == 0
    assert (folder / "feed.atom").is_file()


def test_a_webhooks_secret_is_shown_once_and_its_address_never_whole(
    pmkg: Command, patient: Path, tmp_path: Path
) -> None:
    url = "https://example.org/hook?token=abc"
    added = pmkg("watches", "add", "w", "--signature", patient, "--webhook", url)
    assert "webhook secret, shown this once: whsec_" in added.out
    for more in ((), ("--json",)):
        listed = pmkg("watches", "list", *more).out
        assert "example.org" in listed
        assert "token" not in listed
        assert "whsec_" not in listed
    secret = tmp_path / "secret"
    secret.write_text("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", encoding="utf-8")
    assert (
        "whsec_"
        not in pmkg("watches", "add", "w", "--signature", patient, "--webhook", url, "--secret-file", secret).out
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--about", "genes"], "--about 'genes' is neither drugs nor trials"),
        (["--webhook", "http://example.org"], "begins with https://"),
        (["--secret-file", "none"], "give --webhook too"),
        (["--webhook", "https://example.org", "--secret-file", "none"], "cannot be read"),
        (["--file", "none/here/news.jsonl"], "is no folder; make it first"),
        (["--date", "yesterday"], "is no day"),
    ],
)
def test_a_wrong_request_keeps_nothing(pmkg: Command, patient: Path, options: list[str], said: str) -> None:
    ran = pmkg("watches", "add", "w", "--signature", patient, *options)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert json.loads(pmkg("watches", "list", "--json").out) == []


def test_a_watch_that_fails_does_not_undo_what_was_published(
    pmkg: Command, patient: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pmkg("watches", "add", "w", "--signature", patient)
    watch = tmp_path / "home" / "watches" / "w.json"
    watch.write_text("torn", encoding="utf-8")
    tell_news_of(tmp_path / "home")
    assert "w could not be run" in capsys.readouterr().err
    (tmp_path / "home" / "watches" / "outbox").mkdir()
    (tmp_path / "home" / "watches" / "outbox" / "x.json").write_text("torn", encoding="utf-8")
    deliver_news_of(tmp_path / "home")
    assert "holds no news; delete it" in capsys.readouterr().err


def schedule_of(home: Path, mirror: Path, now: datetime) -> Schedule:
    """Give the schedule of a home whose sources are the few facts of the starter, and as small as they are."""
    plan = Plan(select(SOURCES), Place(Origin.OWNERS), "full", sized=False, kept=KeptFiles(home / "files"))
    releases = SqliteReleases(home, facets=facets_by_kind())
    return Schedule(plan, releases, SqliteJobs(home), home, Cache(home / "cache"), lambda: now, mirror)


def test_a_scheduled_build_tells_the_news_of_watches_and_delivers_it(
    tmp_path: Path, patient: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, mirror, lines = tmp_path / "home", tmp_path / "mirror", tmp_path / "news.jsonl"
    monkeypatch.setenv("PMKG_HOME", str(home))
    for name in SOURCES:
        shutil.copytree(loaders_folder() / "starter" / name, mirror / name)
    (mirror / "oncotree" / "tumorTypes.json").rename(mirror / "oncotree" / "oncotree_latest_stable.json")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    run_pass(schedule_of(home, mirror, start), home)
    assert run(["watches", "add", "w", "--signature", str(patient), "--file", str(lines)]) == 0
    civic = mirror / "civic" / "nightly-ClinicalEvidenceSummaries.tsv"
    head, *rows = civic.read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if "Vemurafenib" not in row]
    assert len(kept) < len(rows)
    civic.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    capsys.readouterr()
    monkeypatch.setenv("PMKG_KEEP", "1")
    run_pass(schedule_of(home, mirror, start + timedelta(days=2)), home)
    told = capsys.readouterr()
    assert "w: " in told.out
    assert " lost, " in told.out
    news = json.loads(lines.read_text(encoding="utf-8"))
    assert "Vemurafenib" in {option["regimen"]["label"] for option in news["details"]["lost"]}
    assert news["release"] == SqliteReleases(home).current()
    assert "left release" in told.err, "and old releases are looked at"


def test_a_pass_without_a_build_delivers_what_waits(
    pmkg: Command, patient: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, folder, mirror = tmp_path / "home", tmp_path / "gone", tmp_path / "mirror"
    folder.mkdir()
    mirror.mkdir()
    pmkg("watches", "add", "w", "--signature", patient, "--file", folder / "news.jsonl")
    folder.rmdir()
    publish(home, "2026-02-01", "Dabrafenib")
    assert "it waits" in pmkg("watches", "run").err
    folder.mkdir()
    schedule = schedule_of(home, mirror, datetime.now(UTC))
    run_pass(schedule, home)
    assert not (folder / "news.jsonl").exists(), "it is not due"
    (entry,) = (home / "watches" / "outbox").glob("*.json")
    entry.write_bytes(
        entry.read_bytes().replace(json.loads(entry.read_bytes())["due"].encode(), b"2026-01-01T00:00:00+00:00")
    )
    run_pass(schedule, home)
    assert (folder / "news.jsonl").read_text(encoding="utf-8").count("\n") == 1
    assert list((home / "watches" / "outbox").iterdir()) == []
    capsys.readouterr()
