"""Serve the API on one address until it is told to stop."""

from __future__ import annotations

import errno
import ipaddress
import math
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import uvicorn

from pmkg.api.access.log_lines import log_config
from pmkg.api.access.opening import open_access, warnings_of
from pmkg.api.app import create_app
from pmkg.api.endpoint import GRACE
from pmkg.api.leaving import Leaving, LeavingServer
from pmkg.api.settings import ApiSettings
from pmkg.api.tracing import tracing_of
from pmkg.errors import RequestError
from pmkg.ports import Jobs, Releases

_PENDING = 256
_LAST_PORT = 65_535


class AddressInUse(RequestError):
    """Say that another program listens where this one was to."""

    code = "ADDRESS_IN_USE"

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        super().__init__(f"another program listens at {host}:{port}; choose another port with --port")


class AddressRefused(RequestError):
    """Say that this machine does not let the program listen at an address."""

    code = "ADDRESS_REFUSED"

    def __init__(self, host: str, port: int, why: str) -> None:
        self.host, self.port = host, port
        super().__init__(f"cannot listen at {host}:{port}: {why}")


def serve(
    releases: Releases,
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: ApiSettings | None = None,
    ready: Callable[[str], None] | None = None,
    jobs: Jobs | None = None,
    home: Path | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then let running requests end, however long one may take.

    The address is taken before anything else, so that a port in use is one clear error. ``ready`` is called with the address
    once connections are taken. Beyond loopback a key or token is required, unless ``PMKG_AUTH=none`` says otherwise; keys and
    the audit live in ``home``, without which there are none.
    """
    given = for_address(settings or ApiSettings.read(os.environ), host)
    tracing = tracing_of(os.environ)
    listening = listen(host, port)
    try:
        authenticator, gate = open_access(home, given) if home is not None else (None, None)
        leaving = Leaving(given.drain_seconds)
        app = create_app(releases, given, jobs, authenticator, gate, leaving.begun, tracing, ahead=True)
        config = uvicorn.Config(
            app,
            log_config=log_config(given.access.log),
            access_log=False,
            server_header=False,
            limit_concurrency=_PENDING,
            timeout_graceful_shutdown=math.ceil(given.seconds + 2 * GRACE),
            ssl_certfile=given.tls.certificate if given.tls else None,
            ssl_keyfile=given.tls.key if given.tls else None,
        )
        for warning in warnings_of(given, os.environ):
            print(f"pmkg: {warning}", file=sys.stderr)
        if ready is not None:
            shown = f"[{host}]" if ":" in host else host
            ready(f"{'https' if given.tls else 'http'}://{shown}:{listening.getsockname()[1]}")
        LeavingServer(config, leaving).run(sockets=[listening])
    finally:
        listening.close()


def for_address(settings: ApiSettings, host: str) -> ApiSettings:
    """Fit the settings to where the server listens: strangers need a token, and loopback answers to its own names only.

    >>> for_address(ApiSettings(), "0.0.0.0").auth
    'required'
    """
    if is_loopback(host):
        return replace(settings, local=True, hosts=settings.hosts or ("127.0.0.1", "localhost", "[::1]", "::1", host))
    return replace(settings, auth=settings.auth or "required")


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Take an address, or raise :class:`AddressInUse` or :class:`AddressRefused`."""
    if not 0 <= port <= _LAST_PORT:
        raise AddressRefused(host, port, f"a port is a number from 0 to {_LAST_PORT}")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise AddressRefused(host, port, str(error)) from error
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(_PENDING)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise AddressInUse(host, port) from error
        raise AddressRefused(host, port, str(error)) from error
    return taken
