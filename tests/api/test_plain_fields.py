"""Trees of plain fields, completed at once, are what the general way gives: fragments, aliases, directives, nulls, faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from api_client import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from pmkg.api import plain_fields
from pmkg.model.answer import Answer, Option
from pmkg.questions.targeted_drugs import DrugQuestion

SIGNATURE = {
    "id": "p",
    "tumorType": "SKCM",
    "alterations": [{"text": text} for text in ("BRAF V600E", "EGFR L858R", "KRAS G12D")],
    "biomarkers": {"msi": "MSI-H"},
}
EVIDENCE = (
    "evidence",
    "source",
    "level",
    "direction",
    "disease",
    "tumorMatch",
    "tier",
    "citation",
    "conditions",
    "__typename",
)
REGIMEN = ("id", "label", "operator", "drugs { id label }", "drugs { __typename name: label }")
OPTION = (
    "effect",
    "tier",
    "tierRule",
    "variantMatch",
    "category",
    "status",
    "missingTests",
    "because",
    "notes",
    "doseFinding",
    "__typename",
)


def directed(choices: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Draw some fields, some under a directive, some under another name."""
    plain = st.sampled_from(choices)
    named = plain.filter(lambda field: " " not in field).map(lambda field: f"other_{field.strip('_')}: {field}")
    under = st.tuples(plain, st.sampled_from(["@include(if: $yes)", "@skip(if: $yes)", "@include(if: $no)"])).map(
        lambda drawn: f"... {drawn[1]} {{ {drawn[0]} }}"
    )
    return st.lists(st.one_of(plain, named, under), min_size=1, max_size=6, unique=True).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a selection of an answer, in which the same rows may be asked for at several places."""
    evidence, regimen, option = draw(directed(EVIDENCE)), draw(directed(REGIMEN)), draw(directed(OPTION))
    rows = f"for {{ {evidence} ...Item }} against {{ {draw(directed(EVIDENCE))} }} regimen {{ {regimen} }}"
    return f"""query Q($signature: SignatureInput!, $yes: Boolean!, $no: Boolean!) {{
        use: __type(name: "Gene") {{ name @include(if: $yes) @skip(if: $no) }}
        targetedDrugs(signature: $signature) {{ id panel tumorType {{ id label oncotree }}
            options {{ {option} {rows} }} again: options {{ for {{ source }} ...Whole }}
            testsToConsider {{ test decides }} warnings {{ code suggestions }} }} }}
        fragment Item on EvidenceItem {{ level }}
        fragment Whole on Option {{ status regimen {{ label }} for {{ evidence }} }}"""


def both_ways(client: Client, monkeypatch: pytest.MonkeyPatch, document: str, **more: Any) -> tuple[Any, Any]:
    at_once = [sent(client, document, **more) for _ in range(2)]
    assert at_once[0] == at_once[1]
    with monkeypatch.context() as changed:
        general = StrawberryGraphQLCoreExecutionContext.execute_field
        changed.setattr(plain_fields.ExecutionContext, "execute_field", general)
        # another text of the same meaning: the answer to the first may be kept
        return at_once[0], sent(client, document + "\n", **more)


def sent(client: Client, document: str, **more: Any) -> Any:
    """Give an answer without the references of its errors, which are drawn."""
    answer = client.send(document, signature=SIGNATURE, **more)
    for error in answer.get("errors", ()):
        error["extensions"].pop("reference", None)
        error["message"] = error["message"].partition(";")[0]
    return answer


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents(), yes=st.booleans(), no=st.booleans())
def test_any_selection_is_answered_alike_both_ways(
    client: Client, monkeypatch: pytest.MonkeyPatch, document: str, yes: bool, no: bool
) -> None:
    at_once, general = both_ways(client, monkeypatch, document, yes=yes, no=no)
    assert at_once == general
    assert "errors" not in at_once


def test_a_directive_is_asked_anew_by_each_request(client: Client) -> None:
    document = """query($signature: SignatureInput!, $yes: Boolean!) { targetedDrugs(signature: $signature) {
        options { effect for { evidence source @include(if: $yes) } } } }"""
    shown = [
        set(client.ask(document, signature=SIGNATURE, yes=yes)["targetedDrugs"]["options"][0]["for"][0])
        for yes in (True, False, True)
    ]
    assert shown == [{"evidence", "source"}, {"evidence"}, {"evidence", "source"}]


def spoiled(row: Any, field: str, value: object) -> Any:
    return replace(row, **{field: value})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda option: spoiled(option, "supporting", None),
        lambda option: spoiled(option, "supporting", {option.supporting[0]}),
        lambda option: spoiled(option, "supporting", (spoiled(option.supporting[0], "evidence", None),)),
        lambda option: spoiled(option, "regimen", None),
        lambda option: spoiled(option, "effect", "of no kind"),
        lambda option: spoiled(option, "because", (None,)),
    ],
)
def test_what_is_not_as_promised_is_shown_or_reported_as_the_general_way_does(
    client: Client, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Option], Option]
) -> None:
    ask = DrugQuestion.ask

    def ask_and_spoil(question: DrugQuestion, signature: Any) -> Answer:
        answer = ask(question, signature)
        return replace(answer, options=(spoil(answer.options[0]), *answer.options[1:]))

    document = """query($signature: SignatureInput!) { targetedDrugs(signature: $signature) {
        options { effect because regimen { label } for { evidence } } } }"""
    with monkeypatch.context() as changed:
        changed.setattr(DrugQuestion, "ask", ask_and_spoil)
        at_once, general = both_ways(client, monkeypatch, document)
    assert at_once == general
    if "errors" in at_once:
        assert at_once["errors"][0]["path"][:3] == ["targetedDrugs", "options", 0]
