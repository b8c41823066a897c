"""Bring news to where a watch wants it: a file, a feed, a webhook; what fails waits and is tried again.

News is delivered at least once. A process that is killed between delivering and noting it delivers again under the same id, by
which the file and the feed notice it here, and whoever gets a webhook there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from pmkg.model.codec import encode
from pmkg.watches.feed import feed
from pmkg.watches.folder import WatchFolder, write_privately
from pmkg.watches.watch import News, Waiting, Watch
from pmkg.watches.webhook import NotDelivered, post

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(days=1)
Post = Callable[[str, str, str, int, bytes], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Deliver what waits. ``sleep`` waits between the tries of one run; tests bring their own clock, sleep and post."""

    folder: WatchFolder
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    post: Post = field(default=post)
    pauses: tuple[float, ...] = (1.0, 4.0)

    def all(self, *, whether_due_or_not: bool = False) -> Iterator[str]:
        """Deliver all that is due, and give a line for each that failed."""
        for waiting in self.folder.waiting():
            if whether_due_or_not or not waiting.due or datetime.fromisoformat(waiting.due) <= self.now():
                problem = self._try(waiting)
                if problem:
                    yield f"{waiting.news.watch}: news could not go to its {waiting.channel}: {problem}; it waits"

    def _try(self, waiting: Waiting) -> str:
        if waiting.news.watch not in self.folder.names():
            self.folder.sent(waiting)
            return ""
        try:
            self._deliver(self.folder.read(waiting.news.watch), waiting)
        except (NotDelivered, OSError) as error:
            problem = str(error) if isinstance(error, NotDelivered) else error.strerror or type(error).__name__
            self.folder.send(self._later(waiting, problem))
            return problem
        self.folder.sent(waiting)
        return ""

    def _later(self, waiting: Waiting, problem: str) -> Waiting:
        """Wait a minute, then two, four and so on up to a day; nothing is ever given up."""
        wait = min(_FIRST_WAIT * 2 ** min(waiting.tries, 20), _LONGEST_WAIT)
        return replace(waiting, tries=waiting.tries + 1, problem=problem, due=(self.now() + wait).isoformat())

    def _deliver(self, watch: Watch, waiting: Waiting) -> None:
        match waiting.channel:
            case "file":
                _append(Path(watch.channels.file), waiting.news)
            case "feed":
                write_privately(Path(watch.channels.feed), feed(watch, [_outgoing(watch, news) for news in watch.told]))
            case _:
                self._webhook(watch, _outgoing(watch, waiting.news))

    def _webhook(self, watch: Watch, news: News) -> None:
        body = orjson.dumps(plain(news))
        for pause in (*self.pauses, None):
            try:
                self.post(watch.channels.webhook, watch.channels.secret, news.id, int(self.now().timestamp()), body)
            except NotDelivered:
                if pause is None:
                    raise
                self.sleep(pause)
            else:
                return


def plain(news: News) -> dict[str, Any]:
    """Give news as JSON has it; what is not told is left out."""
    found: dict[str, Any] = encode(news)
    return {name: value for name, value in found.items() if value not in ("", {})}


def _outgoing(watch: Watch, news: News) -> News:
    """Give news as it may leave: without a word of what the patient has, unless the watch says so."""
    return news if watch.channels.details else replace(news, told="", details={})


def _append(path: Path, news: News) -> None:
    """Add a line to a file of its owner alone, unless it stands there already."""
    lines = path.read_bytes().splitlines() if path.exists() else []
    if not any(f'"id":"{news.id}"'.encode() in line for line in lines):
        write_privately(path, b"".join(line + b"\n" for line in [*lines, orjson.dumps(plain(news))]))
