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

    ``questions`` names the fields that the operation asks at its root, once it was measured. ``lasting`` says whether all that was
    read so far follows from that release and from the day: only then is the same answer the right one for the same request.
    ``spend`` is told the cost of the document before it runs, and may refuse it.
    """

    def __init__(
        self,
        served: Served,
        settings: ApiSettings,
        operation: str | None = None,
        current: Serving | None = None,
        spend: Callable[[int], None] = lambda _cost: None,
    ) -> None:
        self.operation = operation
        self.settings = settings
        self.spend = spend
        self.clock = Clock(settings.seconds)
        self.questions: tuple[str, ...] = ()
        self.lasting = True
        self._served = served
        self._current = current
        self._readings: dict[str, Reading] = {}
        self._standings: Mapping[str, Standing] | None = None

    @property
    def served(self) -> Served:
        """All that the server holds, which changes while a release stands: an answer that looks there is not kept."""
        self.lasting = False
        return self._served

    def reading(self, as_of: str | None = None) -> Reading:
        """Read a release by name, else the one that was current when this request first read."""
        return self.on(self.served.as_of(as_of) if as_of else self._pinned())

    def standing(self, source: str) -> Standing | None:
        """Say where a source stands by its jobs, as read once for this request."""
        if self._standings is None:
            self._standings = self.served.jobs.standings()
        self.lasting = False
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
            self._current = self._served.current()
        return self._current


Info = strawberry.Info[Context, None]
