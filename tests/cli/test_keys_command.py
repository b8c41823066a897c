"""``pmkg keys``, ``pmkg audit`` and ``pmkg issuer``."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from command_line import Command

from pmkg.store.audit_file import AuditFile
from pmkg.store.key_file import KeyFile


def test_a_key_is_printed_once_listed_by_its_id_and_revoked(pmkg: Command, tmp_path: Path) -> None:
    home = ("--home", str(tmp_path))
    made = pmkg(
        "keys", "create", "--label", "ward 3", "--role", "clinician", "--role", "operator", "--days", "30", *home
    )
    key = made.out.strip()
    assert made.status == 0
    assert re.fullmatch(r"pmkg_[0-9a-f]{12}_[0-9a-f]{64}", key)
    assert "only now" in made.err
    listed = pmkg("keys", "list", *home)
    assert "ward 3" in listed.out
    assert "valid until" in listed.out
    assert key.rpartition("_")[2] not in listed.out
    assert pmkg("keys", "revoke", key.split("_")[1], *home).status == 0
    (told,) = json.loads(pmkg("keys", "list", "--json", *home).out)
    assert (told["roles"], told["valid"]) == (["clinician", "operator"], False)
    assert "digest" not in told


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("create", "--label", "x", "--role", "king"), "king"),
        (("create", "--label", " ", "--role", "public"), "label"),
        (("create", "--label", "x", "--role", "public", "--days", "0"), "0 days"),
        (("create", "--label", "x"), "--role"),
        (("revoke", "nothing"), "nothing"),
    ],
)
def test_a_wrong_request_for_a_key_is_one_line_and_makes_none(
    pmkg: Command, tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    ran = pmkg("keys", *arguments, "--home", str(tmp_path))
    assert ran.status == 2
    assert named in ran.err
    assert ran.out == ""
    assert KeyFile(tmp_path).list() == ()


def test_a_key_that_is_looked_for_in_vain_is_not_printed(pmkg: Command, tmp_path: Path) -> None:
    ran = pmkg("keys", "revoke", "pmkg_" + "0" * 12 + "_" + "1" * 64, "--home", str(tmp_path))
    assert ran.status == 2
    assert "1" * 64 not in ran.err


def test_a_home_without_keys_says_how_to_make_one(pmkg: Command, tmp_path: Path) -> None:
    assert "pmkg keys create" in pmkg("keys", "list", "--home", str(tmp_path)).out


def test_the_audit_is_shown_and_checked(pmkg: Command, tmp_path: Path) -> None:
    home = ("--home", str(tmp_path))
    assert pmkg("audit", *home).status == 2
    audit = AuditFile(tmp_path)
    for number in range(3):
        audit.append(
            {
                "time": f"2026-01-0{number + 1}T00:00:00Z",
                "caller": "key:1",
                "questions": ["targetedDrugs"],
                "patients": 1,
                "outcome": "ANSWERED",
            }
        )
    whole = pmkg("audit", "--last", "2", *home)
    assert whole.status == 0
    assert "2 of 3 entries" in whole.out
    told = json.loads(pmkg("audit", "--json", *home).out)
    assert (told["entries"], told["whole"]) == (3, True)
    assert told["digest"] in whole.out
    assert pmkg("audit", "--digest", told["digest"], *home).status == 0
    lines = audit.path.read_bytes().splitlines(keepends=True)
    audit.path.write_bytes(b"".join(lines[:-1]))
    cut = pmkg("audit", "--digest", told["digest"], *home)
    assert (cut.status, "taken away" in cut.err) == (1, True)
    audit.path.write_bytes(b"".join([lines[0], lines[2]]))
    broken = pmkg("audit", *home)
    assert (broken.status, "line 2" in broken.err) == (1, True)


def test_the_issuer_for_development_serves_on_loopback_until_it_is_stopped() -> None:
    program = "from pmkg.cli.app import main; main()"
    command = [sys.executable, "-c", program, "issuer", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            process.stderr.readline()
            settings = process.stderr.readline()
            (url,) = re.findall(r"PMKG_OIDC_ISSUER=(\S+)", settings)
            told = httpx.get(f"{url}/.well-known/openid-configuration", timeout=10).json()
            assert told["issuer"] == url
            assert url.startswith("http://127.0.0.1:")
            assert httpx.post(f"{url}/token", data={"roles": "clinician"}, timeout=10).json()["access_token"]
        finally:
            os.kill(process.pid, signal.SIGTERM)
