"""Building a release: from a mirror's files, with what can go wrong, and the old release serving throughout."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmkg.errors import BoundsExceeded, BuildInProgress, MalformedSource, MissingFile, OnlyStarter
from pmkg.ingest.build import Plan, Progress, build
from pmkg.ingest.catalog import loaders_folder, select
from pmkg.ingest.kept import KeptFiles
from pmkg.ingest.locate import Origin, Place
from pmkg.model.kinds import NodeKind
from pmkg.model.reads import all_nodes
from pmkg.ports.reader import GraphReader, LedgerFilter
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SOURCES = ("hgnc", "mondo", "oncotree", "pharmoncox", "civic", "moalmanac", "clinvar")
EVIDENCE = "nightly-ClinicalEvidenceSummaries.tsv"


@pytest.fixture
def small_mirror(tmp_path: Path) -> Path:
    """Lay the starter out as a mirror that a test may spoil."""
    folder = tmp_path / "mirror"
    for name in SOURCES:
        shutil.copytree(loaders_folder() / "starter" / name, folder / name)
    (folder / "oncotree" / "tumorTypes.json").rename(folder / "oncotree" / "oncotree_latest_stable.json")
    return folder


@pytest.fixture
def releases(tmp_path: Path) -> SqliteReleases:
    return SqliteReleases(tmp_path / "home", facets=facets_by_kind())


@pytest.fixture
def plan(small_mirror: Path, tmp_path: Path) -> Plan:
    place = Place(Origin.MIRROR, small_mirror)
    return Plan(select(SOURCES), place, "full", sized=False, kept=KeptFiles(tmp_path / "home" / "files"))


def evidence(small_mirror: Path) -> Path:
    return small_mirror / "civic" / EVIDENCE


def test_two_builds_of_the_same_files_have_one_digest(plan: Plan, releases: SqliteReleases) -> None:
    one = build(plan, releases, FIRST)
    two = build(replace(plan, sources=tuple(reversed(plan.sources))), releases, FIRST + timedelta(days=1))
    assert one.digest == two.digest
    assert one.release != two.release
    assert {manifest.release for manifest in releases.list()} == {one.release, two.release}
    assert releases.current() == two.release


def _reverse(path: Path) -> None:
    """Turn the rows of a table, the stanzas of an OBO file or the items of a JSON list around."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        data = json.loads(text)
        path.write_text(json.dumps(data[::-1] if isinstance(data, list) else data), encoding="utf-8")
        return
    mark = "\n\n" if path.suffix == ".obo" else "\n"
    head, *rows = text.strip().split(mark)
    path.write_text(mark.join([head, *reversed(rows)]) + "\n", encoding="utf-8")


def test_the_order_of_rows_does_not_matter(plan: Plan, releases: SqliteReleases, small_mirror: Path) -> None:
    table = small_mirror / "clinvar" / "macarthur_clinvar.tsv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    cells = dict(zip(columns, rows[0].split("\t"), strict=True))
    # two records more of one allele: another isoform's name, and other traits
    cells |= {"measureset_id": "999", "hgvs_p": "NP_1.1:p.Gln62Arg", "hgvs_c": "NM_1.1:c.185A>G", "all_traits": "Nevus"}
    again = {**cells, "measureset_id": "998", "review_status": "practice guideline", "all_traits": "Melanoma"}
    added = ["\t".join(row[column] for column in columns) for row in (cells, again)]
    table.write_text("\n".join([head, *rows, *added]) + "\n", encoding="utf-8")
    one = build(plan, releases, FIRST)
    for path in small_mirror.rglob("*.*"):
        # a table without identifiers of its own is cited by its row numbers, which name other rows then
        if path.parent.name != "pharmoncox":
            _reverse(path)
    assert build(plan, releases, FIRST + timedelta(days=1)).digest == one.digest


