from __future__ import annotations

import json

from pmkg.store.rdf import jsonld_context
from pmkg.store.shapes import shapes_text
from pmkg.vocabulary.ontology_files import ontology_file


def test_the_committed_shapes_are_those_that_the_kinds_give() -> None:
    assert ontology_file("shapes.ttl").read_text(encoding="utf-8") == shapes_text()


def test_the_committed_context_is_the_one_that_the_prefixes_give() -> None:
    assert json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8")) == jsonld_context()
