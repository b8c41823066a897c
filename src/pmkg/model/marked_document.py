"""Read JSON and YAML documents that people write, with the line of every value, so that a fault can be pointed at.

PyYAML reads both forms. Values that YAML would turn into dates stay text; an unquoted ``!Mutation``, which YAML takes for a tag,
stays the text that its writer meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from pmkg.errors import MalformedSource
from pmkg.model.source import Files
from pmkg.model.table import reading

Plain: TypeAlias = "str | int | float | bool | None"

_MOST_NODES = 200_000
"""A trial has some thousands; what has more repeats itself by aliases without end."""
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold a value of a document, what it holds, and its line, from 1 on (0 where the parser could not tell).

    ``cyclic`` says that the value holds itself: it is then empty. ``repeated`` names keys that stand twice in it.
    """

    value: Plain | Mapping[str, Marked] | Sequence[Marked]
    line: int
    cyclic: bool = False
    repeated: tuple[str, ...] = ()

    @property
    def fields(self) -> Mapping[str, Marked]:
        """The fields of an object; none where the value is no object."""
        return self.value if isinstance(self.value, Mapping) else {}

    @property
    def items(self) -> Sequence[Marked]:
        """The items of a list; none where the value is no list."""
        return self.value if isinstance(self.value, (list, tuple)) else ()

    @property
    def text(self) -> str:
        """A plain value as text, "" for none."""
        return "" if self.value is None or isinstance(self.value, (Mapping, list, tuple)) else str(self.value).strip()

    @property
    def plain(self) -> Any:
        """The value without its places."""
        if isinstance(self.value, Mapping):
            return {key: item.plain for key, item in self.value.items()}
        return [item.plain for item in self.value] if isinstance(self.value, (list, tuple)) else self.value

    def get(self, key: str) -> Marked:
        """Give a field of an object, or nothing at the object's own line."""
        return self.fields.get(key, Marked(None, self.line))

    def many(self, key: str) -> Iterator[Marked]:
        """Walk the items of a list in a field; a single object there counts as a list of one."""
        found = self.get(key)
        yield from found.items if not found.fields else (found,)


def marked_document(files: Files, path: Path) -> Marked:
    """Read a JSON or YAML document. Raises :class:`MalformedSource` with the line where it breaks."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with reading(files, path) as file:
        text = file.read()
    try:
        return _Maker().make(yaml.compose(text, Loader=loader), [])
    except yaml.YAMLError as error:
        # JSON allows characters that YAML refuses; lines are then not known
        if path.name.removesuffix(".gz").endswith(".json"):
            return _without_lines(files, path, text)
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1} column {mark.column + 1}: " if mark else ""
        problem = f"is not whole YAML ({where}{getattr(error, 'problem', None) or error}); mend it there"
        raise MalformedSource(files.source, path.name, problem) from error
    except _Endless as error:
        raise MalformedSource(files.source, path.name, f"{error}; write it out") from error


def _without_lines(files: Files, path: Path, text: str) -> Marked:
    try:
        return _marked(json.loads(text))
    except json.JSONDecodeError as error:
        raise MalformedSource(files.source, path.name, f"is not whole JSON ({error}); fetch it again") from error


def _marked(value: Any) -> Marked:
    if isinstance(value, dict):
        return Marked({key: _marked(item) for key, item in value.items()}, 0)
    return Marked([_marked(item) for item in value], 0) if isinstance(value, list) else Marked(value, 0)


class _Endless(Exception):
    """Say that a document repeats itself without end."""


class _Maker:
    """Make values of the nodes that the parser composed; an alias gives its value anew."""

    def __init__(self) -> None:
        self._made = 0

    def make(self, node: Any, above: list[int]) -> Marked:
        self._made += 1
        if self._made > _MOST_NODES or len(above) > _DEEPEST:
            raise _Endless("nests or repeats itself without end")
        if node is None:
            return Marked(None, 1)
        line = node.start_mark.line + 1
        if id(node) in above:
            return Marked(None, line, cyclic=True)
        if node.id == "scalar":
            return Marked(_scalar(node.tag, node.value), line)
        within = [*above, id(node)]
        if node.id == "sequence":
            return Marked([self.make(item, within) for item in node.value], line)
        fields: dict[str, Marked] = {}
        repeated = []
        for key, item in node.value:
            name = str(getattr(key, "value", key))
            if name in fields:
                repeated.append(name)
            fields[name] = self.make(item, within)
        return Marked(fields, line, repeated=tuple(repeated))


def _scalar(tag: str, text: str) -> Plain:
    kind = tag.rpartition(":")[2]
    if tag.startswith("!"):
        return f"{tag} {text}".strip()
    if kind == "null":
        return None
    if kind == "bool":
        return text.casefold() in ("true", "yes", "on")
    if kind == "int" and text.lstrip("+-").isdecimal():
        return int(text)
    try:
        return float(text) if kind == "float" else text
    except ValueError:
        return text
