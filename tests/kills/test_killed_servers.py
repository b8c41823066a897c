"""A server killed at any time while it answers: whoever got an answer got it whole, and the next server goes on."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path

import httpx
import pytest
from served_process import Served, serve
from soak import rounds

from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

_CALLERS = 4


def contents(home: Path) -> dict[str, tuple[int, int]]:
    """Give size and time of every file of a home: reading changes none."""
    return {
        str(path.relative_to(home)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in home.rglob("*")
        if path.is_file()
    }


class Callers:
    """Ask a server from several threads until it is gone, and keep every answer that came whole."""

    def __init__(self, server: Served) -> None:
        self.answers: list[tuple[int, bytes]] = []
        self.refused: list[httpx.TransportError] = []
        self._server = server
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(_CALLERS)]
        for thread in self._threads:
            thread.start()

    def _ask(self, number: int) -> None:
        with httpx.Client(base_url=self._server.http.base_url, timeout=30) as http:
            for turn in range(100_000):
                try:
                    # answers from memory and others in turn, all with one content
                    response = self._server.drugs(f"{number}-{turn // 2}", http)
                except httpx.TransportError as gone:
                    self.refused.append(gone)
                    return
                self.answers.append((response.status_code, response.content))

    def wait(self) -> None:
        """Wait for the first answer, or for the end."""
        while not self.answers and any(thread.is_alive() for thread in self._threads):
            time.sleep(0.001)

    def join(self) -> None:
        for thread in self._threads:
            thread.join()


@pytest.mark.parametrize("half", [1, 2])
def test_killed_while_it_answers_no_answer_is_half_and_nothing_is_lost(home: Path, half: int) -> None:
    """Half of the rounds each, for two processors: the start of a server is most of a round."""
    draw, before = random.Random(20_261_120 + half), contents(home)
    with serve(home) as server:
        right = server.drugs().content
    for _ in range((rounds(2) + half - 1) // 2):
        with serve(home) as server:
            callers = Callers(server)
            callers.wait()
            time.sleep(draw.uniform(0.0, 0.5))
            server.kill()
            callers.join()
        assert len(callers.refused) == _CALLERS
        assert set(callers.answers) == {(200, right)}
        assert contents(home) == before
    releases = SqliteReleases(home, facets=facets_by_kind())
    assert releases.verify().release == releases.current()
    with serve(home) as server:
        assert server.drugs().content == right
