"""``pmkg ask drugs``: answers, exit statuses, and errors on one line."""

from __future__ import annotations

import io
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

ASK = ("ask", "drugs")
EVIDENCE_KEYS = {
    "evidence",
    "source",
    "level",
    "direction",
    "disease",
    "tumorMatch",
    "variantMatch",
    "citation",
    "license",
    "url",
    "status",
    "date",
}
OPTION_KEYS = {
    "regimen",
    "effect",
    "tier",
    "tierRule",
    "tumorMatch",
    "variantMatch",
    "status",
    "missingTests",
    "profile",
    "because",
    "conditions",
    "for",
    "against",
}


def write(folder: Path, name: str, *lines: Any) -> Path:
    path = folder / name
    path.write_text(
        "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), encoding="utf-8"
    )
    return path


def test_an_answer_has_the_keys_of_the_contract(pmkg: Command) -> None:
    ran = pmkg(*ASK, "--tumor", "SKCM", "--alteration", "BRAF V600E", "--alteration", "FOO1 V600E", "--json")
    assert (ran.status, ran.err) == (0, "")
    answer = json.loads(ran.out)
    assert set(answer) == {"id", "release", "tumorType", "options", "testsToConsider", "warnings", "panel"}
    assert answer["release"] == "20260101T000000Z-starter"
    assert answer["tumorType"] == {"id": "MONDO:0005012", "label": "cutaneous melanoma", "oncotree": "SKCM"}
    assert answer["options"]
    for option in answer["options"]:
        assert set(option) >= OPTION_KEYS
        assert set(option["regimen"]) >= {"drugs", "operator"}
        assert all(drug["id"] and drug["label"] for drug in option["regimen"]["drugs"])
        for item in option["for"] + option["against"]:
            assert set(item) >= EVIDENCE_KEYS
            assert item["license"]
            assert item["source"]
    assert [set(item) for item in answer["warnings"]] == [{"code", "message", "input", "suggestions"}]
    assert answer["warnings"][0]["code"] == "UNKNOWN_GENE"
    assert all(set(item) == {"test", "decides"} for item in answer["testsToConsider"])


def test_a_table_cuts_nothing_without_a_terminal(pmkg: Command) -> None:
    ran = pmkg(*ASK, "--tumor", "SKCM", "--alteration", "BRAF V600E")
    assert ran.status == 0
    assert "Dabrafenib + Trametinib" in ran.out
    assert "civic.eid:1409" in ran.out
    assert "…" not in ran.out
    assert "no medical device" in ran.out


def test_the_same_request_gives_the_same_bytes(pmkg: Command) -> None:
    arguments = (*ASK, "--tumor", "NSCLC", "--alteration", "EGFR L858R", "--alteration", "EGFR T790M", "--json")
    assert pmkg(*arguments).out == pmkg(*arguments).out


def test_reordering_the_alterations_changes_no_byte_of_the_options(pmkg: Command) -> None:
    one = pmkg(*ASK, "--tumor", "NSCLC", "--alteration", "EGFR L858R", "--alteration", "EGFR T790M", "--json")
    two = pmkg(*ASK, "--tumor", "NSCLC", "--alteration", "EGFR T790M", "--alteration", "EGFR L858R", "--json")
    assert one.out == two.out


def test_a_signature_file_and_the_options_say_the_same(pmkg: Command, tmp_path: Path) -> None:
    path = write(tmp_path, "case.json", {"tumorType": "SKCM", "alterations": [{"gene": "BRAF", "protein": "V600E"}]})
    by_file = json.loads(pmkg(*ASK, "--signature", str(path), "--json").out)
    by_option = json.loads(pmkg(*ASK, "--tumor", "SKCM", "--alteration", "BRAF V600E", "--json").out)
    assert by_file["options"] == by_option["options"]


def test_a_hypermutated_tumor_of_15_000_alterations_is_answered(pmkg: Command, tmp_path: Path) -> None:
    dice = random.Random(1)
    genes = ["KRAS", "TP53", "PTEN", "EGFR", "TERT", "MAP2K1", "ESR1", "PARP1"]
    residues = "ACDEFGHIKLMNPQRSTVWY"
    many = [
        {
            "gene": dice.choice(genes),
            "protein": f"{dice.choice(residues)}{dice.randint(2000, 9000)}{dice.choice(residues)}",
        }
        for _ in range(14_999)
    ]
    path = write(
        tmp_path, "many.json", {"tumorType": "SKCM", "alterations": [*many, {"gene": "BRAF", "protein": "V600E"}]}
    )
    ran = pmkg(*ASK, "--signature", str(path), "--json")
    assert ran.status == 0
    assert "Vemurafenib" in {option["regimen"]["label"] for option in json.loads(ran.out)["options"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "nonsense"),
        ((*ASK, "--nonsense"), "--nonsense"),
        ((*ASK, "--alteration"), "--alteration"),
        (("ask", "cures"), "cures"),
        ((), ""),
        ((*ASK, "--tumor", "SKCM"), "at least one alteration"),
        ((*ASK,), "at least one alteration"),
        ((*ASK, "--tumor", "SKCM", "--batch", "x.jsonl"), "--batch"),
        ((*ASK, "--signature", "a.json", "--batch", "b.jsonl"), "--signature or --batch"),
        ((*ASK, "--signature", "no-such-file.json"), "no-such-file.json: no such file"),
        ((*ASK, "--batch", "no-such-file.jsonl"), "no-such-file.jsonl: no such file"),
        ((*ASK, "--signature", "."), "not a text file"),
        ((*ASK, "--batch", "."), "."),
        (("build", "--license", "closed"), "--license"),
        (("build", "--mirror", "no-such-folder"), "no-such-folder: no such folder"),
        (("build", "--only", "no-such-source"), "no-such-source"),
        (("export", "--format", "pdf", "--out", "x"), "pdf"),
        (("ledger", "--limit", "0"), "--limit"),
        (("serve", "--port", "99999999"), "--port"),
    ],
    ids=str,
)
def test_a_wrong_request_ends_with_2_and_one_line(
    pmkg: Command, arguments: tuple[str, ...], said: str, offline: Path
) -> None:
    ran = pmkg(*arguments)
    assert ran.status == 2
    assert said in ran.err
    if arguments:
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 1
        assert ran.err.startswith("pmkg: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{not json, secret}", "line 1: not JSON"),
        ('{"alterations": ["BRAF V600E"],\n "secret" }', "line 2: not JSON"),
        ('{"alterations": [{"gene": "BRAF", "protien": "secret"}]}', "alterations.0.protien"),
        ('{"secretName": "secret"}', "secretName"),
        ('["secret"]', "signature"),
        ("", "not JSON"),
        ("\x00\x01", "not JSON"),
    ],
)
def test_a_bad_signature_file_is_refused_by_place_without_repeating_it(
    pmkg: Command, tmp_path: Path, content: str, said: str
) -> None:
    ran = pmkg(*ASK, "--signature", str(write(tmp_path, "bad.json", content)))
    assert ran.status == 2
    assert said in ran.err
    assert "secret" not in ran.err.replace("secretName", "")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("stream", [False, True], ids=["file", "standard input"])
