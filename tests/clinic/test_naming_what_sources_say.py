"""How a profile or a regimen is named in a question on the agreement of sources."""

from __future__ import annotations

import pytest
from made_release import claim, release

from pmkg.clinic.agreement_names import read_drug, read_gene, read_profile, read_regimen
from pmkg.errors import NotFound, RequestError
from pmkg.model.profile import id_of_text
from pmkg.store.memory import MemoryGraph

ONLY_SIGNS_PART = ("PD-L1 TPS < 1", "PD-L1 TPS >= 1", "TP53 R213*", "TP53 R213=", "TP53 R213")


@pytest.fixture(scope="module")
def reader() -> MemoryGraph:
    return release([claim(number, profile) for number, profile in enumerate((*ONLY_SIGNS_PART, "BRAF V600E"))])


@pytest.mark.parametrize("profile", ONLY_SIGNS_PART)
def test_a_profile_that_is_meant_to_the_letter_is_found_beside_its_likes(reader: MemoryGraph, profile: str) -> None:
    assert read_profile(profile, reader) == id_of_text(profile)


@pytest.mark.parametrize("text", ["BRAF V600E", " braf  v600e", str(id_of_text("BRAF V600E"))])
def test_a_profile_has_its_identifier_and_its_text_in_any_case(reader: MemoryGraph, text: str) -> None:
    assert read_profile(text, reader) == id_of_text("BRAF V600E")


def test_a_text_that_may_mean_several_profiles_is_refused_with_the_set(reader: MemoryGraph) -> None:
    with pytest.raises(RequestError, match=r"ambiguous: TP53 R213, TP53 R213\*, TP53 R213="):
        read_profile("tp53 r213", reader)


def test_a_name_of_nothing_says_what_was_looked_up(reader: MemoryGraph) -> None:
    with pytest.raises(NotFound, match="molecular profile 'BRAF V600K'"):
        read_profile("BRAF V600K", reader)
    with pytest.raises(NotFound, match="drug 'Nosuchinib'"):
        read_regimen("Nosuchinib", reader)
    with pytest.raises(NotFound, match="gene 'BRAFF' is not in this release; near names: BRAF"):
        read_gene("BRAFF", reader)
    with pytest.raises(RequestError, match="gene 'SHARED1' is ambiguous: MGMT, TP53"):
        read_gene("SHARED1", reader)
    with pytest.raises(RequestError, match="names 2 drugs"):
        read_drug("Vemurafenib + Cetuximab", reader)
