"""Threads that answer: nothing of a request outlives it."""

from __future__ import annotations

import asyncio

from pmkg.api.workers import Workers


def test_what_a_request_left_running_ends_with_it() -> None:
    left: list[asyncio.Task[None]] = []

    async def work() -> str:
        left.append(asyncio.create_task(asyncio.sleep(600)))
        await asyncio.sleep(0)
        return "answered"

    workers = Workers(1)
    try:
        assert asyncio.run(workers.run(work, 60)) == "answered"
    finally:
        workers.close()
    assert left[0].cancelled()
