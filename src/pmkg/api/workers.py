"""Threads that answer requests, so that one long answer never holds up the server's own loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class Workers:
    """Run coroutines in a few threads, each with an event loop of its own.

    A request stays in one thread from parsing to bytes: its resolvers read the store directly, and loads that siblings
    make in one turn of that thread's loop become one batch.
    """

    def __init__(self, count: int) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="pmkg-request")
        self._own = threading.local()
        self._loops: list[asyncio.AbstractEventLoop] = []

    async def run(self, work: Callable[[], Coroutine[Any, Any, T]], seconds: float) -> T:
        """Run work in a free thread; raise :class:`TimeoutError` when it takes longer than ``seconds``."""
        running = asyncio.get_running_loop().run_in_executor(self._pool, self._run, work)
        return await asyncio.wait_for(asyncio.shield(running), seconds)

    def close(self) -> None:
        """Let running work end, then close the loops."""
        self._pool.shutdown(wait=True)
        for loop in self._loops:
            loop.close()
        self._loops.clear()

    def _run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        loop: asyncio.AbstractEventLoop | None = getattr(self._own, "loop", None)
        if loop is None:
            loop = self._own.loop = asyncio.new_event_loop()
            self._loops.append(loop)
        try:
            return loop.run_until_complete(work())
        finally:
            _end_what_is_left(loop)


def _end_what_is_left(loop: asyncio.AbstractEventLoop) -> None:
    """End the fields that graphql-core still resolves when one that must not be null has failed: nobody waits for them."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
