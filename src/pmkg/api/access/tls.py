"""TLS of the server's own, for those who have no proxy that speaks it."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmkg.errors import RequestError

_CERTIFICATE, _KEY = "PMKG_TLS_CERTIFICATE", "PMKG_TLS_KEY"


@dataclass(frozen=True, slots=True)
class Tls:
    """Hold the files of a certificate, with the chain that leads to it, and of its key."""

    certificate: Path
    key: Path

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Tls | None:
        """Read from an environment, or raise :class:`RequestError` where one of the two is missing or they cannot be used.

        >>> Tls.read({}) is None
        True
        """
        certificate, key = environment.get(_CERTIFICATE, ""), environment.get(_KEY, "")
        if not certificate and not key:
            return None
        if not certificate or not key:
            raise RequestError(f"{_CERTIFICATE} and {_KEY} are set together: files of a certificate and of its key")
        found = cls(Path(certificate), Path(key))
        found.check()
        return found

    def check(self) -> None:
        """Raise :class:`RequestError` for files that are not there, are no certificate and key, or do not belong together."""
        for name, path in ((_CERTIFICATE, self.certificate), (_KEY, self.key)):
            try:
                path.read_bytes()
            except OSError as error:
                raise RequestError(f"{name} is {path}, which cannot be read ({error.strerror})") from None
        try:
            # a key under a password would be asked for at a terminal that a server does not have
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key, password=lambda: b"")
        except (ssl.SSLError, ValueError) as error:
            raise RequestError(
                f"{_CERTIFICATE} and {_KEY} are no certificate and its key without a password, both as PEM "
                f"({getattr(error, 'reason', None) or error})"
            ) from None
