"""Limits on the form of a document, measured before it runs.

The cost of a document estimates how many fields it resolves. A field costs 1, and what stands below a list counts once for
each item that the list may hold: ``first`` or ``limit`` where the list is paged (25 when not given), the number of
signatures in a batch, 10 options, findings or markers in an answer, 40 steps in a derivation, 40 items of what defeats
a regimen or remains, 3 items in any other list.
Fields that read much have a cost of their own. Fragments are measured once each, so that the measure itself is linear in
the document.

Alterations are counted over all signatures of a document, each time a signature is used: twenty questions on one variable
of 3,000 alterations are 60,000 alterations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    ValueNode,
    get_named_type,
    get_nullable_type,
    get_operation_ast,
    value_from_ast_untyped,
)
from strawberry.extensions import SchemaExtension

from pmkg.api.refusals import LimitExceeded
from pmkg.api.settings import DEFAULT_PAGE, ApiSettings
from pmkg.errors import RequestError, TooLarge

OWN_COST = {
    "understood": 50,
    "targetedDrugs": 50,
    "targetedDrugsBatch": 50,
    "diagnosticEvidence": 50,
    "prognosticEvidence": 50,
    "predisposition": 50,
    "immunotherapyPanel": 100,
    "explanations": 500,
    "explanationPage": 500,
    "resistance": 200,
    "matchTrials": 100,
    "matchTrialsBatch": 100,
    "patientsOfTrials": 200,
    "regimens": 100,
    "regimenPage": 100,
    "doseFindingStudies": 100,
    "releaseDiff": 20_000,
    "answerDiff": 200,
    "path": 500,
    "neighborhood": 100,
    "search": 10,
    "searchPage": 10,
}
ITEMS = {
    "alterations": 10,
    "options": 10,
    "findings": 10,
    "markers": 10,
    "nodes": 40,
    "edges": 40,
    "gained": 10,
    "lost": 10,
    "changed": 10,
    "defeatedBy": 40,
    "remaining": 40,
    "doseFinding": 10,
}
SMALL_LIST = 3
_SIZES = ("first", "limit")
_SIGNATURES = ("signature", "signatures")


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold the size of a document or of a part of it."""

    depth: int = 0
    cost: int = 0
    aliases: int = 0
    directives: int = 0
    alterations: int = 0

    def beside(self, other: Measure) -> Measure:
        """Join two parts that stand beside each other."""
        return Measure(
            max(self.depth, other.depth),
            self.cost + other.cost,
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.alterations + other.alterations,
        )


class Measuring:
    """Measure one operation of a valid document."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._variables = dict(variables)
        self._fragments = {
            part.name.value: part for part in document.definitions if isinstance(part, FragmentDefinitionNode)
        }
        self._measured: dict[tuple[str, int], Measure] = {}

    def operation(self, operation: OperationDefinitionNode) -> Measure:
        """Measure an operation, everything that it spreads included; a variable left out counts with its default."""
        defaults = {
            definition.variable.name.value: value_from_ast_untyped(definition.default_value)
            for definition in operation.variable_definitions or ()
            if definition.default_value is not None
        }
        self._variables = {**defaults, **self._variables}
        root = self._schema.get_root_type(operation.operation)
        whole = self._selections(operation.selection_set, root, 0)
        return whole.beside(Measure(directives=len(operation.directives or ())))

    def _selections(self, selections: SelectionSetNode | None, parent: Any, page: int) -> Measure:
        whole = Measure()
        for part in selections.selections if selections else ():
            whole = whole.beside(Measure(directives=len(part.directives or ())))
            if isinstance(part, FieldNode):
                whole = whole.beside(self._field(part, parent, page))
            elif isinstance(part, InlineFragmentNode):
                condition = part.type_condition
                narrowed = self._schema.get_type(condition.name.value) if condition else parent
                whole = whole.beside(self._selections(part.selection_set, narrowed, page))
            elif isinstance(part, FragmentSpreadNode):
                whole = whole.beside(self._fragment(part.name.value, page))
        return whole

    def _fragment(self, name: str, page: int) -> Measure:
        known = self._measured.get((name, page))
        if known is None:
            fragment = self._fragments[name]
            condition = self._schema.get_type(fragment.type_condition.name.value)
            known = self._measured[name, page] = self._selections(fragment.selection_set, condition, page)
        return known

    def _field(self, node: FieldNode, parent: Any, page: int) -> Measure:
        name = node.name.value
        alias = 1 if node.alias else 0
        field = parent.fields.get(name) if isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType)) else None
        if field is None or name.startswith("__"):
            return Measure(depth=1, cost=1, aliases=alias)
        size = self._size(node, field)
        items = 1
        if isinstance(get_nullable_type(field.type), GraphQLList):
            items = page or size or ITEMS.get(name, SMALL_LIST)
            size = 0
        below = self._selections(node.selection_set, get_named_type(field.type), size)
        cost = OWN_COST.get(name, 1) + items * below.cost
        if name == "targetedDrugsBatch":
            cost += items * OWN_COST["targetedDrugs"]
        alterations = below.alterations + sum(
            _alterations(self._argument(node, name)) for name in _SIGNATURES if name in field.args
        )
        return Measure(below.depth + 1, cost, below.aliases + alias, below.directives, alterations)

    def _size(self, node: FieldNode, field: GraphQLField) -> int:
        """Give the number of items that the arguments ask for, 0 where the field is no paged list."""
        if "signatures" in field.args:
            return max(1, len(_items(self._argument(node, "signatures"))))
        asked = next((name for name in _SIZES if name in field.args), None)
        if asked is None:
            return 0
        given = _whole(self._argument(node, asked))
        default = _whole(field.args[asked].default_value)
        return max(1, given if given is not None else default if default is not None else DEFAULT_PAGE)

    def _argument(self, node: FieldNode, name: str) -> Any:
        """Give an argument's value, with variables in their places and unchecked: it is coerced only when it runs."""
        value: ValueNode | None = next((part.value for part in node.arguments or () if part.name.value == name), None)
        return Undefined if value is None else value_from_ast_untyped(value, self._variables)


