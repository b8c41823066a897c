"""Turn identifiers into IRIs, pages for people and the prefixes of other standards, by ``ontology/prefixes.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote

from pmkg.model.curie import Curie
from pmkg.vocabulary.ontology_files import read_toml


@dataclass(frozen=True, slots=True)
class Prefix:
    """Say how identifiers with a prefix expand. ``page`` has ``$1`` for the local part, "" where there is no page."""

    name: str
    iri: str
    page: str
    biolink: str


@cache
def prefixes() -> Mapping[str, Prefix]:
    """Read all prefixes, once per process."""
    rows = read_toml("prefixes.toml")["prefix"]
    return {name: Prefix(name, row["iri"], row["page"], row.get("biolink", name)) for name, row in rows.items()}


def expand(curie: str) -> str:
    """Give the IRI of an identifier; one whose prefix is not declared becomes ``urn:pmkg:curie:…``, never an error.

    >>> expand("MONDO:0005105")
    'http://purl.obolibrary.org/obo/MONDO_0005105'
    >>> expand("FOO:1")
    'urn:pmkg:curie:FOO:1'
    """
    prefix, _, local = curie.partition(":")
    known = prefixes().get(prefix)
    return (known.iri + quote(local, safe=_SAFE)) if known else _UNKNOWN + quote(curie, safe=_SAFE)


def contract(iri: str) -> Curie | None:
    """Give the identifier of an IRI, or None where no declared base begins it.

    >>> contract("http://purl.obolibrary.org/obo/MONDO_0005105")
    'MONDO:0005105'
    """
    if iri.startswith(_UNKNOWN):
        return Curie(unquote(iri.removeprefix(_UNKNOWN)))
    for name, known in prefixes().items():
        if iri.startswith(known.iri) and len(iri) > len(known.iri):
            return Curie.of(name, unquote(iri.removeprefix(known.iri)))
    return None


def page(curie: str) -> str:
    """Give the address of a page for people about an identifier, "" where there is none.

    >>> page("civic.eid:1409")
    'https://civicdb.org/links/evidence_items/1409'
    """
    prefix, _, local = curie.partition(":")
    known = prefixes().get(prefix)
    return known.page.replace("$1", quote(local, safe=_SAFE)) if known else ""


def biolink_curie(curie: str) -> str:
    """Give the identifier under the prefix that the Biolink Model uses for it.

    >>> biolink_curie("CHEMBL:CHEMBL1229517")
    'CHEMBL.COMPOUND:CHEMBL1229517'
    """
    prefix, colon, local = curie.partition(":")
    known = prefixes().get(prefix)
    return f"{known.biolink if known else prefix}{colon}{local}"


def infores(source: str) -> str:
    """Give the Biolink information resource identifier of a source of the catalog.

    >>> infores("civic"), infores("drugbank-open")
    ('infores:civic', 'infores:drugbank')
    """
    return str(read_toml("prefixes.toml")["infores"].get(source, f"infores:{source}"))


_SAFE = "/:;,@!$&'()*+=~?#-._"
_UNKNOWN = "urn:pmkg:curie:"
