from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.model.curie import Curie
from pmkg.vocabulary.prefixes import biolink_curie, contract, expand, infores, page, prefixes

ROOT = Path(__file__).resolve().parents[2]
LOCALS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=20)


@given(prefix=st.sampled_from(sorted(prefixes())), local=LOCALS)
def test_an_identifier_comes_back_from_its_iri(prefix: str, local: str) -> None:
    curie = Curie.of(prefix, local)
    assert contract(expand(curie)) == curie


@given(local=LOCALS)
def test_an_unknown_prefix_comes_back_too(local: str) -> None:
    assert contract(expand(f"FOO.bar:{local}")) == f"FOO.bar:{local}"


@given(prefix=st.sampled_from(sorted(prefixes())), local=LOCALS)
def test_an_iri_holds_no_character_that_rdf_forbids(prefix: str, local: str) -> None:
    assert not set(' <>"{}|^`\\') & set(expand(f"{prefix}:{local}"))


def test_no_base_begins_another() -> None:
    bases = [row.iri for row in prefixes().values()]
    assert [(one, other) for one, other in permutations(bases, 2) if one.startswith(other)] == []


def test_every_page_has_a_place_for_the_identifier() -> None:
    assert all("$1" in row.page for row in prefixes().values() if row.page)


@pytest.mark.parametrize(
    ("curie", "address"),
    [
        ("civic.eid:1409", "https://civicdb.org/links/evidence_items/1409"),
        ("PMID:22735384", "https://pubmed.ncbi.nlm.nih.gov/22735384/"),
        ("NCT:NCT01917552", "https://clinicaltrials.gov/study/NCT01917552"),
        ("pmkg.profile:0123", ""),
        ("FOO:1", ""),
    ],
)
def test_pages_are_the_owners_own(curie: str, address: str) -> None:
    assert page(curie) == address


@pytest.mark.parametrize(
    ("curie", "written"),
    [
        ("CHEMBL:CHEMBL1229517", "CHEMBL.COMPOUND:CHEMBL1229517"),
        ("RXNORM:1147220", "RXCUI:1147220"),
        ("NCT:NCT01917552", "CLINICALTRIALS:NCT01917552"),
        ("Orphanet:626", "orphanet:626"),
        ("MONDO:0005105", "MONDO:0005105"),
        ("FOO:1", "FOO:1"),
    ],
)
def test_biolink_calls_some_prefixes_otherwise(curie: str, written: str) -> None:
    assert biolink_curie(curie) == written


def test_every_prefix_of_the_catalog_is_declared() -> None:
    catalog = tomllib.loads((ROOT / "loaders" / "catalog.toml").read_text(encoding="utf-8"))["source"]
    used = {prefix for source in catalog.values() for prefix in source["prefixes"]}
    assert used - set(prefixes()) == set()


@pytest.mark.mirror
def test_sources_are_named_as_the_information_resource_catalog_names_them(mirror: Path) -> None:
    import gzip

    with gzip.open(mirror / "biolink" / "infores_catalog.yaml.gz", "rt", encoding="utf-8") as file:
        known = {line.split("id:")[1].strip() for line in file if line.strip().startswith("id: infores:")}
    named = {
        infores(source)
        for source in ("civic", "hgnc", "mondo", "disease-ontology", "hpo", "chembl", "drugcentral", "drugbank-open",
                       "dgidb", "clinvar", "clingen", "signor", "ctml")
    }  # fmt: skip
    assert named - known == set()


def test_every_source_that_is_renamed_is_in_the_catalog() -> None:
    catalog = tomllib.loads((ROOT / "loaders" / "catalog.toml").read_text(encoding="utf-8"))["source"]
    renamed = tomllib.loads((ROOT / "ontology" / "prefixes.toml").read_text(encoding="utf-8"))["infores"]
    assert sorted(renamed.keys() - catalog.keys()) == []
    assert infores("ctml") == "infores:clinicaltrials"