def _whole(value: Any) -> int | None:
    """Read a number as GraphQL's Int does, which takes 500.0 for 500."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) else None


def _items(value: Any) -> list[Any]:
    """Read a list as GraphQL does, which takes one item for a list of it."""
    if isinstance(value, list):
        return value
    return [] if value is None or value is Undefined else [value]


def _alterations(signatures: Any) -> int:
    return sum(len(_items(each.get("alterations"))) for each in _items(signatures) if isinstance(each, Mapping))


def asked_at_root(document: DocumentNode, operation: OperationDefinitionNode) -> tuple[str, ...]:
    """Name the fields at the root of an operation of a valid document, whatever aliases they have, sorted, each once."""
    fragments = {part.name.value: part for part in document.definitions if isinstance(part, FragmentDefinitionNode)}
    found, looked_at, left = set(), set(), [operation.selection_set]
    while left:
        for part in left.pop().selections:
            if isinstance(part, FieldNode):
                found.add(part.name.value)
            elif isinstance(part, InlineFragmentNode):
                left.append(part.selection_set)
            elif isinstance(part, FragmentSpreadNode) and part.name.value not in looked_at:
                looked_at.add(part.name.value)
                left.append(fragments[part.name.value].selection_set)
    return tuple(sorted(found))


class DocumentLimits(SchemaExtension):
    """Refuse a valid document that passes a limit, before any of it runs."""

    def __init__(self, settings: ApiSettings) -> None:
        self._settings = settings

    def on_execute(self) -> Iterator[None]:
        """Measure the operation that is about to run."""
        run = self.execution_context
        document, asked = run.graphql_document, run.context.operation
        operation = get_operation_ast(document, asked) if document else None
        if document is None or operation is None:
            raise RequestError("name one query of the document in 'operationName'")
        schema: GraphQLSchema = run.schema._schema
        run.context.questions = asked_at_root(document, operation)
        measured = Measuring(schema, document, run.variables or {}).operation(operation)
        self._check(measured)
        run.context.spend(measured.cost)
        yield

    def _check(self, measured: Measure) -> None:
        limits = self._settings
        for what, size, limit in (
            ("depth", measured.depth, limits.depth),
            ("cost", measured.cost, limits.cost),
            ("number of aliases", measured.aliases, limits.aliases),
            ("number of directives", measured.directives, limits.directives),
        ):
            if size > limit:
                raise LimitExceeded(what, size, limit)
        if measured.alterations > limits.alterations:
            raise TooLarge("the number of alterations", measured.alterations, limits.alterations)
