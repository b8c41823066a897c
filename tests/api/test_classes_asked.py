"""``classes`` of GraphQL, and the classes of a variant's node."""

from __future__ import annotations

import orjson
from api_client import Client, serving
from made_release import claim, normalized

from pmkg.api import ApiSettings, create_app
from pmkg.clinic.classes_json import classes_to_json
from pmkg.clinic.signature import read_signature
from pmkg.model.manifest import SCHEMA, Manifest
from pmkg.questions.class_index import RELEASE_VIEWS
from pmkg.questions.class_membership import ClassesQuestion
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind

_QUERY = """query($s: SignatureInput!) { classes(signature: $s) { id release
  findings { alteration classes { text rung within statements note } } warnings { code } } }"""
_SIGNATURE = {"id": "case-1", "alterations": [{"gene": "BRAF", "protein": "V600E"}]}


def test_the_answer_is_that_of_the_command_lines_json(client: Client, releases: MemoryReleases) -> None:
    answer = client.ask(_QUERY, s=_SIGNATURE)["classes"]
    reader = releases.open()
    plain = orjson.loads(classes_to_json(ClassesQuestion(reader).ask(read_signature(_SIGNATURE, reader))))
    assert {key: value for key, value in plain.items() if key != "warnings"} == {
        key: value for key, value in answer.items() if key != "warnings"
    }
    assert answer["findings"][0]["classes"]


def test_a_variant_names_the_classes_that_hold_it() -> None:
    graph = normalized([claim(1, "BRAF V600"), claim(2, "BRAF V600E")])
    releases = MemoryReleases(facets_by_kind(), RELEASE_VIEWS)
    with releases.draft("2026.1") as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.publish(Manifest("2026.1", "full", "2026-01-01T00:00:00+00:00", draft.index(), (), schema=SCHEMA))
    query = '{ variants(filter: { gene: "BRAF" }) { nodes { label memberOf { id text rung note } } } }'
    with serving(create_app(releases, ApiSettings())) as client:
        nodes = client.ask(query)["variants"]["nodes"]
    held = {node["label"]: [each["text"] for each in node["memberOf"]] for node in nodes}
    assert held["BRAF V600E"] == ["BRAF V600"]
