"""Tables of sources are read by column name, row by row, and say plainly when they are broken."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import MalformedSource
from pmkg.model.records import Rejected
from pmkg.model.source import Files
from pmkg.model.table import document, rows, table

CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=8)


def written(folder: Path, text: str) -> tuple[Files, Path]:
    path = folder / "table.tsv"
    path.write_bytes(text.encode())
    return Files("source", {"table": (path,)}), path


def test_columns_are_found_by_name_in_the_order_asked(tmp_path: Path) -> None:
    files, path = written(tmp_path, "a\tb\tc\n1\t2\t3\n")
    assert list(table(files, path, ("c", "a"), ("absent", "b"))) == [(1, ("3", "1", "", "2"))]


def test_the_header_is_found_below_a_preamble_and_behind_a_hash(tmp_path: Path) -> None:
    files, path = written(tmp_path, "A title\nlicense: open\n#a\tb\n1\t2\n")
    assert list(table(files, path, ("a", "b"))) == [(1, ("1", "2"))]


def test_a_row_of_another_width_is_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    files, path = written(tmp_path, "a\tb\n1\n\n2\t3\n")
    rows = list(table(files, path, ("a", "b")))
    assert rows == [Rejected("row 1", "row", "1", "MALFORMED"), (3, ("2", "3"))]


def test_quotation_marks_can_be_plain_text(tmp_path: Path) -> None:
    files, path = written(tmp_path, 'a\tb\n"5\'\t2"\n')
    assert list(table(files, path, ("a", "b"), quoted=False)) == [(1, ("\"5'", '2"'))]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    files, path = written(tmp_path, "a\tb\n1\t2\n")
    with pytest.raises(MalformedSource, match=r"table\.tsv: no header names the columns symbol;"):
        list(table(files, path, ("a", "symbol")))


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    files, path = written(tmp_path, "a\tb\n")
    path.write_bytes(b"a\tb\n\xff\xfe\t1\n")
    with pytest.raises(MalformedSource, match="not UTF-8"):
        list(table(files, path, ("a", "b")))


def test_a_document_is_read_plain_or_compressed(tmp_path: Path) -> None:
    files, path = written(tmp_path, '\ufeff{"genes": ["BRAF"]}')
    packed = tmp_path / "table.json.gz"
    packed.write_bytes(gzip.compress(b"[1]"))
    assert document(files, path) == {"genes": ["BRAF"]}
    assert document(files, packed) == [1]


@pytest.mark.parametrize("content", [b'{"genes": [', b"<html>", b"", b'"\xff"'])
def test_a_document_that_is_not_whole_is_named(tmp_path: Path, content: bytes) -> None:
    files, path = written(tmp_path, "")
    path.write_bytes(content)
    with pytest.raises(MalformedSource, match=r"source: table\.tsv: .*; fetch it again"):
        document(files, path)
    path = path.rename(tmp_path / "table.json.gz")
    with pytest.raises(MalformedSource, match=r"source: table\.json\.gz: .*; fetch it again"):
        document(files, path)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_a_csv_writer_wrote_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows([("x", "y", "z"), *rows])
    files, path = written(tmp_path_factory.mktemp("csv"), text.getvalue())
    assert [row[1] for row in table(files, path, ("x", "y", "z")) if not isinstance(row, Rejected)] == rows


OLD, NEW = {"Gene", "Drug"}, {"gene_name", "drug_name"}


@pytest.mark.parametrize("header", ["Gene\tDrug\tmore", "drug_name\tmore\tgene_name"])
def test_rows_are_read_by_column_name_in_any_form_of_the_table(tmp_path: Path, header: str) -> None:
    files, _ = written(tmp_path, f"{header}\na\tb\tc\n\n1\t2\t3\n")
    lost: list[Rejected] = []
    one, two = rows(files, "table", OLD, NEW, lost=lost)
    assert one == (1, dict(zip(header.split("\t"), "abc", strict=True)))
    assert two == (3, dict(zip(header.split("\t"), "123", strict=True)))
    assert lost == []


@pytest.mark.parametrize("row", ["a", "a\tb\tc"])
def test_a_row_of_another_width_is_lost_under_its_own_number(tmp_path: Path, row: str) -> None:
    files, _ = written(tmp_path, f"Gene\tDrug\n1\t2\n{row}\n")
    lost: list[Rejected] = []
    assert [number for number, _ in rows(files, "table", OLD, lost=lost)] == [1]
    assert lost == [Rejected("table row 2", "row", row, "MALFORMED")]


def test_the_remedy_names_what_to_get_instead(tmp_path: Path) -> None:
    files, _ = written(tmp_path, "Gene\tx\n")
    with pytest.raises(MalformedSource, match=r"table\.tsv: no header names the columns Drug; get both tables$"):
        list(rows(files, "table", OLD, NEW, lost=[], remedy="get both tables"))


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    files, _ = written(tmp_path, f"Gene\tDrug\nBRAF\t{'x' * 200_000}\n")
    ((_, row),) = rows(files, "table", OLD, lost=[])
    assert len(row["Drug"]) == 200_000


@pytest.mark.parametrize("name", ["vocabulary.zip", "download"])
def test_an_archive_is_known_by_its_name_or_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("README.txt", "read me")
        archive.writestr("drugs.csv", "Gene,Drug\nBRAF,x\n")
    files = Files("source", {"table": (tmp_path / name,)})
    assert list(rows(files, "table", OLD, lost=[], delimiter=",", member="*.csv")) == [
        (1, {"Gene": "BRAF", "Drug": "x"})
    ]
