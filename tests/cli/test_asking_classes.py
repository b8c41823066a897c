"""``pmkg ask classes`` by command."""

from __future__ import annotations

import json

from command_line import Command


def test_a_finding_lists_its_classes(pmkg: Command) -> None:
    ran = pmkg("ask", "classes", "-a", "BRAF V600E", "--json")
    assert (ran.status, ran.err) == (0, "")
    answer = json.loads(ran.out)
    assert set(answer) == {"id", "release", "findings", "warnings"}
    (found,) = answer["findings"]
    assert found["alteration"] == "BRAF V600E"
    assert all(set(item) == {"text", "rung", "within", "statements", "note"} for item in found["classes"])


def test_a_person_reads_a_table_or_that_nothing_asks_for_it(pmkg: Command) -> None:
    ran = pmkg("ask", "classes", "-a", "BRAF V600E", "-a", "GATA3 S93fs")
    assert (ran.status, ran.err) == (0, "")
    assert "Lies within" in ran.out
