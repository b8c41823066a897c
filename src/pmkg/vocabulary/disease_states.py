"""Which states of a disease follow from others, and which exclude each other, from ``ontology/disease_states.toml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pmkg.model.trial_criteria import DiseaseState
from pmkg.vocabulary.ontology_files import read_toml


def states_that_hold(stated: Iterable[DiseaseState]) -> frozenset[DiseaseState]:
    """Give the stated states with what they imply."""
    found = set(stated)
    for state in tuple(found):
        found |= _table()[state][0]
    return frozenset(found)


def states_that_do_not(stated: Iterable[DiseaseState]) -> frozenset[DiseaseState]:
    """Give the states that the stated ones exclude; a state that is stated itself is not excluded by another."""
    holding = states_that_hold(stated)
    return frozenset[DiseaseState]().union(*(_table()[state][1] for state in holding)) - holding


@cache
def _table() -> dict[DiseaseState, tuple[frozenset[DiseaseState], frozenset[DiseaseState]]]:
    table = read_toml("disease_states.toml")["state"]
    return {
        state: (
            frozenset(DiseaseState(name) for name in table[state]["implies"]),
            frozenset(DiseaseState(name) for name in table[state]["excludes"]),
        )
        for state in DiseaseState
    }
