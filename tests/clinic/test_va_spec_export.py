from __future__ import annotations

import io
import json
import subprocess
import tarfile
from pathlib import Path
from shutil import which
from typing import Any

import export_sample
import pytest

from pmkg.clinic.va_spec import write_va_spec

Json = dict[str, Any]


def _statements() -> dict[str, Json]:
    out = io.StringIO()
    written, left_out = write_va_spec(export_sample.sample(), out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert (len(found), left_out) == (written, len(export_sample.STATEMENTS) - written)
    return {statement["id"]: statement for statement in found}


def test_a_statement_that_va_spec_has_no_profile_for_is_not_written() -> None:
    assert set(_statements()) == {f"civic.eid:{number}" for number in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13)}


def test_evidence_against_disputes_the_same_predicate() -> None:
    found = _statements()["civic.eid:2"]
    assert found["direction"] == "disputes"
    assert found["predicate"] == "predictsSensitivityTo"


def test_a_combination_is_one_therapy_of_several_components() -> None:
    therapy = _statements()["civic.eid:3"]["objectTherapeutic"]
    assert therapy["type"] == "CombinationTherapy"
    assert [agent["label"] for agent in therapy["components"]] == ["Cetuximab", "Encorafenib"]


def test_substitutes_are_a_group_of_which_one_is_given() -> None:
    therapy = _statements()["civic.eid:5"]["objectTherapeutic"]
    assert therapy["type"] == "TherapeuticSubstituteGroup"
    assert len(therapy["substitutes"]) == 2


def test_a_statement_without_a_normalized_disease_keeps_the_sources_words() -> None:
    condition = _statements()["civic.eid:6"]["conditionQualifier"]
    assert condition == {"type": "Disease", "label": "as the source writes it"}


def test_the_subject_names_its_profile_and_carries_its_tree() -> None:
    subject = _statements()["civic.eid:5"]["subjectVariant"]
    assert subject["label"] == "BRAF V600E AND NOT KRAS mutation"
    assert subject["extensions"][0]["value"]["is"] == "AllOf"


def test_origin_conditions_and_license_are_kept() -> None:
    found = _statements()
    assert found["civic.eid:4"]["alleleOriginQualifier"] == "somatic"
    assert "alleleOriginQualifier" not in found["civic.eid:1"]
    extensions = {item["name"]: item["value"] for item in found["civic.eid:3"]["extensions"]}
    assert extensions["conditions"] == ["previously treated"]
    assert extensions["license"] == "CC0-1.0"


@pytest.mark.parametrize("number", [8, 13])
def test_a_prognostic_statement_is_about_a_condition_in_either_sources_words(number: int) -> None:
    found = _statements()[f"civic.eid:{number}"]
    assert found["type"] == "VariantPrognosticStudyStatement"
    assert found["predicate"] == "associatedWithWorseOutcomeFor"
    assert found["objectCondition"]["id"] == "MONDO:0005575"


def test_a_withdrawn_or_contradictory_statement_says_so() -> None:
    found = {
        id: {item["name"]: item["value"] for item in statement["extensions"]} for id, statement in _statements().items()
    }
    assert found["civic.eid:10"]["status"] == "withdrawn"
    assert found["civic.eid:11"]["conflict"] == "its text names another gene"
    assert "conflict" not in found["civic.eid:1"]


@pytest.fixture(scope="module")
def schemas(mirror: Path) -> dict[str, Json]:
    if which("zstd") is None:
        pytest.skip("no zstd command to open the mirror's archives")
    found = {}
    for name in ("va-spec", "cat-vrs"):
        packed = subprocess.run(["zstd", "-dc", mirror / "ga4gh" / f"{name}.tar.zst"], capture_output=True, check=True)
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            for member in archive.getmembers():
                file = archive.extractfile(member) if "/json/" in member.name else None
                if file is not None:
                    found[member.name.rpartition("/")[2]] = json.load(file)
    return found


def _check(value: Json, schema: Json) -> None:
    assert set(schema["required"]) <= set(value)
    assert set(value) <= set(schema["properties"])
    for name, rule in schema["properties"].items():
        if name in value and "enum" in rule:
            assert value[name] in rule["enum"], name
        if name in value and "const" in rule:
            assert value[name] == rule["const"], name
        if name in value and rule.get("type") in ("string", "array"):
            assert isinstance(value[name], str if rule["type"] == "string" else list), name


@pytest.mark.mirror
def test_statements_follow_the_published_schemas(schemas: dict[str, Json]) -> None:
    for statement in _statements().values():
        _check(statement, schemas[statement["type"]])
        _check(statement["subjectVariant"], schemas["CategoricalVariant"])
