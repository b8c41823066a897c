"""Different spellings of one event in repeated residues are one thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.model.variant import ChangeKind, ProteinChange
from pmkg.vocabulary.protein import parse_protein
from pmkg.vocabulary.repeats import ResidueAt, three_prime

EGFR = dict(enumerate("MASVDNPHVC", 766))
ERBB2 = dict(enumerate("AYVMAGVGS", 771))


def _of(residues: dict[int, str]) -> ResidueAt:
    return lambda position: residues.get(position, "")


@pytest.mark.parametrize(
    ("residues", "text", "canonical"),
    [
        (EGFR, "V769_D770insASV", "A767_V769dup"),
        (EGFR, "M766_A767insASV", "A767_V769dup"),
        (EGFR, "A767_S768insSVA", "A767_V769dup"),
        (EGFR, "A767_V769dup", "A767_V769dup"),
        (EGFR, "D770_N771insSVD", "S768_D770dup"),
        (EGFR, "D770_N771insG", "D770_N771insG"),
        (EGFR, "H773_V774insH", "H773dup"),
        (ERBB2, "A775_G776insYVMA", "Y772_A775dup"),
        (ERBB2, "A771_Y772insYVMA", "Y772_A775dup"),
        ({}, "A775_G776insYVMA", "A775_G776insYVMA"),
        (dict(enumerate("KSSSL", 10)), "S11del", "S13del"),
        (dict(enumerate("KSSSL", 10)), "K10_S11insS", "S13dup"),
        (EGFR, "A767T", "A767T"),
    ],
)
def test_a_change_in_a_repeat_has_one_name(residues: dict[int, str], text: str, canonical: str) -> None:
    assert three_prime(parse_protein(text), _of(residues)).text == canonical


@given(st.text("AS", min_size=8, max_size=30), st.data())
def test_insertions_that_make_the_same_protein_have_the_same_name(sequence: str, data: st.DataObject) -> None:
    residues = dict(enumerate(sequence, 1))
    added = data.draw(st.text("AS", min_size=1, max_size=3))
    names: dict[str, set[ProteinChange]] = {}
    for at in range(len(added), len(sequence)):
        change = ProteinChange(ChangeKind.INSERTION, at, at + 1, residues[at], residues[at + 1], added)
        made = sequence[:at] + added + sequence[at:]
        names.setdefault(made, set()).add(three_prime(change, _of(residues)))
    assert all(len(found) == 1 for found in names.values())
