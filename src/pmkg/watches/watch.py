"""A watch: a signature that somebody wants to be told of, what it was answered last, and where news of it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

TOLD = 50
"""How much news a watch remembers, and how many entries a feed holds."""


class About(StrEnum):
    """Say which question a watch asks: targeted drugs, or trials."""

    DRUGS = "drugs"
    TRIALS = "trials"


@dataclass(frozen=True, slots=True)
class Channels:
    """Say where news goes, "" for nowhere: lines of a file, an Atom feed, a webhook and the secret it is signed with.

    ``details`` lets what changed go out with the feed and the webhook, which else tell that something did and how much:
    options and profiles say what the patient has. The file is its owner's alone and always has all.
    """

    file: str = ""
    feed: str = ""
    webhook: str = ""
    secret: str = field(default="", repr=False)
    details: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The channels that are there."""
        return tuple(name for name in ("file", "feed", "webhook") if getattr(self, name))


@dataclass(frozen=True, slots=True)
class News:
    """Tell that the answer of a watch is another than before: in counts, in words for a person, and whole."""

    id: str
    watch: str
    about: About
    since: str
    release: str
    at: str
    counts: dict[str, int]
    told: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Watch:
    """Keep one question: the signature as it was given, without its id, and what it was answered on ``release``.

    ``found`` is the encoded answer for drugs, and the state of each trial that fits or may fit for trials. ``uid`` is drawn at
    random, so that a feed's identifier tells nothing. ``told`` is the news so far, the newest first, up to :data:`TOLD`.
    """

    name: str
    uid: str
    about: About
    signature: dict[str, Any] = field(repr=False)
    release: str
    found: dict[str, Any] = field(repr=False)
    channels: Channels = field(default_factory=Channels)
    told: tuple[News, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold news that has still to go to one channel of a watch: how often that failed, why, and when to try again."""

    channel: str
    news: News
    tries: int = 0
    problem: str = ""
    due: str = ""
