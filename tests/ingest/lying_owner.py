"""An owner's server of this machine that can lie in every way that the tests need."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket

from pmkg.ingest.catalog import select
from pmkg.ingest.download import Clock, Limits
from pmkg.ingest.fetch import Cache
from pmkg.model.source import FileRule, Source

CONTENT = b"symbol\tscore\nBRAF\t1\n"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold one answer; ``promised`` is a Content-Length other than the truth, ``pause`` the wait between single bytes."""

    body: bytes = CONTENT
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    pause: threading.Event | None = None


Answer = Callable[[str, dict[str, str]], Reply]


@dataclass(slots=True)
class Owner:
    """Answer each request by the next of the replies, the last one from then on; remember what was asked."""

    replies: list[Reply | Answer]
    address: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        self.paths.append(path)
        self.asked.append(headers)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply if isinstance(reply, Reply) else reply(path, headers)


def honest(content: bytes = CONTENT, etag: str = '"one"') -> Answer:
    """Answer as an honest owner: not modified, the rest of a file, or all of it."""

    def answer(_: str, headers: dict[str, str]) -> Reply:
        if headers.get("if-none-match") == etag:
            return Reply(b"", 304)
        given = {"ETag": etag}
        if "range" in headers and headers.get("if-range") == etag:
            start = int(headers["range"].removeprefix("bytes=").rstrip("-"))
            given["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            return Reply(content[start:], 206, given)
        return Reply(content, 200, given)

    return answer


@contextmanager
def serving(*replies: Reply | Answer) -> Iterator[Owner]:
    """Run an owner's server."""
    owner = Owner(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = owner.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            length = len(reply.body) if reply.promised is None else reply.promised
            if reply.status != 304 and "Transfer-Encoding" not in reply.headers:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            try:
                for piece in [reply.body] if reply.pause is None else (bytes([byte]) for byte in reply.body):
                    self.wfile.write(piece)
                    if reply.pause is not None and reply.pause.wait(0.05):
                        return
            except OSError:
                return  # whoever asked has gone

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    owner.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield owner
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class MadeClock:
    """Tell a made time, which passes only while somebody sleeps or a test says so."""

    time: datetime = NOON
    slept: list[float] = field(default_factory=list)
    step: float = 0.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        self.time += timedelta(seconds=self.step)
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)

    def clock(self) -> Clock:
        return Clock(self.now, self.monotonic, self.sleep)


def source_at(url: str, schedule: str = "manual", **rule: object) -> Source:
    """Give a source of the catalog one file, at this address."""
    file = replace(FileRule("table", ("*.tsv",), url), **rule)  # type: ignore[arg-type]
    return replace(select(["gnomad"])[0], files=(file,), schedule=schedule)


def cache_at(folder: Path, made: MadeClock, limits: Limits | None = None) -> Cache:
    """Give a cache that asks the owner of every test source, whatever the age of what it gave."""
    return Cache(folder, frozenset({"gnomad"}), limits=limits or Limits(), clock=made.clock())


def unanswered() -> str:
    """Give an address at which nothing listens."""
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/table.tsv"
