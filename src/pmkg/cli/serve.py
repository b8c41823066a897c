"""``pmkg serve``: the pages and GraphQL over the current release."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from pmkg.cli.home import Home, home_folder, open_jobs, open_releases

Host = Annotated[str, typer.Option("--host", help="Address to listen at.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen at; 0 takes a free one.")]


def serve(host: Host = "127.0.0.1", port: Port = 8000, home: Home = None) -> None:
    """Serve the pages at /, GraphQL at /graphql, with /health and /ready, until stopped."""
    _hear_interrupts()
    from pmkg.api.serve import serve as serve_api

    serve_api(open_releases(home), host, port, ready=_announce, jobs=open_jobs(home), home=home_folder(home))


def _hear_interrupts() -> None:
    """Let SIGINT end the server from the beginning, as it does once it serves.

    A shell lets what it starts in the background ignore SIGINT, and one that came before the server took it up would be lost.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _announce(address: str) -> None:
    print(f"pmkg serves {address}/graphql (stop with Ctrl-C)", file=sys.stderr, flush=True)
