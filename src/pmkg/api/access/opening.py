"""The access of one server, put together from its settings and its home."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pmkg.api.access.authentication import Authenticator, Tokens
from pmkg.api.access.gate import Gate
from pmkg.api.access.settings import Issuer
from pmkg.store.audit_file import AuditFile
from pmkg.store.key_file import KeyFile

if TYPE_CHECKING:
    from pmkg.api.settings import ApiSettings


def open_access(home: Path, settings: ApiSettings) -> tuple[Authenticator, Gate]:
    """Open keys and audit of a home as the settings of a server ask; an audit that cannot be written stops the server here.

    The audit is on wherever callers may be others than the person at this machine, unless ``PMKG_AUDIT`` says otherwise.
    """
    access, on_own_machine = settings.access, settings.local and not settings.auth
    audited = access.audited if access.audited is not None else not on_own_machine
    tokens = _tokens(access.issuer) if access.issuer else None
    authenticator = Authenticator(access, settings.auth == "required", on_own_machine, KeyFile(home), tokens)
    return authenticator, Gate(access, AuditFile(home) if audited else None, limited=not on_own_machine)


def warnings_of(settings: ApiSettings, environment: Mapping[str, str]) -> list[str]:
    """Say what an operator should know before strangers come."""
    said = []
    if not settings.local and settings.tls is None and not environment.get("PMKG_BEHIND_TLS"):
        said.append(
            "keys and questions travel unencrypted unless something in front of this server speaks TLS; "
            "where it does, set PMKG_BEHIND_TLS=1, else PMKG_TLS_CERTIFICATE and PMKG_TLS_KEY (docs/security.md)"
        )
    if settings.auth == "none" and not settings.local:
        said.append("PMKG_AUTH=none: whoever reaches this address may ask everything")
    return said


def _tokens(issuer: Issuer) -> Tokens:
    from pmkg.api.access.oidc import OidcTokens

    return OidcTokens(issuer)
