"""``understood`` of GraphQL: what a page shows back before anything is answered."""

from __future__ import annotations

from typing import Any

from api_client import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_QUERY = """query($s: SignatureInput!) { understood(signature: $s) {
  id release tumorType { id oncotree } panel testedGenes germlineGenes
  alterations { given unread findings { text kind origin genes { symbol } } warnings { code input suggestions } }
  markers { name value } priorTherapies { label } warnings { code input } } }"""
_ANSWER = "query($s: SignatureInput!) { targetedDrugs(signature: $s) { tumorType { id } warnings { code input } } }"


def understood(client: Client, **signature: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(_QUERY, s=signature)["understood"]
    return found


def test_each_alteration_is_shown_in_its_own_words_beside_what_was_read(client: Client) -> None:
    said = understood(
        client,
        tumorType="SKCM",
        alterations=[{"text": "BRAF p.Val600Glu"}, {"gene": "BRAF", "copyNumber": "deep_deletion"}, {"text": "TMB 14"}],
    )
    assert said["tumorType"]["oncotree"] == "SKCM"
    shown = [(item["given"], [(one["text"], one["kind"]) for one in item["findings"]]) for item in said["alterations"]]
    assert shown == [
        ("BRAF p.Val600Glu", [("BRAF V600E", "small variant")]),
        ("BRAF deep deletion", [("BRAF deep deletion", "copy number")]),
        ("TMB 14", [("TMB 14", "biomarker")]),
    ]
    assert said["alterations"][0]["findings"][0]["genes"] == [{"symbol": "BRAF"}]
    assert said["markers"] == [{"name": "TMB", "value": "14"}]


def test_what_is_not_understood_stands_at_its_alteration_and_in_the_whole(client: Client) -> None:
    said = understood(client, alterations=[{"text": "BRFA V600E"}, {"text": "BRAF V600E"}, {"text": "BRAF whatever"}])
    unknown, known, unread = said["alterations"]
    assert (unknown["findings"], unknown["warnings"][0]["code"]) == ([], "UNKNOWN_GENE")
    assert "BRAF" in unknown["warnings"][0]["suggestions"]
    assert known["warnings"] == []
    assert unread["unread"] == ["BRAF whatever"]
    own = [(one["code"], one["input"]) for item in said["alterations"] for one in item["warnings"]]
    assert own == [(one["code"], one["input"]) for one in said["warnings"]]


def test_origin_tested_genes_and_therapies_are_shown(client: Client) -> None:
    said = understood(
        client,
        alterations=[{"text": "BRAF V600E", "origin": "germline"}],
        tested={"genes": ["KRAS"], "germline": ["BRAF"]},
        priorTherapies=["Vemurafenib"],
    )
    assert said["alterations"][0]["findings"][0]["origin"] == "germline"
    assert (said["testedGenes"], said["germlineGenes"], said["panel"]) == (1, 1, None)
    assert said["priorTherapies"] == [{"label": "Vemurafenib"}]


def test_nothing_to_understand_is_an_empty_signature(client: Client) -> None:
    assert client.error(_QUERY, s={"alterations": []})["code"] == "EMPTY_SIGNATURE"


_TEXTS = st.sampled_from(
    ["BRAF V600E", "BRAF A600E", "BRFA V600E", "TMB 14", "MSI-H", "EML4::ALK", "KRAS G12", "??", "BRAF loss"]
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=5), st.sampled_from([None, "SKCM", "melanoma", "no such tumor"]))
def test_it_warns_of_what_the_answer_warns_of(client: Client, texts: list[str], tumor: str | None) -> None:
    signature = {"tumorType": tumor, "alterations": [{"text": text} for text in texts]}
    said, answered = client.send(_QUERY, s=signature), client.send(_ANSWER, s=signature)
    assert ("errors" in said) == ("errors" in answered)
    if "errors" not in said:
        one, other = said["data"]["understood"], answered["data"]["targetedDrugs"]
        assert one["warnings"] == other["warnings"]
        assert one["tumorType"]["id"] == other["tumorType"]["id"]
        assert [item["given"] for item in one["alterations"]] == texts


def test_a_text_that_joins_several_changes_is_one_line_with_several_findings(client: Client) -> None:
    (item,) = understood(client, alterations=[{"text": "BRAF V600E and G469A"}])["alterations"]
    assert item["given"] == "BRAF V600E and G469A"
    assert [one["text"] for one in item["findings"]] == ["BRAF V600E", "BRAF G469A"]
