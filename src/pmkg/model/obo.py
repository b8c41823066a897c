"""Read the stanzas of an OBO 1.4 file, with the qualifiers that tell an exact cross-reference from a loose one.

Why not pronto here: it drops trailing qualifiers such as ``{source="MONDO:equivalentTo"}``, and it refuses files whose
synonym types are not declared (``docs/decisions/obo-reader.md`` has the measurements). Where neither matters, pronto reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmkg.errors import MalformedSource
from pmkg.model.source import Files
from pmkg.model.table import reading

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s+(EXACT|BROAD|NARROW|RELATED)\s*([^\s\[]*)')
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Synonym:
    """Hold a synonym: its text, its scope (EXACT, BROAD, NARROW, RELATED) and its type, "" if none."""

    text: str
    scope: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Stanza:
    """Hold one stanza: its kind (``Term``, ``Typedef``), its id and the raw values of its tags."""

    kind: str
    id: str
    tags: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The label, "" if the stanza has none."""
        return plain(self.tags["name"][0]) if "name" in self.tags else ""

    @property
    def obsolete(self) -> bool:
        """Whether its owner has retired it, by the tag or by the label's customary first word."""
        return self.tags.get("is_obsolete", ["false"])[0].startswith("true") or self.name.startswith("obsolete")

    def targets(self, tag: str, qualifier: str = "") -> list[str]:
        """List the identifiers that a tag names, limited to values that carry a qualifier where one is given.

        >>> stanza = Stanza("Term", "X:1", {"xref": ['DOID:4 {source="MONDO:equivalentTo"}', "ICD9:1"], "is_a": ["X:2 ! y"]})
        >>> stanza.targets("xref", "MONDO:equivalentTo"), stanza.targets("is_a")
        (['DOID:4'], ['X:2'])
        """
        values = self.tags.get(tag, ())
        return [plain(value.split(None, 1)[0]) for value in values if qualifier in value]

    def synonyms(self) -> list[Synonym]:
        """List the synonyms in order."""
        found = (_SYNONYM.match(value) for value in self.tags.get("synonym", ()))
        return [Synonym(plain(match[1]), match[2], match[3]) for match in found if match]


def plain(text: str) -> str:
    r"""Undo OBO's escapes.

    >>> plain(r"type 1\, \"classic\"")
    'type 1, "classic"'
    """
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def stanzas(files: Files, path: Path) -> Iterator[Stanza]:
    """Read every stanza of a file.

    Raises :class:`MalformedSource` when the file does not begin with an OBO header, holds a line that is no tag, or ends
    inside a compressed block.
    """
    with reading(files, path) as lines:
        if not next(lines, "").startswith("format-version:"):
            raise _malformed(files, path, "the file does not begin with format-version; it is not OBO")
        kind, tags = "", dict[str, list[str]]()
        for number, line in enumerate(lines, 2):
            text = line.rstrip()
            if text.startswith("["):
                if kind:
                    yield _stanza(files, path, kind, tags, number)
                kind, tags = text.strip("[]"), {}
            elif text and kind and not text.startswith("!"):
                tag, colon, value = text.partition(": ")
                if not colon:
                    raise _malformed(files, path, f"line {number} is no tag: {text[:60]!r}; fetch the file again")
                tags.setdefault(tag, []).append(value)
        yield _stanza(files, path, kind, tags, 0)


def _stanza(files: Files, path: Path, kind: str, tags: dict[str, list[str]], line: int) -> Stanza:
    if "id" not in tags:
        where = f"before line {line}" if line else "at the end"
        raise _malformed(files, path, f"there is no stanza with an id {where}; fetch the file again")
    return Stanza(kind, tags["id"][0].split(None, 1)[0], tags)


def _malformed(files: Files, path: Path, problem: str) -> MalformedSource:
    return MalformedSource(files.source, path.name, problem)
