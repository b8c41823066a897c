"""Every limit refuses what passes it, with a code, and lets through what does not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from api_client import Client, serving

from pmkg.api import ApiSettings, create_app
from pmkg.api.schema import build_schema
from pmkg.model.answer import Answer
from pmkg.model.signature import Signature
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.store.memory_releases import MemoryReleases

_PAGE = "{ evidence(first: %d) { nodes { id label level source } } }"


@pytest.fixture
def strict(releases: MemoryReleases) -> Iterator[Client]:
    """Ask a server with small limits."""
    small = replace(ApiSettings(), body_bytes=4_000, alterations=3, cost=2_000, aliases=3, directives=3, tokens=120)
    with serving(create_app(releases, small)) as client:
        yield client


def _nested(levels: int) -> str:
    inner = "evidence(first: 1) { nodes { disease { " * levels + "id" + " } } }" * levels
    return '{ disease(id: "melanoma") { ' + inner + " } }"


def test_a_document_deeper_than_fifteen_fields_is_refused(client: Client) -> None:
    assert "errors" not in client.send(_nested(4))
    error = client.error(_nested(5))
    assert error["code"] == "LIMIT_EXCEEDED"
    assert "depth" in error["message"]
    assert "17" in error["message"]


def test_introspection_as_tools_send_it_is_within_the_limits(client: Client) -> None:
    from graphql import get_introspection_query

    assert client.ask(get_introspection_query())["__schema"]["queryType"]["name"] == "Query"


def test_cost_grows_with_the_page_that_is_asked_for(strict: Client) -> None:
    assert "errors" not in strict.send(_PAGE % 100)
    error = strict.error(_PAGE % 500)
    assert error["code"] == "LIMIT_EXCEEDED"
    assert "cost" in error["message"]


def test_cost_counts_a_page_size_that_comes_as_a_variable(strict: Client) -> None:
    query = "query($first: Int) { evidence(first: $first) { nodes { id label level source } } }"
    assert "errors" not in strict.send(query, first=100)
    assert strict.error(query, first=500)["code"] == "LIMIT_EXCEEDED"


def test_cost_counts_the_default_of_a_variable_that_is_left_out(strict: Client) -> None:
    query = "query($first: Int = %d) { evidence(first: $first) { nodes { id label level source } } }"
    assert "errors" not in strict.send(query % 100)
    assert strict.error(query % 500)["code"] == "LIMIT_EXCEEDED"
    assert "errors" not in strict.send(query % 500, first=100)
    default = (
        'query($s: SignatureInput = { alterations: [%s] }) { resistance(regimen: "Vemurafenib", signature: $s) { id } }'
    )
    assert strict.error(default % ('{ text: "BRAF V600E" } ' * 4))["code"] == "TOO_LARGE"


def test_cost_reads_a_whole_number_however_it_is_written(strict: Client) -> None:
    query = "query($first: Int) { evidence(first: $first) { nodes { id label level source } } }"
    assert strict.error(query, first=500.0)["code"] == "LIMIT_EXCEEDED"


def test_cost_multiplies_along_nested_pages(client: Client) -> None:
    query = "{ genes(first: 500) { nodes { evidence(first: 500) { nodes { id } } } } }"
    assert client.error(query)["code"] == "LIMIT_EXCEEDED"


def test_fragments_that_spread_each_other_twice_are_measured_once_each(client: Client) -> None:
    doubled = "".join(f" fragment f{n} on Gene {{ ...f{n + 1} ...f{n + 1} }}" for n in range(60))
    query = '{ gene(id: "BRAF") { ...f0 } }' + doubled + " fragment f60 on Gene { id }"
    assert client.error(query)["code"] == "LIMIT_EXCEEDED"  # walked one by one, 2**60 spreads would never end


def test_aliases_are_limited(strict: Client) -> None:
    assert "errors" not in strict.send('{ a: gene(id: "BRAF") { id } b: gene(id: "BRAF") { x: id } }')
    error = strict.error('{ a: gene(id: "BRAF") { id } b: gene(id: "BRAF") { x: id y: id } }')
    assert error["code"] == "LIMIT_EXCEEDED"
    assert "aliases" in error["message"]


def test_directives_are_limited(strict: Client) -> None:
    assert "errors" not in strict.send("{ genes { nodes @include(if: true) { id @skip(if: false) } } }")
    crowded = " ".join("...@include(if: true) { id }" for _ in range(4))
    error = strict.error(f"{{ genes {{ nodes {{ {crowded} }} }} }}")
    assert error["code"] == "LIMIT_EXCEEDED"
    assert "directives" in error["message"]


def test_tokens_are_limited_before_anything_is_parsed(strict: Client) -> None:
    error = strict.error("{" + " releases { name }" * 40 + "}")
    assert error["code"] == "BAD_REQUEST"
    assert "token" in error["message"].lower()


def test_a_document_at_the_token_limit_is_answered(client: Client) -> None:
    assert client.ask("{" + " releases { name }" * 240 + "}") == client.ask("{ releases { name } }")


def test_a_document_nested_beyond_reason_is_refused_without_a_crash(releases: MemoryReleases) -> None:
    with serving(create_app(releases, replace(ApiSettings(), tokens=50_000))) as generous:
        assert generous.error("{ a " * 10_000)["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("first", [501, 2**31 - 1])
def test_a_page_has_at_most_five_hundred_items(client: Client, first: int) -> None:
    assert client.error("query($n: Int) { genes(first: $n) { totalCount } }", n=first)["code"] == "TOO_LARGE"


def test_a_negative_page_is_refused(client: Client) -> None:
    assert client.error("{ genes(first: -1) { totalCount } }")["code"] == "BAD_REQUEST"


def test_a_body_beyond_the_limit_is_refused_whether_or_not_its_length_was_announced(strict: Client) -> None:
    body = b'{"query": "{ releases { name } }", "variables": {"x": "' + b"a" * 4_000 + b'"}}'

    async def chunks() -> AsyncIterator[bytes]:
        yield body[:2_000]
        yield body[2_000:]

    headers = {"content-type": "application/json"}
    for content in (body, chunks()):
        response = strict.request("POST", "/graphql", content=content, headers=headers)
        assert response.status_code == 413
        assert response.json()["errors"][0]["extensions"]["code"] == "TOO_LARGE"


_ASK = "query($s: SignatureInput!) { targetedDrugs(signature: $s) { id } }"


def test_alterations_are_limited_by_number(strict: Client) -> None:
    one = {"gene": "BRAF", "protein": "V600E"}
    assert strict.ask(_ASK, s={"id": "x", "alterations": [one] * 3})["targetedDrugs"] == {"id": "x"}
    error = strict.error(_ASK, s={"id": "x", "alterations": [one] * 4})
    assert error["code"] == "TOO_LARGE"
    assert "alterations" in error["message"]


def test_alterations_are_counted_over_all_fields_of_a_document(strict: Client) -> None:
    two = {"alterations": [{"text": "BRAF V600E"}] * 2}
    query = (
        "query($s: SignatureInput!) { a: targetedDrugs(signature: $s) { id } b: predisposition(signature: $s) { id } }"
    )
    assert "the number of alterations is 4" in strict.error(query, s=two)["message"]
    batch = """query($s: [SignatureInput!]!, $a: [AlterationInput!]) { targetedDrugsBatch(signatures: $s) { id }
      resistance(regimen: ["Vemurafenib"], signature: { alterations: $a }) { id } }"""
    assert "errors" not in strict.send(batch, s=two, a=[])
    assert strict.error(batch, s=two, a=[{"text": "BRAF V600E"}, {"text": "BRAF V600K"}])["code"] == "TOO_LARGE"
    spread = (
        "query($s: SignatureInput!) { ...f } fragment f on Query { diagnosticEvidence(signature: $s) { id } ...g } "
        "fragment g on Query { prognosticEvidence(signature: $s) { id } }"
    )
    assert strict.error(spread, s=two)["code"] == "TOO_LARGE"


def test_a_batch_has_at_most_two_hundred_signatures(client: Client) -> None:
    query = "query($s: [SignatureInput!]!) { targetedDrugsBatch(signatures: $s) { id } }"
    one = {"alterations": [{"gene": "BRAF", "protein": "V600E"}]}
    assert len(client.ask(query, s=[one] * 200)["targetedDrugsBatch"]) == 200
    assert client.error(query, s=[one] * 201)["code"] == "TOO_LARGE"


def test_a_request_without_time_left_ends_with_a_code(releases: MemoryReleases) -> None:
    with serving(create_app(releases, replace(ApiSettings(), seconds=0.0))) as hurried:
        assert hurried.error('{ gene(id: "BRAF") { id } }')["code"] == "TIMEOUT"


_SIGNATURE = '{ alterations: [{ text: "BRAF V600E" }] }'
_QUESTIONS = {
    **{
        name: f"(signature: {_SIGNATURE}) {{ release }}"
        for name in (
            "targetedDrugs",
            "diagnosticEvidence",
            "prognosticEvidence",
            "predisposition",
            "immunotherapyPanel",
            "oncogenicity",
            "classes",
            "regimenSets",
            "understood",
        )
    },
    "targetedDrugsBatch": f"(signatures: [{_SIGNATURE}]) {{ id }}",
    "matchTrials": f"(signature: {_SIGNATURE}) {{ id }}",
    "matchTrialsBatch": f"(signatures: [{_SIGNATURE}]) {{ id }}",
    "patientsOfTrials": f"(signatures: [{_SIGNATURE}], trials: []) {{ id }}",
    "explanationPage": f"(signature: {_SIGNATURE}) {{ totalCount }}",
    "explanations": f"(signature: {_SIGNATURE}) {{ option {{ profile }} }}",
    "resistance": f'(regimen: ["Vemurafenib"], signature: {_SIGNATURE}) {{ release }}',
    "regimenPage": '(drugs: ["Vemurafenib"]) { totalCount }',
    "regimens": '(drugs: ["Vemurafenib"]) { sources }',
    "agreement": '(profile: "BRAF V600E", regimen: "Vemurafenib") { release }',
    "answerDiff": f'(signature: {_SIGNATURE}, from: "2026.1") {{ same }}',
    "releaseDiff": '(from: "2026.1") { totalCount }',
    "disagreements": "{ totalCount }",
    "gaps": "{ totalCount }",
}


@pytest.mark.parametrize("name", _QUESTIONS)
def test_no_question_is_answered_without_time_left(releases: MemoryReleases, name: str) -> None:
    query = f"{{ {name} {_QUESTIONS[name]} }}"
    with serving(create_app(releases)) as patient:
        assert "errors" not in patient.send(query)
    with serving(create_app(releases, replace(ApiSettings(), seconds=0.0))) as hurried:
        assert hurried.error(query)["code"] == "TIMEOUT"


def test_every_question_on_a_signature_is_among_those_held_to_the_time() -> None:
    query = build_schema(ApiSettings())._schema.query_type
    assert query is not None
    asked = {name for name, field in query.fields.items() if {"signature", "signatures"} & set(field.args)}
    assert asked <= set(_QUESTIONS)


def test_a_request_out_of_time_gives_its_thread_back_between_two_questions(
    releases: MemoryReleases, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = DrugQuestion.ask

    def counted(question: DrugQuestion, signature: Signature) -> Answer:
        asked.append(signature.id)
        return ask(question, signature)

    monkeypatch.setattr(DrugQuestion, "ask", counted)
    hurried = replace(ApiSettings(), seconds=0.05, workers=1)
    many = [{"gene": "KRAS", "protein": f"G{place}D"} for place in range(1_000, 3_000)]
    aliases = " ".join(f"a{number}: targetedDrugs(signature: $s) {{ id }}" for number in range(20))
    with serving(create_app(releases, hurried)) as client:
        assert client.error(f"query($s: SignatureInput!) {{ {aliases} }}", s={"alterations": many})["code"] == "TIMEOUT"
        assert client.request("GET", "/ready").status_code == 200
    assert len(asked) < 20


@pytest.mark.parametrize("hops", [0, 5])
def test_paths_have_at_most_four_hops(client: Client, hops: int) -> None:
    error = client.error('query($h: Int!) { path(from: "BRAF", to: "KRAS", hops: $h) { length } }', h=hops)
    assert error["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("arguments", ["depth: 4", "depth: 0", "limit: 501", "limit: -1"])
def test_neighborhoods_are_limited_in_depth_and_size(client: Client, arguments: str) -> None:
    error = client.error(f'{{ neighborhood(id: "BRAF", {arguments}) {{ truncated }} }}')
    assert error["code"] in ("BAD_REQUEST", "TOO_LARGE")
