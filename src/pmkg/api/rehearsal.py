"""Make a release ready before it serves, so that the first who ask of it do not wait for what all later ones find done."""

from __future__ import annotations

import logging
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from pmkg.clinic.golden_cases import golden_cases
from pmkg.errors import PmkgError
from pmkg.model.views import VIEWS
from pmkg.ports import GraphReader
from pmkg.ports.reader import Remembered, Remembering

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmkg.api.serving import Serving

logger = logging.getLogger("pmkg.api")
_MANY = 4_000
"""How many nodes, closures and rows are read ahead, of each: what a server is asked for most, in a second or two."""


def rehearse(serving: Serving, before: Serving | None = None) -> None:
    """Ask a release the clinical questions, and read what readers of the release ``before`` it asked for last.

    Both are public knowledge: no request, and nothing of a patient, is kept for this.
    """
    for case in golden_cases():
        with suppress(PmkgError):  # a release of a few sources may not know what a case names
            serving.asking.drugs.ask(serving.asking.signature({"id": case["name"], **case["signature"]}))
    if before is not None:
        if isinstance(before.reader, Remembering):
            read_ahead(serving.reader, before.reader.remembered(_MANY))
        serving.make_what_was_made(before)


def read_ahead(reader: GraphReader, asked: Remembered) -> None:
    """Read from one release what was asked of another; what it does not hold is passed over."""
    reader.nodes(asked.nodes)
    for (relation, way), ids in asked.closures.items():
        reader.closure(ids, relation, way)
    for view in VIEWS:
        if view.name in asked.rows:
            reader.rows(view, asked.rows[view.name])


class Rehearsal:
    """Open a release and make it ready, in a thread of its own."""

    def __init__(self, name: str, open_one: Callable[[], Serving], before: Serving) -> None:
        self.name = name
        self._open, self._before = open_one, before
        self._found: Serving | PmkgError | None = None
        Thread(target=self._run, name="pmkg-rehearsal", daemon=True).start()

    def _run(self) -> None:
        try:
            serving = self._open()
        except PmkgError as error:
            self._found = error
            return
        try:
            rehearse(serving, self._before)
        except Exception as error:  # whatever it is, requests will tell; a release that opens is not held back for it
            logger.warning("release %s was not made ready to its end (%s)", self.name, type(error).__name__)
        self._found = serving

    def ended(self) -> bool:
        """Whether the release is ready, or could not be opened."""
        return self._found is not None

    def outcome(self) -> Serving:
        """Give the release that is ready, or raise what kept it from being opened."""
        if isinstance(self._found, PmkgError):
            raise self._found
        if self._found is None:
            raise ValueError("the rehearsal goes on")
        return self._found
