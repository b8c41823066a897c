"""A ``pmkg serve`` of its own, started and killed by a test."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

QUESTION = """query($signature: SignatureInput!) { targetedDrugs(signature: $signature) {
    release options { profile effect regimen { label } for { evidence tier citation } } } }"""
SIGNATURE = {"id": "p", "tumorType": "SKCM", "alterations": [{"text": "BRAF V600E"}]}


class Served:
    """Ask a server, and kill it."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.http = httpx.Client(base_url=address, timeout=300)

    def drugs(self, id: str = "p", http: httpx.Client | None = None) -> httpx.Response:
        asked = {"query": QUESTION, "variables": {"signature": {**SIGNATURE, "id": id}}}
        return (http or self.http).post("/graphql", json=asked)

    def ready(self) -> str:
        """Give the release that serves."""
        return str(self.http.get("/ready").json()["release"])

    def await_release(self, name: str) -> None:
        """Wait until a release serves: it is made ready beside the one before."""
        deadline = time.monotonic() + 300
        while self.ready() != name:
            assert time.monotonic() < deadline, f"{name} does not serve"
            time.sleep(0.01)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def serve(home: Path) -> Iterator[Served]:
    command = [sys.executable, "-m", "pmkg.cli", "serve", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            line = next((line for line in process.stderr if line.startswith("pmkg serves ")), "")
            assert line, "the server did not start"
            # what it says later must not fill the pipe
            threading.Thread(target=process.stderr.read, daemon=True).start()
            served = Served(process, line.split()[2].removesuffix("/graphql"))
            assert served.http.get("/ready").status_code == 200
            with closing(served.http):
                yield served
        finally:
            process.kill()
