"""``oncogenicity`` of GraphQL."""

from __future__ import annotations

import orjson
from api_client import Client

from pmkg.clinic.oncogenicity_json import oncogenicity_to_json
from pmkg.clinic.signature import read_signature
from pmkg.questions.variant_oncogenicity import OncogenicityQuestion
from pmkg.store.memory_releases import MemoryReleases

_QUERY = """query($s: SignatureInput!) { oncogenicity(signature: $s) { id release citation
  variants { gene alteration classification basis points codes { code points reason source } calls effect role open }
  warnings { code } } }"""
_SIGNATURE = {
    "id": "case-1",
    "tumorType": "SKCM",
    "alterations": [
        {"gene": "BRAF", "protein": "V600E"},
        {"gene": "KRAS", "protein": "G12D", "pathogenicity": "uncertain"},
    ],
}


def test_the_answer_is_that_of_the_command_lines_json(client: Client, releases: MemoryReleases) -> None:
    answer = client.ask(_QUERY, s=_SIGNATURE)["oncogenicity"]
    reader = releases.open()
    plain = orjson.loads(oncogenicity_to_json(OncogenicityQuestion(reader).ask(read_signature(_SIGNATURE, reader))))
    assert answer == plain
    assert [item["alteration"] for item in answer["variants"]] == ["BRAF V600E", "KRAS G12D"]
    assert answer["variants"][1]["basis"] == "LABORATORY"
