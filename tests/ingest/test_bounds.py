"""The bounds of a release: how many of a source's records may be lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmkg.ingest.catalog import select
from pmkg.ingest.check import check_bounds
from pmkg.ingest.load import Loaded
from pmkg.model.kinds import EdgeKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.records import Reference, Relation
from pmkg.model.source import Files

SOURCE = replace(select(["dgidb"])[0], minimum=1, maximum=1000, loss_bound=0.4)


def loaded(*numbers: str, rejected: tuple[str, ...] = ()) -> Loaded:
    relations = [Relation(EdgeKind.TARGETS, Reference("drug"), Reference("gene"), number) for number in numbers]
    return Loaded(SOURCE, Files(SOURCE.id, {}), relations=relations, losses=[loss(number) for number in rejected])


def loss(number: str, field: str = "drug", reason: Reason = Reason.UNKNOWN_DRUG) -> Loss:
    return Loss(SOURCE.id, number, field, "unknownium", reason)


def problems(item: Loaded, *losses: Loss) -> list[str]:
    return list(check_bounds([item], [*item.losses, *losses], sized=True))


HUNDRED = tuple(f"row {number}" for number in range(100))


@pytest.mark.parametrize(("lost", "said"), [(40, ""), (41, "41.0%"), (66, "66.0%"), (100, "100.0%")])
def test_the_share_is_of_all_records_that_were_read(lost: int, said: str) -> None:
    found = problems(loaded(*HUNDRED), *(loss(number) for number in HUNDRED[:lost]))
    assert found == ([f"dgidb lost {said} of its records, at most 40.0% is allowed; see the ledger"] if said else [])


def test_a_record_with_several_losses_is_lost_once() -> None:
    twice = [loss(number, field) for number in HUNDRED[:40] for field in ("drug", "gene")]
    assert problems(loaded(*HUNDRED), *twice) == []


def test_rejected_rows_are_records_too() -> None:
    assert problems(loaded(*HUNDRED[:60], rejected=HUNDRED[60:])) == []
    assert "lost 41.0%" in problems(loaded(*HUNDRED[:59], rejected=HUNDRED[59:]))[0]


def test_of_records_of_one_number_as_many_are_lost_as_met_a_loss() -> None:
    arms = ("arm 1",) * 6 + ("arm 2",) * 4
    assert problems(loaded(*arms), loss("arm 1"), loss("arm 2")) == []
    assert "lost 50.0%" in problems(loaded(*arms), *([loss("arm 1")] * 5))[0]


@pytest.mark.parametrize("reason", [Reason.DUPLICATE, Reason.DEPRECATED])
def test_what_a_source_withdrew_or_said_twice_is_no_loss(reason: Reason) -> None:
    assert problems(loaded(*HUNDRED), *(loss(number, reason=reason) for number in HUNDRED)) == []


def test_a_source_that_gave_nothing_is_outside_its_bounds() -> None:
    assert problems(loaded(rejected=("row 1",)))[0].startswith("dgidb gave 0 records, expected 1 to 1,000")
