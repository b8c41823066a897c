"""A build that is killed, starved of disk or doubled leaves the last good release serving and whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest
import small_graph as graph

from pmkg.errors import BuildInProgress, PmkgError, ReleaseError
from pmkg.model.manifest import Manifest
from pmkg.store import SqliteReleases

FORK = multiprocessing.get_context("fork")
ROUNDS = 30


def _home(path: Path) -> SqliteReleases:
    return SqliteReleases(path, graph.FACETS)


def _start(work: Callable[..., None], *arguments: object) -> ForkProcess:
    process = FORK.Process(target=work, args=arguments)
    process.start()
    return process


def _build_without_end(home: Path) -> None:
    while True:
        graph.publish(_home(home), f"r{time.time_ns()}", str(time.time_ns()))


def _check_whole(home: Path, checked: frozenset[str] = frozenset()) -> frozenset[str]:
    releases = _home(home)
    names = [manifest.release for manifest in releases.list()]
    assert releases.current() in names
    assert sorted(names) == sorted(folder.name for folder in (home / "releases").iterdir())
    for name in set(names) - checked:
        assert releases.verify(name).digest == releases.open(name).digest
        assert releases.open(name).nodes([graph.BRAF.id])
    return frozenset(names)


def test_killed_at_any_time_the_last_release_serves(tmp_path: Path) -> None:
    first = graph.publish(_home(tmp_path), "first")
    draw, served, patience, checked = random.Random(20_260_101), ["first"], 0.05, frozenset[str]()
    for _ in range(ROUNDS):
        builder = _start(_build_without_end, tmp_path)
        time.sleep(draw.uniform(0, patience))
        builder.kill()
        builder.join()
        checked = _check_whole(tmp_path, checked)
        served.append(_home(tmp_path).current())
        assert _home(tmp_path).open().manifest().digest == first.digest
        # however busy the machine, about every second builder gets to publish before it is killed
        patience *= 1.5 if served[-1] == served[-2] else 0.8
    assert len(set(served)) > 3
    graph.publish(_home(tmp_path), "last")
    assert _home(tmp_path).current() == "last"
    assert list((tmp_path / "drafts").iterdir()) == []


def _kill_at(step: int) -> None:
    """Let this process be killed before a step on files."""
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect"):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _build_until_step(home: Path, name: str, step: int) -> None:
    _kill_at(step)
    graph.publish(_home(home), name)
    os._exit(0)


def test_killed_before_each_step_on_files_the_last_release_serves(tmp_path: Path) -> None:
    graph.publish(_home(tmp_path), "first")
    for step in range(1, 200):
        builder = _start(_build_until_step, tmp_path, f"step-{step}", step)
        builder.join()
        _check_whole(tmp_path)
        if builder.exitcode == 0:
            break
        assert builder.exitcode == -signal.SIGKILL
    assert step > 8
    assert _home(tmp_path).current() == f"step-{step}"
    # one build died between the two renames: its release is whole and listed, though it never came to serve
    assert len(_home(tmp_path).list()) >= 3


def _build_with_file_limit(home: Path, limit: int, report: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    problem = "built"
    try:
        graph.publish(_home(home), "second")
    except PmkgError as error:
        problem = f"{type(error).__name__}: {error}"
    report.write_text(problem[:limit])
    os._exit(0)


@pytest.mark.parametrize("limit", [1_000, 20_000, 120_000, 200_000])
def test_a_full_disk_is_named_and_the_old_release_serves(tmp_path: Path, limit: int) -> None:
    graph.publish(_home(tmp_path), "first")
    report = tmp_path / "report"
    _start(_build_with_file_limit, tmp_path, limit, report).join()
    problem = report.read_text()
    assert problem.startswith(f"ReleaseError: the build at {tmp_path}")
    assert "free space" in problem
    _check_whole(tmp_path)
    assert _home(tmp_path).current() == "first"
    assert list((tmp_path / "drafts").iterdir()) == []


def _hold_draft(home: Path, begun: Path) -> None:
    with _home(home).draft("held"):
        begun.touch()
        time.sleep(60)


def test_another_process_building_is_build_in_progress_until_it_dies(tmp_path: Path) -> None:
    home, begun = tmp_path / "home", tmp_path / "begun"
    holder = _start(_hold_draft, home, begun)
    deadline = time.monotonic() + 20
    while not begun.exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    with pytest.raises(BuildInProgress, match="another build is running"), _home(home).draft("mine"):
        pass
    assert list((home / "drafts").iterdir()), "the other build's draft was taken away"
    holder.kill()
    holder.join()
    graph.publish(_home(home), "mine")
    assert list((home / "drafts").iterdir()) == []


def test_the_pointer_is_replaced_and_never_rewritten(tmp_path: Path) -> None:
    graph.publish(_home(tmp_path), "first")
    with (tmp_path / "current").open() as old:
        graph.publish(_home(tmp_path), "second")
        assert old.read() == "first\n"


# what is found torn is named


def _tear(path: Path, keep: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
def test_a_torn_manifest_is_named_and_not_listed(tmp_path: Path, keep: float) -> None:
    graph.publish(_home(tmp_path), "first")
    graph.publish(_home(tmp_path), "second")
    _tear(tmp_path / "releases" / "second" / "manifest.json", keep)
    with pytest.raises(ReleaseError, match=r"manifest .*second.*manifest\.json is torn"):
        _home(tmp_path).open()
    assert [manifest.release for manifest in _home(tmp_path).list()] == ["first"]


@pytest.mark.parametrize("text", ["", "fir", "first", "../etc\n", "\n"])
def test_a_torn_pointer_is_named(tmp_path: Path, text: str) -> None:
    graph.publish(_home(tmp_path), "first")
    (tmp_path / "current").write_text(text)
    with pytest.raises(ReleaseError, match=r"pointer .*current is torn"):
        _home(tmp_path).open()


@pytest.mark.parametrize("keep", [0.0, 0.001, 0.5, 0.9])
def test_a_torn_graph_is_named(tmp_path: Path, keep: float) -> None:
    graph.publish(_home(tmp_path), "first")
    _tear(tmp_path / "releases" / "first" / "graph.sqlite", keep)
    with pytest.raises(ReleaseError, match="run 'pmkg build'"):
        _home(tmp_path).open()


def test_a_damaged_page_is_found_by_verify(tmp_path: Path) -> None:
    graph.publish(_home(tmp_path), "first")
    path = tmp_path / "releases" / "first" / "graph.sqlite"
    content = bytearray(path.read_bytes())
    content[-8192:] = b"\xff" * 8192
    path.write_bytes(content)
    assert _home(tmp_path).open().nodes([graph.BRAF.id])
    with pytest.raises(ReleaseError, match=r"release first is damaged .*run 'pmkg build'"):
        _home(tmp_path).verify()


def test_a_release_without_its_graph_is_named(tmp_path: Path) -> None:
    graph.publish(_home(tmp_path), "first")
    (tmp_path / "releases" / "first" / "graph.sqlite").unlink()
    with pytest.raises(ReleaseError, match="is not whole"):
        _home(tmp_path).open()
    assert _home(tmp_path).list() == ()


def test_a_manifest_of_another_graph_is_named(tmp_path: Path) -> None:
    graph.publish(_home(tmp_path), "first")
    path = tmp_path / "releases" / "first" / "manifest.json"
    digest = _home(tmp_path).open().digest
    path.write_text(path.read_text().replace(digest, "0" * 64))
    with pytest.raises(ReleaseError, match="do not belong together"):
        _home(tmp_path).open()


def _set_aside(home: Path, name: str) -> None:
    with _home(home).draft(name) as writer:
        writer.nodes(graph.nodes())
        writer.set_aside(Manifest(name, "full", name, writer.index(), ()), ("it failed",))


def _set_aside_until_step(home: Path, name: str, step: int) -> None:
    _kill_at(step)
    _set_aside(home, name)
    os._exit(0)


def test_killed_before_each_step_of_setting_aside_a_draft_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    graph.publish(_home(tmp_path), "first")
    looking = SqliteReleases(tmp_path, graph.FACETS, unpublished=True)
    for step in range(1, 200):
        builder = _start(_set_aside_until_step, tmp_path, f"step-{step:03}", step)
        builder.join()
        for found in looking.aside():
            assert found.problems == ("it failed",)
            assert not found.kept or looking.verify(found.manifest.release) == found.manifest
        _check_whole(tmp_path)
        if builder.exitcode == 0:
            break
    assert step > 8
    assert looking.aside()[0].manifest.release == f"step-{step:03}"
    assert [found.kept for found in looking.aside()].count(True) == 1, "one graph is kept, of the newest"


def test_reports_on_what_was_set_aside_are_bounded(tmp_path: Path) -> None:
    for number in range(23):
        _set_aside(tmp_path, f"r{number:02}")
    assert [found.manifest.release for found in _home(tmp_path).aside()] == [
        f"r{number:02}" for number in range(22, 2, -1)
    ]
    assert len(list((tmp_path / "aside").glob("*/graph.sqlite"))) == 1
