"""How much a caller may ask for, and that one caller's use is not another's."""

from __future__ import annotations

from pathlib import Path

import pytest
from api_access import RELEASES, guarding
from hypothesis import given
from hypothesis import strategies as st

from pmkg.api.access.allowance import Allowance
from pmkg.api.access.settings import AccessSettings, Rate
from pmkg.model.access import Role
from pmkg.store.memory_releases import MemoryReleases


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(
    st.lists(st.tuples(st.floats(0, 30), st.integers(1, 20)), min_size=1, max_size=60),
    st.integers(1, 200),
)
def test_no_span_of_time_gives_more_than_its_share_and_one_bucket(
    steps: list[tuple[float, int]], per_minute: int
) -> None:
    clock = Clock()
    allowance = Allowance(clock)
    given_at: list[tuple[float, int]] = []
    bucket = max(per_minute / 4, 1)
    for pause, amount in steps:
        clock.now += pause
        wait = allowance.take("a", amount, per_minute)
        if wait == 0:
            given_at.append((clock.now, amount))
        else:
            clock.now += wait + 1e-6
            assert allowance.take("a", amount, per_minute) == 0
            given_at.append((clock.now, amount))
    largest = max(amount for _, amount in given_at)
    for begin in range(len(given_at)):
        used = sum(amount for _, amount in given_at[begin:])
        span = given_at[-1][0] - given_at[begin][0]
        assert used <= span * per_minute / 60 + bucket + largest + 1e-3


def test_callers_do_not_use_up_each_others_share_and_memory_is_bounded() -> None:
    allowance = Allowance(Clock(), remembered=10)
    assert allowance.take("a", 1, 4) == 0
    assert allowance.take("a", 1, 4) > 0
    assert allowance.take("b", 1, 4) == 0
    for number in range(1_000):
        allowance.take(f"c{number}", 1, 4)
    assert len(allowance._full_again) <= 10


def test_a_caller_beyond_its_rate_waits_while_another_is_answered(releases: MemoryReleases, tmp_path: Path) -> None:
    access = AccessSettings(rates=((Role.PUBLIC, Rate(8)),))
    with guarding(releases, tmp_path, access=access) as server:
        one, other = server.key(Role.PUBLIC), server.key(Role.PUBLIC)
        assert [server.post(RELEASES, one).status_code for _ in range(3)] == [200, 200, 429]
        refused = server.post(RELEASES, one)
        assert server.code(refused) == "RATE_LIMITED"
        assert 1 <= int(refused.headers["retry-after"]) <= 8
        assert server.post(RELEASES, other).status_code == 200
        assert server.client.request("GET", "/health").status_code == 200


def test_cost_is_counted_beside_requests(releases: MemoryReleases, tmp_path: Path) -> None:
    dear = "{ evidence(first: 500) { nodes { id label level source } } }"
    access = AccessSettings(rates=((Role.PUBLIC, Rate(None, 4_000)),))
    with guarding(releases, tmp_path, access=access, cache_bytes=0) as server:
        key = server.key(Role.PUBLIC)
        assert "data" in server.post(dear, key).json()
        assert server.code(server.post(dear, key)) == "RATE_LIMITED"
        assert server.code(server.post(RELEASES, key)) == "RATE_LIMITED"


@pytest.mark.parametrize(("auth", "local", "limited"), [("", True, False), ("none", False, True), ("none", True, True)])
def test_only_the_person_at_this_machine_is_not_limited(
    releases: MemoryReleases, tmp_path: Path, auth: str, local: bool, limited: bool
) -> None:
    access = AccessSettings(rates=tuple((role, Rate(8)) for role in Role))
    with guarding(releases, tmp_path, auth=auth, local=local, access=access) as server:
        assert (server.post(RELEASES).status_code, server.post(RELEASES).status_code) == (200, 200)
        assert (server.post(RELEASES).status_code == 429) == limited


def test_a_caller_of_several_roles_has_the_largest_share(releases: MemoryReleases, tmp_path: Path) -> None:
    access = AccessSettings(rates=((Role.PUBLIC, Rate(4)), (Role.OPERATOR, Rate(None))))
    with guarding(releases, tmp_path, access=access) as server:
        key = server.key(Role.PUBLIC, Role.OPERATOR)
        assert {server.post(RELEASES, key).status_code for _ in range(5)} == {200}