def test_duplicate_rows_add_nothing(plan: Plan, releases: SqliteReleases, small_mirror: Path) -> None:
    build(plan, releases, FIRST)
    head, *rows = evidence(small_mirror).read_text(encoding="utf-8").splitlines()
    evidence(small_mirror).write_text("\n".join([head, *rows, *rows]) + "\n", encoding="utf-8")
    build(plan, releases, FIRST + timedelta(days=1))
    before, after = releases.open("20260101T000000Z"), releases.open()
    assert _evidence(before) == _evidence(after)


def _evidence(reader: GraphReader) -> set[str]:
    return {node.id for node in all_nodes(reader, NodeKind.EVIDENCE)}


def test_the_manifest_says_what_went_in(plan: Plan, releases: SqliteReleases) -> None:
    manifest = build(plan, releases, FIRST)
    assert {source.id for source in manifest.sources} == set(SOURCES)
    for source in manifest.sources:
        assert source.origin == "mirror"
        assert source.records > 0
        assert all(len(digest) == 64 for digest in source.files.values())
    figures: Any = manifest.ledger["sources"]
    assert figures["civic"]["share"] == 1.0
    assert sum(manifest.nodes.values()) == sum(len(_of(releases.open(), kind)) for kind in NodeKind)


def _of(reader: GraphReader, kind: NodeKind) -> list[str]:
    return [node.id for node in all_nodes(reader, kind)]


def test_progress_is_reported_by_stage_and_reaches_its_total(plan: Plan, releases: SqliteReleases) -> None:
    seen: list[Progress] = []
    build(replace(plan, report=seen.append), releases, FIRST)
    assert list(dict.fromkeys(progress.stage for progress in seen)) == ["load", "normalize", "write", "check"]
    last = {progress.stage: progress for progress in seen}
    assert all(progress.done == progress.total for progress in last.values())


