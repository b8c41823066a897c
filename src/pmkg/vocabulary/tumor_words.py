"""Take apart what a source writes as a disease: the tumor type, molecular criteria, circumstances.

"HER2-positive breast cancer" is a breast cancer and a criterion, not a disease of its own (CLINICAL rule 9). The words are
declared in ``ontology/tumor_words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pmkg.model.curie import Curie
from pmkg.vocabulary.ontology_files import read_toml


class TumorWords(NamedTuple):
    """Hold the parts of a disease text. ``leaves`` are texts in the profile grammar, to be joined by AND."""

    base: str
    leaves: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    pattern: re.Pattern[str]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    pattern: re.Pattern[str]
    base: str
    condition: str


@cache
def split_disease(text: str) -> TumorWords:
    """Split a disease text into the tumor that is left, profile leaves and conditions.

    Names of entities that are defined by their finding ("Diffuse Midline Glioma, H3 K27M-mutant") stay whole.

    >>> split_disease("Her2-receptor Positive Breast Cancer")
    TumorWords(base='Breast Cancer', leaves=('HER2 positive',), conditions=())
    >>> split_disease("Castration-resistant Prostate Carcinoma").conditions
    ('castration-resistant',)
    """
    plain = " ".join(text.split())
    for place in _places():
        if place.pattern.search(plain):
            return TumorWords(place.base, (), (place.condition,))
    conditions = tuple(dict.fromkeys(_spell(match.group(0)) for match in _condition_pattern().finditer(plain)))
    rest, leaves = (plain, ()) if any(entity.search(plain) for entity in _entities()) else _take_words(plain)
    return TumorWords(_tidy(_condition_pattern().sub(" ", rest)), leaves, conditions)


def meant_tumor(text: str) -> Curie | None:
    """Give the tumor that a clinician's name means where no vocabulary has that name, else None.

    >>> meant_tumor("mCRPC")
    'MONDO:0850353'
    """
    plain = " ".join(text.split())
    return next((tumor for pattern, tumor in _patient_names() if pattern.fullmatch(plain)), None)


def basket_lineage(text: str) -> str | None:
    """Give the lineage of a basket of tumors ("solid", "liquid", "" for any), or None where the text is no basket.

    >>> basket_lineage("Solid Tumor"), basket_lineage("Cancer"), basket_lineage("Melanoma")
    ('solid', '', None)
    """
    return _baskets().get(" ".join(text.casefold().split()))


@cache
def lineage_roots() -> Mapping[str, tuple[str, ...]]:
    """Give the roots of each lineage in Mondo, the lineage that wins where both apply first."""
    return {lineage: tuple(roots) for lineage, roots in read_toml("tumor_words.toml")["lineages"].items()}


def _spell(condition: str) -> str:
    """Write a circumstance in lower case, stages in capitals: "Stage IIIA" is "stage IIIA"."""
    return re.sub(r"(?<=stage )\w+", lambda stage: stage.group(0).upper(), condition.lower())


def _take_words(text: str) -> tuple[str, tuple[str, ...]]:
    leaves: dict[str, None] = {}
    for word in _words():
        match = word.pattern.search(text)
        while match is not None:
            leaves.update(dict.fromkeys(match.expand(leaf) for leaf in word.leaves))
            text = f"{text[: match.start()]} {text[match.end() :]}"
            match = word.pattern.search(text)
    return text, tuple(leaves)


def _tidy(text: str) -> str:
    """Drop what joined the words that were taken out: commas, brackets, "and", "with"."""
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", text)
    text = re.sub(r"\s+([,;])", r"\1", text)
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", " ".join(text.split()))
    text = re.sub(r"^(?:[\s,;/\u2013-]|\b(?:and|or|with)\b)+", "", text, flags=re.IGNORECASE)
    return re.sub(r"(?:[\s,;/\u2013-]|\b(?:and|or|with)\b)+$", "", text, flags=re.IGNORECASE)


@cache
def _words() -> tuple[_Word, ...]:
    data = read_toml("tumor_words.toml")
    plain = [_Word(re.compile(row["pattern"], re.IGNORECASE), tuple(row["leaves"])) for row in data["word"]]
    return (*plain, *(_Word(re.compile(row["pattern"]), tuple(row["leaves"])) for row in data["gene_word"]))


@cache
def _entities() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in read_toml("tumor_words.toml")["entities"])


@cache
def _places() -> tuple[_Place, ...]:
    rows = read_toml("tumor_words.toml")["place"]
    return tuple(_Place(re.compile(row["pattern"], re.IGNORECASE), row["base"], row["condition"]) for row in rows)


@cache
def _patient_names() -> tuple[tuple[re.Pattern[str], Curie], ...]:
    rows = read_toml("tumor_words.toml")["patient"]
    return tuple((re.compile(row["pattern"], re.IGNORECASE), Curie(row["tumor"])) for row in rows)


@cache
def _condition_pattern() -> re.Pattern[str]:
    """Match a run of circumstances with the words that join them: "locally advanced or metastatic"."""
    data = read_toml("tumor_words.toml")["conditions"]
    word = rf"\b(?:{'|'.join(data['words'])})\b"
    return re.compile(rf"{word}(?:(?:{'|'.join(data['joints'])}){word})*", re.IGNORECASE)


@cache
def _baskets() -> Mapping[str, str]:
    rows = read_toml("tumor_words.toml")["baskets"]
    return {text.casefold(): lineage for lineage, texts in rows.items() for text in texts}
