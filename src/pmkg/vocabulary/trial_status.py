"""What the words for the state of a trial mean, from ``ontology/trial_status.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pmkg.model.trial import Recruitment
from pmkg.vocabulary.ontology_files import read_toml


def recruitment(words: str) -> Recruitment:
    """Say whether a trial with this status takes patients.

    >>> recruitment("open to accrual").value, recruitment("ACTIVE_NOT_RECRUITING").value, recruitment("").value
    ('OPEN', 'CLOSED', 'UNKNOWN')
    """
    return _meanings().get(" ".join(words.replace("_", " ").casefold().split()), Recruitment.UNKNOWN)


@cache
def _meanings() -> Mapping[str, Recruitment]:
    table = read_toml("trial_status.toml")
    return {words: state for state in Recruitment if state in table for words in table[state]}
