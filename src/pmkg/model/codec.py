"""Turn the model's dataclasses into plain JSON values and back.

A dataclass becomes an object of its fields, fields at their default left out; a member of a union carries its class
name under ``"is"``. Decoders are compiled once per class from its type hints, because a hot question decodes hundreds of rows.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: Any) -> Any:
    """Turn a model value into JSON-ready plain values.

    >>> from pmkg.model.variant import Gene
    >>> from pmkg.model.curie import Curie
    >>> encode(Gene(Curie("HGNC:1097"), "BRAF"))
    {'id': 'HGNC:1097', 'symbol': 'BRAF'}
    """
    plan = _plan(type(value))  # type: ignore[arg-type]  # mypy: a class is hashable
    if plan is None:
        return _encode(value, tagged=False)
    return {
        name: item if type(item) in _PLAIN else _encode(item, tagged)
        for name, tagged, default in plan
        if (item := getattr(value, name)) != default
    }


def encode_union(value: object) -> dict[str, Any]:
    """Turn a member of a union into plain values, with its class name under ``"is"``."""
    return {"is": type(value).__name__, **encode(value)}


def decode(kind: type[T], data: object) -> T:
    """Read a dataclass back from what :func:`encode` gave."""
    result: T = _decoder(kind)(data)  # type: ignore[arg-type]
    return result


def decode_union(union: object, data: object) -> Any:
    """Read a member of a union back from what :func:`encode_union` gave."""
    return _decoder(union)(data)


# Most values are plain, and a release encodes half a million rows: one look-up instead of six tests.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def _encode(value: Any, tagged: bool) -> Any:
    if type(value) in _PLAIN:
        return value
    if _plan(type(value)) is not None:  # type: ignore[arg-type]  # mypy: a class is hashable
        return encode_union(value) if tagged else encode(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(_encode(item, tagged) for item in value)
    if isinstance(value, (tuple, list)):
        return [_encode(item, tagged) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _encode(item, tagged) for key, item in value.items()}
    return str(value) if isinstance(value, str) else value


_NO_DEFAULT = object()


@cache
def _plan(kind: type) -> tuple[tuple[str, bool, object], ...] | None:
    if not dataclasses.is_dataclass(kind):
        return None
    hints = get_type_hints(kind)
    plan = []
    for item in _given(kind):
        default = item.default if item.default is not dataclasses.MISSING else _NO_DEFAULT
        plan.append((item.name, _is_tagged(hints[item.name]), default))
    return tuple(plan)


def _given(kind: type) -> Iterable[dataclasses.Field[Any]]:
    """Give the fields that a value is made from; those it works out itself are not written."""
    return (item for item in dataclasses.fields(kind) if item.init)


def _members(hint: object) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(member for member in get_args(hint) if member is not type(None))
    return ()


def _is_tagged(hint: object) -> bool:
    members = _members(hint)
    if len(members) > 1 and all(dataclasses.is_dataclass(member) for member in members):
        return True
    return any(_is_tagged(argument) for argument in get_args(hint) if argument is not Ellipsis)


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    members = _members(hint)
    if len(members) > 1 and all(dataclasses.is_dataclass(member) for member in members):
        return _union_decoder(members)
    if len(members) == 1:
        inner = _decoder(members[0])
        return lambda data: None if data is None else inner(data)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is frozenset:
        item = _decoder(arguments[0])
        return lambda data: frozenset(item(value) for value in data)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _class_decoder(hint)
    if isinstance(hint, type) and (issubclass(hint, Enum) or (issubclass(hint, str) and hint is not str)):
        return hint
    return lambda data: data


def _union_decoder(members: tuple[Any, ...]) -> Callable[[Any], Any]:
    by_name: dict[str, Any] = {member.__name__: member for member in members}
    return lambda data: _decoder(by_name[data["is"]])(data)


def _tuple_decoder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _decoder(arguments[0])
        return lambda data: tuple(item(value) for value in data)
    items = [_decoder(argument) for argument in arguments]
    return lambda data: tuple(item(value) for item, value in zip(items, data, strict=True))


def _class_decoder(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    table: dict[str, Callable[[Any], Any] | None] = {}

    def build(data: Mapping[str, Any]) -> Any:
        if not table:
            table.update({item.name: _decoder(hints[item.name]) for item in _given(kind)})
        return kind(**{name: table[name](value) for name, value in data.items() if name != "is"})  # type: ignore[misc]

    return build
