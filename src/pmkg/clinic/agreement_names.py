"""Which profile, regimen, gene and drug a question on the agreement of sources means."""

from __future__ import annotations

from typing import NoReturn

from pmkg.clinic.lookup import Lookup, Unresolved, refuse
from pmkg.clinic.regimen_names import read_drugs
from pmkg.errors import NotFound, RequestError
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.profile import id_of_text
from pmkg.model.regimen_search import RegimenRelation, relation_of
from pmkg.ports.reader import GraphReader
from pmkg.questions.regimen_evidence import regimens_with


def read_gene(text: str, reader: GraphReader) -> Curie:
    """Give the gene that a symbol or an identifier names."""
    gene = Lookup(reader).gene(text.strip())
    if isinstance(gene, Unresolved):
        refuse(gene, "gene", text)
    return gene.id


def read_drug(text: str, reader: GraphReader) -> Curie:
    """Give the one drug (or class) that a text names."""
    found = read_drugs([text], reader)
    if len(found) != 1:
        raise RequestError(f"{text!r} names {len(found)} drugs; give one")
    return found[0]


def read_profile(text: str, reader: GraphReader) -> Curie:
    """Give the profile that has this identifier or canonical text, such as ``BRAF V600E``, also in another spelling.

    Spellings are compared without case and signs; where only signs part several profiles (``EZH2 Y646`` and ``EZH2 Y646*``) and
    none is meant to the letter, the text is refused.
    """
    meant = id_of_text(text.strip())
    if meant in reader.nodes([meant]):
        return meant
    return _labelled(text, NodeKind.MOLECULAR_PROFILE, "molecular profile", reader) or _missing(
        f"molecular profile {text!r}"
    )


def read_regimen(text: str, reader: GraphReader) -> Curie:
    """Give the regimen that has this identifier or label, or that gives the named drugs together."""
    known = _labelled(text, NodeKind.REGIMEN, "regimen", reader)
    if known is not None:
        return known
    drugs = frozenset(read_drugs([text], reader))
    found = regimens_with(reader, drugs).values()
    exact = sorted(regimen.id for regimen in found if relation_of(drugs, regimen) is RegimenRelation.REGIMEN)
    return exact[0] if exact else _missing(f"regimen {text!r}")


def _labelled(text: str, kind: NodeKind, what: str, reader: GraphReader) -> Curie | None:
    wanted = text.strip()
    node = reader.nodes([Curie(wanted)]).get(Curie(wanted)) if ":" in wanted else None
    if node is not None and node.kind is kind:
        return node.id
    hits = {hit.id: hit.label for hit in reader.lookup([wanted], [kind]).get(wanted, ())}
    exact = [id for id, label in hits.items() if label == wanted]
    found = exact or list(hits)
    if len(found) > 1:
        refuse(Unresolved("AMBIGUOUS_NAME", tuple(sorted(hits[id] for id in found))), what, text)
    return found[0] if found else None


def _missing(what: str) -> NoReturn:
    raise NotFound(what)
