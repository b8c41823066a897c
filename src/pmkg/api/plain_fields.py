"""Fields that only show what a row holds, completed in one step, and whole trees of such fields at once.

An answer with its evidence is thousands of such fields, and the general way to each (a resolver of four calls, its description
of the request, a look whether the value is awaited) costs tens of times what the value does. A tree is planned once per
request, from graphql-core's own collection of its selections, so that fragments, aliases and directives mean what they mean
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import orjson
from graphql import (
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    is_leaf_type,
)
from graphql.pyutils import AwaitableOrValue, Path, UndefinedType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from pmkg.model.answer import EvidenceItem
from pmkg.model.regimen import Regimen
from pmkg.store.cache import RecentCache

_READ = "read"
_TYPE_NAME = "__typename"
_TEXTS = frozenset({"String", "ID"})
"""The scalars that show a plain text as it is."""

Show: TypeAlias = Callable[[Any], Any]
"""Give what the answer shows of a row or of a value; any exception means that the general way must decide."""


_SHARED_ROWS = frozenset({EvidenceItem, Regimen})
"""The immutable rows that a question makes once and gives to every answer on its release."""

_PLANS: RecentCache[tuple[int, ...], tuple[Any, PlainField | None]] = RecentCache(512)
_DIRECTED: RecentCache[int, tuple[Any, bool]] = RecentCache(512)
_WRITTEN: RecentCache[tuple[int, int], tuple[orjson.Fragment, Any, Show]] = RecentCache(16_384)
"""Rows as JSON, about 500 bytes each, whatever documents show them."""


class _Nothing:
    """Be the class of no value."""


class Completion(NamedTuple):
    """Say how a value is completed: one of exactly the class ``shown`` is shown as it is, which spares a call; others by ``of``."""

    shown: type
    of: Show


class PlainField(NamedTuple):
    """Hold a field without a resolver: how it is read from its row, and completed."""

    get: Show
    completion: Completion

    def show(self, row: Any) -> Any:
        """Give what the answer shows of the row's field."""
        return self.completion.of(self.get(row))


class ExecutionContext(StrawberryGraphQLCoreExecutionContext):
    """Execute as Strawberry does, but for plain fields that hold what was promised; no extension's ``resolve`` sees those."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._planned: dict[int, tuple[Any, PlainField | None]] = {}
        self._lasting = selects_always_the_same(self.operation, self.fragment_definitions)

    def execute_field(
        self, parent_type: GraphQLObjectType, source: Any, field_details_list: Any, path: Path, position_context: Any
    ) -> AwaitableOrValue[Any] | UndefinedType:
        """Give a plain field's value at once; anything else, nulls that must not be and faults included, goes the general way."""
        plain = self._plain(parent_type, field_details_list)
        if plain is not None:
            try:
                return plain.show(source)
            except Exception:  # noqa: S110  (the general way meets the same fault and reports it at its place)
                pass
        return super().execute_field(parent_type, source, field_details_list, path, position_context)

    def _plain(self, parent_type: GraphQLObjectType, details: Any) -> PlainField | None:
        # A list of details belongs to one place in one type's selections; held here, its id is not given to another.
        planned = self._planned.get(id(details))
        if planned is None:
            planned = self._planned[id(details)] = (details, self._remembered(parent_type, details))
        return planned[1]

    def _remembered(self, parent_type: GraphQLObjectType, details: Any) -> PlainField | None:
        """Plan a field, once for all requests with a document that was parsed before and selects the same each time."""
        if not self._lasting:
            return self._plan(parent_type, details)
        place = (parent_type, *(each.node for each in details))
        key = tuple(map(id, place))
        known = _PLANS.get(key)
        if known is None:
            known = (place, self._plan(parent_type, details))
            _PLANS.put(key, known)
        return known[1]

    def _plan(self, parent_type: GraphQLObjectType, details: Any) -> PlainField | None:
        """Plan a field and all below it; None where any of it has a resolver, arguments or an abstract type."""
        name = details[0].node.name.value
        if name == _TYPE_NAME:
            return PlainField(lambda _row: parent_type.name, Completion(str, str))
        field = parent_type.fields.get(name)
        get: Show | None = field.extensions.get(_READ) if field is not None else None
        completion = self._completion(field.type, details) if field is not None and get is not None else None
        return None if get is None or completion is None else PlainField(get, completion)

    def _completion(self, kind: Any, details: Any) -> Completion | None:
        if isinstance(kind, GraphQLNonNull):
            return self._present(kind.of_type, details)
        present = self._present(kind, details)
        if present is None:
            return None
        shown, of = present
        return Completion(shown, lambda value: None if value is None else of(value))

    def _present(self, kind: Any, details: Any) -> Completion | None:
        """Plan the completion of a value that is not null."""
        if isinstance(kind, GraphQLList):
            return _each(self._completion(kind.of_type, details))
        if isinstance(kind, GraphQLObjectType):
            return self._row(kind, details)
        return _leaf(kind) if is_leaf_type(kind) else None

    def _row(self, kind: GraphQLObjectType, details: Any) -> Completion | None:
        below, deferred, _ = self.collect_subfields(kind, details)
        if deferred or kind.is_type_of is not None:
            return None
        plain = {name: self._plain(kind, each) for name, each in below.items()}
        fields = [(name, field.get, *field.completion) for name, field in plain.items() if field is not None]
        if len(fields) < len(plain):
            return None

        def show(row: Any) -> dict[str, Any]:
            return {
                name: value if (value := get(row)).__class__ is shown else complete(value)
                for name, get, shown, complete in fields
            }

        return Completion(_Nothing, written_once(show) if self._lasting else show)


