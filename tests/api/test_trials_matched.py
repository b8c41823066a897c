"""``matchTrials``, ``matchTrialsBatch`` and ``patientsOfTrials``."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
from api_client import Client
from graphql import GraphQLNonNull, GraphQLObjectType, get_named_type

from pmkg.api import ApiSettings
from pmkg.api.schema import build_schema
from pmkg.clinic.signature import read_signature
from pmkg.clinic.trials_json import trials_to_json
from pmkg.questions.matching_trials import TrialQuestion
from pmkg.store.memory_releases import MemoryReleases

DAY = "2026-11-20"
SIGNATURE = {"id": "p", "tumorType": "SKCM", "alterations": [{"gene": "BRAF", "protein": "V600E"}], "ageYears": 17}


def every_field(kind: GraphQLObjectType) -> str:
    """Write the selection of every field of a type."""
    parts = []
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        parts.append(f"{name} {every_field(inner)}" if isinstance(inner, GraphQLObjectType) else name)
    return "{ " + " ".join(parts) + " }"


def test_an_answer_is_that_of_the_command_lines_json(client: Client, releases: MemoryReleases) -> None:
    kind = build_schema(ApiSettings())._schema.get_type("TrialAnswer")
    assert isinstance(kind, GraphQLObjectType)
    query = f'query($s: SignatureInput!) {{ matchTrials(signature: $s, date: "{DAY}") {every_field(kind)} }}'
    answer = client.ask(query, s=SIGNATURE)["matchTrials"]
    reader = releases.open()
    asked = TrialQuestion(reader).ask(read_signature(SIGNATURE, reader), date.fromisoformat(DAY))
    plain = orjson.loads(trials_to_json(asked))
    assert answer.pop("totalCount") == len(plain["trials"]) > 0
    for side in (answer, plain):
        for warning in side["warnings"]:
            warning.pop("suggestions", None)
    assert answer == plain


def test_a_filter_and_a_limit_show_fewer_trials(client: Client) -> None:
    query = """query($s: SignatureInput!, $f: TrialMatchFilter, $n: Int) {
      matchTrials(signature: $s, date: "2026-11-20", filter: $f, limit: $n) {
        totalCount counts { eligible possible not } trials { id eligibility } } }"""

    def ask(**variables: Any) -> Any:
        return client.ask(query, s=SIGNATURE, **variables)["matchTrials"]

    every = ask()
    fitting = ask(f={"eligibility": ["ELIGIBLE", "POSSIBLE"]})
    assert {trial["eligibility"] for trial in fitting["trials"]} <= {"ELIGIBLE", "POSSIBLE"}
    assert fitting["counts"] == every["counts"]
    assert (ask(n=1)["totalCount"], len(ask(n=1)["trials"])) == (every["totalCount"], 1)
    assert client.error(query, s=SIGNATURE, n=0)["code"] == "BAD_REQUEST"


def test_a_patient_without_a_tumor_type_is_answered(client: Client) -> None:
    query = "query($s: SignatureInput!) { matchTrials(signature: $s) { tumorType { id label oncotree } } }"
    unknown = client.ask(query, s={**SIGNATURE, "tumorType": None})["matchTrials"]
    assert unknown["tumorType"] == {"id": None, "label": "", "oncotree": ""}


def test_a_wrong_signature_of_a_batch_stops_no_other(client: Client) -> None:
    query = """query($s: [SignatureInput!]!) { matchTrialsBatch(signatures: $s) {
      id error { code } answer { trials { id } } } }"""
    wrong = {"id": "w", "sex": "neither"}
    first, second = client.ask(query, s=[wrong, SIGNATURE])["matchTrialsBatch"]
    assert (first["id"], first["error"]["code"], first["answer"]) == ("w", "BAD_REQUEST", None)
    assert (second["id"], second["error"]) == ("p", None)
    assert second["answer"]["trials"]


def test_the_patients_of_a_trial_are_told(client: Client) -> None:
    query = """query($s: [SignatureInput!]!, $t: [String!]!) {
      patientsOfTrials(signatures: $s, trials: $t) { id eligible possible } }"""
    other = {"id": "q", "tumorType": "COADREAD", "alterations": [{"text": "KRAS G12D"}]}
    (found,) = client.ask(query, s=[SIGNATURE, other], t=["NCT00000001"])["patientsOfTrials"]
    assert found == {"id": "NCT00000001", "eligible": ["p"], "possible": []}


def test_a_day_that_is_none_is_refused(client: Client) -> None:
    query = 'query($s: SignatureInput!) { matchTrials(signature: $s, date: "tomorrow") { release } }'
    error = client.error(query, s=SIGNATURE)
    assert (error["code"], "write it as 2026-11-20" in error["message"]) == ("BAD_REQUEST", True)


def test_lists_in_the_answer_hold_no_nulls() -> None:
    kind = build_schema(ApiSettings())._schema.get_type("MatchedTrial")
    assert isinstance(kind, GraphQLObjectType)
    assert isinstance(kind.fields["arms"].type, GraphQLNonNull)
