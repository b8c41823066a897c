"""Human Phenotype Ontology: phenotypes, which diseases have or lack them and how often, and the genes behind them."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator
from functools import cache

from pronto.ontology import Ontology
from pronto.term import Term

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import Values, table

_ANNOTATION = (
    "database_id",
    "disease_name",
    "qualifier",
    "hpo_id",
    "reference",
    "evidence",
    "onset",
    "frequency",
    "sex",
)
_ANNOTATION_MORE = ("modifier", "aspect")
_GENE = ("ncbi_gene_id", "gene_symbol", "hpo_id", "disease_id")
_EVIDENCE = {"TAS": "traceable author statement", "PCS": "published clinical study", "IEA": "inferred electronically"}
_FREQUENCY_TERMS: dict[str, tuple[str, int, int]] = {
    "HP:0040280": ("obligate", 100, 100),
    "HP:0040281": ("very frequent", 80, 99),
    "HP:0040282": ("frequent", 30, 79),
    "HP:0040283": ("occasional", 5, 29),
    "HP:0040284": ("very rare", 1, 4),
    "HP:0040285": ("excluded", 0, 0),
}
"""Frequency terms of HPO with the percentages that their definitions give."""


def load(files: Files) -> Iterator[Record]:
    """Yield phenotypes, diseases as HPO names them, and the relations between diseases, genes and phenotypes.

    A disease lacks a phenotype where the annotation says NOT, or saw it in none of the patients (``0/12``, 0%, "excluded").
    """
    yield from _phenotypes(files)
    yield from _annotations(files)
    yield from _genes(files)


def _phenotypes(files: Files) -> Iterator[Concept]:
    ontology = _ontology(files)
    successors: dict[str, list[Curie]] = {}
    for term in ontology.terms():
        if term.obsolete and len(term.replaced_by) == 1:
            successors.setdefault(next(iter(term.replaced_by)).id, []).append(Curie(term.id))
    for term in ontology.terms():
        if term.id.startswith("HP:") and not term.obsolete and term.name:
            yield _phenotype(term, successors.get(term.id, []))


def _ontology(files: Files) -> Ontology:
    path = files.path("terms")
    try:
        with files.binary("terms") as stream:
            data = stream.read()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ontology = Ontology(io.BytesIO(data))
    except (EOFError, zlib.error, OSError, ValueError, SyntaxError) as error:
        problem = f"the ontology cannot be read to its end ({error}); fetch it again"
        raise MalformedSource(files.source, path.name, problem) from error
    if not any(term.id.startswith("HP:") for term in ontology.terms()):
        raise MalformedSource(
            files.source, path.name, "no term has an HP identifier; it is not the Human Phenotype Ontology"
        )
    return ontology


def _phenotype(term: Term, replaced: list[Curie]) -> Concept:
    names = sorted({(item.description, item.scope) for item in term.synonyms})
    alternates = {Curie(text) for text in term.alternate_ids if text.startswith("HP:")}
    properties: dict[str, Value] = {}
    if term.definition:
        properties["definition"] = str(term.definition)
    xrefs = sorted(item.id for item in term.xrefs)
    if xrefs:
        properties["xrefs"] = list[Value](xrefs)
    return Concept(
        NodeKind.PHENOTYPE,
        Curie(term.id),
        str(term.name),
        term.id,
        tuple(Name(text, NameRole.EXACT if scope == "EXACT" else NameRole.RELATED) for text, scope in names),
        tuple(sorted(alternates.union(replaced))),
        tuple(sorted(Curie(parent.id) for parent in term.superclasses(distance=1, with_self=False))),
        properties,
    )


def _annotations(files: Files) -> Iterator[Record]:
    named: set[str] = set()
    for row in table(files, files.path("annotations"), _ANNOTATION, _ANNOTATION_MORE, quoted=False):
        if isinstance(row, Rejected):
            yield row
            continue
        number, values = row
        identifier, name = values[:2]
        disease = _disease_reference(identifier, name)
        if disease is None:
            yield Rejected(f"row {number}", "database_id", identifier, Reason.MALFORMED)
            continue
        if identifier not in named:
            named.add(identifier)
            yield Concept(NodeKind.DISEASE, disease.ids[0], name, f"row {number}")
        yield _annotation(f"row {number}", disease, values)


def _annotation(record: str, disease: Reference, values: Values) -> Record:
    _, _, qualifier, term, reference, evidence, onset, frequency, sex, modifier, aspect = values
    seen = _frequency(frequency)
    if seen is None or qualifier not in {"", "NOT"} or not _is_term(term):
        return Rejected(record, "row", "\t".join(values)[:200], Reason.MALFORMED)
    properties: dict[str, Value] = {"evidence": _EVIDENCE.get(evidence, evidence), "aspect": aspect}
    if seen:
        properties["frequency"] = seen
    for key, value in (("onset", onset), ("sex", sex.lower()), ("modifier", modifier)):
        if value:
            properties[key] = value
    absent = qualifier == "NOT" or seen.get("high") == 0
    kind = EdgeKind.LACKS_PHENOTYPE if absent else EdgeKind.HAS_PHENOTYPE
    return Relation(kind, disease, _phenotype_reference(term), record, _citations(reference), properties)


def _genes(files: Files) -> Iterator[Record]:
    """Join the rows of a gene and a phenotype into one relation that lists the diseases by which they are linked."""
    linked: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in table(files, files.path("genes"), _GENE, quoted=False):
        if isinstance(row, Rejected):
            yield row
            continue
        number, (gene, symbol, term, disease) = row
        curie = _disease_id(disease)
        if gene.isdigit() and _is_term(term) and curie:
            linked.setdefault((gene, symbol, term), {})[curie] = None
        else:
            yield Rejected(f"row {number}", "row", "\t".join(row[1]), Reason.MALFORMED)
    for (gene, symbol, term), diseases in linked.items():
        properties: dict[str, Value] = {"diseases": list[Value](diseases)}
        record = f"NCBIGene:{gene} {term}"
        subject = _gene_reference(gene, symbol)
        yield Relation(
            EdgeKind.GENE_ASSOCIATED_WITH, subject, _phenotype_reference(term), record, properties=properties
        )


@cache
def _disease_reference(identifier: str, name: str) -> Reference | None:
    curie = _disease_id(identifier)
    return Reference(name, (curie,), NodeKind.DISEASE) if curie and name else None


@cache
def _phenotype_reference(term: str) -> Reference:
    return Reference(term, (Curie(term),), NodeKind.PHENOTYPE)


@cache
def _gene_reference(gene: str, symbol: str) -> Reference:
    return Reference(symbol, (Curie.of("NCBIGene", gene),), NodeKind.GENE)


def _is_term(text: str) -> bool:
    return text.startswith("HP:") and text[3:].isdigit()


@cache
def _disease_id(text: str) -> Curie | None:
    prefix, _, local = text.partition(":")
    if prefix not in {"OMIM", "ORPHA", "DECIPHER"} or not local:
        return None
    return Curie.of("Orphanet" if prefix == "ORPHA" else prefix, local)


@cache
def _frequency(text: str) -> dict[str, Value] | None:
    """Read a frequency: patients with the sign of patients examined, a percentage, or a frequency term with its range.

    >>> _frequency("3/12"), _frequency("HP:0040283"), _frequency("often")
    ({'n': 3, 'm': 12, 'low': 25.0, 'high': 25.0}, {'term': 'HP:0040283', 'label': 'occasional', 'low': 5, 'high': 29}, None)
    """
    if not text or text == "-":
        return {}
    if text in _FREQUENCY_TERMS:
        label, low, high = _FREQUENCY_TERMS[text]
        return {"term": text, "label": label, "low": low, "high": high}
    some, slash, all_ = text.partition("/")
    if slash and some.isdigit() and all_.isdigit() and int(some) <= int(all_) != 0:
        share = round(100 * int(some) / int(all_), 1)
        return {"n": int(some), "m": int(all_), "low": share, "high": share}
    number = text.removesuffix("%")
    if number != text and number.replace(".", "", 1).isdigit():
        return {"percent": float(number), "low": float(number), "high": float(number)}
    return None


@cache
def _citations(text: str) -> tuple[str, ...]:
    return tuple(item.replace("ORPHA:", "Orphanet:") for item in text.split(";") if item)
