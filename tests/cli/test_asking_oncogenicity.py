"""``pmkg ask oncogenicity`` by command."""

from __future__ import annotations

import json

from command_line import Command


def test_each_small_variant_has_a_class_with_its_points(pmkg: Command) -> None:
    ran = pmkg("ask", "oncogenicity", "-a", "BRAF V600E", "-a", "CDKN2A deep deletion", "--json")
    assert (ran.status, ran.err) == (0, "")
    answer = json.loads(ran.out)
    (found,) = answer["variants"]
    assert set(answer) == {"id", "release", "variants", "citation", "warnings"}
    assert found["alteration"] == "BRAF V600E"
    assert found["points"] == sum(point["points"] for point in found["codes"])
    assert any(text.startswith("OP4: ") for text in found["open"])


def test_a_person_reads_the_codes_and_the_standard(pmkg: Command) -> None:
    ran = pmkg("ask", "oncogenicity", "-a", "BRAF V600E")
    assert (ran.status, ran.err) == (0, "")
    assert "BRAF V600E" in ran.out
    assert "PMID:35101336" in ran.out


def test_a_signature_without_small_variants_is_told_so(pmkg: Command) -> None:
    ran = pmkg("ask", "oncogenicity", "-a", "CDKN2A deep deletion")
    assert ran.status == 0
    assert "No small variant was given" in ran.out