def written_once(show: Show) -> Show:
    """Write rows that all requests on a release share as JSON once, and others each time.

    What is remembered holds its row and how it is shown, so that nothing else is given the identity of either.
    """

    def shown(row: Any) -> Any:
        if row.__class__ not in _SHARED_ROWS:
            return show(row)
        key = (id(show), id(row))
        known = _WRITTEN.get(key)
        if known is None:
            known = (orjson.Fragment(orjson.dumps(show(row))), row, show)
            _WRITTEN.put(key, known)
        return known[0]

    return shown


def selects_always_the_same(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> bool:
    """Whether no directive of a document makes it select one thing now and another later."""
    known = _DIRECTED.get(id(operation))
    if known is None:
        parts: list[OperationDefinitionNode | FragmentDefinitionNode] = [operation, *fragments.values()]
        known = (operation, not any(_directed(part) for part in parts))
        _DIRECTED.put(id(operation), known)
    return known[1]


def _directed(part: Any) -> bool:
    if part.directives:
        return True
    below = getattr(part, "selection_set", None)
    return below is not None and any(_directed(each) for each in below.selections)


def read_plain_fields_directly(schema: GraphQLSchema) -> None:
    """Let each field without a resolver read its row, and those without arguments be completed without one."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            for field in kind.fields.values():
                declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
                if isinstance(declared, StrawberryField) and declared.is_basic_field:
                    field.resolve = _attribute(declared.python_name)
                    if not field.args:
                        field.extensions[_READ] = attrgetter(declared.python_name)


def _attribute(name: str) -> Callable[[object, GraphQLResolveInfo[Any]], object]:
    get = attrgetter(name)

    def read(row: object, _info: GraphQLResolveInfo[Any]) -> object:
        return get(row)

    return read


def _each(item: Completion | None) -> Completion | None:
    if item is None:
        return None
    shown, complete = item

    def each(values: Any) -> list[Any]:
        if isinstance(values, (list, tuple)):
            return [value if value.__class__ is shown else complete(value) for value in values]
        raise TypeError("only lists and tuples are completed in one step")

    return Completion(_Nothing, each)


def _leaf(kind: Any) -> Completion:
    if isinstance(kind, GraphQLEnumType):
        return Completion(_Nothing, _member(kind.coerce_output_value))
    coerce: Show = kind.coerce_output_value

    def present(value: Any) -> Any:
        if value is None:  # which some scalars, such as JSON, would take
            raise TypeError("a null where none may be")
        return coerce(value)

    return Completion(str if kind.name in _TEXTS else _Nothing, present)


def _member(coerce: Show) -> Show:
    """Coerce members of an enumeration, each once: looking a member up walks all of them."""
    known: dict[Any, Any] = {}

    def shown(value: Any) -> Any:
        name = known.get(value)
        if name is None:
            name = known[value] = coerce(value)
        return name

    return shown
