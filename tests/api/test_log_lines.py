"""What the server's log says of a request, and what never stands in it."""

from __future__ import annotations

import io
import logging
import logging.config
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from api_access import ASK, BRAF, guarding
from hypothesis import given
from hypothesis import strategies as st

from pmkg.api.access.log_lines import JsonLines, PlainLines, log_config, without_secrets
from pmkg.model.access import Role
from pmkg.model.api_keys import key_id, make_key
from pmkg.store.memory_releases import MemoryReleases

_PATIENT = "patient-4711"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Write every line of the server's loggers, as JSON, into memory."""
    written, names = io.StringIO(), ("pmkg", "uvicorn")
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_a_request_is_one_line_that_holds_nothing_of_a_patient_and_no_secret(
    releases: MemoryReleases, tmp_path: Path, log: io.StringIO
) -> None:
    with guarding(releases, tmp_path) as server:
        key = server.key(Role.CLINICIAN)
        response = server.post(ASK, key, s={**BRAF, "id": _PATIENT})
        headers = {"authorization": f"Bearer {key}", "user-agent": _PATIENT, "referer": _PATIENT}
        server.client.request("GET", f"/{_PATIENT}?name={_PATIENT}", headers=headers)
        server.client.request(_PATIENT.upper(), "/graphql", headers=headers)
    first, *others = [orjson.loads(line) for line in log.getvalue().splitlines()]
    assert first["request"] == response.headers["x-request-id"]
    assert (first["caller"], first["route"], first["status"]) == (f"key:{key_id(key)}", "/graphql", 200)
    assert first["questions"] == ["targetedDrugs"]
    assert len(others) == 2
    for part in (_PATIENT, _PATIENT.upper(), "V600E", "SKCM", key, key.rpartition("_")[2]):
        assert part not in log.getvalue()


def test_a_defect_is_logged_by_type_and_place_without_what_it_says(
    releases: MemoryReleases, tmp_path: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(_PATIENT)

    monkeypatch.setattr("pmkg.api.roots.drugs._ask", broken)
    with guarding(releases, tmp_path) as server:
        response = server.post(ASK, server.key(Role.CLINICIAN), s=BRAF)
    assert server.code(response) == "INTERNAL"
    assert _PATIENT not in response.text + log.getvalue()
    assert "ValueError" in log.getvalue()
    assert "broken:" in log.getvalue()


def test_a_traceback_that_a_library_logs_is_told_by_its_places() -> None:
    try:
        raise KeyError(_PATIENT)
    except KeyError as error:
        record = logging.LogRecord("uvicorn.error", 40, "x.py", 1, "Exception in ASGI application", (), None)
        record.exc_info = (KeyError, error, error.__traceback__)
    for formatter in (JsonLines(), PlainLines()):
        line = formatter.format(record)
        assert _PATIENT not in line
        assert "KeyError" in line
        assert "\n" not in line


@given(st.text(max_size=20), st.sampled_from(["", "authorization: Bearer ", "Basic ", "key="]), st.text(max_size=20))
def test_no_key_or_token_stands_in_a_line_whatever_is_around_it(before: str, scheme: str, after: str) -> None:
    from datetime import UTC, datetime

    key, _ = make_key("x", [Role.PUBLIC], datetime.now(UTC))
    token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"  # noqa: S105  (nobody's)
    line = without_secrets(f"{before} {scheme}{key} {token} {after}")
    assert key.rpartition("_")[2] not in line
    assert "eyJzdWIiOiJ4In0" not in line


@pytest.mark.parametrize(("form", "level"), [("plain", "WARNING"), ("json", "INFO")])
def test_the_configuration_of_logs_is_one_that_python_takes(form: str, level: str) -> None:
    config = log_config(form)
    root = logging.getLogger("pmkg")
    handlers, before, passes = list(root.handlers), root.level, root.propagate
    uvicorn = logging.getLogger("uvicorn")
    theirs, passed = list(uvicorn.handlers), uvicorn.propagate
    try:
        logging.config.dictConfig(config)
        assert logging.getLevelName(root.level) == level
    finally:
        root.handlers, root.propagate = handlers, passes
        root.setLevel(before)
        uvicorn.handlers, uvicorn.propagate = theirs, passed
