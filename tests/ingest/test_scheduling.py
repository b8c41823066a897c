"""Passes of the schedule: what is due is looked for, one build follows, and what fails keeps its last good version."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from lying_owner import MadeClock, Owner, Reply, honest, serving
from made_schedule import EVIDENCE, SOURCES, lay_out, schedule_at

from pmkg.errors import MalformedSource
from pmkg.ingest.catalog import loaders_folder, select
from pmkg.ingest.fetch import Cache
from pmkg.ingest.locate import Origin, Place, locate
from pmkg.ingest.schedule import Schedule
from pmkg.model.job import BUILD, Job, JobOutcome
from pmkg.model.source import Source
from pmkg.store.sqlite_jobs import SqliteJobs

CIVIC = loaders_folder() / "starter" / "civic" / EVIDENCE
DAY = timedelta(days=1.06)


@pytest.fixture
def made() -> MadeClock:
    return MadeClock()


@pytest.fixture
def small_mirror(tmp_path: Path) -> Path:
    """Lay the starter out as a mirror that a test may change."""
    return lay_out(tmp_path / "mirror")


def outcomes(schedule: Schedule, of: str = "") -> list[tuple[str, str]]:
    """List what ended, oldest first."""
    return [(job.of, job.outcome.value) for job in reversed(schedule.jobs.history(of, 500)[0])]


@pytest.fixture
def mirrored(tmp_path: Path, made: MadeClock, small_mirror: Path) -> Schedule:
    return schedule_at(tmp_path / "home", made, select(SOURCES), small_mirror)


def test_the_first_pass_looks_for_every_source_and_builds_once(mirrored: Schedule) -> None:
    built = mirrored.run_due()
    assert outcomes(mirrored) == [*((name, "CHANGED") for name in sorted_as_in(mirrored)), (BUILD, "BUILT")]
    assert mirrored.releases.current() == built
    assert mirrored.waiting() == frozenset()


def sorted_as_in(schedule: Schedule) -> list[str]:
    return [source.id for source in schedule.plan.sources]


def test_what_was_done_is_not_due_again_for_another_process_either(mirrored: Schedule, made: MadeClock) -> None:
    mirrored.run_due()
    before = outcomes(mirrored)
    again = replace(mirrored, jobs=SqliteJobs(mirrored.home), cache=Cache(mirrored.home / "cache", clock=made.clock()))
    assert again.run_due() == ""
    assert outcomes(again) == before


def test_nothing_changed_means_no_build(mirrored: Schedule, made: MadeClock) -> None:
    first = mirrored.run_due()
    made.time += DAY
    assert mirrored.run_due() == ""
    assert outcomes(mirrored)[-1] == ("civic", "UNCHANGED"), "civic alone is daily"
    assert mirrored.releases.current() == first


def test_one_build_follows_for_all_that_changed_and_the_rest_is_carried_over(
    mirrored: Schedule, made: MadeClock, small_mirror: Path
) -> None:
    mirrored.run_due()
    for path in (small_mirror / "civic" / EVIDENCE, next((small_mirror / "moalmanac").iterdir())):
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    shutil.rmtree(small_mirror / "pharmoncox")
    made.time += timedelta(days=33)
    built = mirrored.run_due()
    (job,), _ = mirrored.jobs.history(BUILD, 1)
    assert (job.outcome, job.release, job.detail) == (JobOutcome.BUILT, built, "read anew: civic, moalmanac")
    held = {source.id for source in mirrored.releases.open().manifest().sources}
    assert "pharmoncox" in held
    assert not mirrored.jobs.standings()["pharmoncox"].stale, "what is kept by hand is not looked for again"


@pytest.mark.parametrize("essential", [False, True])
def test_a_file_with_other_columns_leaves_its_source_at_the_last_good_version(
    mirrored: Schedule, made: MadeClock, small_mirror: Path, essential: bool
) -> None:
    sources = tuple(replace(item, essential=essential) if item.id == "civic" else item for item in select(SOURCES))
    schedule = replace(mirrored, plan=replace(mirrored.plan, sources=sources))
    first = schedule.run_due()
    good = released(schedule, "civic")
    path = small_mirror / "civic" / EVIDENCE
    rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(["what\tthis\tmeans\tis\tunclear", *rows[1:]]), encoding="utf-8")
    hgnc = next((small_mirror / "hgnc").iterdir())
    hgnc.write_text(hgnc.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    made.time += timedelta(days=8)
    assert schedule.run_due() not in ("", first)
    assert released(schedule, "civic") == good
    standing = schedule.jobs.standings()["civic"]
    assert (standing.stale, standing.failing_since) == (True, made.time)
    assert EVIDENCE in standing.problem
    made.time += timedelta(days=1.3)
    before = schedule.releases.current()
    assert schedule.run_due() == "", "what could not be used is not tried again in a build"
    assert schedule.releases.current() == before
    assert schedule.jobs.standings()["civic"].failures == 2
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    made.time += timedelta(days=1.3)
    schedule.run_due()
    assert not schedule.jobs.standings()["civic"].stale


def released(schedule: Schedule, name: str) -> object:
    (found,) = [source for source in schedule.releases.open().manifest().sources if source.id == name]
    return found.files


def test_without_a_good_version_only_an_essential_source_stops_the_build(
    tmp_path: Path, made: MadeClock, small_mirror: Path
) -> None:
    (small_mirror / "civic" / EVIDENCE).write_text("what\tthis\n", encoding="utf-8")
    for number, essential in enumerate((False, True)):
        sources = tuple(replace(item, essential=essential) if item.id == "civic" else item for item in select(SOURCES))
        schedule = schedule_at(tmp_path / str(number), made, sources, small_mirror)
        assert bool(schedule.run_due()) is not essential
        assert outcomes(schedule)[-2:] == [("civic", "FAILED"), (BUILD, "FAILED" if essential else "BUILT")]


def test_too_few_records_leave_a_source_at_its_last_good_version(
    mirrored: Schedule, made: MadeClock, small_mirror: Path
) -> None:
    mirrored.run_due()
    path = small_mirror / "civic" / EVIDENCE
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    made.time += DAY
    records = {source.id: source.records for source in mirrored.releases.open().manifest().sources}
    sources = tuple(replace(item, minimum=records[item.id], loss_bound=1.0) for item in select(SOURCES))
    sized = replace(mirrored, plan=replace(mirrored.plan, sources=sources, sized=True))
    assert sized.run_due() != ""
    assert {source.id: source.records for source in sized.releases.open().manifest().sources} == records
    assert "is the file whole?" in sized.jobs.standings()["civic"].problem


def test_a_build_that_fails_leaves_the_release_and_is_tried_again_later(
    mirrored: Schedule, made: MadeClock, small_mirror: Path
) -> None:
    first = mirrored.run_due()
    path = small_mirror / "civic" / EVIDENCE
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    made.time += DAY
    wrong = replace(
        mirrored, plan=replace(mirrored.plan, checks=(lambda _: ["a clinical question is answered wrong"],))
    )
    assert wrong.run_due() == ""
    assert wrong.releases.current() == first
    assert wrong.waiting() == {"civic"}
    assert outcomes(wrong)[-1] == (BUILD, "FAILED")
    assert mirrored.run_due() == "", "not at once"
    made.time += timedelta(minutes=7)
    assert mirrored.run_due() not in ("", first)


def test_a_release_of_another_version_is_rebuilt_whole(mirrored: Schedule, made: MadeClock) -> None:
    first = mirrored.run_due()
    manifest = mirrored.home / "releases" / first / "manifest.json"
    manifest.write_text(
        json.dumps({**json.loads(manifest.read_text(encoding="utf-8")), "schema": 99}), encoding="utf-8"
    )
    made.time += timedelta(minutes=1)
    assert mirrored.run_due() not in ("", first)
    assert mirrored.jobs.history(BUILD, 1)[0][0].detail == "read anew: all"


def test_the_starter_is_replaced_whole_and_nothing_of_it_carried_over(
    mirrored: Schedule, made: MadeClock, small_mirror: Path
) -> None:
    from pmkg.ingest.build import build

    build(replace(mirrored.plan, place=Place(Origin.STARTER), profile="starter"), mirrored.releases, made.now())
    shutil.rmtree(small_mirror / "pharmoncox")
    made.time += timedelta(minutes=1)
    mirrored.run_due()
    sources = mirrored.releases.open().manifest().sources
    assert {source.origin for source in sources} == {"mirror"}


def test_a_fault_of_one_loader_keeps_no_other_source_from_its_job(
    mirrored: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(source: Source, place: Place) -> object:
        if source.id == "mondo":
            raise KeyError("term")
        return locate(source, place)

    monkeypatch.setattr("pmkg.ingest.schedule.locate", faulty)
    mirrored.run_due()
    assert mirrored.jobs.standings()["mondo"].problem == "a fault of pmkg: KeyError: 'term'"
    assert len(outcomes(mirrored)) == len(SOURCES) + 1


def test_a_job_that_another_process_runs_is_left_to_it(mirrored: Schedule) -> None:
    (mirrored.home / "jobs").mkdir(parents=True)
    with FileLock(mirrored.home / "jobs" / "civic.lock"), FileLock(mirrored.home / "jobs" / f"{BUILD}.lock"):
        assert mirrored.run_due() == ""
    assert [of for of, _ in outcomes(mirrored)] == [name for name in SOURCES if name != "civic"]
    mirrored.run_due()
    assert outcomes(mirrored)[-2:] == [("civic", "CHANGED"), (BUILD, "BUILT")]


def test_a_build_that_another_program_runs_is_waited_for(mirrored: Schedule, made: MadeClock) -> None:
    with mirrored.releases.draft("by-hand"):
        assert mirrored.run_due() == ""
    assert outcomes(mirrored)[-1] == (BUILD, "STOPPED")
    assert mirrored.wait() == timedelta(minutes=1)
    made.time += timedelta(minutes=1)
    assert mirrored.run_due() != ""


@pytest.mark.parametrize("stopped", ["civic", BUILD])
def test_told_to_stop_the_job_is_in_the_history_and_still_due(mirrored: Schedule, stopped: str) -> None:
    def stop(job: Job) -> None:
        if job.of == ("civic" if stopped == BUILD else "clinvar"):
            raise KeyboardInterrupt

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    told = replace(mirrored, plan=replace(mirrored.plan, report=interrupted)) if stopped == BUILD else mirrored
    with pytest.raises(KeyboardInterrupt):
        replace(told, tell=lambda _: None if stopped == BUILD else stop(_)).run_due()
    assert list((mirrored.home / "drafts").glob("*")) == []
    assert mirrored.releases.list() == ()
    assert mirrored.run_due() != ""


def test_the_wait_is_until_the_first_job_is_due_within_an_hour(mirrored: Schedule, made: MadeClock) -> None:
    assert mirrored.wait() == timedelta(minutes=1)
    mirrored.run_due()
    assert mirrored.wait() == timedelta(hours=1)
    made.time += timedelta(hours=23.9)
    assert timedelta(minutes=6) <= mirrored.wait() <= timedelta(hours=1)


# from owners


def owned(owner: Owner, *names: str) -> tuple[Source, ...]:
    """Give the sources addresses at an owner's server, by their ids."""
    return tuple(
        replace(
            source,
            schedule="daily",
            mirror_only=False,
            essential=False,
            files=tuple(replace(rule, url=f"{owner.address}/{source.id}/{rule.name}.tsv") for rule in source.files),
        )
        for source in select(names)
    )


