"""What stands between an operation and its answer: permission, rate, cost, and the audit of what is asked about patients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pmkg.api.access.allowance import Allowance
from pmkg.api.access.needs import Needs, Patients, identifying
from pmkg.api.access.refusals import Forbidden, NotPermitted, RateLimited
from pmkg.api.access.settings import AccessSettings, Rate
from pmkg.model.access import Caller, Permission
from pmkg.ports.access import Audit

_OPEN_TO_ANY_RATE = Rate(None)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one request as far as access is concerned: who, under which number, from where."""

    caller: Caller
    request: str
    counted_as: str


@dataclass
class Gate:
    """Let operations through that their caller may ask, and say in the audit which did.

    ``limited`` is False where anonymous reading on loopback is not limited: the machine is the reader's own.
    """

    settings: AccessSettings
    audit: Audit | None = None
    limited: bool = True
    allowance: Allowance = field(default_factory=Allowance)

    def arrive(self, asked: Asked) -> None:
        """Count one request, or raise :class:`RateLimited`."""
        rate = self._rate(asked.caller)
        if rate.requests is not None:
            self._take(f"requests {asked.counted_as}", 1, rate.requests)

    def spend(self, asked: Asked, cost: int) -> None:
        """Count the cost of a document that is about to run, or raise :class:`RateLimited`."""
        rate = self._rate(asked.caller)
        if rate.cost is not None:
            self._take(f"cost {asked.counted_as}", cost, rate.cost)

    def fail(self, address: str) -> None:
        """Count a wrong credential from an address, or raise :class:`RateLimited` where there were many."""
        self._take(f"failures {address}", 1, 30)

    def admit(self, asked: Asked, needs: Needs, variables: Mapping[str, Any] | None) -> None:
        """Let an operation through, or raise :class:`Forbidden` that says which part of it the caller may not ask."""
        for permission in sorted(needs.permissions):
            if not asked.caller.may(permission):
                raise NotPermitted(permission, f"{', '.join(needs.fields) or 'this document'}")
        if needs.introspects and not self.settings.introspection:
            raise Forbidden("introspection is switched off here; the schema is published with the software")
        if needs.about_patients and not asked.caller.may(Permission.PATIENTS):
            for signature in needs.given(variables):
                if member := identifying(signature):
                    raise NotPermitted(
                        Permission.PATIENTS, f"a signature with {member!r} (leave it out, or say 'ageYears')"
                    )

    def tell(self, asked: Asked, patients: Patients | None, outcome: str) -> None:
        """Write down that something about patients was asked: by whom, when, which question, of how many; never what or of whom.

        Raises :class:`pmkg.errors.AuditUnavailable` where it cannot be written down; the answer is then not given.
        """
        if self.audit is None or patients is None:
            return
        self.audit.append(
            {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "request": asked.request,
                "caller": asked.caller.name,
                "roles": sorted(asked.caller.roles) if asked.caller.authenticated else [],
                "questions": list(patients.questions),
                "patients": patients.number,
                "releases": list(patients.releases),
                "outcome": outcome,
            }
        )

    def _rate(self, caller: Caller) -> Rate:
        if not caller.authenticated and not self.limited:
            return _OPEN_TO_ANY_RATE
        rates = [rate for role, rate in self.settings.rates if role in caller.roles] or [Rate(60, 100_000)]
        return Rate(_most(rate.requests for rate in rates), _most(rate.cost for rate in rates))

    def _take(self, bucket: str, amount: int, per_minute: int) -> None:
        wait = self.allowance.take(bucket, amount, per_minute)
        if wait > 0:
            raise RateLimited(wait)


def _most(numbers: Iterable[int | None]) -> int | None:
    """Give the largest number, None (no limit) where one is None."""
    found = list(numbers)
    return None if None in found else max(number for number in found if number is not None)
