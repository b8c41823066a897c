from __future__ import annotations

from pathlib import Path

import export_sample
import pytest

from pmkg.clinic import va_spec
from pmkg.clinic.exports import FORMATS, export
from pmkg.errors import RequestError


def test_every_format_of_the_command_line_is_written(tmp_path: Path) -> None:
    assert set(FORMATS) == {"kgx", "turtle", "jsonld", "va-spec"}
    for format in FORMATS:
        written = export(export_sample.sample(), format, tmp_path / "new" / format)
        assert all(file.stat().st_size for file in written.files)
        assert all(written.counts.values())


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_release_gives_the_same_bytes(tmp_path: Path, format: str) -> None:
    one = export(export_sample.sample(), format, tmp_path / "one")
    two = export(export_sample.sample(), format, tmp_path / "two")
    assert [file.read_bytes() for file in one.files] == [file.read_bytes() for file in two.files]


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_replaces_an_older_one_and_leaves_nothing_else(tmp_path: Path, format: str) -> None:
    export(export_sample.sample(), format, tmp_path / "out")
    export(export_sample.sample(), format, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="kgx, turtle, jsonld, va-spec"):
        export(export_sample.sample(), "xml", tmp_path / "out")


@pytest.mark.parametrize("format", FORMATS)
def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path: Path, format: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RequestError, match="cannot be written"):
        export(export_sample.sample(), format, tmp_path / "file" / "out")


def test_an_export_cut_short_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    export(export_sample.sample(), "va-spec", out)
    before = out.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(va_spec, "va_statement", fail)
    with pytest.raises(RequestError, match="No space left"):
        export(export_sample.sample(), "va-spec", out)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
