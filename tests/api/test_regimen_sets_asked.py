"""``regimenSets`` of GraphQL."""

from __future__ import annotations

import orjson
from api_client import Client

from pmkg.clinic.regimen_sets_json import regimen_sets_to_json
from pmkg.clinic.signature import read_signature
from pmkg.questions.regimen_sets import RegimenSetQuestion
from pmkg.store.memory_releases import MemoryReleases

_OPTION = "{ profile tier because }"
_QUERY = f"""query($s: SignatureInput!, $t: String!) {{ regimenSets(signature: $s, leastTier: $t) {{ id release leastTier
  tumorType {{ id label oncotree }} drivers {{ driver why regimens tier }}
  sets {{ tier parts {{ drivers regimens {{ label drivers tier evidence {_OPTION} opposed {_OPTION} }} }} knownTogether }}
  more uncovered notDrivers caution warnings {{ code }} }} }}"""
_SIGNATURE = {"id": "case-1", "tumorType": "SKCM", "alterations": [{"gene": "BRAF", "protein": "V600E"}]}


def test_the_answer_is_that_of_the_command_lines_json(client: Client, releases: MemoryReleases) -> None:
    answer = client.ask(_QUERY, s=_SIGNATURE, t="IID")["regimenSets"]
    reader = releases.open()
    read = read_signature(_SIGNATURE, reader)
    plain = orjson.loads(regimen_sets_to_json(RegimenSetQuestion(reader).ask(read, "IID")))
    assert set(answer) == set(plain)
    assert answer["drivers"] == plain["drivers"]
    labels = [[[one["label"] for one in part["regimens"]] for part in each["parts"]] for each in plain["sets"]]
    assert labels == [[[one["label"] for one in part["regimens"]] for part in each["parts"]] for each in answer["sets"]]


def test_a_tier_that_is_none_is_refused(client: Client) -> None:
    assert "'II' is no tier" in client.error(_QUERY, s=_SIGNATURE, t="II")["message"]
