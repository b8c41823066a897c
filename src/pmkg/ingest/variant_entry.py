"""What the sources say of one variant, gathered under one identifier.

Transcripts of a gene number the same residue differently: GRCh37 4:1806099 A>G is FGFR3 Y373C on MANE Select and Y375C on
another isoform. Claims are made under either name. So an allele keeps every protein name with the sources that use it; the
one by which it is shown, and by which classes and positions are judged, is the name on MANE Select, else the one that most
sources use.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pmkg.errors import InvalidText
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Node, Value
from pmkg.model.kinds import NodeKind
from pmkg.model.variant import ChangeKind, Gene, ProteinChange
from pmkg.vocabulary.coding import parse_coding

_BY_CODON = frozenset({ChangeKind.SUBSTITUTION, ChangeKind.NONSENSE, ChangeKind.SYNONYMOUS})
_CODON = 3


@dataclass(slots=True)
class ProteinName:
    """Hold who calls a variant by one protein change. ``on_mane`` says that a source gives it for MANE Select."""

    record: str
    sources: set[str] = field(default_factory=set)
    on_mane: bool = False


@dataclass(slots=True)
class Entry:
    """Gather what the sources say of one variant."""

    gene: Gene
    proteins: dict[str, ProteinName] = field(default_factory=dict)
    coding: set[str] = field(default_factory=set)
    hgvs: set[str] = field(default_factory=set)
    genomic: set[str] = field(default_factory=set)
    classes: dict[str, str] = field(default_factory=dict)
    functional: dict[str, str] = field(default_factory=dict)
    effects: dict[str, str] = field(default_factory=dict)
    record: str = ""
    sources: set[str] = field(default_factory=set)
    facts: dict[str, Value] = field(default_factory=dict)

    def call(self, protein: str, source: str, record: str, on_mane: bool = False) -> None:
        """Note that a source calls the variant by a protein change."""
        name = self.proteins.setdefault(protein, ProteinName(record))
        name.record = min(name.record, record)
        name.sources.add(source)
        name.on_mane |= on_mane

    def main(self, users: Mapping[str, Collection[str]]) -> str:
        """Choose the main protein name by the sources that use each, claims among them; "" where there is no name."""

        def order(protein: str) -> tuple[bool, int, str]:
            return not self.proteins[protein].on_mane, -len(users[protein]), protein

        return min(self.proteins, key=order, default="")

    def node(self, home: Curie, users: Mapping[str, Collection[str]]) -> Node:
        """Give the variant's node, by the ``users`` of each protein name; a call of benign yields to another's of harm.

        A protein change is labeled by its name. An allele of the genome that makes it is another thing: it is labeled by its
        transcript or genomic name, and known by the protein's besides.
        """
        classes = dict(sorted(self.classes.items()))
        if len(classes) > 1:
            classes.pop("benign", None)
        own = min(self.coding, default="") or min(self.genomic, default="")
        main = self.main(users)
        labels = [f"{self.gene.symbol} {protein}" for protein in sorted(self.proteins)]
        label = f"{self.gene.symbol} {main if main and not self.genomic else own}"
        properties: dict[str, Value] = {
            **self.facts,
            "gene": self.gene.id,
            "symbol": self.gene.symbol,
            "protein": main,
            "coding": [*sorted(self.coding)],
            "hgvs": [*sorted(self.hgvs)],
            "genomic": [*sorted(self.genomic)],
            "classes": {**classes},
            "classification": next(iter(classes), ""),
            "record": self.record,
        }
        if self.functional:
            properties["functional"] = {effect: self.functional[effect] for effect in sorted(self.functional)}
        if self.effects:
            properties["effect_evidence"] = {told: self.effects[told] for told in sorted(self.effects)}
        if len(self.proteins) > 1:
            properties["protein_names"] = {name: [*sorted(users[name])] for name in sorted(self.proteins)}
        names = [Name(text, NameRole.EXACT) for text in sorted(self.hgvs | self.genomic)]
        names += [Name(text, NameRole.RELATED) for text in labels if text != label]
        return Node(home, NodeKind.VARIANT, label, tuple(names), properties, tuple(sorted(self.sources)))


def names_transcript(change: ProteinChange, coding: Collection[str], accession: str) -> bool:
    """Say whether a protein change is the one of a transcript: a c. expression of it is given, and its codon is the residue.

    A source may write its own isoform's name beside another transcript's expression (RUNX1 A107P beside the c.400G>C that
    makes A134P). A frameshift names the first residue that changes, which may lie behind the codon.
    """
    return bool(accession) and any(
        text.startswith(f"{accession}.") and _in_codon(change, text.partition(":")[2]) for text in coding
    )


def _in_codon(change: ProteinChange, coding: str) -> bool:
    if change.kind not in _BY_CODON:
        return True
    try:
        bases = parse_coding(coding)
    except InvalidText:
        return False
    return (bases.first - 1) // _CODON + 1 <= change.start <= (bases.last - 1) // _CODON + 1
