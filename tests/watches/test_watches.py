"""A signature that is kept, and the news of it after a release."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest
from made_watches import NEW, OLD, PATIENT, Home, publish

from pmkg.errors import NotFound, RequestError
from pmkg.watches.watch import News

FORK = multiprocessing.get_context("fork")


def news_of(home: Home) -> News:
    (news,) = home.run()
    assert isinstance(news, News)
    return news


def test_a_release_that_changes_the_answer_is_news_once(home: Home) -> None:
    home.watch()
    assert home.run() == []
    publish(home.path, "2026-02-01", NEW)
    news = news_of(home)
    assert (news.watch, news.since, news.release) == ("board-17", "2026-01-01", "2026-02-01")
    assert news.counts == {"gained": 1, "lost": 1, "changed": 1, "unchanged": 0}
    assert news.told.splitlines() == [
        "gained   IA Trametinib (sensitivity, BRAF V600E)",
        "lost     IA Dabrafenib (sensitivity, BRAF V600E)",
        news.told.splitlines()[2],
    ]
    assert "tier: IA -> IB" in news.told
    assert news.details["gained"][0]["regimen"]["label"] == "Trametinib"
    assert home.run() == []
    assert home.folder.read("board-17").told == (news,)


def test_a_release_that_changes_something_else_is_no_news(home: Home) -> None:
    home.watch(signature={"tumorType": "SKCM", "alterations": ["KRAS G12D"]})
    publish(home.path, "2026-02-01", NEW)
    assert home.run() == []
    assert home.folder.read("board-17").release == "2026-02-01"


def test_news_does_not_need_the_release_that_was_answered_on(home: Home) -> None:
    import shutil

    home.watch()
    publish(home.path, "2026-02-01", NEW)
    shutil.rmtree(home.path / "releases" / "2026-01-01")
    assert news_of(home).counts["lost"] == 1


def test_a_watch_is_a_file_of_its_owner_alone_and_keeps_no_name_of_a_patient(home: Home) -> None:
    home.watch()
    path = home.path / "watches" / "board-17.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert b"Mustermann" not in path.read_bytes()
    assert "BRAF" not in repr(home.folder.read("board-17")), "what is logged by accident tells nothing"


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "x" * 101, "a b"])
def test_a_name_cannot_lead_out_of_the_folder(home: Home, name: str) -> None:
    with pytest.raises(RequestError, match="is no name of a watch"):
        home.watch(name)


def test_an_unknown_watch_is_answered_with_those_there_are(home: Home) -> None:
    home.watch()
    with pytest.raises(NotFound, match="board-17"):
        home.folder.read("board-71")


def test_a_watch_that_cannot_be_run_is_said_and_stops_no_other(home: Home) -> None:
    home.watch("a")
    (home.path / "watches" / "a.json").write_text("{}", encoding="utf-8")
    home.watch("b")
    publish(home.path, "2026-02-01", NEW)
    problem, news = home.run()
    assert isinstance(problem, str)
    assert problem.startswith("a could not be run: ")
    assert "delete it and add the watch again" in problem
    assert isinstance(news, News)
    assert news.watch == "b"
    home.folder.delete("a")
    assert home.folder.names() == ("b",)


def test_an_answer_that_this_version_cannot_read_is_taken_anew_and_said(home: Home) -> None:
    from dataclasses import replace

    watch = home.watch()
    home.folder.write(replace(watch, found={"of": "another version"}))
    news = news_of(home)
    assert (news.counts, "taken anew" in news.told) == ({"renewed": 1}, True)
    assert home.run() == []


def test_a_signature_that_is_none_is_not_kept(home: Home) -> None:
    for wrong in ([PATIENT], "BRAF V600E", {"tumorType": "SKCM"}, {"alterations": 7}):
        with pytest.raises(RequestError):
            home.watch(signature=wrong)
    assert home.folder.names() == ()


def test_what_waits_goes_with_its_watch(home: Home) -> None:
    home.watch("a", file=str(home.path / "a.jsonl"))
    home.watch("b", file=str(home.path / "b.jsonl"))
    publish(home.path, "2026-02-01", NEW)
    assert len(home.run()) == len(home.folder.waiting()) == 2
    home.folder.delete("a")
    assert [each.news.watch for each in home.folder.waiting()] == ["b"]
    home.watch("b")
    assert home.folder.waiting() == (), "a watch that is begun anew has no old news"


def _run_until_step(path: Path, step: int) -> None:
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event in ("open", "os.rename", "os.mkdir", "os.remove"):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    home = Home(path)
    asking = home.asking()
    asking.found(home.folder.read("board-17").about, PATIENT)
    sys.addaudithook(count)
    from pmkg.watches.run import run_watches

    list(run_watches(home.folder, asking, ["board-17"]))
    home.deliver()
    os._exit(0)


def test_killed_before_each_step_no_news_is_lost_and_none_is_told_twice(home: Home) -> None:
    lines = home.path / "news.jsonl"
    home.watch(file=str(lines))
    publish(home.path, "2026-02-01", NEW)
    begun = (home.path / "watches" / "board-17.json").read_bytes()
    for step in range(1, 100):
        (home.path / "watches" / "board-17.json").write_bytes(begun)
        lines.unlink(missing_ok=True)
        for left in (home.path / "watches" / "outbox").glob("*"):
            left.unlink()
        process = FORK.Process(target=_run_until_step, args=(home.path, step))
        process.start()
        process.join()
        home.run()
        assert home.deliver() == []
        assert len(lines.read_text(encoding="utf-8").splitlines()) == 1
        assert home.folder.waiting() == ()
        assert home.folder.read("board-17").release == "2026-02-01"
        if process.exitcode == 0:
            break
    assert step > 5


def test_the_same_change_back_is_news_again(home: Home) -> None:
    home.watch()
    ids = set()
    for number, claims in enumerate((NEW, OLD, NEW), start=2):
        publish(home.path, f"2026-0{number}-01", claims)
        ids.add(news_of(home).id)
    assert len(ids) == 3
