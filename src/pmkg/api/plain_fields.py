"""Fields that only show what a row holds, completed in one step.

A page of evidence is hundreds of such fields, and the general way to each (a resolver of four calls, its description of
the request, a look whether the value is awaited) costs several times what the value does.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeAlias

from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, get_nullable_type, is_leaf_type
from graphql.pyutils import AwaitableOrValue, Path, UndefinedType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

_SHOWN = "shown"

Show: TypeAlias = Callable[[object], object]
"""Give what the answer shows of a row's field; None where the general way must decide."""


class ExecutionContext(StrawberryGraphQLCoreExecutionContext):
    """Execute as Strawberry does, but for plain leaf fields that hold a value; no extension's ``resolve`` sees those."""

    def execute_field(
        self, parent_type: GraphQLObjectType, source: Any, field_details_list: Any, path: Path, position_context: Any
    ) -> AwaitableOrValue[Any] | UndefinedType:
        """Give a plain leaf's value at once; anything else, nulls and faults included, goes the general way."""
        field = parent_type.fields.get(field_details_list[0].node.name.value)
        show: Show | None = field.extensions.get(_SHOWN) if field is not None else None
        if show is not None:
            value = show(source)
            if value is not None:
                return value
        return super().execute_field(parent_type, source, field_details_list, path, position_context)


def read_plain_fields_directly(schema: GraphQLSchema) -> None:
    """Let each field without a resolver read its row, and each leaf among them be completed in one step."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            for field in kind.fields.values():
                declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
                if isinstance(declared, StrawberryField) and declared.is_basic_field:
                    field.resolve = _attribute(declared.python_name)
                    leaf = get_nullable_type(field.type)
                    if is_leaf_type(leaf) and not field.args:
                        field.extensions[_SHOWN] = _shown(declared.python_name, leaf.coerce_output_value)


def _attribute(name: str) -> Callable[[object, GraphQLResolveInfo[Any]], object]:
    get = attrgetter(name)

    def read(row: object, _info: GraphQLResolveInfo[Any]) -> object:
        return get(row)

    return read


def _shown(name: str, coerce: Callable[[Any], Any]) -> Show:
    get = attrgetter(name)

    def show(row: object) -> object:
        try:
            value = get(row)
            return None if value is None else coerce(value)
        except Exception:
            return None  # the general way meets the same fault and reports it at its place

    return show
