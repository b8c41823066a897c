"""A home whose releases are made of a few claims, and the watches on it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from made_release import claim, normalized

from pmkg.model.manifest import Manifest
from pmkg.model.records import Claim
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind
from pmkg.watches.deliver import Delivery
from pmkg.watches.folder import WatchFolder
from pmkg.watches.questions import Asking
from pmkg.watches.run import begin, run_watches
from pmkg.watches.watch import About, Channels, News, Watch

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  (the example of the specification)
PATIENT = {"id": "Erika Mustermann", "tumorType": "SKCM", "alterations": ["BRAF V600E"]}
OLD = (claim(1, "BRAF V600E", level="A"), claim(2, "BRAF V600E", "Dabrafenib"))
NEW = (claim(1, "BRAF V600E", level="B"), claim(3, "BRAF V600E", "Trametinib"))


def publish(home: Path, name: str, claims: Sequence[Claim]) -> None:
    graph = normalized(claims)
    with SqliteReleases(home, facets=facets_by_kind()).draft(name) as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.losses(graph.losses)
        draft.publish(Manifest(name, "full", f"{name}T12:00:00+00:00", draft.index(), ()))


@dataclass
class Home:
    """Hold a home, its watches and a clock that stands still until it is told otherwise."""

    path: Path
    now: datetime = NOON
    slept: list[float] = field(default_factory=list)

    @property
    def folder(self) -> WatchFolder:
        return WatchFolder(self.path)

    def asking(self, release: str = "") -> Asking:
        return Asking(SqliteReleases(self.path, facets=facets_by_kind()).open(release), date(2026, 1, 1), self.now)

    def watch(self, name: str = "board-17", signature: Any = PATIENT, **channels: Any) -> Watch:
        if channels.get("webhook"):
            channels.setdefault("secret", SECRET)
        return begin(self.folder, self.asking(), name, About.DRUGS, signature, Channels(**channels))

    def run(self) -> list[News | str]:
        return list(run_watches(self.folder, self.asking(), self.folder.names()))

    def deliver(self, *, forced: bool = False, pauses: tuple[float, ...] = (1.0, 4.0)) -> list[str]:
        delivery = Delivery(self.folder, lambda: self.now, self.slept.append, pauses=pauses)
        return list(delivery.all(whether_due_or_not=forced))

    def later(self, **wait: float) -> None:
        self.now += timedelta(**wait)


@dataclass
class Receiver:
    """Take webhooks as they come, and answer each with the next of the statuses, the last one from then on."""

    statuses: list[int]
    address: str = ""
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]


@contextmanager
def receiving(*statuses: int) -> Iterator[Receiver]:
    receiver = Receiver([*statuses] or [204])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.paths.append(self.path)
            receiver.headers.append({name.lower(): value for name, value in self.headers.items()})
            receiver.bodies.append(self.rfile.read(int(self.headers["content-length"])))
            status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
            self.send_response(status)
            if status == 302:
                self.send_header("location", receiver.address)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.address = f"http://127.0.0.1:{server.server_address[1]}/hook?token=abc"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
