"""What a server counts of its requests, and that nothing of their content is among it."""

from __future__ import annotations

from api_client import Client
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from pmkg.api.observed import BOUNDS

NAMED = "a-patient-of-ours"


def samples(client: Client, name: str) -> list[Sample]:
    text = client.request("GET", "/metrics").text
    assert NAMED not in text
    return [
        sample for family in text_string_to_metric_families(text) for sample in family.samples if sample.name == name
    ]


def test_times_are_counted_by_the_question_whatever_a_caller_names_it(client: Client) -> None:
    alias = NAMED.replace("-", "_")
    for query in (
        f"{{ {alias}: genes {{ totalCount }} }}",
        "query($s: SignatureInput!) { targetedDrugs(signature: $s) { id } }",
        "query($s: SignatureInput!) { ...f } fragment f on Query { ... { targetedDrugs(signature: $s) { id } } }",
        "{ genes { totalCount } drugs { totalCount } }",
    ):
        variables = {"s": {"id": NAMED, "alterations": [{"text": "BRAF V600E"}]}} if "$s" in query else {}
        client.ask(query, **variables)
    counted = {sample.labels["question"]: sample.value for sample in samples(client, "pmkg_request_seconds_count")}
    assert counted == {"genes": 1, "targetedDrugs": 2, "several": 1}
    assert alias not in str(counted)


def test_kept_answers_are_timed_apart(client: Client) -> None:
    for _ in range(3):
        client.ask("{ genes { totalCount } }")
    counted = {sample.labels["kept"]: sample.value for sample in samples(client, "pmkg_request_seconds_count")}
    assert counted == {"false": 1, "true": 2}
    buckets = samples(client, "pmkg_request_seconds_bucket")
    assert len(buckets) == 2 * (len(BOUNDS) + 1)
    assert {sample.value for sample in buckets if sample.labels["le"] == "+Inf"} == {1, 2}
    rising = [sample.value for sample in buckets if sample.labels["kept"] == "true"]
    assert rising == sorted(rising)


def test_endings_are_counted_by_code(client: Client) -> None:
    client.send("{ nothing }")
    client.send('{ gene(id: "nothing") { id } }')
    client.request("POST", "/graphql", content=b"{", headers={"content-type": "application/json"})
    client.request("POST", "/graphql", content=b"{", headers={"content-type": "text/plain"})
    client.ask("{ genes { totalCount } }")
    ended = {
        (sample.labels["question"], sample.labels["code"]): sample.value
        for sample in samples(client, "pmkg_requests_total")
    }
    assert ended == {("none", "BAD_REQUEST"): 3, ("gene", "NOT_FOUND"): 1, ("genes", ""): 1}
    (running,) = samples(client, "pmkg_requests_running")
    assert running.value == 0
