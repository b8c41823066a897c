"""A small table of genes for the tests of texts: approved symbols, and a few names that resolve to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmkg.model.curie import Curie
from pmkg.model.profile import Profile
from pmkg.model.variant import Gene
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile

_SYMBOLS = (
    "ABL1 AKT1 ALK APC AR ATM ATRX BCL2 BCR BIRC3 BRAF BRCA1 BRCA2 CALR CCND1 CD274 CDKN2A CEBPA CHEK2 CLDN18 CYP2D6 "
    "DPYD EGFR EML4 EPCAM ERBB2 ERCC1 ESR1 EZH2 FGFR1 FGFR2 FLT3 FOLR1 H3-3A HLA-C HSPH1 IDH1 IGH JAK2 KIT KMT2A KRAS "
    "LRP1B MET MGMT MLH1 MYB NF1 NOTCH1 NPM1 NRAS NTRK1 NTRK2 NTRK3 PALB2 PDGFRA PIK3CA PML PTEN RAD51 RARA RB1 ROS1 "
    "STAT3 STK11 TERT TP53 TSC1 UGT1A1 VHL WT1"
)
_APPROVED = frozenset(_SYMBOLS.split())
_OTHER = {"HER2": "ERBB2", "MLL": "KMT2A", "P53": "TP53", "H3F3A": "H3-3A", "C-KIT": "KIT", "V7": "STAT3"}


def _gene(symbol: str) -> Gene:
    return Gene(Curie.of("HGNC", symbol), symbol)


def _genes(text: str) -> Gene | None:
    symbol = _OTHER.get(text.upper(), text.upper())
    return _gene(symbol) if symbol in _APPROVED else None


@pytest.fixture(scope="session")
def gene() -> Callable[[str], Gene]:
    """Make a gene with a plain identifier."""
    return _gene


@pytest.fixture(scope="session")
def genes() -> Callable[[str], Gene | None]:
    """Resolve a symbol as a release does."""
    return _genes


@pytest.fixture(scope="session")
def read() -> Callable[[str], Profile]:
    """Read a profile with the small table of genes."""
    return lambda text: parse_profile(text, _genes, ExonTable.load())
