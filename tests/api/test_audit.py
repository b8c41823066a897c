"""What is written down of questions about patients, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from api_access import ASK, ASK_MANY, BRAF, RELEASES, Guarded, guarding

from pmkg.api.access.opening import open_access
from pmkg.api.access.settings import AccessSettings
from pmkg.api.settings import ApiSettings
from pmkg.errors import AuditUnavailable
from pmkg.model.access import Role
from pmkg.model.api_keys import key_id
from pmkg.store.audit_file import AuditFile, verify
from pmkg.store.memory_releases import MemoryReleases


@pytest.fixture
def guarded(releases: MemoryReleases, tmp_path: Path) -> Iterator[Guarded]:
    with guarding(releases, tmp_path) as server:
        yield server


def _entries(server: Guarded) -> list[dict[str, object]]:
    return [dict(each) for each in AuditFile(server.home).entries()]


def test_a_question_about_a_patient_is_audited_by_caller_question_and_outcome(guarded: Guarded) -> None:
    key = guarded.key(Role.CLINICIAN)
    response = guarded.post(ASK, key, s=BRAF)
    guarded.post(ASK_MANY, key, s=[BRAF, BRAF, BRAF])
    one, many = _entries(guarded)
    assert one["caller"] == f"key:{key_id(key)}"
    assert (one["questions"], one["patients"], one["roles"]) == (["targetedDrugs"], 1, ["clinician"])
    assert (one["outcome"], one["releases"]) == ("ANSWERED", ["2026.1"])
    assert one["request"] == response.headers["x-request-id"]
    assert (many["questions"], many["patients"]) == (["targetedDrugsBatch"], 3)
    assert verify(guarded.home / "access" / "audit.jsonl").whole


def test_what_was_refused_or_wrong_is_audited_as_such(guarded: Guarded) -> None:
    guarded.post(ASK, guarded.key(Role.PUBLIC), s=BRAF)
    guarded.post(ASK, guarded.key(Role.CLINICIAN), s={"id": "hidden-case"})
    guarded.post(ASK, guarded.key(Role.CLINICIAN), s={"nothing": 1})
    assert [each["outcome"] for each in _entries(guarded)] == ["FORBIDDEN", "EMPTY_SIGNATURE", "BAD_REQUEST"]


def test_knowledge_is_not_audited(guarded: Guarded) -> None:
    guarded.post(RELEASES, guarded.key(Role.CLINICIAN))
    assert _entries(guarded) == []


def test_the_audit_holds_nothing_of_a_patient_wherever_a_client_writes_it(guarded: Guarded) -> None:
    patient = "patient-4711"
    key = guarded.key(Role.CLINICIAN)
    alias = patient.replace("-", "_")
    document = (
        f'query {alias} {{ {alias}: targetedDrugs(signature: {{id: "{patient}", tumorType: "{patient}", '
        f'alterations: [{{text: "{patient}"}}]}}) {{ {alias}: id }} }}'
    )
    guarded.client.request(
        "POST",
        f"/graphql?{patient}",
        json={"query": document, "operationName": alias},
        headers={"authorization": f"Bearer {key}", "user-agent": patient, "x-request-id": patient, "referer": patient},
    )
    guarded.post(ASK, key, s={**BRAF, "id": patient, "birthDate": "1965-11-20", patient: patient})
    kept = (guarded.home / "access" / "audit.jsonl").read_text(encoding="utf-8")
    assert kept.count("targetedDrugs") == 2
    for part in (patient, alias, "V600E", "SKCM", "1965", key.rpartition("_")[2]):
        assert part not in kept


def test_what_cannot_be_audited_is_not_answered(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: AuditFile, _entry: object) -> None:
        raise AuditUnavailable("the disk is full at a-hidden-place")

    key = guarded.key(Role.CLINICIAN)
    monkeypatch.setattr(AuditFile, "append", full)
    refused = guarded.post(ASK, key, s=BRAF)
    assert (refused.status_code, guarded.code(refused)) == (503, "AUDIT_UNAVAILABLE")
    assert "BRAF" not in refused.text
    assert "a-hidden-place" not in refused.text
    assert guarded.post(RELEASES, key).status_code == 200


def test_a_server_whose_audit_cannot_be_written_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "access").write_text("", encoding="utf-8")
    with pytest.raises(AuditUnavailable):
        open_access(tmp_path, ApiSettings(auth="required"))


@pytest.mark.parametrize(
    ("auth", "local", "asked", "audited"),
    [
        ("", True, None, False),
        ("", True, True, True),
        ("none", True, None, True),
        ("required", True, None, True),
        ("none", False, None, True),
        ("required", False, False, False),
    ],
)
def test_the_audit_is_on_wherever_callers_may_be_others_than_the_person_at_the_machine(
    releases: MemoryReleases, tmp_path: Path, auth: str, local: bool, asked: bool | None, audited: bool
) -> None:
    with guarding(releases, tmp_path, auth, AccessSettings(audited=asked), local=local) as server:
        server.post(ASK, server.key(Role.CLINICIAN), s=BRAF)
    assert (tmp_path / "access" / "audit.jsonl").is_file() == audited


def test_no_file_of_a_home_holds_a_signature_that_was_asked(guarded: Guarded) -> None:
    guarded.post(ASK, guarded.key(Role.CLINICIAN), s={**BRAF, "id": "patient-4711"})
    files = [path for path in guarded.home.rglob("*") if path.is_file()]
    assert files
    assert not any(b"patient-4711" in path.read_bytes() or b"V600E" in path.read_bytes() for path in files)


def test_entries_are_json_lines_that_other_tools_read(guarded: Guarded) -> None:
    guarded.post(ASK, guarded.key(Role.CLINICIAN), s=BRAF)
    (line,) = (guarded.home / "access" / "audit.jsonl").read_bytes().splitlines()
    assert {
        "number",
        "time",
        "request",
        "caller",
        "roles",
        "questions",
        "patients",
        "releases",
        "outcome",
        "previous",
        "digest",
    } == set(orjson.loads(line))
