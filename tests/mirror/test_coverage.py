"""How much of what the sources claim is in the graph in normalized form, as ``pmkg ledger --json`` reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pmkg.cli.app import run
from pmkg.model.ledger import Reason
from pmkg.ports.reader import GraphReader, LedgerFilter

pytestmark = pytest.mark.mirror
KINDS_OF_CONFLICT = 7


@pytest.fixture
def ledger(full_home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run(["ledger", "--json", "--home", str(full_home)]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


@pytest.mark.parametrize(("source", "share"), [("civic", 0.97), ("moalmanac", 0.95), ("moalmanac-indications", 0.95)])
def test_therapeutic_statements_are_normalized(ledger: dict[str, Any], source: str, share: float) -> None:
    figures = ledger["sources"][source]
    assert figures["share"] >= share
    assert figures["share"] == pytest.approx(figures["normalized"] / figures["records"], abs=1e-4)
    assert figures["records"] >= figures["normalized"] > 0
    assert figures["byKind"]["PREDICTIVE"] == {"records": figures["records"], "normalized": figures["normalized"]}


def test_every_source_of_the_release_is_in_the_ledger(ledger: dict[str, Any], release: GraphReader) -> None:
    assert set(ledger["sources"]) == {source.id for source in release.manifest().sources}


def test_every_loss_has_a_reason_and_says_where(release: GraphReader) -> None:
    page = release.ledger(LedgerFilter(limit=100_000))
    assert page.total == len(page.losses) == sum(sum(reasons.values()) for reasons in page.counts.values())
    for loss in page.losses:
        assert loss.source, loss
        assert loss.record, loss
        assert loss.reason, loss
        assert loss.reason == loss.reason.upper(), loss


def test_records_that_contradict_themselves_are_found_by_rule(release: GraphReader) -> None:
    page = release.ledger(LedgerFilter(reason=Reason.SOURCE_CONFLICT, limit=100_000))
    therapeutic = [loss for loss in page.losses if loss.source.startswith("moalmanac")]
    assert len({loss.text for loss in therapeutic}) >= KINDS_OF_CONFLICT
    text = " ".join(loss.text for loss in therapeutic)
    assert "HRAS" in text
    assert "Gastrointestinal Stromal" in text
