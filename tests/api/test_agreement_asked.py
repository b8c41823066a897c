"""``agreement``, ``disagreements`` and ``gaps``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from api_client import Client, serving
from said_by_sources import ALONE, COLORECTAL, F317L, G13D, LEUKEMIA, PAIR, edges, nodes, said

from pmkg.api import ApiSettings, create_app
from pmkg.clinic.agreement_json import agreement_to_json, disagreements_to_json, gaps_to_json
from pmkg.clinic.agreement_names import read_profile, read_regimen
from pmkg.model.kinds import Direction, Effect
from pmkg.model.manifest import SCHEMA, Manifest
from pmkg.model.regimen import Regimen
from pmkg.model.signature import Tumor
from pmkg.questions.agreement import AgreementQuestion
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind

_STATEMENTS = (
    said(1, "moalmanac", LEUKEMIA),
    said(2, "moalmanac", LEUKEMIA, Effect.RESISTANCE, level="Guideline"),
    said(3, "civic", COLORECTAL, profile=G13D),
    said(4, "civic", COLORECTAL, Effect.RESISTANCE, profile=G13D, level="B"),
    said(5, "civic", COLORECTAL, Effect.RESISTANCE, Direction.DOES_NOT_SUPPORT, G13D, level="B"),
    said(6, "moalmanac-indications", profile=F317L),
)
_POSITION = """effect direction voices { source level date
  evidence { evidence source level direction disease tumorMatch variantMatch tier citation license url status date
    conditions courses } }"""
_SUBJECT = "profileId profile regimen { id label operator drugs { id label } } tumorType { id label oncotree }"
_SILENT = "silent { source elsewhere otherProfiles }"
_AGREEMENT = f"""query($profile: String!, $regimen: String!, $tumor: String) {{
  agreement(profile: $profile, regimen: $regimen, tumor: $tumor) {{
    release {_SUBJECT} positions {{ {_POSITION} }} opposed {_SILENT} warnings {{ code input }} }} }}"""
_DISAGREEMENTS = f"""query($gene: String, $drug: String, $source: String, $first: Int, $after: String) {{
  disagreements(gene: $gene, drug: $drug, source: $source, first: $first, after: $after) {{
    totalCount pageInfo {{ hasNextPage endCursor }}
    nodes {{ {_SUBJECT} betweenSources sides {{ {_POSITION} }} }} }} }}"""
_GAPS = f"""query($source: String) {{ gaps(source: $source) {{
  totalCount nodes {{ {_SUBJECT} held {{ {_POSITION} }} {_SILENT} }} }} }}"""


@pytest.fixture
def home() -> MemoryReleases:
    releases = MemoryReleases(facets_by_kind())
    with releases.draft("2026.1") as draft:
        draft.nodes(nodes(_STATEMENTS))
        draft.edges(edges())
        draft.publish(Manifest("2026.1", "full", "2026-01-01T00:00:00+00:00", draft.index(), (), schema=SCHEMA))
    return releases


@pytest.fixture
def sources(home: MemoryReleases) -> Iterator[Client]:
    with serving(create_app(home, ApiSettings())) as client:
        yield client


def as_shown(written: Any) -> Any:
    """Leave out what GraphQL shows as an empty text: a conflict and an OncoTree code that are not there."""
    if isinstance(written, list):
        return [as_shown(item) for item in written]
    if isinstance(written, dict):
        kept = {name: as_shown(item) for name, item in written.items() if name not in ("conflict", "oncotree")}
        return kept
    return written


def test_the_sources_are_compared_on_one_question(sources: Client, home: MemoryReleases) -> None:
    shown = sources.ask(_AGREEMENT, profile="ABL1 T315I", regimen="Ponatinib", tumor="CML")["agreement"]
    assert shown["opposed"] is True
    assert [(item["effect"], item["voices"][0]["level"]) for item in shown["positions"]] == [
        ("SENSITIVITY", "FDA-Approved"),
        ("RESISTANCE", "Guideline"),
    ]
    assert [item["source"] for item in shown["silent"]] == ["civic", "moalmanac-indications"]
    reader = home.open()
    profile, regimen = read_profile("ABL1 T315I", reader), read_regimen("Ponatinib", reader)
    answer = AgreementQuestion(reader).ask(profile, regimen, Tumor(LEUKEMIA, "chronic myeloid leukemia", "CML"))
    assert as_shown(shown) == as_shown(orjson.loads(agreement_to_json(answer)))


@pytest.mark.parametrize(
    ("text", "regimen"), [("NCIT:C95777", ALONE), ("ponatinib", ALONE), ("Ponatinib + Cetuximab", PAIR)]
)
def test_a_regimen_is_named_by_its_drugs_in_any_order(home: MemoryReleases, text: str, regimen: Regimen) -> None:
    assert read_regimen(text, home.open()) == regimen.id


def test_an_unknown_tumor_is_a_warning_and_an_unknown_profile_an_error(sources: Client) -> None:
    shown = sources.ask(_AGREEMENT, profile="ABL1 T315I", regimen="Ponatinib", tumor="no such")["agreement"]
    assert [item["code"] for item in shown["warnings"]] == ["UNKNOWN_TUMOR"]
    assert sources.error(_AGREEMENT, profile="ABL1 E255K", regimen="Ponatinib")["code"] == "NOT_FOUND"


def test_disagreements_are_paged_without_gap_or_repeat(sources: Client, home: MemoryReleases) -> None:
    found, after = [], None
    for _ in range(3):
        page = sources.ask(_DISAGREEMENTS, first=1, after=after)["disagreements"]
        assert page["totalCount"] == 3
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
    assert page["pageInfo"]["hasNextPage"] is False
    rows = AgreementQuestion(home.open()).disagreements()
    written = orjson.loads(disagreements_to_json("2026.1", rows))
    assert as_shown(found) == as_shown(written["disagreements"])


@pytest.mark.parametrize(
    ("limits", "count"),
    [({"gene": "KRAS"}, 2), ({"gene": "ABL1"}, 1), ({"source": "moalmanac"}, 1), ({"drug": "Cetuximab"}, 0)],
)
def test_disagreements_are_narrowed(sources: Client, limits: dict[str, str], count: int) -> None:
    assert sources.ask(_DISAGREEMENTS, **limits)["disagreements"]["totalCount"] == count


def test_gaps_are_those_of_the_silent_source(sources: Client, home: MemoryReleases) -> None:
    shown = sources.ask(_GAPS, source="civic")["gaps"]
    written = orjson.loads(gaps_to_json("2026.1", AgreementQuestion(home.open()).gaps("civic")))
    assert as_shown(shown["nodes"]) == as_shown(written["gaps"])
    assert {item["profile"] for item in shown["nodes"]} == {"ABL1 T315I", "ABL1 F317L"}
    assert sources.error(_GAPS, source="oncokb")["code"] == "NOT_FOUND"
