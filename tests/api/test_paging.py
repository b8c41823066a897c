"""Laws of Relay connections."""

from __future__ import annotations

import base64

import pytest
from api_client import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmkg.api.paging import read_cursor, write_cursor
from pmkg.api.refusals import InvalidCursor

_LISTS = {
    "diseases": "query($first: Int, $after: String) { list: diseases(first: $first, after: $after) { ...page } }",
    "by label": "query($first: Int, $after: String) { list: genes(order: LABEL, first: $first, after: $after) { ...gene } }",
    "ledger": "query($first: Int, $after: String) { list: ledger(first: $first, after: $after) { ...losses } }",
}
_FRAGMENTS = {
    "diseases": "fragment page on DiseaseConnection { totalCount edges { cursor node { id } } pageInfo { ...info } }",
    "by label": "fragment gene on GeneConnection { totalCount edges { cursor node { id } } pageInfo { ...info } }",
    "ledger": "fragment losses on Ledger { totalCount edges { cursor node { id: record } } pageInfo { ...info } }",
}
_INFO = " fragment info on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
_SHARED_CLIENT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)


def _page(client: Client, name: str, first: int, after: str | None) -> dict:  # type: ignore[type-arg]
    found: dict = client.ask(f"{_LISTS[name]} {_FRAGMENTS[name]}{_INFO}", first=first, after=after)["list"]  # type: ignore[type-arg]
    return found


@_SHARED_CLIENT
@given(name=st.sampled_from(sorted(_LISTS)), first=st.integers(1, 9))
def test_pages_of_any_size_follow_each_other_without_gap_or_repeat(client: Client, name: str, first: int) -> None:
    whole = _page(client, name, 500, None)
    expected = [edge["node"]["id"] for edge in whole["edges"]]
    seen: list[str] = []
    after = None
    while True:
        page = _page(client, name, first, after)
        assert page["totalCount"] == len(expected)
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        seen += [edge["node"]["id"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == expected


@_SHARED_CLIENT
@given(
    name=st.sampled_from(sorted(_LISTS)), steps=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 8)), min_size=1)
)
def test_a_page_begins_after_the_item_of_any_cursor(client: Client, name: str, steps: list[tuple[int, int]]) -> None:
    whole = [edge["node"]["id"] for edge in _page(client, name, 500, None)["edges"]]
    after, reached = None, 0
    for first, place in steps:
        edges = _page(client, name, first, after)["edges"]
        assert [edge["node"]["id"] for edge in edges] == whole[reached : reached + first]
        if not edges:
            break
        edge = edges[min(place, len(edges) - 1)]
        after, reached = edge["cursor"], whole.index(edge["node"]["id"]) + 1


def test_the_last_cursor_of_a_page_is_the_stores_own_so_that_no_page_is_read_twice(client: Client) -> None:
    page = _page(client, "diseases", 3, None)
    assert read_cursor(page["pageInfo"]["endCursor"])[1] == 0


@pytest.mark.parametrize("name", ["diseases", "by label"])
def test_no_cursor_skips_more_than_the_page_it_was_given_on(client: Client, name: str) -> None:
    """Go on from the last edge but one, again and again: each page begins where the store itself can begin."""
    after = None
    for _ in range(4):
        edges = _page(client, name, 3, after)["edges"]
        assert all(read_cursor(edge["cursor"])[1] <= 3 for edge in edges)
        after = edges[-2]["cursor"] if len(edges) > 1 else after


def test_a_cursor_that_skips_more_than_any_page_is_refused_before_the_store_is_read(client: Client) -> None:
    query = "query($after: String) { variants(first: 1, after: $after) { totalCount } }"
    assert "errors" not in client.send(query, after=write_cursor("", 500))
    assert client.error(query, after=write_cursor("", 501))["code"] == "INVALID_CURSOR"


def test_an_empty_page_still_says_whether_there_is_more(client: Client) -> None:
    page = _page(client, "diseases", 0, None)
    assert page["edges"] == []
    assert page["totalCount"] == 9
    assert page["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


def test_nodes_are_the_nodes_of_the_edges(client: Client) -> None:
    page = client.ask("{ genes { nodes { id } edges { node { id } } } }")["genes"]
    assert page["nodes"] == [edge["node"] for edge in page["edges"]]


@given(after=st.text(), skip=st.integers(0, 1_000_000))
def test_a_cursor_reads_back_as_it_was_written(after: str, skip: int) -> None:
    assert read_cursor(write_cursor(after, skip)) == (after, skip)


@given(text=st.text(min_size=1))
def test_any_other_text_is_an_invalid_cursor_or_a_place(text: str) -> None:
    try:
        after, skip = read_cursor(text)
    except InvalidCursor:
        return
    assert skip >= 0
    assert isinstance(after, str)


@pytest.mark.parametrize(
    "cursor", ["no cursor", base64.b64encode(b"x|y").decode(), base64.b64encode(b"9|torn").decode()]
)
def test_a_cursor_from_elsewhere_is_refused_with_a_code(client: Client, cursor: str) -> None:
    error = client.error("query($after: String) { genes(after: $after) { totalCount } }", after=cursor)
    assert error["code"] in ("INVALID_CURSOR", "BAD_REQUEST")
