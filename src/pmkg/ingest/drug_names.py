"""Compare drug names: fold spellings, and take salts, brands in brackets, biosimilar suffixes and descriptors apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape

from pmkg.vocabulary.ontology_files import read_toml

MARKS = dict.fromkeys(map(ord, "™®©℠"), None)
PUNCTUATION = {code: None for code in range(128) if not chr(code).isalnum()}
BIOSIMILAR = re.compile(r"(?<=[a-z]{4})-[a-z]{4}$")
BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*$")
CODED = re.compile(
    r"^(?=.*\b(?:inhibitor|antibody|agonist|antagonist|modulator|degrader|blocker|activator|curaxin|ligand)\b).*?"
    r"\b(?:inhibitor|antibody|agonist|antagonist|modulator|degrader|blocker|activator|curaxin|ligand)s?\s+\(?"
    r"(?P<code>(?=\S*\d|[A-Z]+ \d)[A-Za-z0-9][^()]*?)\)?$",
    re.IGNORECASE,
)
LABELED = re.compile(r"^\[(?P<mass>\d{2,3})(?P<element>[A-Z][a-z]?)\](?P=element)-")
COMPOUND = re.compile(r"\s+compound$", re.IGNORECASE)
SLUG = re.compile(r"[^a-z0-9]+")


COMPANY_CODE = re.compile(
    # a radioactive label stands before the code, what kind of cells it is of behind it
    r"(?:\[?\d{2,3}[A-Z][a-z]?\]?(?:[A-Z][a-z]?)?-)?"
    r"(?!CD\d|IL-?\d|COVID|NCT|[Aa]nti-)[A-Z][A-Za-z]{0,6}"
    r"(?:[-. ][A-Z]{0,3}\d{2,8}|[A-Z]?\d{3,8}|(?<=[A-Z]{4})\d\d)(?:-\d{2,5})?(?:-?[A-Z]{1,3})?"
    r"(?: (?:CAR|TCR|STAR)-T(?: [Cc]ells?)?| cells?)?"
)


def is_company_code(name: str) -> bool:
    """Say whether a name is a code under which a company develops a compound: letters, then a number of some length.

    >>> [is_company_code(name) for name in ("DB-1311", "BAY 3713372", "IKS014", "CD19", "IL-12", "S-1", "Rehabilitation")]
    [True, True, True, False, False, False, False]
    >>> [is_company_code(name) for name in ("68Ga-NNS309", "JNJ-86974680", "IX001 TCR-T", "DCSZ11", "NCT01234567")]
    [True, True, True, True, False]
    """
    return COMPANY_CODE.fullmatch(name.strip()) is not None


def fold(text: str) -> str:
    r"""Reduce a name to what two spellings of it share: letters and digits, without case, accents, Greek letters or marks.

    A sign of rotation in brackets is kept as a word, because it separates two drugs.

    >>> fold("PLX-4720") == fold("plx 4720"), fold("Zelboraf\N{REGISTERED SIGN}"), fold("(-)-Epicatechin")
    (True, 'zelboraf', 'minusepicatechin')
    >>> fold("Interferon \N{GREEK SMALL LETTER ALPHA}")
    'interferonalpha'
    """
    if "&" in text:
        text = unescape(text)
    if "(+)" in text or "(-)" in text:
        text = text.replace("(+)", "plus").replace("(-)", "minus")
    if not text.isascii():
        text = "".join(letter for letter in _plain(text) if letter.isalnum())
    return text.lower().translate(PUNCTUATION)


def slug(text: str) -> str:
    """Make the local part of an identifier from a name: ``BRAF inhibitors`` gives ``braf-inhibitors``."""
    return SLUG.sub("-", _plain(text)).strip("-") or "unnamed"


def _plain(text: str) -> str:
    """Lower the case, spell out Greek letters, drop accents and trademark signs."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.translate(MARKS)).casefold()
    return "".join(_spelled(letter) for letter in letters if not unicodedata.combining(letter))


def _spelled(letter: str) -> str:
    name = "" if letter.isascii() else unicodedata.name(letter, "")
    return name.rpartition(" ")[2].lower() if name.startswith("GREEK SMALL LETTER ") else letter


@dataclass(frozen=True, slots=True)
class SaltWords:
    """Hold the words of ``ontology/drug_salts.toml``."""

    salts: re.Pattern[str]
    esters: re.Pattern[str]
    parent_sources: frozenset[str]
    never: frozenset[str]


@cache
def salt_words() -> SaltWords:
    """Read the salt words once."""
    table = read_toml("drug_salts.toml")
    return SaltWords(
        _ending(table["multiples"], table["salts"]),
        _ending(table["multiples"], [*table["salts"], *table["esters"]]),
        frozenset(table["parent_sources"]),
        frozenset(table["never_ingredients"]),
    )


def _ending(multiples: list[str], words: list[str]) -> re.Pattern[str]:
    times, partners = ("|".join(map(re.escape, sorted(group, key=len, reverse=True))) for group in (multiples, words))
    return re.compile(rf"^(.+?)[\s-]+(?:{times})?(?:{partners})$")


def ingredients(name: str, *, esters: bool) -> Iterator[str]:
    """Yield what is left of a name as salt words are taken off its end, longest name first.

    >>> list(ingredients("Lapatinib Ditosylate Monohydrate", esters=False))
    ['lapatinib ditosylate', 'lapatinib']
    """
    words = salt_words()
    form = words.esters if esters else words.salts
    rest = name.casefold().strip()
    while hit := form.match(rest):
        rest = hit[1].strip()
        if rest in words.never:
            return
        yield rest


def variants(text: str) -> Iterator[str]:
    """Yield other ways to read a name, surest first; each must still be found as a drug's name to count.

    >>> list(variants("Zenocutuzumab-zbco"))
    ['Zenocutuzumab']
    >>> list(variants("NOTCH1 Antibody (PF-06293622)"))
    ['NOTCH1 Antibody', 'PF-06293622', 'PF-06293622']
    >>> list(variants("[177Lu]Lu-DOTA-TATE"))
    ['177Lu-DOTA-TATE']
    """
    if brackets := BRACKETS.search(text):
        yield text[: brackets.start()]
        yield brackets[1]
    if suffix := BIOSIMILAR.search(text):
        yield text[: suffix.start()]
    yield from ingredients(text, esters=True)
    if coded := CODED.match(text):
        yield coded["code"]
    if labeled := LABELED.match(text):
        yield f"{labeled['mass']}{labeled['element']}-{text[labeled.end() :]}"
    if compound := COMPOUND.search(text):
        yield text[: compound.start()]
