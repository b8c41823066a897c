"""The steps of a request as its trace shows them: parsed, validated, a span for each question, what these read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from functools import wraps
from inspect import isawaitable
from typing import Any

from graphql import GraphQLSchema
from strawberry.extensions import SchemaExtension

from pmkg.api.tracing import step


class DocumentSteps(SchemaExtension):
    """Time how a document is read."""

    def on_parse(self) -> Iterator[None]:
        """Time parsing."""
        with step("parse"):
            yield

    def on_validate(self) -> Iterator[None]:
        """Time validation, the limits included."""
        with step("validate"):
            yield


def follow_questions(schema: GraphQLSchema) -> None:
    """Time each field of the query type by its name in the schema; only where requests are traced, so that none pays else."""
    if schema.query_type is not None:
        for name, field in schema.query_type.fields.items():
            if field.resolve is not None:
                field.resolve = _followed(name, field.resolve)


def _followed(name: str, resolve: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(resolve)
    def followed(*given: Any, **arguments: Any) -> Any:
        with ExitStack() as timed:
            timed.enter_context(step(name))
            found = resolve(*given, **arguments)
            return _awaited(found, timed.pop_all()) if isawaitable(found) else found

    return followed


async def _awaited(found: Awaitable[Any], timed: ExitStack) -> Any:
    with timed:
        return await found
