"""How a server leaves: it says that it is not ready, goes on answering for a while, and lets go of its connections."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Leaving:
    """Know whether a server was told to stop, and whether the ``seconds`` in which it goes on answering are over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end: float | None = None

    def begin(self) -> None:
        """Begin to leave."""
        self._end = time.monotonic() + self.seconds

    def begun(self) -> bool:
        """Whether the server was told to stop."""
        return self._end is not None

    def over(self) -> bool:
        """Whether it is time to take no more connections."""
        return self._end is not None and time.monotonic() >= self._end


class LeavingServer(uvicorn.Server):
    """Answer for some seconds after SIGTERM, so that who sends requests here can learn that it is over; SIGINT ends at once.

    Told a second time, a server takes no more connections from that instant. Running requests end in any case.
    """

    def __init__(self, config: uvicorn.Config, leaving: Leaving) -> None:
        super().__init__(config)
        self._leaving = leaving

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take a signal."""
        first = not self._leaving.begun()
        self._leaving.begin()
        if first and sig == signal.SIGTERM and self._leaving.seconds:
            self._captured_signals.append(sig)
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        """Say whether it is time to stop."""
        return await super().on_tick(counter) or self._leaving.over()


class LettingGo:
    """Close each connection after its answer while the server leaves, so that clients go to one that stays."""

    def __init__(self, app: ASGIApp, leaving: Callable[[], bool]) -> None:
        self._app, self._leaving = app, leaving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_and_close(message: Message) -> None:
            if message["type"] == "http.response.start" and self._leaving():
                MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        await self._app(scope, receive, send_and_close)
