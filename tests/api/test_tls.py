"""TLS of the server's own."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pmkg.api import ApiSettings
from pmkg.api.access.opening import warnings_of
from pmkg.api.access.tls import Tls
from pmkg.errors import RequestError


def made_pair(folder: Path, name: str, password: bytes = b"") -> Tls:
    """Make a key and a certificate for this machine that it signed itself."""
    folder.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    subject, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    pair = Tls(folder / f"{name}.pem", folder / f"{name}.key")
    pair.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    pair.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, locked))
    return pair


def settings_of(certificate: Path | str, key: Path | str) -> dict[str, str]:
    return {"PMKG_TLS_CERTIFICATE": str(certificate), "PMKG_TLS_KEY": str(key)}


def test_a_server_with_a_certificate_speaks_tls_and_nothing_else(tmp_path: Path) -> None:
    pair = made_pair(tmp_path, "here")
    command = [sys.executable, "-m", "pmkg.cli", "serve", "--port", "0", "--home", str(tmp_path / "home")]
    environment = {**os.environ, **settings_of(pair.certificate, pair.key)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr is not None
        try:
            address = server.stderr.readline().split()[2].removesuffix("/graphql")
            assert address.startswith("https://127.0.0.1:")
            trusting = ssl.create_default_context(cafile=str(pair.certificate))
            answer = httpx.get(f"{address}/health", verify=trusting, timeout=60)
            assert answer.json() == {"status": "ok"}
            assert "max-age" in answer.headers["strict-transport-security"]
            with pytest.raises(httpx.ConnectError):
                httpx.get(f"{address}/health", timeout=60)
            with pytest.raises(httpx.TransportError):
                httpx.get(f"{address}/health".replace("https", "http"), timeout=60)
            trusting.maximum_version = ssl.TLSVersion.TLSv1_2
            assert httpx.get(f"{address}/health", verify=trusting, timeout=60).status_code == 200
        finally:
            server.kill()


@pytest.mark.parametrize("wrong", ["only one", "not there", "no certificate", "of another key", "under a password"])
def test_a_certificate_that_cannot_be_used_is_named_before_anything_is_served(tmp_path: Path, wrong: str) -> None:
    pair, other = made_pair(tmp_path, "here"), made_pair(tmp_path, "there")
    (tmp_path / "text.pem").write_text("no certificate at all", encoding="utf-8")
    given = {
        "only one": settings_of(pair.certificate, ""),
        "not there": settings_of(tmp_path / "nowhere.pem", pair.key),
        "no certificate": settings_of(tmp_path / "text.pem", pair.key),
        "of another key": settings_of(pair.certificate, other.key),
    }.get(wrong)
    if given is None:
        locked = made_pair(tmp_path, "locked", b"a password")
        given = settings_of(locked.certificate, locked.key)
    with pytest.raises(RequestError, match="PMKG_TLS_CERTIFICATE") as refused:
        ApiSettings.read(given)
    assert "password" in str(refused.value) or wrong in ("only one", "not there")


def test_who_speaks_tls_is_not_warned_that_nobody_does(tmp_path: Path) -> None:
    pair = made_pair(tmp_path, "here")
    assert "PMKG_TLS_CERTIFICATE" in warnings_of(ApiSettings(auth="required"), {})[0]
    assert warnings_of(ApiSettings.read({"PMKG_AUTH": "required", **settings_of(pair.certificate, pair.key)}), {}) == []
