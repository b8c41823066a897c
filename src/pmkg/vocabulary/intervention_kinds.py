"""Tell by its words what a name in the place of a drug is: a nonproprietary name that is new, or no drug at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pmkg.vocabulary.ontology_files import read_toml

_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)?")


def stem_of(name: str) -> str:
    """Give the INN stem by which a name shows itself to be a drug's, "" where it has none.

    By ``ontology/inn_stems.toml``, after the WHO Stem Book.

    >>> stem_of("Mervometostat"), stem_of("Puxitatug Samrotecan"), stem_of("Intismeran autogene"), stem_of("Kanglaite")
    ('metostat', 'tecan', 'gene', '')
    """
    words = name.strip().lower().split()
    if not _WORDS.fullmatch(name.strip()):
        return ""
    for word in reversed(words):
        if found := _endings().fullmatch(word):
            return found["stem"]
    if len(words) == 2 and (found := _second().fullmatch(words[1])):
        return found["stem"]
    return next((start for start in _table()["beginnings"] if words[0].startswith(start)), "")


def changes_of_a_misspelling() -> int:
    """Give how many letters a misspelled name is away from the right one at most."""
    return int(_table()["misspelled"])


def no_drug(name: str) -> str:
    """Say what a name in the place of a drug is where it is none, by ``ontology/intervention_words.toml``; "" for others.

    >>> no_drug("Consolidation 2nd"), no_drug("Pregnancy test"), no_drug("Kanglaite")
    ('phase', 'procedure', '')
    """
    return next((kind for kind, words in _kinds().items() if words.fullmatch(name.strip())), "")


@cache
def _table() -> Mapping[str, Any]:
    return read_toml("inn_stems.toml")


@cache
def _endings() -> re.Pattern[str]:
    return _ending(_table()["endings"])


@cache
def _second() -> re.Pattern[str]:
    return _ending(_table()["second"])


def _ending(stems: list[str]) -> re.Pattern[str]:
    longest = "|".join(sorted(stems, key=len, reverse=True))
    return re.compile(rf"[a-z]{{{_table()['before']},}}?(?P<stem>{longest})")


@cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    table = read_toml("intervention_words.toml")
    return {
        kind: re.compile("|".join(f"(?:{word})" for word in entry["words"]), re.IGNORECASE)
        for kind, entry in table.items()
    }
