"""Run the loader jobs that are due, then one build of all that changed.

A job looks for its source's files as a build does: in the mirror, by their checksums; or at their owner's address, by a
conditional request. What is other than in the current release waits for the build that follows. Nothing is kept in memory from
pass to pass: what is due follows from the recorded jobs, so that restarts lose nothing and several processes share the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

import pmkg
from pmkg.errors import BuildInProgress, DownloadFailed, MissingFile, PmkgError, ReleaseError, SourceError
from pmkg.ingest.build import Plan, build
from pmkg.ingest.due import due_at
from pmkg.ingest.fetch import Cache
from pmkg.ingest.locate import Origin, Place, checksums, content_of, locate
from pmkg.model.job import BUILD, Job, JobOutcome
from pmkg.model.manifest import Manifest
from pmkg.model.source import FileRule, Files, Source
from pmkg.ports.jobs import Jobs
from pmkg.ports.releases import Releases

_SHORTEST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hold what jobs need: the plan of a build, the home's releases and jobs, where files come from, and a clock.

    Files come from ``mirror``, or from their owners through ``cache`` where there is none. ``home`` holds the locks that keep
    two processes from running one job. ``tell`` hears of every job that ended.
    """

    plan: Plan
    releases: Releases
    jobs: Jobs
    home: Path
    cache: Cache
    now: Callable[[], datetime]
    mirror: Path | None = None
    tell: Callable[[Job], None] = field(default=lambda _: None)

    def run_due(self) -> str:
        """Run every job that is due, then the build if anything waits for one; name the release built, "" when none was.

        Only a request to stop gets out of here as an exception; it leaves the interrupted job in the history as such.
        """
        for source in self.plan.sources:
            if self._due(source):
                with self._locked(source.id) as mine:
                    if mine and self._due(source):
                        self._run(source.id, partial(self._look, source))
        with self._locked(BUILD) as mine:
            waiting = self.waiting()
            if mine and (waiting or self._manifest() is None) and self._build_due():
                return self._run(BUILD, partial(self._build, waiting)).release
        return ""

    def wait(self) -> timedelta:
        """Say how long to wait until the next job is due: never less than a minute, and an hour at most."""
        now, standings = self.now(), self.jobs.standings()
        times = [due_at(source.schedule, standings.get(source.id), now) for source in self._obtainable()]
        if self.waiting() or self._manifest() is None:
            times.append(due_at("", standings.get(BUILD), now) or now)
        first = min((time for time in times if time is not None), default=now + _LONGEST_WAIT)
        return min(max(first, now + _SHORTEST_WAIT) - now, _LONGEST_WAIT)

    def waiting(self) -> frozenset[str]:
        """Name the sources whose files were found to be others than those of the current release, and usable for all we know."""
        released, standings = _contents(self._manifest()), self.jobs.standings()
        return frozenset(
            source.id
            for source in self.plan.sources
            if (standing := standings.get(source.id)) is not None
            and standing.content not in ("", released.get(source.id, ""))
            and _by_this_version(standing.content) != standing.unusable
        )

    def _obtainable(self) -> Iterator[Source]:
        """Give the sources that have a place to look at; without a mirror, those whose owners publish what is read."""
        for source in self.plan.sources:
            if self.mirror is not None or all(rule.url for rule in source.files if rule.required):
                yield source

    def _due(self, source: Source) -> bool:
        now = self.now()
        due = due_at(source.schedule, self.jobs.standings().get(source.id), now)
        return due is not None and due <= now and source in self._obtainable()

    def _build_due(self) -> bool:
        standing = self.jobs.standings().get(BUILD)
        due = due_at("", standing, self.now())
        return due is None or due <= self.now()

    @contextmanager
    def _locked(self, name: str) -> Iterator[bool]:
        """Hold the lock of a job, or say that another process does."""
        folder = self.home / "jobs"
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{name}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def _run(self, of: str, work: Callable[[datetime], Job]) -> Job:
        started = self.now()
        try:
            job = work(started)
        except BuildInProgress as error:
            job = Job(of, started, self.now(), JobOutcome.STOPPED, str(error))
        except (PmkgError, OSError) as error:
            job = Job(of, started, self.now(), JobOutcome.FAILED, str(error))
        except KeyboardInterrupt:
            self._record(Job(of, started, self.now(), JobOutcome.STOPPED, "told to stop"))
            raise
        except Exception as error:  # a fault of one loader must not keep the other sources from their jobs
            job = Job(of, started, self.now(), JobOutcome.FAILED, f"a fault of pmkg: {type(error).__name__}: {error}")
        return self._record(job)

    def _record(self, job: Job) -> Job:
        self.jobs.record(job)
        self.tell(job)
        return job

    def _look(self, source: Source, started: datetime) -> Job:
        """Look for a source's files and compare them with those of the current release."""
        failures: list[tuple[FileRule, DownloadFailed]] = []
        try:
            files = self._found(source, lambda rule, error: failures.append((rule, error)))
        except MissingFile as error:
            return self._missed(source, started, str(error), [failure for _, failure in failures])
        missed = [error for rule, error in failures if rule.required or rule.name in files]
        if missed:
            return self._missed(source, started, "; ".join(map(str, missed)), missed)
        content = content_of(checksums(files))
        standing = self.jobs.standings().get(source.id)
        if standing is not None and standing.unusable == _by_this_version(content):
            return Job(
                source.id, started, self.now(), JobOutcome.FAILED, standing.problem, files.version, standing.unusable
            )
        same = content == _contents(self._manifest()).get(source.id)
        outcome = JobOutcome.UNCHANGED if same else JobOutcome.CHANGED
        return Job(source.id, started, self.now(), outcome, "", files.version, content)

    def _missed(self, source: Source, started: datetime, detail: str, errors: list[DownloadFailed]) -> Job:
        later = max((error.retry_after for error in errors if error.retry_after), default=None)
        return Job(source.id, started, self.now(), JobOutcome.FAILED, detail, retry_after=later)

    def _found(self, source: Source, failed: Callable[[FileRule, DownloadFailed], None]) -> Files:
        if self.mirror is not None:
            return locate(source, Place(Origin.MIRROR, self.mirror))
        cache = replace(self.cache, again=frozenset({source.id}), failed=failed)
        return locate(source, Place(Origin.OWNERS, None, cache.fetch))

    def _build(self, waiting: frozenset[str], started: datetime) -> Job:
        """Build one release of all that waits; what cannot be used fails its source and its last good version stays."""
        found = (
            Place(Origin.OWNERS, None, self.cache.held) if self.mirror is None else Place(Origin.MIRROR, self.mirror)
        )
        reload = waiting if self._manifest() is not None else frozenset()

        def set_aside(source: Source, files: Files, error: SourceError) -> None:
            content = _by_this_version(content_of(checksums(files)))
            failed = JobOutcome.FAILED
            self._record(Job(source.id, started, self.now(), failed, str(error), files.version, content))

        plan = replace(self.plan, place=found, reload=reload, set_aside=set_aside)
        manifest = build(plan, self.releases, self.now())
        detail = f"read anew: {', '.join(sorted(reload))}" if reload else "read anew: all"
        return Job(BUILD, started, self.now(), JobOutcome.BUILT, detail, release=manifest.release)

    def _manifest(self) -> Manifest | None:
        """Give the manifest of the current release, None where there is none to go on from.

        A release of another profile is none: the starter's few facts, carried over, would pass for those of real sources.
        """
        try:
            manifest = self.releases.open().manifest()
        except ReleaseError:
            return None
        return manifest if manifest.profile == self.plan.profile else None


def _contents(manifest: Manifest | None) -> Mapping[str, str]:
    """Give what a release holds of each source, as one checksum over its files."""
    return {source.id: content_of(source.files) for source in manifest.sources} if manifest else {}


def _by_this_version(content: str) -> str:
    """Mark a content with the version of the software, because another version may well be able to use it."""
    return f"{pmkg.__version__}/{content}"
