"""Find the tumors and drugs that trials name in ways of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from pmkg.ingest.diseases import DiseaseIndex
from pmkg.ingest.drug_classes import CLASS, category_of, class_named
from pmkg.ingest.drugs import DrugIndex
from pmkg.model.curie import Curie
from pmkg.vocabulary.ontology_files import read_toml
from pmkg.vocabulary.tumor_words import meant_tumor

_INVERTED = re.compile(r"(?P<noun>[^,]+), (?P<first>[^,]+)(?:, (?P<second>[^,]+))?")
_OF = re.compile(
    r"(?P<noun>[\w -]*(?:carcinomas?|cancers?|sarcomas?|lymphomas?|tumors?|neoplasms?)) of (?:the )?(?P<organ>[\w -]+)",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"\b(?:neoplasms?|cancers?|carcinomas?|tumors?|malignanc(?:y|ies))$", re.IGNORECASE)
_BY_TARGET = re.compile(
    r"(?:anti-)?[A-Z][A-Z0-9]*\d*(?:[A-Z0-9/ -]|\b(?:p\.|directed|targeted|mutant|selective|small|molecule|tyrosine"
    r"|kinase)\b)* ?(?:inhibitor|antibod|antagonist|degrader)"
)
_SAME = ("cancer", "carcinoma", "neoplasm")


def tumors_named(diseases: DiseaseIndex) -> Callable[[str], Curie | None]:
    """Give a lookup of tumor types by the names that trials use; a disease that is no neoplasm counts as none.

    Beside the names of the vocabularies: MeSH's inverted ones ("Carcinoma, Hepatocellular"), "adenocarcinoma of the lung", the
    possessive, and "cancer" where a vocabulary says "carcinoma" or "neoplasm".
    """
    known: dict[str, Curie | None] = {}

    def named(text: str) -> Curie | None:
        if text not in known:
            known[text] = next(
                (tumor for name in _spellings(text) if (tumor := _tumor(name, diseases)) is not None), None
            )
        return known[text]

    return named


def drugs_named(drugs: DrugIndex) -> Callable[[str], bool]:
    """Give a test of whether a text names a drug, a declared class, or a class by its target ("KRAS G12C inhibitor").

    What is only named like a class or a procedure ("spine surgery") is none.
    """

    def known(text: str) -> bool:
        by_target = _BY_TARGET.match(text) is not None and category_of(text) == CLASS
        return bool(text) and (by_target or class_named(text) is not None or drugs.known(text) is not None)

    return known


def _tumor(name: str, diseases: DiseaseIndex) -> Curie | None:
    stated = _stated().get(name.casefold() if not name.isupper() else name)
    if stated is not None:
        return diseases.canonical(stated) or diseases.by_name(stated)
    found = diseases.by_name(name) or meant_tumor(name)
    return found if found is not None and diseases.lineage(found) and found not in _histologies() else None


@cache
def _histologies() -> frozenset[str]:
    return frozenset(read_toml("eligibility_words.toml")["histologies"]["ids"])


@cache
def _stated() -> Mapping[str, str]:
    rows = read_toml("eligibility_words.toml")["tumors"]
    return {name if name.isupper() else name.casefold(): str(row["id"]) for name, row in rows.items()}


def _spellings(text: str) -> Iterator[str]:
    """Yield the ways in which a name may stand in a vocabulary, its own first."""
    plain = " ".join(re.sub(r"['\u2019]s\b", "", text).split())
    yield text
    yield plain
    yield plain.replace("-", " ")
    if found := _OF.fullmatch(plain):
        yield f"{found['organ']} {found['noun']}"
        yield f"{found['noun']} of {found['organ']}"
    if found := _INVERTED.fullmatch(plain):
        yield " ".join(part for part in (found["second"], found["first"], found["noun"]) if part)
        yield " ".join(part for part in (found["first"], found["second"], found["noun"]) if part)
    if generic := _GENERIC.search(plain):
        stem = plain[: generic.start()]
        if stem.strip():
            yield from (f"{stem}{noun}" for noun in _SAME)
