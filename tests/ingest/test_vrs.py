from __future__ import annotations

from typing import Any

import pytest
from ga4gh.core import ga4gh_identify, sha512t24u  # type: ignore[import-untyped]
from ga4gh.vrs import models, normalize  # type: ignore[import-untyped]
from ga4gh.vrs.dataproxy import _DataProxy  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import MissingFile
from pmkg.ingest.vrs import allele_identifier, vrs_allele_id
from pmkg.vocabulary.ontology_files import read_toml

# Identifiers published in the VRS documentation and in the tests of ga4gh/vrs-python and biocommons/anyvar.
PUBLISHED = {
    "GRCh38:7:140753336:A:T": "ga4gh:VA.Otc5ovrw906Ack087o1fhegB4jDRqCAe",
    "GRCh37:7:140453136:A:T": "ga4gh:VA.nmp-bzYpO00NYIqr3CaVF0ZH2ZpSj1ly",
    "GRCh38:7:55181320:A:T": "ga4gh:VA.Hy2XU_-rp4IMh6I_1NXNecBo8Qx8n0oE",
    "GRCh38:19:44908822:C:T": "ga4gh:VA.0AePZIWZUNsUlQTamyLrjm2HWUw2opLt",
    "GRCh38:1:62513552:T:A": "ga4gh:VA.XKjKAlr0tojSt610fYjibQpMjaXWA2lv",
    "GRCh38:1:1047461:C:T": "ga4gh:VA.Qs90vys_MRPyU62F7EdL2oVWZWn8KCi7",
    "GRCh38:22:50679429:G:A": "ga4gh:VA.rKpaEJAGJVinPM650Tv93NEz4YNfbVp6",
    "GRCh38:X:10117253:G:A": "ga4gh:VA.FLM1jXSy4gk1MIn0hdM9O4YK8whGHuNS",
}
CHROMOSOME_1 = "SQ.Ya6Rs7DHhDeg7YaOSg1EoNi3U_nQ9SvO"
BASES = st.text("ACGT", min_size=1, max_size=6)


class ShortSequence(_DataProxy):  # type: ignore[misc]
    """Serve one short sequence as every chromosome, the way that a sequence store would."""

    def __init__(self, sequence: str) -> None:
        self._sequence = sequence

    def get_sequence(self, identifier: str, start: int | None = None, end: int | None = None) -> str:
        return self._sequence[start:end]

    def get_metadata(self, identifier: str) -> dict[str, Any]:
        return {"length": len(self._sequence), "aliases": [f"ga4gh:{sha512t24u(self._sequence.encode())}"]}


def _by_the_package(start: int, end: int, alternate: str, proxy: ShortSequence | None = None) -> str:
    reference = models.SequenceReference(refgetAccession=CHROMOSOME_1)
    location = models.SequenceLocation(start=start, end=end, sequenceReference=reference)
    allele = models.Allele(location=location, state=models.LiteralSequenceExpression(sequence=alternate))
    return str(ga4gh_identify(normalize(allele, data_proxy=proxy) if proxy else allele))


@pytest.mark.parametrize(("genomic", "identifier"), PUBLISHED.items())
def test_a_published_allele_gets_its_published_identifier(genomic: str, identifier: str) -> None:
    assert vrs_allele_id(genomic) == identifier


@given(start=st.integers(0, 248_000_000), reference=st.sampled_from("ACGT"), alternate=st.sampled_from("ACGT"))
def test_a_substitution_has_the_identifier_that_the_package_gives(start: int, reference: str, alternate: str) -> None:
    found = vrs_allele_id(f"GRCh38:1:{start + 1}:{reference}:{alternate}")
    assert found == (None if reference == alternate else _by_the_package(start, start + 1, alternate))


@given(before=BASES, reference=BASES, alternate=BASES, after=BASES)
def test_any_replacement_agrees_with_the_packages_own_normalization(
    before: str, reference: str, alternate: str, after: str
) -> None:
    proxy = ShortSequence(before + reference + after)
    genomic = f"GRCh38:1:{len(before) + 1}:{reference}:{alternate}"
    with_store = vrs_allele_id(genomic, proxy)
    if reference == alternate:
        assert with_store is None
        return
    assert with_store == _by_the_package(len(before), len(before) + len(reference), alternate, proxy)
    assert vrs_allele_id(genomic) in (with_store, None)


def test_a_shared_flank_changes_nothing() -> None:
    plain = vrs_allele_id("GRCh37:7:140453136:A:T")
    assert vrs_allele_id("GRCh37:7:140453135:CA:CT") == plain
    assert vrs_allele_id("GRCh37:7:140453136:AC:TC") == plain
    assert vrs_allele_id("grch37:chr7:140453136:a:t") == plain


@pytest.mark.parametrize("genomic", ["GRCh37:7:55242464:AGGAATTAAGAGAAGC:A", "GRCh38:1:100:A:AT", "GRCh38:1:100:-:T"])
def test_an_insertion_or_deletion_needs_the_sequence(genomic: str) -> None:
    assert vrs_allele_id(genomic) is None


def test_a_deletion_in_a_repeat_has_one_identifier_wherever_it_is_written() -> None:
    proxy = ShortSequence("GGCACACATT")
    spellings = ["GRCh38:1:2:GCA:G", "GRCh38:1:4:ACA:A", "GRCh38:1:6:ACA:A"]
    assert len({vrs_allele_id(genomic, proxy) for genomic in spellings}) == 1


@pytest.mark.parametrize(
    "genomic",
    [
        "",
        "7:140453136:A:T",
        "GRCh36:7:1:A:T",
        "GRCh37:23:1:A:T",
        "GRCh37:7:0:A:T",
        "GRCh37:7:1:A:<DEL>",
        "GRCh37:7:1:A:A",
    ],
)
def test_what_names_no_change_of_a_known_chromosome_has_no_identifier(genomic: str) -> None:
    assert vrs_allele_id(genomic) is None


def test_the_builds_differ_and_the_mitochondrion_does_not() -> None:
    assert vrs_allele_id("GRCh37:1:100:A:T") != vrs_allele_id("GRCh38:1:100:A:T")
    assert vrs_allele_id("GRCh37:MT:100:A:T") == vrs_allele_id("GRCh38:M:100:A:T")


def test_digests_are_well_formed_and_of_one_chromosome_each() -> None:
    tables = read_toml("sequences.toml")
    digests = [row["refget"] for table in tables.values() for name, row in table.items() if name != "MT"]
    assert len(digests) == len(set(digests)) == 48
    assert all(len(digest) == 35 and digest.startswith("SQ.") for digest in digests)


def test_without_a_store_the_identifier_is_the_plain_function() -> None:
    assert allele_identifier()("GRCh38:7:140753336:A:T") == PUBLISHED["GRCh38:7:140753336:A:T"]


def test_a_store_that_cannot_be_opened_says_what_was_tried() -> None:
    with pytest.raises(MissingFile, match=r"nowhere\+file"):
        allele_identifier("nowhere+file:///missing")
