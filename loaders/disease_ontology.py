"""Disease Ontology: the identifiers by which CIViC and others name a disease, with their place in its hierarchy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.obo import Stanza, Synonym, stanzas
from pmkg.model.records import Concept, Record, Rejected
from pmkg.model.source import Files
from pmkg.model.table import table

_PREFIXES = {"NCI": "NCIT", "MIM": "OMIM", "ORDO": "Orphanet", "UMLS_CUI": "UMLS"}
_ABBREVIATION = "OMO:0003012"

Terms = Mapping[str, list[Stanza]]
Links = Mapping[str, set[str]]


def load(files: Files) -> Iterator[Record]:
    """Yield one disease per current term of the ontology, or of its slims merged by identifier.

    A slim replaces a parent that it lacks by a remoter ancestor, so the parents of all slims are joined and those that are
    ancestors of another parent dropped. An NCI Thesaurus code is an exact mapping only where the term has one and shares it
    with no other (some carry sixteen); every other cross-reference stands under ``xrefs``.
    """
    terms: dict[str, list[Stanza]] = defaultdict(list)
    for path in files.all("terms"):
        for stanza in stanzas(files, path):
            if stanza.id.startswith("DOID:"):
                terms[stanza.id].append(stanza)
    labels: dict[str, str] = {}
    xrefs: dict[str, set[str]] = defaultdict(set)
    yield from _listed(files, labels, xrefs)
    for identifier, versions in terms.items():
        labels[identifier] = versions[0].name or identifier
        xrefs[identifier] |= {_normal(text) for version in versions for text in version.targets("xref")}
    current = {identifier for identifier in labels if not any(item.obsolete for item in terms.get(identifier, ()))}
    same = _same(terms, xrefs, current)
    parents = _parents(terms, current)
    for identifier in sorted(current):
        yield _disease(identifier, labels[identifier], terms.get(identifier, []), same, parents, xrefs)


def _listed(files: Files, labels: dict[str, str], xrefs: dict[str, set[str]]) -> Iterator[Rejected]:
    """Read the list of all cross-references, which also names the terms that no slim holds."""
    if "xrefs" not in files:
        return
    for row in table(files, files.path("xrefs"), ("id", "label", "xref")):
        if isinstance(row, Rejected):
            yield row
            continue
        identifier, label, xref = row[1]
        if identifier.startswith("DOID:") and label and ":" in xref:
            labels[identifier] = label
            xrefs[identifier].add(_normal(xref))
        else:
            yield Rejected(f"row {row[0]}", "xref", f"{identifier} {xref}", Reason.MALFORMED)


def _normal(text: str) -> str:
    prefix, _, local = text.partition(":")
    if prefix.startswith("SNOMEDCT"):
        return f"SNOMEDCT:{local}"
    return f"{_PREFIXES.get(prefix, prefix)}:{local}"


def _same(terms: Terms, xrefs: Links, current: set[str]) -> Links:
    """Map each term to identifiers that mean the same: its sole NCI code, merged identifiers, retired ones it replaces."""
    claims: dict[str, set[str]] = defaultdict(set)
    for identifier in current:
        codes = {xref for xref in xrefs.get(identifier, ()) if xref.startswith("NCIT:")}
        claims[identifier] |= codes if len(codes) == 1 else set()
    for identifier, versions in terms.items():
        if identifier in current:
            claims[identifier] |= {text for version in versions for text in version.targets("alt_id")}
            continue
        successors = {text for version in versions for text in version.targets("replaced_by")}
        for successor in successors if len(successors) == 1 else ():
            claims[successor].add(identifier)
    shared = Counter(code for identifier in current for code in xrefs.get(identifier, ()) if code.startswith("NCIT:"))
    shared += Counter(text for texts in claims.values() for text in texts if text.startswith("DOID:"))
    return {key: {text for text in texts if shared[text] == 1 and text not in current} for key, texts in claims.items()}


def _parents(terms: Terms, current: set[str]) -> Links:
    stated = {
        identifier: {text for version in versions for text in version.targets("is_a") if text in current}
        for identifier, versions in terms.items()
    }
    reduced = {}
    for identifier, parents in stated.items():
        remote = set[str]().union(*(_ancestors(parent, stated) for parent in parents)) if len(parents) > 1 else set()
        reduced[identifier] = parents - remote or parents
    return reduced


def _ancestors(identifier: str, stated: Links) -> set[str]:
    found: set[str] = set()
    queue = [identifier]
    while queue:
        new = stated.get(queue.pop(), set()) - found
        found |= new
        queue += new
    return found


def _disease(identifier: str, label: str, versions: list[Stanza], same: Links, parents: Links, xrefs: Links) -> Concept:
    names = {Name(item.text, _role(item)): None for version in versions for item in version.synonyms()}
    properties: dict[str, Value] = {}
    if xrefs.get(identifier):
        properties["xrefs"] = list[Value](sorted(xrefs[identifier]))
    return Concept(
        NodeKind.DISEASE,
        Curie(identifier),
        label,
        identifier,
        tuple(names),
        tuple(Curie(text) for text in sorted(same.get(identifier, ()))),
        tuple(Curie(text) for text in sorted(parents.get(identifier, ()))),
        properties,
    )


def _role(synonym: Synonym) -> NameRole:
    if synonym.type == _ABBREVIATION:
        return NameRole.ALIAS
    return NameRole.EXACT if synonym.scope == "EXACT" else NameRole.RELATED
