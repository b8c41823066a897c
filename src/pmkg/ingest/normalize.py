"""From what the sources say to one graph: identities first, then claims, then relations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from pmkg.errors import InvalidText
from pmkg.ingest.agnostic import share_exclusions
from pmkg.ingest.diseases import DiseaseIndex
from pmkg.ingest.drugs import DrugIndex, named_by_claims
from pmkg.ingest.effect_evidence import Told, effect_evidence
from pmkg.ingest.eligibility import EligibilityReader
from pmkg.ingest.evidence_graph import EvidenceGraph
from pmkg.ingest.genes import GeneIndex
from pmkg.ingest.load import Loaded
from pmkg.ingest.reasons import with_ambiguity
from pmkg.ingest.relations import Resolver, Things, relate
from pmkg.ingest.statements import Normalized, StatementNormalizer
from pmkg.ingest.trial_criteria import CriteriaCoder
from pmkg.ingest.trials import TrialGraph
from pmkg.ingest.variants import VariantIndex
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Node
from pmkg.model.kinds import NodeKind, StatementKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.profile import Profile
from pmkg.model.records import Concept, VariantFact
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile
from pmkg.vocabulary.tumor_words import lineage_roots

_DISEASES = frozenset({NodeKind.DISEASE, NodeKind.TISSUE})
_DRUGS = frozenset({NodeKind.DRUG, NodeKind.DRUG_CLASS})


@dataclass(slots=True)
class Tally:
    """Count, for one source, what was read and what was normalized, by kind of statement."""

    records: Counter[str] = field(default_factory=Counter)
    normalized: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def report(self) -> dict[str, object]:
        """Give the figures in the shape of ``pmkg ledger --json``: the share is over therapeutic statements."""
        kind = StatementKind.PREDICTIVE.value
        records, normalized = self.records[kind], self.normalized[kind]
        by_kind = {
            name: {"records": count, "normalized": self.normalized[name]}
            for name, count in sorted(self.records.items())
        }
        share = round(normalized / records, 4) if records else None
        return {
            "records": records,
            "normalized": normalized,
            "share": share,
            "byKind": by_kind,
            "reasons": dict(sorted(self.reasons.items())),
        }


def _order(fact: VariantFact) -> tuple[str, ...]:
    """Order facts by their content: where two of one variant differ, the first one counts, whichever row it stands in."""
    known = repr(sorted(fact.properties.items()))
    return fact.record, fact.protein, fact.genomic, *fact.coding, fact.classification, known


class Normalization:
    """Join everything that was loaded into nodes, edges and a ledger."""

    def __init__(self, loaded: Iterable[Loaded], vrs: Callable[[str], str | None]) -> None:
        self._loaded = sorted(loaded, key=lambda item: item.source.id)
        self.losses: list[Loss] = [loss for item in self._loaded for loss in item.losses]
        self.genes = GeneIndex(self._concepts({NodeKind.GENE}))
        self._annotate()
        self.diseases = DiseaseIndex(self._concepts(_DISEASES), lineage_roots())
        self.drugs = DrugIndex.build([*self._concepts(_DRUGS), *self._drugs_of_claims()])
        self.things = Things(self._concepts(set(NodeKind) - {NodeKind.GENE} - _DISEASES - _DRUGS))
        self.losses.extend(self.things.losses)
        self.variants = VariantIndex(self.genes, vrs, self._mane())
        self.evidence = EvidenceGraph(self.variants)
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self._parse = self._parser()
        self._learn_residues()
        read = self._read_claims()
        self._read_facts()
        self.trials = self._code_trials()
        self._edges = self._relate()
        self._learn_effects(read)
        for loss in self.losses:
            self.tallies[loss.source].reasons[loss.reason] += 1

    def _concepts(self, kinds: Iterable[NodeKind]) -> list[tuple[str, Concept]]:
        wanted = frozenset(kinds)
        return [
            (item.source.id, concept) for item in self._loaded for concept in item.concepts if concept.kind in wanted
        ]

    def _annotate(self) -> None:
        for item in self._loaded:
            for annotation in item.annotations:
                reason = self.genes.annotate(item.source.id, annotation)
                if reason is not None:
                    text = annotation.subject.text
                    self.losses.append(Loss(item.source.id, annotation.record, "gene", text, reason))
        self.losses.extend(self.genes.settle())

    def _mane(self) -> Callable[[Curie], str]:
        """Give a gene's MANE Select RefSeq accession without its version."""
        accessions: dict[Curie, str] = {}
        for node in self.genes.nodes():
            transcripts = node.properties.get("mane_select")
            names = transcripts if isinstance(transcripts, list) else []
            refseq = next((str(name) for name in names if str(name).startswith("NM_")), "")
            accessions[node.id] = refseq.partition(".")[0]
        return lambda gene: accessions.get(gene, "")

    def _drugs_of_claims(self) -> Iterator[tuple[str, Concept]]:
        """Give the drugs that claims name with a code, which is often newer than the sources of drugs."""
        for item in self._loaded:
            yield from named_by_claims(item.source.id, (drug for claim in item.claims for drug in claim.therapies))

    def _learn_residues(self) -> None:
        """Learn what curated names tell of proteins before any allele is named, so that one event gets one name."""
        for item in self._loaded:
            for annotation in item.annotations:
                self.variants.learn_hotspots(annotation)
            for fact in item.facts:
                self.variants.learn(item.source.id, fact)
            for claim in item.claims:
                with suppress(InvalidText):
                    self.variants.learn_alleles(item.source.id, self._parse(claim.profile))

    def _read_claims(self) -> list[Normalized]:
        normalizer = StatementNormalizer(self._canonical, self.diseases, self.drugs, self.genes.role)
        seen: set[Curie] = set()
        read: list[Normalized] = []
        for item in self._loaded:
            for claim in sorted(item.claims, key=lambda claim: claim.id):
                if claim.id in seen:
                    self.losses.append(Loss(item.source.id, claim.record, "record", claim.id, Reason.DUPLICATE))
                    continue
                seen.add(claim.id)
                read.append(normalizer.normalize(item.source, claim))
        shared = list(share_exclusions(read))
        for normalized in shared:
            self._count(self.tallies[normalized.source.id], normalized)
            self.evidence.add(normalized)
        return shared

    def _learn_effects(self, read: Iterable[Normalized]) -> None:
        """Learn what evidence about single alleles tells of their effect, and of the role of their genes.

        A suppressor of which an allele responds to an inhibitor of its product also drives: IntOGen's cohorts alone would make
        JAK2 and ABL1 suppressors.
        """
        for evidence in effect_evidence(read, self._edges):
            self.variants.tell_effect(evidence)
            if evidence.told is Told.RESPONSE:
                self.genes.drive(evidence.allele.gene.id, evidence.record)

    def _count(self, tally: Tally, normalized: Normalized) -> None:
        kind = normalized.claim.kind.value
        tally.records[kind] += 1
        tally.normalized[kind] += normalized.complete
        self.losses.extend(normalized.losses)

    def _canonical(self, text: str) -> Profile:
        return self.variants.canonical_profile(self._parse(text))

    def _parser(self) -> Callable[[str], Profile]:
        exons = ExonTable.load()
        known: dict[str, Profile] = {}

        def parse(text: str) -> Profile:
            if text not in known:
                try:
                    known[text] = parse_profile(text, self.genes.symbol, exons)
                except InvalidText as error:
                    raise with_ambiguity(error, lambda symbol: len(self.genes.candidates(symbol)) > 1) from None
            return known[text]

        return parse

    def _read_facts(self) -> None:
        for item in self._loaded:
            for fact in sorted(item.facts, key=_order):
                loss = self.variants.add(item.source.id, fact)
                if loss is not None:
                    self.losses.append(loss)
        self.genes.set_residues(self.variants.residues())

    def _code_trials(self) -> TrialGraph:
        """Code what trials ask, when the reference residues are known against which their changes are held."""
        reader = EligibilityReader(self.genes, self.diseases, self.drugs)
        coder = CriteriaCoder(self._canonical, self.diseases, self.drugs, self.variants.residues(), self.genes.symbol)
        read = ((item.source, reader.read(trial)) for item in self._loaded for trial in item.trials)
        trials = TrialGraph(read, coder)
        self.losses.extend(trials.losses)
        return trials

    def _relate(self) -> list[Edge]:
        resolver = Resolver(self.genes, self.diseases, self.drugs, self.things)
        edges: list[Edge] = []
        for item in self._loaded:
            for relation in item.relations:
                found = relate(item.source.id, relation, resolver)
                if isinstance(found, Loss):
                    self.losses.append(found)
                else:
                    edges.append(found)
        return edges

    def nodes(self) -> Iterator[Node]:
        """Give every node of the graph."""
        parts = (self.genes, self.diseases, self.drugs, self.things, self.variants, self.evidence, self.trials)
        return chain.from_iterable(part.nodes() for part in parts)

    def edges(self) -> Iterator[Edge]:
        """Give every edge of the graph, each (subject, kind, object, source, record) once."""
        seen: set[tuple[str, ...]] = set()
        parts = (self.diseases, self.drugs, self.things, self.variants, self.evidence, self.trials)
        for edge in chain(self._edges, chain.from_iterable(part.edges() for part in parts)):
            key = (edge.subject, edge.kind, edge.object, edge.source, edge.record)
            if key not in seen:
                seen.add(key)
                yield edge
