"""The Atom feed of a watch (RFC 4287), written anew with each news."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

import orjson

from pmkg.watches.watch import News, Watch

_ATOM = "http://www.w3.org/2005/Atom"


def feed(watch: Watch, entries: Sequence[News]) -> bytes:
    """Write the feed of a watch: its news, the newest first, each entry with an id of its own that never changes."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", f"urn:uuid:{watch.uid}")
    _add(root, "title", f"pmkg watch {watch.name}")
    _add(root, "updated", entries[0].at)
    _add(_add(root, "author"), "name", "pmkg")
    _add(root, "subtitle", "For professionals. This informs a decision and does not make it; it is no medical device.")
    for news in entries:
        entry = _add(root, "entry")
        _add(entry, "id", f"urn:uuid:{uuid.uuid5(uuid.UUID(watch.uid), news.id)}")
        _add(entry, "title", headline(news))
        _add(entry, "updated", news.at)
        _add(entry, "content", "\n".join(_content(news))).set("type", "text")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def headline(news: News) -> str:
    """Say on one line that a watch has news, without a word of what it is about.

    >>> from pmkg.watches.watch import About
    >>> headline(News("1", "board-17", About.DRUGS, "a", "b", "", {"gained": 1, "lost": 0}, "IA Vemurafenib"))
    'board-17: 1 gained, 0 lost on release b, since release a'
    """
    counts = ", ".join(f"{count} {name}" for name, count in news.counts.items())
    return f"{news.watch}: {counts} on release {news.release}, since release {news.since}"


def _content(news: News) -> Iterable[str]:
    yield headline(news)
    if news.told:
        yield news.told
    if news.details:
        yield orjson.dumps(news.details).decode()


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = text or None
    return element
