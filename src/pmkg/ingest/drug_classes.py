"""Tell drug classes, procedures and protocols from drugs, by ``ontology/drug_classes.toml`` and one general rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pmkg.ingest.drug_names import fold, slug
from pmkg.model.curie import Curie
from pmkg.model.graph import Properties, Value
from pmkg.vocabulary.ontology_files import read_toml

CLASS, PROCEDURE, REGIMEN = "class", "procedure", "regimen"

# The last word tells: "EGFR inhibitor" is a class, "MEK Inhibitor RO4987655" a drug.
_CLASS_ENDING = re.compile(
    r"\b(?:inhibitor|antagonist|agonist|antibody|antibodies|agent|compound|blocker|activator|antibiotic|corticosteroid|"
    r"immunotherapy|chemotherapy|drug|modulator|degrader|antimetabolite|taxane|anthracycline|platinum|steroid)s?$"
)
_PROCEDURE_ENDING = re.compile(
    r"(?:\b(?:therapy|therapies|treatment|surgery|irradiation|radiation|transplant|transplantation|resection|procedure|"
    r"radiosurgery|brachytherapy)|radiotherapy|chemoradiation)$"
)
_REGIMEN_ENDING = re.compile(r"\b(?:regimen|protocol)s?$")
_DRUG_THERAPY = re.compile(
    r"\b(?:hormone|hormonal|endocrine|targeted|immuno|anti-?\w+|gene|cell|car[- ]t|drug)[- ]+(?:\w+ )?therapy$"
)


@dataclass(frozen=True, slots=True)
class DrugClass:
    """Declare one class: its names and which drugs belong to it."""

    id: Curie
    label: str
    names: tuple[str, ...] = ()
    category: str = CLASS
    flag: str = ""
    epc: str = ""
    target: str = ""
    modality: str = ""

    @classmethod
    def of(cls, label: str, category: str) -> DrugClass:
        """Make a class that only its name declares."""
        return cls(Curie.of("pmkg.drugclass", slug(singular(label))), label, category=category)


def singular(text: str) -> str:
    """Bring a class name into the singular: the last word, where it is one that names classes.

    >>> singular("BRAF inhibitors"), singular("anti-EGFR antibodies"), singular("Thiotepas")
    ('BRAF inhibitor', 'anti-EGFR antibody', 'Thiotepas')
    """
    if text.casefold().endswith("antibodies"):
        return text[:-3] + "y"
    ends = text.casefold().endswith("s") and not text.casefold().endswith("ss")
    return (
        text[:-1] if ends and (_CLASS_ENDING.search(text.casefold()) or text.casefold().endswith("regimens")) else text
    )


def category_of(name: str) -> str:
    """Say what a name alone shows it to be: class, procedure, regimen, or "" for a drug.

    >>> category_of("PARP inhibitors"), category_of("Radiation Therapy"), category_of("FOLFOX Regimen")
    ('class', 'procedure', 'regimen')
    >>> category_of("MEK Inhibitor RO4987655"), category_of("Trastuzumab")
    ('', '')
    """
    text = name.casefold().strip()
    if _REGIMEN_ENDING.search(text):
        return REGIMEN
    if _CLASS_ENDING.search(text) or _DRUG_THERAPY.search(text):
        return CLASS
    return PROCEDURE if _PROCEDURE_ENDING.search(text) else ""


@cache
def declared() -> Mapping[str, DrugClass]:
    """Map every folded name and identifier of the declared classes to its class."""
    table: dict[str, DrugClass] = {}
    for entry in read_toml("drug_classes.toml")["class"].values():
        label = str(entry["label"])
        known = DrugClass(
            Curie(entry.get("id") or Curie.of("pmkg.drugclass", slug(label))),
            label,
            tuple(entry.get("names", ())),
            entry.get("category", CLASS),
            entry.get("flag", ""),
            entry.get("epc", ""),
            entry.get("target", ""),
            entry.get("modality", ""),
        )
        table[known.id] = known
        for name in (label, *known.names):
            table[fold(singular(name))] = known
    return table


def class_named(text: str) -> DrugClass | None:
    """Find the declared class of a name or identifier, in singular or plural."""
    table = declared()
    return table.get(text) or table.get(fold(singular(text)))


def holds(drug_class: DrugClass, properties: Properties) -> str:
    """Say by which rule a class holds a drug of these properties: ``flag``, ``epc``, ``target``, or "" where it does not."""
    if drug_class.modality and properties.get("modality") != drug_class.modality:
        return ""
    if drug_class.flag and drug_class.flag in _texts(properties.get("classes")):
        return "flag"
    if drug_class.epc and drug_class.epc in _texts(properties.get("fda_epc")):
        return "epc"
    return "target" if drug_class.target and drug_class.target in _texts(properties.get("inhibits")) else ""


def _texts(value: Value) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
