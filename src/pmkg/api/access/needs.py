"""What a document needs, read from the document and the schema before anything runs.

A field that takes a signature, in whatever argument and however deep, asks about a patient: the schema says which do, so that a new
question is guarded and audited without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    Visitor,
    get_named_type,
    get_operation_ast,
    parse,
    value_from_ast_untyped,
    visit,
)

from pmkg.errors import RequestError
from pmkg.model.access import Permission

SIGNATURE = "SignatureInput"
IDENTIFYING = ("birthDate", "location")
OPERATIONS = frozenset({"jobs"})
_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Patients:
    """Hold that questions were asked about patients: which, of how many, on which releases; never what or of whom."""

    questions: tuple[str, ...]
    number: int
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """Hold what one operation asks for: its root fields by the schema's names, permissions, and the values that hold signatures."""

    fields: tuple[str, ...] = ()
    permissions: frozenset[Permission] = frozenset({Permission.KNOWLEDGE})
    introspects: bool = False
    signatures: tuple[ValueNode, ...] = ()
    defaults: tuple[tuple[str, ValueNode], ...] = ()

    @property
    def about_patients(self) -> bool:
        return Permission.SIGNATURES in self.permissions

    def patients(self, variables: Mapping[str, Any] | None, releases: tuple[str, ...]) -> Patients | None:
        """Say what an audit keeps of a request; None where it is not about patients."""
        return Patients(self.fields, sum(1 for _ in self.given(variables)), releases) if self.about_patients else None

    def given(self, variables: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
        """Give the signatures that a request holds, wherever they stand in its arguments."""
        defaults = {name: value_from_ast_untyped(value) for name, value in self.defaults}
        for node in self.signatures:
            yield from _signatures(value_from_ast_untyped(node, {**defaults, **(variables or {})}))


class DocumentNeeds:
    """Read what documents need of one schema; the last few hundred are remembered."""

    def __init__(self, schema: GraphQLSchema, tokens: int) -> None:
        self._schema, self._tokens = schema, tokens
        self._patient_types = frozenset(_reaching(schema, SIGNATURE))
        self.read = lru_cache(maxsize=256)(self._read)

    def _read(self, query: str, name: str | None) -> Needs:
        """Read one operation; a document that cannot be parsed or has no such operation needs nothing, for it will not run."""
        try:
            document = parse(query, max_tokens=self._tokens, no_location=True)
        except GraphQLError:
            return Needs()
        except RecursionError:
            raise RequestError("the document is nested too deeply") from None
        operation = get_operation_ast(document, name)
        return self._of(document, operation) if operation else Needs()

    def _of(self, document: DocumentNode, operation: OperationDefinitionNode) -> Needs:
        seen = _Seen(self._schema, self._patient_types)
        fragments = {part.name.value: part for part in document.definitions if isinstance(part, FragmentDefinitionNode)}
        waiting: list[OperationDefinitionNode | FragmentDefinitionNode] = [operation]
        done: set[str] = set()
        while waiting:
            visit(waiting.pop(), TypeInfoVisitor(seen.types, seen))
            for spread in sorted(seen.spreads - done):
                done.add(spread)
                if spread in fragments:
                    waiting.append(fragments[spread])
        asked = {Permission.KNOWLEDGE}
        if seen.signatures:
            asked.add(Permission.SIGNATURES)
        if OPERATIONS & set(seen.roots):
            asked.add(Permission.OPERATIONS)
        definitions = operation.variable_definitions or ()
        defaults = tuple((each.variable.name.value, each.default_value) for each in definitions if each.default_value)
        roots = tuple(dict.fromkeys(seen.roots))
        return Needs(roots, frozenset(asked), seen.introspects, tuple(seen.signatures), defaults)


class _Seen(Visitor):
    """Collect, over an operation and what it spreads, what matters for access."""

    def __init__(self, schema: GraphQLSchema, patient_types: frozenset[str]) -> None:
        super().__init__()
        self.types = TypeInfo(schema)
        self._root, self._patient_types = schema.query_type, patient_types
        self.roots: list[str] = []
        self.spreads: set[str] = set()
        self.signatures: list[ValueNode] = []
        self.introspects = False

    def enter_field(self, node: FieldNode, *_: object) -> None:
        name = node.name.value
        if name in _INTROSPECTION:
            self.introspects = True
        field = self.types.get_field_def()
        if field is None:
            return
        if self.types.get_parent_type() is self._root and name != "__typename":
            self.roots.append(name)
        for argument in node.arguments or ():
            declared = field.args.get(argument.name.value)
            if declared and get_named_type(declared.type).name in self._patient_types:
                self.signatures.append(argument.value)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.spreads.add(node.name.value)


def _reaching(schema: GraphQLSchema, wanted: str) -> Iterator[str]:
    """Give the input types that are or hold the wanted one."""

    def holds(kind: GraphQLInputType, above: frozenset[str]) -> bool:
        named = get_named_type(kind)
        if named.name == wanted:
            return True
        if not isinstance(named, GraphQLInputObjectType) or named.name in above:
            return False
        return any(holds(field.type, above | {named.name}) for field in named.fields.values())

    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType) and holds(kind, frozenset()):
            yield kind.name


def _signatures(value: Any) -> Iterator[Mapping[str, Any]]:
    """Give the objects of a value or of lists of it; without recursion, for a client decides how deep they are."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, Mapping):
            yield each


def identifying(signature: Mapping[str, Any]) -> str:
    """Name the member of a signature, however deep, that may identify a patient; "" where there is none.

    >>> identifying({"id": "1", "birthDate": "1965-11-20"})
    'birthDate'
    """
    waiting: list[Any] = [signature]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, Mapping):
            for name in IDENTIFYING:
                if each.get(name) is not None:
                    return name
            waiting.extend(each.values())
    return ""
