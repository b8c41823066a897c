"""The audit's chain: what it keeps, and every way to change it that shows."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmkg.errors import AuditUnavailable
from pmkg.store.audit_file import BEGINNING, AuditFile, verify

_IN_A_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def _written(home: Path, count: int, caller: str = "key") -> Path:
    audit = AuditFile(home)
    for number in range(count):
        audit.append({"caller": f"{caller}:{number}", "questions": ["targetedDrugs"]})
    return audit.path


def test_an_audit_is_whole_from_its_beginning_and_over_restarts(tmp_path: Path) -> None:
    _written(tmp_path, 3)
    path = _written(tmp_path, 2)
    found = verify(path)
    assert (found.entries, found.whole, found.torn) == (5, True, ())
    audit = AuditFile(tmp_path)
    assert [each["number"] for each in audit.entries()] == [1, 2, 3, 4, 5]
    assert [each["caller"] for each in audit.entries()] == ["key:0", "key:1", "key:2", "key:0", "key:1"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_audit_is_whole(tmp_path: Path) -> None:
    assert verify(_written(tmp_path, 0)).head == BEGINNING


@_IN_A_FOLDER
@given(data=st.data())
def test_any_change_of_what_stands_before_the_last_line_breaks_the_chain(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = _written(tmp_path_factory.mktemp("audit"), 6)
    lines = path.read_bytes().splitlines()
    way = data.draw(st.sampled_from(["change", "leave out", "swap", "repeat", "insert"]))
    place = data.draw(st.integers(0, 4))
    if way == "change":
        told = orjson.loads(lines[place])
        told[data.draw(st.sampled_from(["caller", "number", "previous", "digest"]))] = data.draw(st.text(max_size=5))
        lines[place] = orjson.dumps(told)
    elif way == "leave out":
        del lines[place]
    elif way == "swap":
        lines[place], lines[place + 1] = lines[place + 1], lines[place]
    elif way == "repeat":
        lines.insert(place, lines[place])
    else:
        lines.insert(place, orjson.dumps({**orjson.loads(lines[place]), "caller": "another"}))
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert not verify(path).whole


def test_a_line_that_became_unreadable_does_not_pass_for_one_that_a_crash_cut_short(tmp_path: Path) -> None:
    path = _written(tmp_path, 4)
    lines = path.read_bytes().splitlines()
    lines[1] = lines[1][:40]
    path.write_bytes(b"\n".join(lines) + b"\n")
    found = verify(path)
    assert (found.whole, found.torn, found.broken) == (False, (2,), 3)


def test_an_end_that_was_cut_off_or_a_chain_written_anew_misses_the_digest_that_was_noted(tmp_path: Path) -> None:
    path = _written(tmp_path / "a", 4)
    noted = verify(path).head
    assert verify(path, noted).met
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert verify(path).whole
    assert not verify(path, noted).whole
    assert not verify(_written(tmp_path / "b", 5, "other"), noted).whole


def test_a_line_that_a_crash_cut_short_is_told_and_the_chain_goes_on(tmp_path: Path) -> None:
    path = _written(tmp_path, 2)
    with path.open("ab") as file:
        file.write(b'{"number":3,"caller":"k')
    _written(tmp_path, 2)
    found = verify(path)
    assert (found.entries, found.whole, found.torn) == (4, True, (3,))


def test_a_file_that_was_moved_away_is_followed_by_a_new_chain(tmp_path: Path) -> None:
    audit = AuditFile(tmp_path)
    audit.append({"caller": "a"})
    audit.path.rename(tmp_path / "kept.jsonl")
    audit.append({"caller": "b"})
    assert (verify(tmp_path / "kept.jsonl").entries, verify(audit.path).entries) == (1, 1)
    assert verify(audit.path).whole


def _append(home: Path, who: int, count: int) -> None:
    audit = AuditFile(home)
    for number in range(count):
        audit.append({"caller": f"{who}.{number}"})


def test_processes_that_write_at_once_make_one_chain_and_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_append, args=(tmp_path, who, 40)) for who in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    audit = AuditFile(tmp_path)
    assert verify(audit.path).entries == 120
    assert {each["caller"] for each in audit.entries()} == {
        f"{who}.{number}" for who in range(3) for number in range(40)
    }


def test_an_audit_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "access").write_text("a file in the folder's place", encoding="utf-8")
    with pytest.raises(AuditUnavailable, match="cannot be written"):
        AuditFile(tmp_path)
    folder = tmp_path / "other" / "access"
    folder.mkdir(parents=True)
    (folder / "audit.jsonl").symlink_to("/dev/full")
    audit = AuditFile(tmp_path / "other")
    with pytest.raises(AuditUnavailable, match="No space"):
        audit.append({"caller": "x"})


class Disk:
    """Stand for the disk: know what of the audit is on it, and take its time until ``lines`` are written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: Path, lines: int = 0) -> None:
        self.path, self.lines, self.times, self.kept = path, lines, 0, 0
        self.works, self._fsync = True, os.fsync
        monkeypatch.setattr(os, "fsync", self.fsync)

    def fsync(self, descriptor: int) -> None:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return self._fsync(descriptor)
        if not self.works:
            raise OSError(errno.EIO, "the disk is gone")
        while self.path.read_bytes().count(b"\n") < self.lines:
            time.sleep(0.001)
        self.times += 1
        self.kept = max(self.kept, found.st_size)
        return None