@pytest.mark.parametrize("spoil", ["columns", "truncated", "no archive", "empty", "binary"])
def test_a_spoiled_file_fails_the_build_and_the_last_release_serves(
    plan: Plan, releases: SqliteReleases, small_mirror: Path, spoil: str
) -> None:
    good = build(plan, releases, FIRST)
    path = evidence(small_mirror)
    text = path.read_text(encoding="utf-8")
    if spoil in ("truncated", "no archive"):
        path.unlink()
        path = path.with_name(f"{EVIDENCE}.gz")
    whole = gzip.compress(text.encode() * 50)
    spoiled = {
        "columns": text.replace("molecular_profile\t", "mp\t", 1).encode(),
        "truncated": whole[: len(whole) // 2],
        "no archive": b"<html>Service unavailable</html>",
        "empty": b"",
        "binary": bytes(range(256)) * 8,
    }
    path.write_bytes(spoiled[spoil])
    with pytest.raises(MalformedSource) as failed:
        build(plan, releases, FIRST + timedelta(days=1))
    assert failed.value.source == "civic"
    assert path.name in str(failed.value)
    assert releases.current() == good.release
    assert _evidence(releases.open())


def test_a_text_that_stops_within_a_row_leaves_the_row_to_the_ledger(
    plan: Plan, releases: SqliteReleases, small_mirror: Path
) -> None:
    text = evidence(small_mirror).read_text(encoding="utf-8")
    evidence(small_mirror).write_text(text[: text.rindex("\t") - 40], encoding="utf-8")
    build(plan, releases, FIRST)
    (loss,) = releases.open().ledger(LedgerFilter(source="civic")).losses
    assert loss.reason == "MALFORMED"


def test_a_missing_essential_source_fails_and_says_what_was_tried(
    plan: Plan, releases: SqliteReleases, small_mirror: Path
) -> None:
    evidence(small_mirror).unlink()
    with pytest.raises(MissingFile, match=r"civic.*tried.*ClinicalEvidenceSummaries"):
        build(plan, releases, FIRST)
    assert releases.list() == ()


def test_a_source_that_is_not_essential_may_be_absent(plan: Plan, releases: SqliteReleases, small_mirror: Path) -> None:
    shutil.rmtree(small_mirror / "clinvar")
    manifest = build(plan, releases, FIRST)
    assert "clinvar" not in {source.id for source in manifest.sources}


def test_too_few_records_fail_a_sized_build(plan: Plan, releases: SqliteReleases) -> None:
    with pytest.raises(BoundsExceeded, match=r"hgnc gave \d+ records, expected .* is the file whole"):
        build(replace(plan, sized=True), releases, FIRST)
    assert releases.list() == ()


def test_a_failed_check_fails_the_build(plan: Plan, releases: SqliteReleases) -> None:
    def doubt(reader: GraphReader) -> Iterator[str]:
        yield f"nobody asked {reader.manifest().release}"

    with pytest.raises(BoundsExceeded, match="nobody asked") as failed:
        build(replace(plan, checks=(doubt,)), releases, FIRST)
    assert releases.list() == ()
    (aside,) = releases.aside()
    assert aside.problems == failed.value.problems
    assert failed.value.aside == aside.manifest.release
    assert aside.manifest.sources, "what went into it is known"
    assert f"pmkg ledger --as-of {aside.manifest.release}" in str(failed.value)
    built = build(plan, releases, FIRST + timedelta(days=1))
    assert releases.current() == built.release


def test_a_source_reloaded_alone_carries_the_rest_over(
    plan: Plan, releases: SqliteReleases, small_mirror: Path
) -> None:
    whole = build(plan, releases, FIRST)
    for name in SOURCES:
        if name != "civic":
            shutil.rmtree(small_mirror / name)
    lines = evidence(small_mirror).read_text(encoding="utf-8").splitlines()
    evidence(small_mirror).write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    partial = build(replace(plan, reload=frozenset({"civic"})), releases, FIRST + timedelta(days=1))
    before = {source.id: source for source in whole.sources}
    after = {source.id: source for source in partial.sources}
    assert before.keys() == after.keys()
    assert {name for name in before if before[name].files != after[name].files} == {"civic"}
    lost = _evidence(releases.open(whole.release)) - _evidence(releases.open())
    assert len(lost) == 1


@pytest.fixture
def starter(plan: Plan) -> Plan:
    """The same sources where neither a mirror nor an owner answers."""
    return replace(plan, place=Place(Origin.STARTER), profile="starter")


def test_the_starter_does_not_replace_what_real_sources_gave(
    plan: Plan, starter: Plan, releases: SqliteReleases
) -> None:
    good = build(plan, releases, FIRST)
    with pytest.raises(OnlyStarter, match=rf"{good.release}.*stays; give --mirror DIR or set PMKG_MIRROR, connect"):
        build(starter, releases, FIRST + timedelta(days=1))
    assert releases.current() == good.release
    assert [manifest.release for manifest in releases.list()] == [good.release]


def test_one_source_is_not_reloaded_from_the_starter(plan: Plan, starter: Plan, releases: SqliteReleases) -> None:
    good = build(plan, releases, FIRST)
    with pytest.raises(OnlyStarter, match="to read civic anew"):
        build(replace(starter, reload=frozenset({"civic"})), releases, FIRST + timedelta(days=1))
    assert releases.current() == good.release


@pytest.mark.parametrize("real", [True, False])
def test_a_release_that_only_another_version_reads_is_known_by_its_name(
    plan: Plan, starter: Plan, releases: SqliteReleases, tmp_path: Path, real: bool
) -> None:
    old = build(plan if real else starter, releases, FIRST).release
    manifest = tmp_path / "home" / "releases" / old / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_bytes()) | {"schema": 99}), encoding="utf-8")
    with pytest.raises(OnlyStarter, match=old) if real else nullcontext():
        build(starter, releases, FIRST + timedelta(days=1))
    assert (releases.current() == old) is real


def test_a_home_of_the_starter_may_be_built_from_the_starter_again(starter: Plan, releases: SqliteReleases) -> None:
    one = build(starter, releases, FIRST)
    assert {source.origin for source in one.sources} == {"starter"}
    two = build(starter, releases, FIRST + timedelta(days=1))
    assert releases.current() == two.release


