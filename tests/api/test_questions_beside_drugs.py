"""``diagnosticEvidence``, ``prognosticEvidence``, ``predisposition`` and ``immunotherapyPanel``."""

from __future__ import annotations

import orjson
import pytest
from api_client import Client

from pmkg.clinic.other_json import findings_to_json, panel_to_json
from pmkg.clinic.signature import read_signature
from pmkg.model.kinds import StatementKind
from pmkg.questions.immunotherapy import ImmunotherapyQuestion
from pmkg.questions.other_evidence import OtherEvidenceQuestion
from pmkg.store.memory_releases import MemoryReleases

_ITEM = "{ evidence source level tier tumorMatch }"
_OPTION = f"{{ regimen {{ label }} effect tier tumorMatch profile for {_ITEM} against {_ITEM} }}"
_FINDINGS = f"""id release tumorType {{ id label oncotree }} findings {{ kind significance words disease diseaseLabel tier
  tierRule tumorMatch variantMatch category status missingTests profile because conditions notes for {_ITEM} against {_ITEM} }}
  warnings {{ code }}"""
_VALIDITY = """geneDiseaseValidity { gene symbol disease diseaseLabel classification inheritance date panel because variants notes
  status missingTests source license url }"""
_PANEL = f"""query($s: SignatureInput!) {{ immunotherapyPanel(signature: $s) {{ id release tumorType {{ id label oncotree }}
  markers {{ id name state side rule because findings missing meaning notes citations
    sensitivity {_OPTION} resistance {_OPTION} elsewhere {_OPTION} }}
  contradictions {{ response opposed side note citations }}
  otherSensitivity {_OPTION} otherResistance {_OPTION} otherElsewhere {_OPTION} warnings {{ code }} }} }}"""
_SIGNATURE = {"id": "case-1", "tumorType": "SKCM", "alterations": [{"gene": "BRAF", "protein": "V600E"}]}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("diagnosticEvidence", StatementKind.DIAGNOSTIC),
        ("prognosticEvidence", StatementKind.PROGNOSTIC),
        ("predisposition", StatementKind.PREDISPOSING),
    ],
)
def test_an_answer_is_that_of_the_command_lines_json(
    client: Client, releases: MemoryReleases, name: str, kind: StatementKind
) -> None:
    more = _VALIDITY if kind is StatementKind.PREDISPOSING else ""
    query = f"query($s: SignatureInput!) {{ {name}(signature: $s) {{ {_FINDINGS} {more} }} }}"
    answer = client.ask(query, s=_SIGNATURE)[name]
    reader = releases.open()
    asked = OtherEvidenceQuestion(reader).ask(kind, read_signature(_SIGNATURE, reader))
    plain = orjson.loads(findings_to_json(kind, asked))
    assert set(plain) == set(answer)
    assert answer == plain


def test_the_panel_is_that_of_the_command_lines_json(client: Client, releases: MemoryReleases) -> None:
    signature = {**_SIGNATURE, "biomarkers": {"tmb": 14, "tmbAssay": "exome", "msi": "MSI-H"}}
    panel = client.ask(_PANEL, s=signature)["immunotherapyPanel"]
    reader = releases.open()
    plain = orjson.loads(panel_to_json(ImmunotherapyQuestion(reader).ask(read_signature(signature, reader))))
    assert set(plain) == set(panel)
    assert set(plain["markers"][0]) == set(panel["markers"][0])
    for name in ("state", "because", "findings", "missing", "notes", "citations", "side", "rule"):
        assert [marker[name] for marker in panel["markers"]] == [marker[name] for marker in plain["markers"]]
    assert panel["markers"][1]["notes"][0] == "assay: exome"


@pytest.mark.parametrize("name", ["diagnosticEvidence", "prognosticEvidence", "predisposition", "immunotherapyPanel"])
def test_an_empty_signature_is_a_coded_error(client: Client, name: str) -> None:
    query = f"query($s: SignatureInput!) {{ {name}(signature: $s) {{ id }} }}"
    assert client.error(query, s={"tumorType": "SKCM"})["code"] == "EMPTY_SIGNATURE"
