"""Who calls, in which role, and what a role may do.

A role is what a hospital or laboratory gives to people and programs; a permission is what one field of the API asks for. Roles
join: who is a clinician and an operator may do what either may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from pmkg.errors import RequestError


class Permission(StrEnum):
    """Name what a request asks for.

    ``SIGNATURES`` are questions on a molecular signature without direct identifiers; ``PATIENTS`` lets a signature also hold a
    day of birth or a place, which the Safe Harbor method of de-identification (45 CFR 164.514(b)(2)) counts as identifiers.
    """

    KNOWLEDGE = "knowledge"
    SIGNATURES = "signatures"
    PATIENTS = "patients"
    OPERATIONS = "operations"


class Role(StrEnum):
    """Name what a caller is here for."""

    PUBLIC = "public"
    SCIENTIST = "scientist"
    CLINICIAN = "clinician"
    OPERATOR = "operator"


PERMISSIONS = {
    Role.PUBLIC: frozenset({Permission.KNOWLEDGE}),
    Role.SCIENTIST: frozenset({Permission.KNOWLEDGE, Permission.SIGNATURES}),
    Role.CLINICIAN: frozenset({Permission.KNOWLEDGE, Permission.SIGNATURES, Permission.PATIENTS}),
    Role.OPERATOR: frozenset({Permission.KNOWLEDGE, Permission.OPERATIONS}),
}
"""What each role may do. An operator keeps the service running and sees no patient's question."""


def roles_named(names: Iterable[str]) -> frozenset[Role]:
    """Read roles by name, or raise :class:`RequestError` that lists those there are.

    >>> sorted(roles_named(["clinician", "operator"]))
    [<Role.CLINICIAN: 'clinician'>, <Role.OPERATOR: 'operator'>]
    """
    read = set()
    for name in names:
        try:
            read.add(Role(name))
        except ValueError:
            raise RequestError(f"role {name!r} is not one of {', '.join(Role)}") from None
    return frozenset(read)


@dataclass(frozen=True)
class Caller:
    """Hold who sent a request: the name under which it is audited and counted, and its roles.

    >>> Caller("key:3f2a", frozenset({Role.OPERATOR})).may(Permission.PATIENTS)
    False
    """

    name: str
    roles: frozenset[Role]
    authenticated: bool = True

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return frozenset().union(*(PERMISSIONS[role] for role in self.roles))

    @cached_property
    def scope(self) -> str:
        """The permissions as one text: equal scopes may see equal answers, so a cache of answers is keyed by it."""
        return "+".join(sorted(self.permissions))

    def may(self, permission: Permission) -> bool:
        """Whether a role of the caller has a permission."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class ApiKey:
    """Hold what is kept of a key: never the key, only the digest of its secret.

    ``id`` is public and stands in the key, in logs and in the audit; ``label`` says whose it is.
    """

    id: str
    label: str
    roles: frozenset[Role]
    digest: str
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None

    def valid(self, now: datetime) -> bool:
        """Whether the key opens anything at a time."""
        return self.revoked is None and (self.expires is None or now < self.expires)
