from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path
from typing import Any

import export_sample
import pytest
from made_release import claim, release

from pmkg.clinic.kgx import EDGE_COLUMNS, NODE_COLUMNS, write_kgx

# Beside Biolink's own slots, which KGX allows.
OWN_COLUMNS = {"effect", "evidence_level", "source_record", "status", "conflict", "conditions", "tumor_scope"}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_kgx(export_sample.sample(), tmp_path)
    return tmp_path


def test_nodes_and_edges_have_what_kgx_requires(folder: Path) -> None:
    for node in _lines(folder / "nodes.jsonl"):
        assert node["id"]
        assert all(category.startswith("biolink:") for category in node["category"])
    for edge in _lines(folder / "edges.jsonl"):
        assert edge["subject"]
        assert edge["object"]
        assert edge["predicate"].startswith("biolink:")
        assert edge["primary_knowledge_source"].startswith("infores:")
        assert edge["knowledge_level"]
        assert edge["agent_type"]


def test_a_dose_finding_study_leads_to_its_drugs_and_its_publication(folder: Path) -> None:
    (study,) = [node for node in _lines(folder / "nodes.jsonl") if node["id"] == export_sample.DOSE_FINDING]
    assert study["category"] == ["biolink:StudyResult"]
    given = [edge for edge in _lines(folder / "edges.jsonl") if edge["subject"] == study["id"]]
    assert {edge["object"] for edge in given} == {"NCIT:C1723", "CHEMBL.COMPOUND:CHEMBL3301612"}
    assert {tuple(edge["publications"]) for edge in given} == {("PMID:101",)}


def test_both_forms_hold_the_same_rows(folder: Path) -> None:
    for name, columns in (("nodes", NODE_COLUMNS), ("edges", EDGE_COLUMNS)):
        table, lines = _rows(folder / f"{name}.tsv"), _lines(folder / f"{name}.jsonl")
        assert tuple(table[0]) == columns
        assert [row["id"] for row in table] == [line["id"] for line in lines]
        assert all(set(line) <= set(columns) for line in lines)


def test_every_end_of_an_edge_is_a_node_and_every_id_stands_once(folder: Path) -> None:
    nodes, edges = _lines(folder / "nodes.jsonl"), _lines(folder / "edges.jsonl")
    ids = [node["id"] for node in nodes]
    assert len(ids) == len(set(ids)) == len(export_sample.nodes())
    assert {end for edge in edges for end in (edge["subject"], edge["object"])} <= set(ids)
    assert len({edge["id"] for edge in edges}) == len(edges)


def test_a_separator_inside_a_name_does_not_split_it(folder: Path) -> None:
    braf = next(row for row in _rows(folder / "nodes.tsv") if row["id"] == "HGNC:1097")
    assert braf["synonym"].split("|") == ["BRAF1 (old) / β"]
    exact = next(line for line in _lines(folder / "nodes.jsonl") if line["id"] == "HGNC:1097")
    assert exact["synonym"] == ["BRAF1 (old) | β"]


def test_identifiers_carry_biolink_prefixes(folder: Path) -> None:
    ids = {node["id"] for node in _lines(folder / "nodes.jsonl")}
    assert "CHEMBL.COMPOUND:CHEMBL3301612" in ids


def _meant(folder: Path, evidence: str) -> list[dict[str, Any]]:
    return [edge for edge in _lines(folder / "edges.jsonl") if edge.get("has_evidence") == [evidence]]


def test_a_single_drug_statement_links_profile_and_drug_in_its_disease(folder: Path) -> None:
    (edge,) = _meant(folder, "civic.eid:1")
    assert edge["predicate"] == "biolink:associated_with_sensitivity_to"
    assert edge["object"] == "NCIT:C64768"
    assert edge["disease_context_qualifier"] == "MONDO:0005012"
    assert edge["publications"] == ["PMID:22735384"]
    assert edge["negated"] is False


def test_evidence_against_is_negated_not_turned_around(folder: Path) -> None:
    (edge,) = _meant(folder, "civic.eid:2")
    assert edge["predicate"] == "biolink:associated_with_sensitivity_to"
    assert edge["negated"] is True


def test_a_combination_links_to_the_regimen_never_to_a_member(folder: Path) -> None:
    (edge,) = _meant(folder, "civic.eid:3")
    assert edge["object"] == export_sample.PAIR.id
    assert edge["predicate"] == "biolink:associated_with_response_to"
    assert edge["effect"] == "SENSITIVITY"


def test_what_narrows_a_statement_stands_on_its_edge(folder: Path) -> None:
    (narrowed,), (anywhere,) = _meant(folder, "civic.eid:3"), _meant(folder, "civic.eid:6")
    assert (narrowed["conditions"], narrowed["tumor_scope"]) == (["previously treated"], "SPECIFIC")
    assert (anywhere["tumor_scope"], "disease_context_qualifier" in anywhere) == ("BASKET", False)


@pytest.mark.parametrize("number", [9, 10, 11, 12])
def test_what_is_not_accepted_or_contradicts_itself_means_no_edge(folder: Path, number: int) -> None:
    assert _meant(folder, f"civic.eid:{number}") == []


def test_the_node_of_a_statement_says_how_it_stands(folder: Path) -> None:
    nodes = {node["id"]: node for node in _lines(folder / "nodes.jsonl")}
    assert nodes["civic.eid:1"]["status"] == "accepted"
    assert "conflict" not in nodes["civic.eid:1"]
    assert nodes["civic.eid:10"]["status"] == "withdrawn"
    assert nodes["civic.eid:11"]["conflict"] == "its text names another gene"


def test_a_conflict_that_a_loader_found_reaches_the_export(tmp_path: Path) -> None:
    write_kgx(release([claim(1, "BRAF V600E", fields={"conflict": "its text names NRAS"})]), tmp_path)
    node = next(node for node in _lines(tmp_path / "nodes.jsonl") if node["id"] == "civic.eid:1")
    assert (node["status"], node["conflict"]) == ("accepted", "its text names NRAS")
    assert _meant(tmp_path, "civic.eid:1") == []


def test_other_effects_mean_no_edge(folder: Path) -> None:
    assert _meant(folder, "civic.eid:7") == _meant(folder, "civic.eid:8") == []


def test_a_criterion_that_must_be_absent_does_not_deny_the_edge(folder: Path) -> None:
    criteria = [edge for edge in _lines(folder / "edges.jsonl") if edge["predicate"] == "biolink:related_to"]
    assert criteria
    assert not any(edge["negated"] for edge in criteria)


@pytest.mark.mirror
def test_columns_and_values_are_words_of_the_biolink_model(mirror: Path, folder: Path) -> None:
    with gzip.open(mirror / "biolink" / "biolink-model.yaml.gz", "rt", encoding="utf-8") as file:
        text = file.read()
    words = {match.replace(" ", "_") for match in re.findall(r"^  (\S.*?):[ ]*$", text, re.MULTILINE)}
    assert {*NODE_COLUMNS, *EDGE_COLUMNS} - OWN_COLUMNS - words == set()
    levels = {edge["knowledge_level"] for edge in _lines(folder / "edges.jsonl")}
    agents = {edge["agent_type"] for edge in _lines(folder / "edges.jsonl")}
    permitted = set(re.findall(r"^      (\w+):[ ]*$", text, re.MULTILINE))
    assert levels | agents <= permitted