def test_a_failing_owner_leaves_its_source_stale_and_the_build_goes_on(tmp_path: Path, made: MadeClock) -> None:
    states = {
        "civic": (CIVIC.read_bytes(), 200),
        "clinvar": (next((CIVIC.parents[1] / "clinvar").iterdir()).read_bytes(), 200),
    }

    def answer(path: str, headers: dict[str, str]) -> Reply:
        content, status = states[path.split("/")[1]]
        return honest(content, f'"{hash(content)}"')(path, headers) if status == 200 else Reply(b"", status)

    with serving(answer) as owner:
        schedule = schedule_at(tmp_path / "home", made, owned(owner, "civic", "clinvar"))
        first = schedule.run_due()
        assert first
        asked = len(owner.paths)
        made.time += DAY
        assert schedule.run_due() == "", "both are not modified"
        assert len(owner.paths) == asked + 2
        states["civic"] = (CIVIC.read_bytes(), 503)
        states["clinvar"] = (states["clinvar"][0] + b"\n", 200)
        made.time += DAY
        second = schedule.run_due()
        assert second not in ("", first)
        standing = schedule.jobs.standings()["civic"]
        assert standing.stale
        assert "503" in standing.problem
        assert {source.id for source in schedule.releases.open().manifest().sources} == {"civic", "clinvar"}
        asked = len(owner.paths)
        schedule.run_due()
        assert len(owner.paths) == asked, "a failure is not retried at once"
        states["civic"] = (CIVIC.read_bytes(), 200)
        made.time += timedelta(minutes=30)
        schedule.run_due()
        assert not schedule.jobs.standings()["civic"].stale


