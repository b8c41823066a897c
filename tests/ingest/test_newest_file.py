"""Which of several files of a source a build reads, and which version it says that it read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pmkg.errors import MalformedSource
from pmkg.ingest.catalog import select
from pmkg.ingest.locate import Origin, Place, locate
from pmkg.model.source import FileRule, Files


def located(mirror: Path, source: str, rule: FileRule, version_rule: str, files: dict[str, str]) -> Files:
    """Lay files out as a mirror and locate them by one rule."""
    folder = mirror / source
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    entry = replace(select([source])[0], files=(rule,), folder=source, version_rule=version_rule)
    return locate(entry, Place(Origin.MIRROR, mirror))


EVIDENCE = FileRule("evidence", ("*-Summaries.tsv*",))
BY_NAME = "name:evidence:([0-9]{2}-[A-Z][a-z]{2}-[0-9]{4}|[0-9][0-9_.]*|v[0-9]+)"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("01-Sep-2024", "01-Apr-2026"),
        ("31-Jan-2025", "01-Feb-2025"),
        ("2024_09_30", "2024_10_01"),
        ("20240930", "20241001"),
        ("2024_12_31", "20250101"),
        ("v9", "v10"),
        ("2.9", "2.10"),
    ],
)
def test_the_newest_file_is_read_whatever_its_place_in_the_alphabet(tmp_path: Path, older: str, newer: str) -> None:
    names = {f"{version}-Summaries.tsv": "" for version in (older, newer)}
    files = located(tmp_path, "civic", EVIDENCE, BY_NAME, names)
    assert files.path("evidence").name == f"{newer}-Summaries.tsv"
    assert files.version == newer


def test_a_file_compressed_and_plain_is_one_version(tmp_path: Path) -> None:
    names = dict.fromkeys(("01-Sep-2024-Summaries.tsv", "01-Sep-2024-Summaries.tsv.gz"), "")
    assert located(tmp_path, "civic", EVIDENCE, BY_NAME, names).version == "01-Sep-2024"


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        ("text:terms:date: (\\S+)", {"a.obo": "date: 2026-01-09", "b.obo": "date: 2025-12-31"}),
        (
            "json:terms:updated",
            {"a.obo": json.dumps({"updated": "2026-01-09"}), "b.obo": json.dumps({"updated": "2025"})},
        ),
    ],
)
def test_a_version_inside_the_files_decides_too(tmp_path: Path, rule: str, texts: dict[str, str]) -> None:
    files = located(tmp_path, "mondo", FileRule("terms", ("*.obo",)), rule, texts)
    assert (files.path("terms").name, files.version) == ("a.obo", "2026-01-09")


@pytest.mark.parametrize(
    "names", [("new-Summaries.tsv", "old-Summaries.tsv"), ("01-Sep-2024-Summaries.tsv", "new-Summaries.tsv")]
)
def test_files_that_do_not_say_their_version_are_not_chosen_from(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(
        MalformedSource, match=r"civic: .*-Summaries.tsv, .*: several files match .* leave only the newest"
    ):
        located(tmp_path, "civic", EVIDENCE, BY_NAME, dict.fromkeys(names, ""))


def test_of_many_files_the_version_is_that_of_the_newest(tmp_path: Path) -> None:
    names = dict.fromkeys((f"{version}-Summaries.tsv" for version in ("01-Apr-2026", "30-Sep-2024")), "")
    files = located(tmp_path, "civic", replace(EVIDENCE, many=True), BY_NAME, names)
    assert len(files.all("evidence")) == 2
    assert files.version == "01-Apr-2026"


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        ("json:terms:updated", "about.json", "<html>Log in to this network</html>"),
        ("json:terms:updated", "about.json.gz", "{}"),
        ("text:terms:date: (\\S+)", "terms.obo.gz", "date: 2026-01-09"),
    ],
)
def test_a_file_that_should_say_the_version_and_cannot_be_read_is_named(
    tmp_path: Path, rule: str, name: str, text: str
) -> None:
    with pytest.raises(MalformedSource, match=rf"mondo: {name}: .*fetch it again"):
        located(tmp_path, "mondo", FileRule("terms", ("*",)), rule, {name: text})


def test_a_document_without_the_key_says_no_version(tmp_path: Path) -> None:
    for number, text in enumerate(("{}", "[]")):
        (tmp_path / str(number)).mkdir()
        files = located(
            tmp_path / str(number), "mondo", FileRule("terms", ("*",)), "json:terms:updated", {"a.json": text}
        )
        assert files.version == ""
