"""``pmkg ask drugs --explain``: a tree under each option, and one more key in the JSON."""

from __future__ import annotations

import json

import pytest
from command_line import Command

ASK = ("ask", "drugs", "--tumor", "SKCM", "--alteration", "BRAF V600E")


def test_each_option_has_its_tree(pmkg: Command) -> None:
    ran = pmkg(*ASK, "--explain")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Dabrafenib + Trametinib, sensitivity"))
    tree = "\n".join(lines[start : lines.index("", start)])
    for part in ("asks for BRAF V600E", "met by BRAF V600E: missense", "OncoTree SKCM", "has tier I", "cites PMID:"):
        assert part in tree
    assert "no medical device" in ran.out


def test_the_tree_draws_each_step_of_the_json_at_least_once(pmkg: Command) -> None:
    printed = pmkg(*ASK, "--explain").out
    for option in json.loads(pmkg(*ASK, "--explain", "--json").out)["options"]:
        for node in option["explanation"]["nodes"]:
            assert node["label"] in printed
            assert node["reason"] in printed


def test_the_json_gains_one_key_an_option_and_only_when_asked(pmkg: Command) -> None:
    plain, explained = (json.loads(pmkg(*ASK, *more, "--json").out) for more in ((), ("--explain",)))
    assert explained["options"]
    for option in explained["options"]:
        explanation = option.pop("explanation")
        assert set(explanation) == {"root", "nodes", "edges"}
        ids = {node["id"] for node in explanation["nodes"]}
        assert explanation["root"] in ids
        assert {item["evidence"] for item in option["for"] + option["against"]} <= ids
        assert all({edge["subject"], edge["object"]} <= ids for edge in explanation["edges"])
    assert explained == plain


def test_an_answer_without_options_is_explained_too(pmkg: Command) -> None:
    ran = pmkg("ask", "drugs", "--tumor", "SKCM", "--alteration", "BRAF A600E", "--explain")
    assert ran.status == 0
    assert "REFERENCE_MISMATCH" in ran.out


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_batch_is_not_explained(pmkg: Command, more: tuple[str, ...]) -> None:
    ran = pmkg("ask", "drugs", "--batch", "x.jsonl", "--explain", *more)
    assert (ran.status, ran.out) == (2, "")
    assert "--explain" in ran.err
