"""What the patient had before, told with the options that hold it (CLINICAL rule 19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pmkg.model.answer import Option
from pmkg.model.curie import Curie
from pmkg.model.kinds import Course, Effect
from pmkg.model.regimen import Agent, Regimen

RESISTS = frozenset({Effect.RESISTANCE, Effect.REDUCED_SENSITIVITY})


def with_prior_therapies(options: Iterable[Option], given: Iterable[Curie]) -> tuple[Option, ...]:
    """Tell of each option which of its drugs the patient had: a first-line label speaks of others, resistance may be acquired."""
    known = frozenset(given)
    return tuple(_told(option, known) for option in options)


def given_before(regimen: Regimen, given: frozenset[Curie]) -> tuple[Agent, ...]:
    """Give the drugs of a regimen that the patient had."""
    return tuple(drug for drug in regimen.drugs if drug.id in given)


def given_notes(drugs: Iterable[Agent]) -> tuple[str, ...]:
    """Say in words which drugs the patient had; nothing for none."""
    names = ", ".join(sorted(drug.label for drug in drugs))
    return (f"given before: {names}",) if names else ()


def course_in_patient(effect: Effect, had: bool, given: frozenset[Curie]) -> Course | None:
    """Say whether a resistance would be acquired or primary here; None where no earlier therapy is told."""
    if effect not in RESISTS or not given:
        return None
    return Course.ACQUIRED if had else Course.PRIMARY


def _told(option: Option, given: frozenset[Curie]) -> Option:
    had = given_before(option.regimen, given)
    course = course_in_patient(option.effect, bool(had), given)
    if not had and course is None:
        return option
    return replace(option, notes=(*option.notes, *given_notes(had)), given_before=had, course=course)
