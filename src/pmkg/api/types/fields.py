"""How fields with a resolver are declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import strawberry

F = TypeVar("F", bound=Callable[..., Any])


def field(description: str, instead: str | None = None) -> Callable[[F], F]:
    """Declare a resolver as a field and keep its type, which strawberry's own decorator loses.

    ``instead`` names what to use in the place of a field that is kept for the queries that have it.
    """
    return cast(Callable[[F], F], strawberry.field(description=description, deprecation_reason=instead))


def made_field(resolver: Callable[..., Any], types: Mapping[str, Any], description: str) -> Any:
    """Declare a field of a resolver that a function made, and whose types only that call knows."""
    resolver.__annotations__ = dict(types)
    return strawberry.field(resolver=resolver, description=description)
