"""What a route asks of its caller, said where the route is written.

A route that says nothing asks for the right to read knowledge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from pmkg.model.access import Permission

_NEEDS = "pmkg_needs"
F = TypeVar("F", bound=Callable[..., Any])


def open_to_all(endpoint: F) -> F:
    """Let everybody have what a route gives: it is the same for all, and holds nothing of any release or patient."""
    setattr(endpoint, _NEEDS, None)
    return endpoint


def needs(permission: Permission) -> Callable[[F], F]:
    """Say which permission a route needs."""

    def mark(endpoint: F) -> F:
        setattr(endpoint, _NEEDS, permission)
        return endpoint

    return mark


def needed(routes: Sequence[BaseRoute], scope: Scope) -> Permission | None:
    """Give what the route of a request needs, None where it is open to all; an address without a route is not open."""
    for route in routes:
        match, _ = route.matches(scope)
        if match is Match.FULL:
            need: Permission | None = getattr(getattr(route, "endpoint", None), _NEEDS, Permission.KNOWLEDGE)
            return need
    return Permission.KNOWLEDGE


def template(routes: Sequence[BaseRoute], scope: Scope) -> str:
    """Give the pattern of a request's route, which unlike its address holds nothing that a client wrote."""
    for route in routes:
        match, _ = route.matches(scope)
        if match is not Match.NONE:
            return str(getattr(route, "path", "other"))
    return "other"
