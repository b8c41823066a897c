"""Variant identity: what sources know of concrete variants, joined by gene and change.

A variant with a coordinate whose reference sequence is known is a node under its GA4GH VRS identifier; one that is known
by its protein or coding name only is a node under a deterministic identifier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from pmkg.errors import InvalidText
from pmkg.ingest.effect_evidence import EffectEvidence
from pmkg.ingest.genes import GeneIndex
from pmkg.ingest.ids import variant_id
from pmkg.ingest.reasons import reason_of
from pmkg.ingest.united_values import united
from pmkg.ingest.variant_entry import Entry, names_transcript
from pmkg.model.criterion import Allele
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import EdgeKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.profile import AllOf, Leaf, Profile, conjunction, disjunction, leaves
from pmkg.model.records import Annotation, VariantFact
from pmkg.model.variant import Gene, ProteinChange
from pmkg.vocabulary.coding import parse_coding
from pmkg.vocabulary.genomic import parse_genomic, unanchored
from pmkg.vocabulary.protein import parse_protein
from pmkg.vocabulary.repeats import three_prime

_CLASSES = {
    "pathogenic": "pathogenic",
    "likely_pathogenic": "pathogenic",
    "benign": "benign",
    "likely_benign": "benign",
    "oncogenic": "oncogenic",
    "likely_oncogenic": "oncogenic",
}
_TRUSTED_RESIDUES = frozenset({"civic-coordinates", "civic", "moalmanac", "moalmanac-indications", "cancerhotspots"})


class VariantIndex:
    """Join variant facts into nodes, and learn the reference residues of proteins from them."""

    def __init__(self, genes: GeneIndex, vrs: Callable[[str], str | None], mane: Callable[[Curie], str]) -> None:
        self._genes = genes
        self._vrs = vrs
        self._mane = mane
        self._entries: dict[Curie, Entry] = {}
        self._residues: dict[Curie, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))

    def learn(self, source: str, fact: VariantFact) -> None:
        """Learn reference residues from a fact's name: of a curated source, or on the MANE Select transcript."""
        gene = self._genes.resolve(fact.gene)
        if isinstance(gene, Reason) or not fact.protein:
            return
        mane = self._mane(gene.id)
        on_mane = bool(mane) and any(text.startswith(mane) for text in fact.coding)
        if source in _TRUSTED_RESIDUES or on_mane:
            with suppress(InvalidText):
                self._note(gene, parse_protein(fact.protein))

    def learn_hotspots(self, annotation: Annotation) -> None:
        """Learn reference residues from the recurrently mutated residues of a gene."""
        gene, hotspots = self._genes.resolve(annotation.subject), annotation.properties.get("hotspots")
        if isinstance(gene, Reason) or not isinstance(hotspots, list):
            return
        for item in hotspots:
            if isinstance(item, dict) and item.get("residue"):
                self._residues[gene.id][int(str(item["start"]))].add(str(item["residue"]))

    def learn_alleles(self, source: str, profile: Profile) -> None:
        """Learn reference residues from the alleles that a claim of a curated source names."""
        if source in _TRUSTED_RESIDUES:
            for leaf in leaves(profile):
                if isinstance(leaf.criterion, Allele):
                    self._note(leaf.criterion.gene, leaf.criterion.change)

    def canonical(self, gene: Gene, change: ProteinChange) -> ProteinChange:
        """Bring a change inside repeated residues to its one name, as far as the residues have been learned."""
        known = self._residues.get(gene.id)
        if not known:
            return change
        return three_prime(change, lambda position: min(known.get(position, ()), default=""))

    def canonical_profile(self, profile: Profile) -> Profile:
        """Bring every allele of a profile to its one name."""
        if isinstance(profile, Leaf):
            allele = profile.criterion
            if not isinstance(allele, Allele):
                return profile
            change = self.canonical(allele.gene, allele.change)
            return profile if change is allele.change else Leaf(replace(allele, change=change), profile.negated)
        parts = [self.canonical_profile(part) for part in profile.parts]
        return conjunction(parts) if isinstance(profile, AllOf) else disjunction(parts)

    def add(self, source: str, fact: VariantFact) -> Loss | None:
        """Take one fact; give a loss when it names no gene or its protein change follows no known form."""
        gene = self._genes.resolve(fact.gene)
        if isinstance(gene, Reason):
            return Loss(source, fact.record, "gene", fact.gene.text, gene)
        loss, change = None, None
        if fact.protein:
            try:
                change = self.canonical(gene, parse_protein(fact.protein))
            except InvalidText as error:
                loss = Loss(source, fact.record, "protein", fact.protein, reason_of(error))
        coding = {text: _canonical_coding(text) for text in fact.coding}
        if change is None and not coding and not fact.genomic:
            return loss or Loss(source, fact.record, "protein", fact.protein, Reason.UNPARSED_VARIANT)
        self._enter(source, fact, gene, change, coding)
        return loss

    def add_allele(self, source: str, gene: Gene, change: ProteinChange, record: str) -> Curie:
        """Take an allele that a profile names; give its node's identifier."""
        home = variant_id(gene.id, change.text)
        entry = self._entries.setdefault(home, Entry(gene, record=record))
        entry.call(change.text, source, record)
        entry.sources.add(source)
        return home

    def classify(self, variant: Curie, classification: str, record: str) -> None:
        """Note that a source calls a known variant oncogenic, pathogenic or benign."""
        self._entries[variant].classes.setdefault(_CLASSES[classification], record)

    def study(self, variant: Curie, effect: str, record: str) -> None:
        """Note what a functional study found a known variant to do, in the source's words."""
        self._entries[variant].functional.setdefault(effect, record)

    def tell_effect(self, evidence: EffectEvidence) -> None:
        """Note what curated evidence tells of the effect of an allele that a profile names."""
        allele = evidence.allele
        entry = self._entries[variant_id(allele.gene.id, allele.change.text)]
        entry.effects[evidence.told] = f"{evidence.basis}|{evidence.record}"

    def _enter(
        self, source: str, fact: VariantFact, gene: Gene, change: ProteinChange | None, coding: dict[str, str]
    ) -> None:
        genomic = _canonical_genomic(fact.genomic) if fact.genomic else ""
        name = change.text if change else min(coding.values(), default=genomic)
        vrs = self._vrs(genomic) if genomic else None
        home = Curie(vrs) if vrs else variant_id(gene.id, genomic or name)
        entry = self._entries.setdefault(home, Entry(gene))
        if change:
            on_mane = names_transcript(change, fact.coding, self._mane(gene.id))
            entry.call(change.text, source, fact.record, on_mane)
        entry.coding |= set(coding.values())
        entry.hgvs |= {f"{text.partition(':')[0]}:{canonical}" for text, canonical in coding.items() if ":" in text}
        entry.genomic |= {genomic, unanchored(genomic)} - {""}
        entry.record = min(entry.record or fact.record, fact.record)
        entry.sources.add(source)
        group = _CLASSES.get(fact.classification)
        if group:
            entry.classes.setdefault(group, fact.record)
        for key, value in fact.properties.items():
            both = united(entry.facts.setdefault(key, value), value)
            if both is not None:
                entry.facts[key] = both

    def _note(self, gene: Gene, change: ProteinChange) -> None:
        for residue, position in ((change.first, change.start), (change.last, change.end)):
            if len(residue) == 1 and residue.isalpha() and residue != "X":
                self._residues[gene.id][position].add(residue)

    def residues(self) -> dict[Curie, dict[str, str]]:
        """Give, per gene, the residues that the sources name at each position; usually one."""
        return {
            gene: {str(position): "".join(sorted(letters)) for position, letters in sorted(table.items())}
            for gene, table in self._residues.items()
        }

    def nodes(self) -> Iterator[Node]:
        """Give one node per variant."""
        for home, entry in self._entries.items():
            yield entry.node(home, {protein: self._users(entry, protein) for protein in entry.proteins})

    def _users(self, entry: Entry, protein: str) -> frozenset[str]:
        """Give the sources that call an allele by a protein name, or that speak of the named change itself."""
        named = self._entries.get(variant_id(entry.gene.id, protein))
        return frozenset(entry.proteins[protein].sources | (named.sources if named else set()))

    def edges(self) -> Iterator[Edge]:
        """Give the edge from each variant to its gene, and from each named protein change to the alleles that make it."""
        for home, entry in self._entries.items():
            yield Edge(home, EdgeKind.IN_GENE, entry.gene.id, min(entry.sources), entry.record)
            if entry.genomic:
                for protein, name in sorted(entry.proteins.items()):
                    change = variant_id(entry.gene.id, protein)
                    if change in self._entries:
                        yield Edge(change, EdgeKind.HAS_MEMBER, home, min(name.sources), name.record)


def _canonical_coding(text: str) -> str:
    """Bring a c. expression to the one text by which it is found; what follows no known form stays as it is."""
    try:
        return parse_coding(text).text
    except InvalidText:
        return text.rpartition(":")[2]


def _canonical_genomic(text: str) -> str:
    try:
        return parse_genomic(text)
    except InvalidText:
        return text
