"""Protein changes are read in every spelling into one value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import InvalidText
from pmkg.model.variant import ChangeKind, Consequence, ProteinChange
from pmkg.vocabulary.protein import THREE_LETTER, parse_protein

RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
LONG = {one: three.capitalize() for three, one in THREE_LETTER.items() if one in RESIDUES}


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("V600E", "V600E"),
        ("p.V600E", "V600E"),
        ("p.(Val600Glu)", "V600E"),
        ("Val600Glu", "V600E"),
        ("VAL600GLU", "V600E"),
        ("v600e", "V600E"),
        ("P1175FS*5", "P1175fs"),
        ("K468FS", "K468fs"),
        ("p.Trp288CysfsTer12", "W288fs"),
        ("p.W288Cfs*12", "W288fs"),
        ("R135FSX177", "R135fs"),
        ("E55RfsTer11", "E55fs"),
        ("p.A32Rfs*?", "A32fs"),
        ("p.-917fs", "917fs"),
        ("p.RACRGV271fs", "R271fs"),
        ("p.VRS*RQ528fs", "V528fs"),
        ("E746_A750del", "E746_A750del"),
        ("p.Glu746_Ala750delELREA", "E746_A750del"),
        ("746_750del", "746_750del"),
        ("V560DEL", "V560del"),
        ("P551_E554delPMYE", "P551_E554del"),
        ("DEL 485-490", "485_490del"),
        ("p.RA521del", "R521_A522del"),
        ("M774DELINSWLV", "M774delinsWLV"),
        ("E746_T751>I", "E746_T751delinsI"),
        ("V600_K601>E", "V600_K601delinsE"),
        ("p.747_753LREATSP>S", "L747_P753delinsS"),
        ("p.ATGH913STNQ", "A913_H916delinsSTNQ"),
        ("p.125_126GA>GS", "A126S"),
        ("p.268_269LL>L", "L269del"),
        ("T151dup", "T151dup"),
        ("Y772_A775DUP", "Y772_A775dup"),
        ("p.193_196dupSTSC", "S193_C196dup"),
        ("p.598_598S>SS", "S598dup"),
        ("181_182SS>SSS", "S182dup"),
        ("90_91SV>SVSV", "S90_V91dup"),
        ("P772_V774insPHV", "P772_V774dup"),
        ("H773_V774insH", "H773dup"),
        ("p.3_4AL>ARL", "A3_L4insR"),
        ("882_883insQ", "882_883insQ"),
        ("106insR", "106_107insR"),
        ("E162X", "E162*"),
        ("p.Arg100Ter", "R100*"),
        ("p.2139_2140QK>H*", "K2140*"),
        ("p.235_236insG*", "237*"),
        ("Q988_Q989delins*", "Q988*"),
        ("p.377_377S>*A", "S377*"),
        ("L10L", "L10="),
        ("p.Leu10=", "L10="),
        ("p.*46*", "*46="),
        ("p.M1?", "M1?"),
        ("p.Met1Ile", "M1?"),
        ("p.M1_?9", "M1?"),
        ("p.*346Lext*3", "*346Lext"),
        ("*757L", "*757Lext"),
        ("p.*417Sfs*14", "*417ext"),
        ("p.*316delext*?", "*316ext"),
        ("X142_splice", "X142_splice"),
        ("E143_splice", "X143_splice"),
    ],
)
def test_a_spelling_reads_into_its_canonical_form(spelling: str, canonical: str) -> None:
    assert parse_protein(spelling).text == canonical


@pytest.mark.parametrize(
    ("text", "consequence"),
    [
        ("E746_A750del", Consequence.IN_FRAME_DELETION),
        ("L747_P753delinsS", Consequence.IN_FRAME_DELETION),
        ("A767_V769dup", Consequence.IN_FRAME_INSERTION),
        ("D770delinsGY", Consequence.IN_FRAME_INSERTION),
        ("E746fs", Consequence.FRAMESHIFT),
        ("K39delinsMS*VEL", Consequence.NONSENSE),
        ("M1V", Consequence.START_LOSS),
        ("*214C", Consequence.EXTENSION),
    ],
)
def test_a_change_has_the_consequence_that_its_form_says(text: str, consequence: Consequence) -> None:
    assert parse_protein(text).consequence is consequence


def test_spelled_out_residues_do_not_make_another_deletion() -> None:
    assert parse_protein("K550_K558delKPMYEVQWK") == parse_protein("K550_K558del")


def test_lost_stops_with_different_new_residues_stay_apart() -> None:
    assert parse_protein("*214C") != parse_protein("*214G")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "NO_PROTEIN_CHANGE"),
        (".", "NO_PROTEIN_CHANGE"),
        ("p.?", "NO_PROTEIN_CHANGE"),
        ("V600", "UNKNOWN_FORM"),
        ("Exon 19 Deletion", "UNKNOWN_FORM"),
        ("T17 DELETION", "UNKNOWN_FORM"),
        ("DPYD*2A", "UNKNOWN_FORM"),
        ("G12wt", "UNKNOWN_FORM"),
        ("V600neg", "UNKNOWN_FORM"),
        ("L858Rhet", "UNKNOWN_FORM"),
        ("185delAG", "UNKNOWN_FORM"),
        ("5382insC", "UNKNOWN_FORM"),
        ("A750_E746del", "BAD_RANGE"),
        ("A750_E760insG", "BAD_RANGE"),
    ],
)
def test_what_is_no_protein_change_says_why(text: str, reason: str) -> None:
    with pytest.raises(InvalidText) as caught:
        parse_protein(text)
    assert caught.value.reason == reason


@st.composite
def _changes(draw: st.DrawFn) -> ProteinChange:
    residue = st.sampled_from(RESIDUES)
    start, first = draw(st.integers(20, 5000)), draw(residue)
    kind = draw(st.sampled_from(sorted(set(ChangeKind) - {ChangeKind.START_LOSS})))
    match kind:
        case ChangeKind.SUBSTITUTION:
            return ProteinChange(kind, start, start, first, "", draw(residue.filter(lambda other: other != first)))
        case ChangeKind.NONSENSE | ChangeKind.FRAMESHIFT | ChangeKind.SYNONYMOUS:
            return ProteinChange(kind, start, start, first)
        case ChangeKind.EXTENSION:
            return ProteinChange(kind, start, start, "*", "", draw(residue))
        case ChangeKind.SPLICE:
            return ProteinChange(kind, start, start)
        case ChangeKind.INSERTION:
            added = draw(st.text(RESIDUES, min_size=2, max_size=5))
            return ProteinChange(kind, start, start + 1, first, draw(residue), added)
    end = start + draw(st.integers(3, 40))
    last = draw(residue)
    if kind is not ChangeKind.DELINS:
        return ProteinChange(kind, start, end, first, last)
    outer = st.sampled_from(RESIDUES)
    head, tail = draw(outer.filter(lambda other: other != first)), draw(outer.filter(lambda other: other != last))
    return ProteinChange(kind, start, end, first, last, head + tail)


@given(_changes())
def test_the_text_of_a_change_reads_back(change: ProteinChange) -> None:
    assert parse_protein(change.text) == change


@given(st.sampled_from(RESIDUES), st.integers(2, 5000), st.sampled_from(RESIDUES))
def test_three_letter_and_one_letter_spellings_are_one_thing(first: str, position: int, alternate: str) -> None:
    short, long = f"{first}{position}{alternate}", f"{LONG[first]}{position}{LONG[alternate]}"
    read = {parse_protein(text) for text in (short, f"p.{short}", f"p.({short})", long, f"p.{long}", f"p.({long})")}
    assert len(read) == 1
