"""Gene identity: approved, previous and alias symbols, with ambiguity kept as a set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pmkg.ingest.gene_notes import GeneNotes, Note
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Node
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.names import fold
from pmkg.model.records import Annotation, Concept, Reference
from pmkg.model.variant import Gene

_ROLES = (NameRole.LABEL, NameRole.PREVIOUS, NameRole.ALIAS)


class GeneIndex:
    """Resolve what sources call a gene.

    An approved symbol wins over a previous one, a previous one over an alias. A previous or alias symbol of several genes is
    ambiguous and resolves to none of them. Identifiers (HGNC, NCBIGene, ENSEMBL, UniProtKB) win over symbols.
    """

    def __init__(self, concepts: Iterable[tuple[str, Concept]]) -> None:
        self._concepts: dict[Curie, tuple[str, Concept]] = {}
        self._by_id: dict[str, Curie] = {}
        self._by_role: dict[NameRole, dict[str, set[Curie]]] = defaultdict(lambda: defaultdict(set))
        self._properties: dict[Curie, dict[str, object]] = defaultdict(dict)
        self._notes: dict[Curie, GeneNotes] = defaultdict(GeneNotes)
        self._sources: dict[Curie, set[str]] = defaultdict(set)
        self._cache: dict[str, Gene | None] = {}
        for source, concept in concepts:
            self._add(source, concept)

    def _add(self, source: str, concept: Concept) -> None:
        self._concepts[concept.id] = (source, concept)
        self._sources[concept.id].add(source)
        self._by_role[NameRole.LABEL][fold(concept.label)].add(concept.id)
        for name in concept.names:
            self._by_role[name.role][fold(name.text)].add(concept.id)
        for mapping in concept.exact:
            self._by_id.setdefault(mapping, concept.id)

    def symbol(self, text: str) -> Gene | None:
        """Resolve a symbol to the one gene that it names, or None."""
        key = fold(text)
        if key not in self._cache:
            found = self.candidates(text)
            self._cache[key] = self._gene(next(iter(found))) if len(found) == 1 else None
        return self._cache[key]

    def candidates(self, text: str) -> frozenset[Curie]:
        """Give every gene that a symbol may name, by its best role."""
        key = fold(text)
        for role in _ROLES:
            found = self._by_role[role].get(key)
            if found:
                return frozenset(found)
        return frozenset()

    def resolve(self, reference: Reference) -> Gene | Reason:
        """Resolve a reference by its identifiers, then by its text; else say why not."""
        for identifier in reference.ids:
            gene = identifier if identifier in self._concepts else self._by_id.get(identifier)
            if gene is not None:
                return self._gene(gene)
        found = self.candidates(reference.text) if reference.text else frozenset()
        if len(found) == 1:
            return self._gene(next(iter(found)))
        return Reason.AMBIGUOUS_GENE if found else Reason.UNKNOWN_GENE

    def annotate(self, source: str, annotation: Annotation) -> Reason | None:
        """Note a source's facts of the gene that it names; give the reason when it names none.

        They become the gene's with :meth:`settle`.
        """
        gene = self.resolve(annotation.subject)
        if isinstance(gene, Reason):
            return gene
        self._notes[gene.id].notes.append(Note(self._rank(annotation.subject), source, annotation))
        self._sources[gene.id].add(source)
        return None

    def role(self, symbol: str) -> str:
        """Give the role of a gene in cancer as far as a source tells: oncogene, suppressor, both or ""."""
        gene = self.symbol(symbol)
        return str(self._properties.get(gene.id, {}).get("role") or "") if gene is not None else ""

    def drive(self, gene: Curie, record: str) -> None:
        """Make a suppressor one that also drives, as evidence about an allele of it tells; ``record`` is that evidence."""
        properties = self._properties[gene]
        if properties.get("role") == "suppressor":
            properties |= {"role": "both", "role_evidence": record}

    def settle(self) -> list[Loss]:
        """Make the annotations of each gene its properties; give those that contradict a better one."""
        losses: list[Loss] = []
        for gene, notes in self._notes.items():
            properties, beaten = notes.settle()
            self._properties[gene].update(properties)
            losses.extend(beaten)
        return losses

    def _rank(self, reference: Reference) -> int:
        """Say how a reference names its gene: 0 by identifier or approved symbol, 1 by a previous one, 2 by an alias."""
        if any(identifier in self._concepts or identifier in self._by_id for identifier in reference.ids):
            return 0
        key = fold(reference.text)
        return next((rank for rank, role in enumerate(_ROLES) if key in self._by_role[role]), len(_ROLES))

    def set_residues(self, residues: Mapping[Curie, Mapping[str, str]]) -> None:
        """Keep on each gene the reference residues that its variants' names tell, by position."""
        for gene, table in residues.items():
            self._properties[gene]["residues"] = {**table}

    def _gene(self, gene: Curie) -> Gene:
        return Gene(gene, self._concepts[gene][1].label)

    def nodes(self) -> Iterator[Node]:
        """Give one node per gene."""
        for gene, (_, concept) in self._concepts.items():
            mappings = tuple(Name(mapping, NameRole.MAPPING) for mapping in concept.exact)
            properties = {**concept.properties, **self._properties.get(gene, {})}
            yield Node(
                gene,
                NodeKind.GENE,
                concept.label,
                (*concept.names, *mappings),
                properties,  # type: ignore[arg-type]
                tuple(sorted(self._sources[gene])),
            )
