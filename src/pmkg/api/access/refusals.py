"""Refusals of callers: who they are is unknown, what they ask is not theirs to ask, or they ask too often."""

from __future__ import annotations

from math import ceil

from pmkg.errors import RequestError
from pmkg.model.access import Permission


class Unauthenticated(RequestError):
    """Say that a request carries no credential that opens anything here."""

    code = "UNAUTHENTICATED"

    def __init__(self, message: str, *, given: bool) -> None:
        self.given = given
        super().__init__(message)

    @property
    def challenge(self) -> str:
        """What ``WWW-Authenticate`` says (RFC 6750, section 3): an error only where a credential was sent."""
        return 'Bearer error="invalid_token"' if self.given else "Bearer"


class Forbidden(RequestError):
    """Say that a caller's roles do not reach what is asked."""

    code = "FORBIDDEN"


class NotPermitted(Forbidden):
    """Say which permission is missing for which part of a request."""

    def __init__(self, permission: Permission, asked: str) -> None:
        self.permission, self.what = permission, asked
        super().__init__(f"{asked} needs the permission {permission.value!r}, which none of your roles has")


class RateLimited(RequestError):
    """Say that a caller must wait, and how long."""

    code = "RATE_LIMITED"

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, ceil(seconds))
        self.what = "rate"
        super().__init__(f"too many requests from this caller; ask again in {self.seconds} s")
