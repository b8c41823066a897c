"""What became of an answer: options gained and lost, tiers and statuses that moved, evidence that came and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from made_release import Clinic, against, claim
from strategies import claim_lists, patients

from pmkg.clinic.answer_difference_json import difference_to_plain
from pmkg.model.answer import Answer, Option
from pmkg.model.answer_difference import AnswerDifference
from pmkg.model.codec import decode, encode
from pmkg.model.records import Claim
from pmkg.questions.answer_difference import answer_difference

law = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Key = tuple[str, str, str]


def difference(before: list[Claim], after: list[Claim], *alterations: str, **more: Any) -> AnswerDifference:
    return answer_difference(Clinic(before).ask(*alterations, **more), Clinic(after).ask(*alterations, **more))


def key(option: Option) -> Key:
    return (option.regimen.id, option.effect, option.profile)


def test_options_are_gained_and_lost() -> None:
    found = difference([claim(1, "BRAF V600E")], [claim(2, "BRAF V600E", "Dabrafenib")], "BRAF V600E")
    assert [option.regimen.label for option in found.gained] == ["Dabrafenib"]
    assert [option.regimen.label for option in found.lost] == ["Vemurafenib"]
    assert (found.changed, found.unchanged, found.same) == ((), 0, False)


def test_another_level_is_another_tier_of_the_same_option() -> None:
    found = difference([claim(1, "BRAF V600E", level="A")], [claim(1, "BRAF V600E", level="B")], "BRAF V600E")
    (change,) = found.changed
    fields = {field.name: (field.before, field.after) for field in change.fields}
    assert fields["tier"] == (("IA",), ("IB",))
    assert {"tier", "tierRule"} == fields.keys()
    (pair,) = change.evidence_changed
    assert (pair.before.level, pair.after.level) == ("A", "B")
    assert (change.evidence_added, change.evidence_withdrawn) == ((), ())


def test_evidence_that_comes_and_goes_is_told_on_either_side() -> None:
    before = [claim(1, "BRAF V600E"), claim(2, "BRAF V600E")]
    found = difference(before, [claim(1, "BRAF V600E"), against(3, "BRAF V600E")], "BRAF V600E")
    (change,) = found.changed
    assert [item.evidence for item in change.evidence_added] == ["civic.eid:3"]
    assert [item.evidence for item in change.evidence_withdrawn] == ["civic.eid:2"]


def test_a_statement_that_turns_against_an_option_has_changed() -> None:
    before = [claim(1, "BRAF V600E"), claim(2, "BRAF V600E")]
    (change,) = difference(before, [claim(1, "BRAF V600E"), against(2, "BRAF V600E")], "BRAF V600E").changed
    assert [pair.after.evidence for pair in change.evidence_changed] == ["civic.eid:2"]


def test_a_status_that_moves_names_the_test_that_is_missing_now() -> None:
    before, after = [claim(1, "KRAS G12D")], [claim(1, "KRAS G12D AND NRAS Wildtype")]
    found = difference(before, after, "KRAS G12D")
    assert [option.status for option in found.lost] == ["MATCHED"]
    assert [option.missing_tests for option in found.gained] == [("NRAS mutation status",)]


def test_a_name_that_a_release_does_not_know_any_more_is_a_warning_gained() -> None:
    found = difference([claim(1, "BRAF V600E")], [claim(1, "BRAF V600E")], "BRAF V600E", "BRAF A600E")
    assert found.same
    known = Clinic([claim(1, "BRAF V600E")]).ask("BRAF V600E")
    warned = replace(known, warnings=Clinic([claim(1, "BRAF V600E")]).ask("BRAF A600E").warnings)
    assert [item.code for item in answer_difference(known, warned).warnings_gained] == ["REFERENCE_MISMATCH"]
    assert not answer_difference(known, warned).same


@law
@given(claim_lists(), claim_lists(), patients())
def test_the_difference_agrees_with_the_two_answers(
    old: list[Claim], new: list[Claim], facts: Mapping[str, Any]
) -> None:
    before, after = (asked(claims, facts) for claims in (old, new))
    found = answer_difference(before, after)
    applied = {key(option): option for option in before.options}
    for option in found.lost:
        assert applied.pop(key(option)) == option
    for change in found.changed:
        assert applied[key(change.after)] == change.before
        applied[key(change.after)] = change.after
    for option in found.gained:
        assert key(option) not in applied
        applied[key(option)] = option
    assert applied == {key(option): option for option in after.options}
    assert found.unchanged + len(found.changed) + len(found.gained) == len(after.options)
    for change in found.changed:
        assert evidence(change.after) - evidence(change.before) == {item.evidence for item in change.evidence_added}
        assert evidence(change.before) - evidence(change.after) == {item.evidence for item in change.evidence_withdrawn}


@law
@given(claim_lists(), patients())
def test_equal_answers_do_not_differ(claims: list[Claim], facts: Mapping[str, Any]) -> None:
    answer = asked(claims, facts)
    assert answer_difference(answer, asked(claims, facts)).same
    kept = decode(Answer, orjson.loads(orjson.dumps(encode(answer))))
    assert answer_difference(kept, answer).same, "an answer that was kept as JSON is the same answer"


@law
@given(claim_lists(), claim_lists(), patients())
def test_the_json_says_what_the_difference_does(old: list[Claim], new: list[Claim], facts: Mapping[str, Any]) -> None:
    found = answer_difference(asked(old, facts), asked(new, facts))
    plain = orjson.loads(orjson.dumps(difference_to_plain(found)))
    assert plain["same"] is found.same
    assert [item["regimen"]["id"] for item in plain["gained"]] == [option.regimen.id for option in found.gained]
    assert [item["after"]["tier"] for item in plain["changed"]] == [change.after.tier for change in found.changed]


def asked(claims: list[Claim], facts: Mapping[str, Any]) -> Answer:
    clinic = Clinic(claims)
    return clinic.question.ask(clinic.signatures.read({**facts, "tumorType": "SKCM"}))


def evidence(option: Option) -> set[str]:
    return {item.evidence for item in (*option.supporting, *option.against)}
