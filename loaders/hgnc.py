"""HGNC: one approved symbol per human gene, with its previous symbols, aliases and identifiers elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Record, Rejected
from pmkg.model.source import Files
from pmkg.model.table import Values, table

_REQUIRED = ("hgnc_id", "symbol", "name", "locus_group", "locus_type", "status")
_NAMES = {
    "alias_symbol": NameRole.ALIAS,
    "prev_symbol": NameRole.PREVIOUS,
    "alias_name": NameRole.ALIAS,
    "prev_name": NameRole.PREVIOUS,
}
_IDS = {"entrez_id": "NCBIGene", "ensembl_gene_id": "ENSEMBL", "uniprot_ids": "UniProtKB", "omim_id": "OMIM"}
_FACTS = ("location", "gene_group", "refseq_accession", "mane_select")


def load(files: Files) -> Iterator[Record]:
    """Yield one gene per approved entry.

    An identifier that several genes share (one UniProt entry for the identical GAGE12 proteins) names none of them: it stays
    among the properties, because as an exact mapping it would make them one gene.
    """
    approved: list[Values] = []
    for row in table(files, files.path("genes"), _REQUIRED, (*_NAMES, *_IDS, *_FACTS)):
        if isinstance(row, Rejected):
            yield row
        elif fault := _fault(row[1]):
            yield fault
        else:
            approved.append(row[1])
    uses = Counter(chain.from_iterable(_identifiers(values) for values in approved))
    for values in approved:
        yield _gene(values, uses)


def _fault(values: Values) -> Rejected | None:
    identifier, symbol, *_, status = values[: len(_REQUIRED)]
    if not (identifier.startswith("HGNC:") and identifier[5:].isdigit() and symbol):
        return Rejected(identifier or symbol, "hgnc_id", identifier, Reason.MALFORMED)
    if status != "Approved":
        return Rejected(identifier, "status", f"{symbol}: {status}", Reason.DEPRECATED)
    return None


def _gene(values: Values, uses: Counter[Curie]) -> Concept:
    identifier, symbol, name, locus_group, locus_type, _ = values[: len(_REQUIRED)]
    names = [Name(name, NameRole.EXACT)] if name else []
    for role, cell in zip(_NAMES.values(), values[len(_REQUIRED) :], strict=False):
        names += [Name(text, role) for text in _parts(cell)]
    known = _identifiers(values)
    properties: dict[str, Value] = {"name": name, "locus_group": locus_group, "locus_type": locus_type}
    location, *lists = values[-len(_FACTS) :]
    if location:
        properties["location"] = location
    for key, cell in zip(("gene_groups", "refseq", "mane_select"), lists, strict=True):
        if cell:
            properties[key] = list[Value](_parts(cell))
    shared: list[Value] = [curie for curie in known if uses[curie] > 1]
    if shared:
        properties["shared_ids"] = shared
    exact = tuple(curie for curie in known if uses[curie] == 1)
    return Concept(NodeKind.GENE, Curie(identifier), symbol, identifier, tuple(names), exact, properties=properties)


def _identifiers(values: Values) -> list[Curie]:
    cells = values[len(_REQUIRED) + len(_NAMES) :]
    return [
        Curie.of(prefix, local) for prefix, cell in zip(_IDS.values(), cells, strict=False) for local in _parts(cell)
    ]


def _parts(cell: str) -> Iterable[str]:
    return [part for part in cell.split("|") if part] if cell else ()
