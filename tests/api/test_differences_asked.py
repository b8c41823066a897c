"""What changed between two releases, asked of a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from api_client import Client
from api_graph import publish
from small_graph import EGFR, VEMURAFENIB

from pmkg.api.differences import CountedDifferences
from pmkg.model.manifest import Manifest
from pmkg.store.memory_releases import MemoryReleases

DIFF = """query($from: String!, $to: String, $filter: ReleaseDiffFilter, $first: Int, $after: String) {
    releaseDiff(from: $from, to: $to, filter: $filter, first: $first, after: $after) {
        from to sameContent totalCount pageInfo { hasNextPage endCursor }
        counts { item type kind sources count }
        edges { cursor }
        nodes { item type kind id label subject object record sources fields { name before after } }
    }
}"""
ANSWER = """query($from: String!, $to: String) {
    answerDiff(from: $from, to: $to, signature: {id: "p", tumorType: "SKCM", alterations: [{gene: "BRAF", protein: "V600E"}]}) {
        id from to same unchanged gained { regimen { label } } lost { regimen { label } tier for { evidence } }
        changed { fields { name before after } evidenceWithdrawn { evidence } }
    }
}"""


@pytest.fixture
def two(client: Client, releases: MemoryReleases) -> Client:
    """Serve a second release, without EGFR."""
    publish(releases, "2026.2", frozenset({EGFR.id}))
    return client


def diff(client: Client, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(DIFF, **{"from": "2026.1", **variables})["releaseDiff"]
    return found


def test_what_a_release_lost_is_told_with_its_edges(two: Client) -> None:
    found = diff(two)
    assert (found["from"], found["to"], found["sameContent"]) == ("2026.1", "2026.2", False)
    first, *edges = found["nodes"]
    assert (first["item"], first["type"], first["kind"], first["id"], first["label"]) == (
        "NODE", "WITHDRAWN", "Gene", EGFR.id, "EGFR",
    )  # fmt: skip
    assert edges, "the edges of a gene go with it"
    assert all(edge["item"] == "EDGE" and EGFR.id in (edge["subject"], edge["object"]) for edge in edges)
    assert found["totalCount"] == len(found["nodes"]) == sum(each["count"] for each in found["counts"])


def test_pages_follow_each_other_and_miss_nothing(two: Client) -> None:
    everything, found, after = diff(two)["nodes"], [], None
    while True:
        page = diff(two, first=1, after=after)
        found += page["nodes"]
        assert page["pageInfo"]["hasNextPage"] == (len(found) < len(everything))
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == everything


def test_limits_are_counted_too(two: Client) -> None:
    assert diff(two, filter={"item": "STATEMENT"})["totalCount"] == 0
    genes = diff(two, filter={"kind": "Gene", "type": "WITHDRAWN", "source": "hgnc"})
    assert (genes["totalCount"], [node["id"] for node in genes["nodes"]]) == (1, [EGFR.id])


def test_equal_content_is_said_at_once(two: Client, releases: MemoryReleases) -> None:
    publish(releases, "2026.3")
    found = diff(two, to="2026.3")
    assert (found["sameContent"], found["totalCount"], found["nodes"]) == (True, 0, [])


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ({"from": "1999"}, "NO_RELEASE", "1999"),
        ({"filter": {"kind": "Genes"}}, "BAD_REQUEST", "near names: Gene"),
        ({"filter": {"source": "civics"}}, "NOT_FOUND", "civic"),
        ({"after": "bm9wZQ=="}, "INVALID_CURSOR", "start without"),
        ({"after": "MHxbMV0="}, "INVALID_CURSOR", "start without"),
        ({"first": 501}, "TOO_LARGE", "500"),
    ],
)
def test_a_wrong_request_is_a_coded_error(two: Client, variables: dict[str, Any], code: str, said: str) -> None:
    error = two.error(DIFF, **{"from": "2026.1", **variables})
    assert error["code"] == code
    assert said in error["message"]


def test_an_answer_is_compared_with_that_of_an_older_release(client: Client, releases: MemoryReleases) -> None:
    publish(releases, "2026.2")
    same = client.ask(ANSWER, **{"from": "2026.1"})["answerDiff"]
    assert (same["id"], same["from"], same["to"], same["same"]) == ("p", "2026.1", "2026.2", True)
    statement = same_statement(client)
    publish(releases, "2026.3", frozenset({statement}))
    found = client.ask(ANSWER, **{"from": "2026.2"})["answerDiff"]
    assert found["same"] is False
    gone = [item["evidence"] for option in found["lost"] for item in option["for"]]
    gone += [item["evidence"] for change in found["changed"] for item in change["evidenceWithdrawn"]]
    assert gone == [statement]


def same_statement(client: Client) -> Any:
    asked = """{ targetedDrugs(signature: {tumorType: "SKCM", alterations: [{gene: "BRAF", protein: "V600E"}]}) {
        options { regimen { drugs { id } } for { evidence } } } }"""
    options = client.ask(asked)["targetedDrugs"]["options"]
    return next(
        item["evidence"]
        for option in options
        if {"id": VEMURAFENIB.id} in option["regimen"]["drugs"]
        for item in option["for"]
    )


def test_a_release_is_named_by_a_day(two: Client) -> None:
    days = [release["builtAt"] for release in two.ask("{ releases { builtAt } }")["releases"]]
    assert diff(two, **{"from": days[0][:10]})["from"] == "2026.2"
    assert two.ask("query($d: String) { genes(asOf: $d) { totalCount } }", d=days[0][:10])["genes"]["totalCount"] == 4
    assert "no release was built by 1999-01-01" in two.error(DIFF, **{"from": "1999-01-01"})["message"]


def test_what_was_set_aside_is_told_and_not_served(client: Client, releases: MemoryReleases) -> None:
    with releases.draft("2026.2") as draft:
        draft.set_aside(Manifest("2026.2", "full", "2026-02-01", draft.index(), ()), ("hgnc gave 3 records",))
    told = client.ask("{ releasesSetAside { name builtAt problems } releases { name } }")
    assert told["releasesSetAside"] == [
        {"name": "2026.2", "builtAt": "2026-02-01", "problems": ["hgnc gave 3 records"]}
    ]
    assert [release["name"] for release in told["releases"]] == ["2026.1"]
    assert client.error(DIFF, **{"from": "2026.2"})["code"] == "NO_RELEASE"


class OutOfTime(Exception):
    """Say that a request has no more time."""


def test_counting_that_was_stopped_goes_on_where_it_stood(two: Client, releases: MemoryReleases) -> None:
    whole = CountedDifferences(releases).counts("2026.1", "2026.2", lambda: None)
    counting, breaths = CountedDifferences(releases), 0

    def stop_at(breath: int) -> Callable[[], None]:
        def breathe() -> None:
            nonlocal breaths
            breaths += 1
            if breaths == breath:
                raise OutOfTime

        return breathe

    for turn in range(2, 6):
        breaths = 0
        try:
            found = counting.counts("2026.1", "2026.2", stop_at(turn))
        except OutOfTime:
            continue
        assert found == whole
        break
    else:
        pytest.fail("it never ended")
    assert turn > 2, "nothing was stopped"
    breaths = 0
    assert counting.counts("2026.1", "2026.2", stop_at(2)) == whole, "what was counted is not walked again"
