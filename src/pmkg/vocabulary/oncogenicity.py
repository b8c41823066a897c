"""The points of the oncogenicity standard, by ``ontology/oncogenicity.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt

from pmkg.model.oncogenicity import OncogenicityClass
from pmkg.vocabulary.ontology_files import read_toml

_FILE = "oncogenicity.toml"


@dataclass(frozen=True, slots=True)
class Standard:
    """Hold the standard: points by code, what each code leaves out, and the least points of each class.

    ``open`` are the points of the codes that no source of the graph can speak to though most recurrent changes have them;
    ``recurrent`` are the codes of a change that recurs, ``speaking`` those that leave open the significance of what falls short;
    ``unassessed`` gives every code that cannot be assessed, with why.
    """

    citation: str
    points: Mapping[str, int]
    leaves_out: Mapping[str, frozenset[str]]
    classes: tuple[tuple[OncogenicityClass, int], ...]
    open: int
    recurrent: frozenset[str]
    speaking: frozenset[str]
    unassessed: Mapping[str, str]
    residue_tumors: int
    change_tumors: int

    def classify(self, points: int) -> OncogenicityClass:
        """Give the class of a sum of points.

        >>> standard().classify(6).value, standard().classify(5).value, standard().classify(-4).value
        ('likely oncogenic', 'uncertain significance', 'likely benign')
        """
        return next(name for name, least in self.classes if points >= least)


@cache
def standard() -> Standard:
    """Read the standard."""
    data = read_toml(_FILE)
    codes = data["code"]
    points = {code["id"]: int(code["points"]) for code in codes}
    return Standard(
        data["standard"]["citation"],
        points,
        {entry["code"]: frozenset(entry["leaves_out"]) for entry in data["excludes"]},
        tuple((OncogenicityClass(entry["id"]), int(entry["least"])) for entry in data["class"]),
        sum(points[code] for code in data["open"]["codes"]),
        frozenset(data["open"]["recurrent"]),
        frozenset(data["open"]["speaking"]),
        {code["id"]: code["why"] for code in codes if not code.get("assessed", True)},
        int(data["hotspot"]["residue"]),
        int(data["hotspot"]["change"]),
    )


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """Hold which curated evidence about a change tells of its effect, by the basis of its level.

    ``telling`` bases do so alone, ``supporting`` ones where the points speak for the change; ``diagnosis`` are the significances
    that speak for a diagnosis.
    """

    telling: frozenset[str]
    supporting: frozenset[str]
    diagnosis: frozenset[str]


@cache
def evidence_rules() -> EvidenceRules:
    """Read which evidence counts."""
    data = read_toml(_FILE)["evidence"]
    return EvidenceRules(frozenset(data["telling"]), frozenset(data["supporting"]), frozenset(data["diagnosis"]))


@cache
def inhibits(action: str) -> bool:
    """Say whether a drug's action on a gene's product lowers what the product does.

    >>> inhibits("binding agent/inhibitor"), inhibits("antagonist/agonist"), inhibits("positive modulator"), inhibits("")
    (True, False, False, False)
    """
    data, words = read_toml(_FILE)["evidence"], re.split(r"[^a-z]+", action.casefold())
    return not any(word in data["raising"] for word in words) and any(word in data["inhibiting"] for word in words)


@cache
def grantham(one: str, other: str) -> float:
    """Give Grantham's distance between two residues (one-letter), from composition, polarity and volume; at most about 215.

    >>> round(grantham("L", "I")), round(grantham("S", "W"))
    (5, 177)
    """
    data = read_toml(_FILE)["grantham"]
    weights = (data["alpha"], data["beta"], data["gamma"])
    pairs = zip(weights, data["residues"][one], data["residues"][other], strict=True)
    return float(data["scale"] * sqrt(sum(weight * (mine - its) ** 2 for weight, mine, its in pairs)))


@cache
def no_milder(reference: str, change: str, known: str) -> bool:
    """Say whether a substitution differs from the reference at least about as much as a known one does.

    >>> no_milder("G", "F", "D"), no_milder("R", "K", "C")
    (True, False)
    """
    alike = float(read_toml(_FILE)["grantham"]["alike"])
    return grantham(reference, change) >= alike * grantham(reference, known)


@dataclass(frozen=True, slots=True)
class ActivatingTruncation:
    """Hold where in a gene a truncation activates instead of ending the function."""

    first: int
    last: int
    meaning: str
    citation: str


@cache
def activating_truncations() -> Mapping[str, ActivatingTruncation]:
    """Give, by gene symbol, where truncations activate (CLINICAL rule 4: CALR, NOTCH1, PPM1D, CSF3R)."""
    return {
        entry["gene"]: ActivatingTruncation(
            entry["residues"][0], entry["residues"][1], entry["meaning"], entry["citation"]
        )
        for entry in read_toml(_FILE)["activating_truncation"]
    }


@cache
def only_other_conditions(text: str) -> bool:
    """Say whether a source's words, conditions joined by ";", name conditions and none of them a tumor or syndrome of tumors.

    >>> only_other_conditions("Partial albinism"), only_other_conditions("not provided"), only_other_conditions("")
    (True, False, False)
    >>> only_other_conditions("Multiple endocrine neoplasia, type 2a; not specified")
    False
    """
    words = read_toml(_FILE)["tumor_condition"]
    named = [part for item in text.split(";") if (part := item.strip()) and part.casefold() not in words["unstated"]]
    return bool(named) and not any(re.search(words["words"], part, re.IGNORECASE) for part in named)
