"""Errors as clients see them: a stable code, what was looked up, near names; never a stack trace or a patient's data."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from graphql import GraphQLError

from pmkg.api.access.log_lines import places
from pmkg.errors import AccessError, NoRelease, PmkgError, ReleaseError, RequestError

logger = logging.getLogger("pmkg.api")

_SUGGESTION = " Did you mean "
_OUR_DEFECTS = ("Expected Iterable", "Expected value of type", "Abstract type")
"""How graphql-core's messages begin where a resolver's value does not fit the schema: errors without a cause of their own."""


class AmbiguousName(RequestError):
    """Say that a name means several things of one kind."""

    code = "AMBIGUOUS_NAME"

    def __init__(self, what: str, suggestions: tuple[str, ...]) -> None:
        self.what, self.suggestions = what, suggestions
        super().__init__(f"{what} is ambiguous; write one of {', '.join(suggestions)}")


class InvalidCursor(RequestError):
    """Say that a cursor was not given out by this connection."""

    code = "INVALID_CURSOR"

    def __init__(self, text: str) -> None:
        self.what = text
        super().__init__("the cursor was not given out by this connection; start without 'after'")


class LimitExceeded(RequestError):
    """Say that a document passes a limit on its form: depth, cost, aliases, directives."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, what: str, size: int, limit: int) -> None:
        self.what = what
        super().__init__(f"the {what} of this document is {size:,}, the limit is {limit:,}; ask for less at once")


class TimeSpent(RequestError):
    """Say that a request used up its time."""

    code = "TIMEOUT"

    def __init__(self, seconds: float) -> None:
        self.what = "time"
        super().__init__(f"the request took more than {seconds:g} s; ask for less at once")


def fault(code: str, message: str, **more: object) -> dict[str, Any]:
    """Write one error in the form that GraphQL responses carry."""
    return {"message": message, "extensions": {"code": code, **more}}


def as_response(error: GraphQLError, suggesting: bool = True) -> dict[str, Any]:
    """Translate an error of an execution, once, at the edge; without suggestions it names nothing that the client did not."""
    shown = _content(error)
    if not suggesting:
        shown["message"] = shown["message"].partition(_SUGGESTION)[0]
    if error.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path:
        shown["path"] = error.path
    return shown


def _content(error: GraphQLError) -> dict[str, Any]:
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if cause is None or isinstance(cause, GraphQLError):
        return internal(error) if error.message.startswith(_OUR_DEFECTS) else fault("BAD_REQUEST", error.message)
    return translated(cause)


def translated(cause: Exception) -> dict[str, Any]:
    """Say to a client what went wrong: its own request, the release, or a defect of ours."""
    if isinstance(cause, RequestError):
        return fault(cause.code, str(cause), **_details(cause))
    if isinstance(cause, ReleaseError):
        return fault(cause.code, _release_message(cause))
    if isinstance(cause, AccessError):
        return fault(cause.code, unavailable(cause))
    return internal(cause)


def unavailable(cause: AccessError) -> str:
    """Log what of access fails, which names files and hosts of ours, and give what a client may know of it."""
    logger.error("%s", cause)
    return "this server cannot tell or write down who asks what, so it does not answer; tell whoever runs it"


def internal(cause: BaseException) -> dict[str, Any]:
    """Report a defect of ours: the client gets a reference, the log its type and place, nobody the data that met it."""
    reference = uuid.uuid4().hex[:12]
    logger.error("internal error %s: %s at %s", reference, type(cause).__name__, places(cause))
    return fault("INTERNAL", f"an internal error happened; quote reference {reference}", reference=reference)


def _details(error: RequestError) -> dict[str, object]:
    looked_up = getattr(error, "what", None) or getattr(error, "text", None)
    details: dict[str, object] = {"lookedUp": str(looked_up)} if looked_up else {}
    suggestions = getattr(error, "suggestions", ())
    return {**details, "suggestions": list(suggestions)} if suggestions else details


def _release_message(error: PmkgError) -> str:
    if isinstance(error, NoRelease):
        return f"no release {error.name!r} is served here" if error.name else "no release has been built yet"
    return "the release could not be read by this version"
