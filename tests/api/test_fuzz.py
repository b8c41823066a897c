"""Whatever a client sends, it gets JSON with a code: never a crash, never an internal error."""

from __future__ import annotations

from typing import Any

import orjson
from api_client import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmkg.api.saved import SavedQuestion, saved_questions

_SHARED_CLIENT = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
_TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["BRAF", "V600E", "p.Val600Glu", "melanoma", "NCT:", ":", "HGNC:1097", "\x00", "e\u0301", "🧬", "' OR 1=1"]
    ),
)
_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_ALTERATION = st.fixed_dictionaries(
    {},
    optional={
        "text": _TEXT,
        "gene": _TEXT,
        "protein": _TEXT,
        "hgvs": _TEXT,
        "genomic": _TEXT,
        "copyNumber": _TEXT | st.sampled_from(["amplification", "loss"]),
        "copies": st.floats(-1e9, 1e9),
        "ploidy": st.floats(-1e9, 1e9),
        "fusion": st.lists(st.none() | _TEXT, max_size=3),
        "exons": st.lists(st.integers(-5, 99), max_size=3),
        "inFrame": st.booleans(),
        "event": _TEXT | st.sampled_from(["exon 14 skipping"]),
        "expression": _TEXT | st.sampled_from(["high"]),
        "origin": _TEXT | st.sampled_from(["germline"]),
    },
)
_SIGNATURE = st.fixed_dictionaries(
    {},
    optional={
        "id": _TEXT,
        "tumorType": _TEXT | st.sampled_from(["SKCM", "Breast"]),
        "alterations": st.lists(_ALTERATION, max_size=3),
        "biomarkers": st.fixed_dictionaries(
            {}, optional={"msi": _TEXT, "tmb": st.floats(-10, 1e9), "pdl1Tps": st.floats(-10, 1e9)}
        ),
        "tested": st.fixed_dictionaries({}, optional={"genes": st.lists(_TEXT | _VALUE, max_size=2), "panel": _TEXT}),
        "priorTherapies": st.lists(_TEXT, max_size=2),
        "lineOfTherapy": st.integers(-5, 99),
        "ageYears": st.floats(-5, 1e6),
    },
)


def _check(client: Client, body: bytes) -> None:
    response = client.request("POST", "/graphql", content=body, headers={"content-type": "application/json"})
    answer = response.json()
    assert response.status_code < 500, answer
    for error in answer.get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL", (body, error)


def _send(client: Client, query: str, variables: Any) -> None:
    _check(client, orjson.dumps({"query": query, "variables": variables}, option=orjson.OPT_NON_STR_KEYS))


@_SHARED_CLIENT
@given(body=st.binary(max_size=200) | _VALUE.map(orjson.dumps))
def test_any_body_is_answered(client: Client, body: bytes) -> None:
    _check(client, body)


@_SHARED_CLIENT
@given(query=st.text(alphabet='{}()[]:!$@."#, \nabgeneidquerfragmto0123456789', max_size=120), variables=_VALUE)
def test_any_document_is_answered(client: Client, query: str, variables: Any) -> None:
    _send(client, query, variables)


@_SHARED_CLIENT
@given(question=st.sampled_from(saved_questions()), data=st.data())
def test_any_variables_of_a_saved_question_are_answered(
    client: Client, question: SavedQuestion, data: st.DataObject
) -> None:
    variables = dict(question.variables)
    for name in data.draw(st.sets(st.sampled_from(sorted(variables)), max_size=3)) if variables else ():
        variables[name] = data.draw(_VALUE)
    _send(client, question.query, variables)


@_SHARED_CLIENT
@given(signatures=st.lists(_SIGNATURE, min_size=1, max_size=2))
def test_any_signature_is_answered(client: Client, signatures: list[dict[str, Any]]) -> None:
    query = """query($s: [SignatureInput!]!) { targetedDrugsBatch(signatures: $s) {
      error { code message } answer { options { because tier for { evidence } } warnings { code input } } } }"""
    _send(client, query, {"s": signatures})


@_SHARED_CLIENT
@given(text=_TEXT, cursor=_TEXT)
def test_any_name_and_cursor_are_answered(client: Client, text: str, cursor: str) -> None:
    query = """query($t: String!, $c: String) { gene(id: $t) { id } node(id: $t) { id } search(text: $t) { id }
      path(from: $t, to: $t) { text } neighborhood(id: $t) { truncated } genes(after: $c) { totalCount }
      evidence(filter: { disease: { id: $t }, level: [$t] }, after: $c) { totalCount } ledger(source: $t, after: $c) { totalCount }
      drugs(asOf: $t) { totalCount } }"""
    _send(client, query, {"t": text, "c": cursor})