def test_a_source_that_is_carried_over_keeps_its_origin(
    plan: Plan, releases: SqliteReleases, small_mirror: Path
) -> None:
    build(plan, releases, FIRST)
    there = Place(Origin.OWNERS, None, lambda source, rule: small_mirror / source.folder / EVIDENCE)
    told: list[str] = []
    partial = replace(plan, place=there, reload=frozenset({"civic"}), warn=told.append)
    manifest = build(partial, releases, FIRST + timedelta(days=1))
    assert {source.id: source.origin for source in manifest.sources} == {
        source: "owners" if source == "civic" else "mirror" for source in SOURCES
    }
    assert told == []


def test_what_cannot_be_carried_over_is_read_anew_and_told(
    plan: Plan, releases: SqliteReleases, tmp_path: Path
) -> None:
    told: list[str] = []
    only = replace(plan, reload=frozenset({"civic"}), warn=told.append)
    first = build(replace(only, sources=select(["hgnc", "civic"])), releases, FIRST)
    assert told == ["hgnc is read anew from the mirror: there is no release to carry it over from"]
    shutil.rmtree(tmp_path / "home" / "files")
    build(replace(only, sources=select(["hgnc", "mondo", "civic"])), releases, FIRST + timedelta(days=1))
    assert told[1:] == [
        f"hgnc is read anew from the mirror: its files of release {first.release} are no longer kept",
        f"mondo is read anew from the mirror: release {first.release} does not hold it",
    ]


def test_a_second_build_at_the_same_home_is_refused(plan: Plan, releases: SqliteReleases, tmp_path: Path) -> None:
    with releases.draft("other"), pytest.raises(BuildInProgress, match="another build is running"):
        build(plan, SqliteReleases(tmp_path / "home"), FIRST)


def _build_in_process(home: Path, mirror: Path, day: int, outcomes: Any) -> None:
    place = Place(Origin.MIRROR, mirror)
    try:
        build(Plan(select(SOURCES), place, "full", sized=False), SqliteReleases(home), FIRST + timedelta(days=day))
        outcomes.put("published")
    except BuildInProgress:
        outcomes.put("refused")


def test_of_two_processes_building_at_once_none_harms_the_other(small_mirror: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    outcomes = context.Queue()
    home = tmp_path / "home"
    started = [context.Process(target=_build_in_process, args=(home, small_mirror, day, outcomes)) for day in (1, 2)]
    for process in started:
        process.start()
    results = sorted(outcomes.get(timeout=60) for _ in started)
    for process in started:
        process.join(timeout=60)
    assert results in (["published", "published"], ["published", "refused"])
    assert len(SqliteReleases(home).list()) == results.count("published")
    assert _evidence(SqliteReleases(home).open())


def test_a_row_that_names_nothing_known_is_kept_and_counted(
    plan: Plan, releases: SqliteReleases, small_mirror: Path
) -> None:
    head, *rows = evidence(small_mirror).read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    cells = dict(zip(columns, rows[0].split("\t"), strict=False))
    cells |= {"molecular_profile": "NOSUCHGENE V1E", "disease": "Zebra", "doid": "", "evidence_id": "999999"}
    row = "\t".join(cells.get(column, "") for column in columns)
    evidence(small_mirror).write_text("\n".join([head, *rows, row]) + "\n", encoding="utf-8")
    build(plan, releases, FIRST)
    reader = releases.open()
    node = next(node for node in all_nodes(reader, NodeKind.EVIDENCE) if node.id == "civic.eid:999999")
    words: Any = node.properties["words"]
    assert (words["profile"], words["disease"], node.properties["normalized"]) == ("NOSUCHGENE V1E", "Zebra", False)
    reasons = {loss.reason for loss in reader.ledger(LedgerFilter(source="civic")).losses if "999999" in loss.record}
    assert reasons == {"UNKNOWN_GENE", "UNKNOWN_DISEASE"}
