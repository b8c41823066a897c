"""The phase of alterations is read from a text, with the changes that it names."""

from __future__ import annotations

import pytest

from pmkg.model.phase import Phase
from pmkg.vocabulary.phase_text import phases_of, phases_told


@pytest.mark.parametrize(
    ("sentence", "phases"),
    [
        ("C797S arose in cis with T790M.", ("C797S described in cis with T790M",)),
        ("It lay in trans with a loss of function 11q deletion found by FISH.", None),
        ("Both mutations lay on the same allele.", ("described on the same allele",)),
        ("They lay on different alleles.", ("described on different alleles",)),
        (
            "K642E + N822H (the first mutations, found on the same allele).",
            ("K642E + N822H described on the same allele",),
        ),
        ("It had T790M. Both were in cis.", ("described in cis",)),
        ("The patient took cisplatin in transit.", ()),
    ],
)
def test_the_phase_is_kept_as_it_is_told(sentence: str, phases: tuple[str, ...] | None) -> None:
    expected = ("described in trans with a loss of function 11q deletion",) if phases is None else phases
    assert phases_of(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "phase", "changes"),
    [
        ("C797S arose in cis with T790M.", Phase.CIS, ("C797S", "T790M")),
        ("p.Cys797Ser (VAF 3.1%) lay in trans to p.Thr790Met.", Phase.TRANS, ("p.Cys797Ser", "p.Thr790Met")),
        ("T790M and C797S were found on the same allele.", Phase.CIS, ("T790M", "C797S")),
        ("T790M and C797S were found on different alleles.", Phase.TRANS, ("T790M", "C797S")),
        ("R3008C was in trans with a wild-type allele.", Phase.TRANS, ()),
        ("L858R, T790M and C797S were in cis.", Phase.CIS, ()),
        ("It lay in cis with T790M.", Phase.CIS, ()),
    ],
)
def test_two_changes_have_a_phase_where_the_text_names_just_two(
    sentence: str, phase: Phase, changes: tuple[str, ...]
) -> None:
    (told,) = phases_told(sentence)
    assert (told.phase, told.changes) == (phase, changes)
