"""Every source of the catalog is complete: a loader, a fixture folder, an owner, a license, files that can be found."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

import pmkg.loaders  # noqa: F401  (makes the loaders of a checkout importable)

ROOT = Path(__file__).resolve().parents[2]
CATALOG: dict[str, Any] = tomllib.loads((ROOT / "loaders" / "catalog.toml").read_text(encoding="utf-8"))["source"]
SCHEDULES = {"daily", "weekly", "monthly", "manual"}

each_source = pytest.mark.parametrize("source", sorted(CATALOG))


@each_source
def test_a_source_has_an_importable_loader(source: str) -> None:
    module = importlib.import_module(f"pmkg.loaders.{CATALOG[source].get('module', source.replace('-', '_'))}")
    assert callable(module.load)


@each_source
def test_a_source_says_who_owns_it_and_under_which_license(source: str) -> None:
    entry = CATALOG[source]
    for key in ("title", "owner", "citation", "homepage", "folder", "version_rule"):
        assert entry[key].strip(), key
    assert entry["license"]["name"]
    assert {type(entry["license"][flag]) for flag in ("redistribution", "commercial_use")} == {bool}


@each_source
def test_a_source_has_bounds_and_a_schedule(source: str) -> None:
    entry = CATALOG[source]
    assert 0 < entry["minimum"] < entry["maximum"]
    assert 0 <= entry["loss_bound"] < 1
    assert entry["schedule"] in SCHEDULES


@each_source
def test_a_source_can_be_fetched_or_says_why_not(source: str) -> None:
    entry = CATALOG[source]
    required = [rule for rule in entry["files"].values() if rule.get("required", True)]
    assert required
    for rule in entry["files"].values():
        assert rule["patterns"]
        assert not rule.get("url") or rule.get("confirmed"), "an address without the page that documents it"
    if entry.get("mirror_only"):
        assert entry["note"]
    else:
        assert all(rule["url"].startswith("https://") for rule in required)


@each_source
def test_a_source_has_rows_to_test_its_loader(source: str) -> None:
    folder = ROOT / "tests" / "fixtures" / source
    assert any(path.is_file() for path in folder.rglob("*"))


@each_source
def test_a_version_rule_names_a_file_of_the_source(source: str) -> None:
    form, name, rest = CATALOG[source]["version_rule"].split(":", 2)
    assert form in {"name", "text", "json"}
    assert name in CATALOG[source]["files"]
    assert rest
