"""Every source's profile texts are read by the one profile grammar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.errors import InvalidText
from pmkg.model.graph import NameRole
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Claim, Concept, Record
from pmkg.model.variant import Gene
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile

Load = Callable[[str, Path], list[Record]]
FOLDERS = {"civic": "civic", "moalmanac": "moalmanac", "moalmanac-indications": "moalmanac"}

pytestmark = pytest.mark.mirror


@pytest.fixture(scope="module")
def genes(load_from: Load, mirror: Path) -> Callable[[str], Gene | None]:
    """Resolve a symbol, else a previous symbol, else an alias, each only where it names one gene."""
    tables: dict[str, dict[str, set[Gene]]] = {role: defaultdict(set) for role in ("label", "previous", "alias")}
    for record in load_from("hgnc", mirror / "hgnc"):
        if isinstance(record, Concept) and record.kind is NodeKind.GENE:
            gene = Gene(record.id, record.label)
            tables["label"][record.label.upper()].add(gene)
            for name in record.names:
                if name.role in (NameRole.PREVIOUS, NameRole.ALIAS):
                    tables[name.role][name.text.upper()].add(gene)

    def resolve(text: str) -> Gene | None:
        for table in tables.values():
            found = table.get(text.upper())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    return resolve


@pytest.mark.parametrize("source", FOLDERS)
def test_the_profiles_of_therapeutic_claims_are_read(
    source: str, load_from: Load, mirror: Path, genes: Callable[[str], Gene | None]
) -> None:
    exons = ExonTable.load()
    claims = [
        record
        for record in load_from(source, mirror / FOLDERS[source])
        if isinstance(record, Claim) and record.therapies
    ]
    unread = []
    for claim in claims:
        try:
            parse_profile(claim.profile, genes, exons)
        except InvalidText as error:
            unread.append(f"{claim.id} {claim.profile}: {error.reason}")
    assert len(unread) <= 0.02 * len(claims), "\n".join(unread)