def test_an_entry_is_on_the_disk_before_anybody_hears_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = AuditFile(tmp_path)
    disk = Disk(monkeypatch, audit.path)
    for number in range(1, 4):
        audit.append({"caller": "a"})
        assert disk.kept == audit.path.stat().st_size
        assert disk.times == number


def test_those_who_wait_together_are_brought_to_the_disk_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = AuditFile(tmp_path)
    disk = Disk(monkeypatch, audit.path, lines=16)
    missed = []

    def ask(number: int) -> None:
        audit.append({"caller": f"caller:{number}"})
        kept = audit.path.read_bytes()[: disk.kept]
        if f'"caller:{number}"'.encode() not in kept:
            missed.append(number)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(ask, range(16)))
    assert missed == []
    assert disk.times == 2, "one call for the first, and one for all who wrote meanwhile"
    assert verify(audit.path).entries == 16


def test_what_does_not_reach_the_disk_is_not_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = AuditFile(tmp_path)
    disk = Disk(monkeypatch, audit.path)
    disk.works = False
    with pytest.raises(AuditUnavailable, match="the disk is gone"):
        audit.append({"caller": "a"})
    disk.works = True
    audit.append({"caller": "a"})
    assert verify(audit.path).whole


def test_an_audit_that_was_moved_away_meanwhile_is_on_the_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit, moved = AuditFile(tmp_path), tmp_path / "moved"
    reached: dict[int, int] = {}
    begun, go_on = threading.Event(), threading.Event()

    def fsync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        if stat.S_ISREG(found.st_mode):
            begun.set()
            assert go_on.wait(60)
            reached[found.st_ino] = max(found.st_size, reached.get(found.st_ino, 0))

    def append() -> threading.Thread:
        lines = audit.path.read_bytes().count(b"\n") if audit.path.exists() else 0
        thread = threading.Thread(target=audit.append, args=({"caller": "a"},))
        thread.start()
        while not audit.path.exists() or audit.path.read_bytes().count(b"\n") <= lines:
            time.sleep(0.001)
        return thread

    monkeypatch.setattr(os, "fsync", fsync)
    threads = [append()]
    assert begun.wait(60)
    threads.append(append())
    audit.path.rename(moved)
    threads.append(append())
    go_on.set()
    for thread in threads:
        thread.join()
    assert reached == {path.stat().st_ino: path.stat().st_size for path in (moved, audit.path)}