@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00{}",
        b'{"id": "\xff"}',
        b'{"alterations": ' + b"[" * 100_000,
        b'{"alterations": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"ageYears": ' + b"9" * 5_000 + b"}",
    ],
    ids=["UTF-16", "Latin-1", "endless nesting", "deep nesting", "endless number"],
)
def test_bytes_that_are_no_signature_are_refused_on_one_line(
    pmkg: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, stream: bool
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
    ran = pmkg(*ASK, "--signature", "-" if stream else str(path))
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_without_a_release_the_remedy_is_named(pmkg: Command, tmp_path: Path) -> None:
    ran = pmkg(*ASK, "--tumor", "SKCM", "--alteration", "BRAF V600E", "--home", str(tmp_path / "new"))
    assert ran.status == 1
    assert "pmkg build" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_release_that_is_not_there_is_named(pmkg: Command) -> None:
    ran = pmkg(*ASK, "--tumor", "SKCM", "--alteration", "BRAF V600E", "--as-of", "1999")
    assert ran.status in (1, 2)
    assert "1999" in ran.err


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_batch_keeps_its_order_and_answers_bad_lines_with_errors(pmkg: Command, tmp_path: Path, workers: str) -> None:
    lines: list[Any] = []
    for number in range(48):
        lines += [{"id": f"case-{number}", "tumorType": "SKCM", "alterations": ["BRAF V600E"]}]
    lines[3] = "{not json, secret"
    lines[5] = {"id": "empty"}
    lines[7] = {"id": "field", "alterations": ["BRAF V600E"], "secretField": "secret"}
    lines[9] = '["no object"]'
    lines[11] = "   "
    ran = pmkg(*ASK, "--batch", str(write(tmp_path, "batch.jsonl", *lines)), "--workers", workers)
    assert (ran.status, ran.err) == (0, "")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert len(answers) == 47
    given = [line for line in lines if line != "   "]
    assert [answer["id"] for answer in answers] == [line["id"] if isinstance(line, dict) else None for line in given]
    codes = {answer["id"]: answer["error"]["code"] for answer in answers if "error" in answer}
    assert codes == {None: "BAD_REQUEST", "empty": "EMPTY_SIGNATURE", "field": "BAD_REQUEST"}
    assert all(answer["options"] for answer in answers if "error" not in answer)
    errors = json.dumps([answer["error"] for answer in answers if "error" in answer])
    assert "secret" not in errors.replace("secretField", "")


def test_a_batch_of_bad_lines_only_still_ends_with_0(pmkg: Command, tmp_path: Path) -> None:
    ran = pmkg(*ASK, "--batch", str(write(tmp_path, "bad.jsonl", "x", "y")))
    assert ran.status == 0
    assert [json.loads(line)["error"]["code"] for line in ran.out.splitlines()] == ["BAD_REQUEST", "BAD_REQUEST"]


def test_an_empty_batch_gives_nothing(pmkg: Command, tmp_path: Path) -> None:
    ran = pmkg(*ASK, "--batch", str(write(tmp_path, "empty.jsonl")))
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_one_answer_of_a_batch_is_the_answer_asked_alone(pmkg: Command, tmp_path: Path) -> None:
    case = {"id": "one", "tumorType": "COADREAD", "alterations": ["BRAF V600E"], "biomarkers": {"msi": "MSS"}}
    alone = pmkg(*ASK, "--signature", str(write(tmp_path, "one.json", case)), "--json").out
    assert pmkg(*ASK, "--batch", str(write(tmp_path, "one.jsonl", case))).out == alone


def test_a_store_that_does_not_exist_is_refused(pmkg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMKG_STORE", "paper")
    ran = pmkg("releases")
    assert ran.status == 2
    assert ran.err == "pmkg: PMKG_STORE is 'paper'; leave it unset, or set it to 'sqlite' or 'neo4j'\n"


def test_a_server_without_an_address_is_refused(pmkg: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMKG_STORE", "neo4j")
    monkeypatch.delenv("PMKG_NEO4J_URI", raising=False)
    ran = pmkg("ask", "drugs", "--tumor", "SKCM", "--alteration", "BRAF V600E")
    assert (ran.status, ran.out) == (2, "")
    assert "PMKG_NEO4J_URI is not set" in ran.err
