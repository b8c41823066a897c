"""What one request carries from resolver to resolver."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import strawberry

from pmkg.api.reading import Clock, Reading
from pmkg.api.serving import Served, Serving
from pmkg.api.settings import ApiSettings
from pmkg.model.job import Standing


class Context:
    """Hold the release that was current when the request began, and its batched reads.

    ``spend`` is told the cost of the document before it runs, and may refuse it.
    """

    def __init__(
        self,
        served: Served,
        settings: ApiSettings,
        operation: str | None = None,
        spend: Callable[[int], None] = lambda _cost: None,
    ) -> None:
        self.operation = operation
        self.served = served
        self.settings = settings
        self.spend = spend
        self.clock = Clock(settings.seconds)
        self._current: Serving | None = None
        self._readings: dict[str, Reading] = {}
        self._standings: Mapping[str, Standing] | None = None

    def reading(self, as_of: str | None = None) -> Reading:
        """Read a release by name, else the one that was current when this request first read."""
        return self.on(self.served.as_of(as_of) if as_of else self._pinned())

    def standing(self, source: str) -> Standing | None:
        """Say where a source stands by its jobs, as read once for this request."""
        if self._standings is None:
            self._standings = self.served.jobs.standings()
        return self._standings.get(source)

    def on(self, serving: Serving) -> Reading:
        """Read a release that is already open."""
        reading = self._readings.get(serving.name)
        if reading is None:
            reading = self._readings[serving.name] = Reading(serving, self.clock)
        return reading

    def releases_read(self) -> tuple[str, ...]:
        """Name the releases that this request read."""
        return tuple(self._readings)

    def _pinned(self) -> Serving:
        if self._current is None:
            self._current = self.served.current()
        return self._current


Info = strawberry.Info[Context, None]
