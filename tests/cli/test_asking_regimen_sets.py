"""``pmkg ask regimen-sets`` by command."""

from __future__ import annotations

import json

from command_line import Command


def test_the_sets_have_their_keys(pmkg: Command) -> None:
    ran = pmkg("ask", "regimen-sets", "--tumor", "SKCM", "-a", "BRAF V600E", "--json")
    assert (ran.status, ran.err) == (0, "")
    answer = json.loads(ran.out)
    assert set(answer) == {
        "id",
        "release",
        "tumorType",
        "leastTier",
        "drivers",
        "sets",
        "more",
        "uncovered",
        "notDrivers",
        "caution",
        "warnings",
    }
    assert answer["leastTier"] == "IIC"
    assert [part["drivers"] for part in answer["sets"][0]["parts"]] == [["BRAF V600E"]]


def test_a_person_reads_that_a_set_is_no_combination(pmkg: Command) -> None:
    ran = pmkg("ask", "regimen-sets", "--tumor", "SKCM", "-a", "BRAF V600E", "-a", "PTEN deep deletion")
    assert (ran.status, ran.err) == (0, "")
    assert "no combination is evidence unless a source speaks of it" in " ".join(ran.out.split())
    assert "it is no medical device" in ran.out


def test_a_tier_that_is_none_is_refused_by_name(pmkg: Command) -> None:
    ran = pmkg("ask", "regimen-sets", "--tumor", "SKCM", "-a", "BRAF V600E", "--tier", "II")
    assert ran.status == 2
    assert "'II' is no tier; give one of IA, IB, IIC, IID, III" in ran.err
