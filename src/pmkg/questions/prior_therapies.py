"""What the patient had before, told with the options that hold it (CLINICAL rule 19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pmkg.model.answer import Option
from pmkg.model.curie import Curie


def with_prior_therapies(options: Iterable[Option], given: Iterable[Curie]) -> tuple[Option, ...]:
    """Note on each option which of its drugs the patient had: a first-line label speaks of others, resistance may be acquired."""
    known = frozenset(given)
    return tuple(_told(option, known) for option in options)


def _told(option: Option, given: frozenset[Curie]) -> Option:
    names = sorted(drug.label for drug in option.regimen.drugs if drug.id in given)
    return replace(option, notes=(*option.notes, f"given before: {', '.join(names)}")) if names else option
