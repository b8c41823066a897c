"""OBO stanzas are read with the qualifiers that tell exact from loose, and strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.model.obo import Stanza, Synonym, stanzas
from pmkg.model.source import Files

HEADER = "format-version: 1.2\nontology: x\n\n"


def read(folder: Path, text: str) -> list[Stanza]:
    path = folder / "terms.obo"
    path.write_text(text, encoding="utf-8")
    return list(stanzas(Files("source", {"terms": (path,)}), path))


def test_stanzas_keep_their_kind_order_and_repeated_tags(tmp_path: Path) -> None:
    text = HEADER + "[Term]\nid: X:1\nname: one\nis_a: X:2 ! two\nis_a: X:3\n\n[Typedef]\nid: part_of\n"
    first, second = read(tmp_path, text)
    assert (first.kind, first.id, first.name, first.targets("is_a")) == ("Term", "X:1", "one", ["X:2", "X:3"])
    assert (second.kind, second.id) == ("Typedef", "part_of")


def test_a_qualifier_picks_exact_cross_references(tmp_path: Path) -> None:
    text = HEADER + '[Term]\nid: X:1\nxref: A:1 {source="Y", source="exact"}\nxref: A:2 {source="loose"}\nxref: A:3\n'
    (stanza,) = read(tmp_path, text)
    assert stanza.targets("xref", "exact") == ["A:1"]
    assert stanza.targets("xref") == ["A:1", "A:2", "A:3"]


def test_a_synonym_has_a_text_a_scope_and_perhaps_a_type(tmp_path: Path) -> None:
    text = HEADER + '[Term]\nid: X:1\nsynonym: "a \\"b\\", c" EXACT []\nsynonym: "AB" RELATED OMO:0003012 [P:1]\n'
    (stanza,) = read(tmp_path, text)
    assert stanza.synonyms() == [Synonym('a "b", c', "EXACT"), Synonym("AB", "RELATED", "OMO:0003012")]


@pytest.mark.parametrize("tags", ["is_obsolete: true\nname: one\n", "name: obsolete one\n"])
def test_a_retired_term_is_known_by_tag_or_label(tmp_path: Path, tags: str) -> None:
    (stanza,) = read(tmp_path, f"{HEADER}[Term]\nid: X:1\n{tags}")
    assert stanza.obsolete


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "does not begin with format-version"),
        ("<html>\n", "does not begin with format-version"),
        (HEADER, "no stanza with an id at the end"),
        (HEADER + "[Term]\nname: one\n\n[Term]\nid: X:1\n", "no stanza with an id before line 7"),
        (HEADER + "[Term]\nid: X:1\nsomething else\n", "line 6 is no tag: 'something else'"),
    ],
)
def test_a_file_of_another_form_is_named_with_the_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(MalformedSource, match=problem):
        read(tmp_path, text)