def test_an_owner_that_asks_for_a_long_wait_gets_it(tmp_path: Path, made: MadeClock) -> None:
    with serving(Reply(b"", 429, {"Retry-After": "36000"})) as owner:
        schedule = schedule_at(tmp_path / "home", made, owned(owner, "civic"))
        schedule.run_due()
        made.time += timedelta(hours=9)
        schedule.run_due()
        assert len(owner.paths) == 1
        made.time += timedelta(hours=2)
        schedule.run_due()
        assert len(owner.paths) == 2


def test_a_source_that_its_owner_does_not_publish_has_no_job(tmp_path: Path, made: MadeClock) -> None:
    with serving(honest(CIVIC.read_bytes())) as owner:
        sources = (*owned(owner, "civic"), *select(["pharmoncox"]))
        schedule = schedule_at(tmp_path / "home", made, sources)
        assert schedule.run_due()
        assert {of for of, _ in outcomes(schedule)} == {"civic", BUILD}


def test_a_build_asked_for_by_hand_still_fails_on_a_file_that_cannot_be_used(
    mirrored: Schedule, small_mirror: Path, made: MadeClock
) -> None:
    from pmkg.ingest.build import build

    (small_mirror / "civic" / EVIDENCE).write_text("what\tthis\n", encoding="utf-8")
    with pytest.raises(MalformedSource):
        build(replace(mirrored.plan, place=Place(Origin.MIRROR, small_mirror)), mirrored.releases, made.now())
