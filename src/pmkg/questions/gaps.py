"""Tier IA evidence of one source on which another is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pmkg.model.agreement import Gap
from pmkg.model.kinds import Direction
from pmkg.model.statement import Statement
from pmkg.questions.opposition import Stance, comparable, stance, tumor_key
from pmkg.questions.therapeutic import Subject, TherapeuticStatements
from pmkg.questions.voices import Positions, Test, own_match, silences, strength, tumor_of


def gaps(known: TherapeuticStatements) -> tuple[Gap, ...]:
    """Give every gap of a release, by profile, regimen, tumor and effect.

    One per canonical profile, regimen, tumor and effect. A source that says anything of the same profile and regimen in a
    comparable tumor, be it weaker or opposed, is not silent; a record that contradicts itself is not tiered and holds nothing.
    """
    positions = Positions()
    found = [gap for subject in known.subjects.values() for gap in _of(subject, known, positions)]
    return tuple(sorted(found, key=_place))


def silent_in(rows: Iterable[Gap], source: str = "") -> tuple[Gap, ...]:
    """Keep the gaps of one source: those that it is silent on."""
    return tuple(row for row in rows if not source or any(source == silence.source for silence in row.silent))


def _of(subject: Subject, known: TherapeuticStatements, positions: Positions) -> Iterator[Gap]:
    held: dict[tuple[str, Stance], list[Statement]] = defaultdict(list)
    for statement in subject.statements:
        top = strength(statement) == 0 and statement.direction is Direction.SUPPORTS
        if top and not statement.conflict:
            held[tumor_key(statement), stance(statement)].append(statement)
    for (_, said), statements in held.items():
        silent = silences(known, subject, _near(statements, known), _near(statements, known, said))
        if silent:
            position = positions.of({each: own_match(each) for each in statements}, said)
            tumor = tumor_of(statements[0], known.tumors)
            yield Gap(subject.profile, subject.text, subject.regimen, tumor, position, silent)


def _near(tops: list[Statement], known: TherapeuticStatements, said: Stance | None = None) -> Test:
    """Take statements in a tumor comparable to that of the held ones, of one stance where it is given."""
    return lambda statement: (
        said in (None, stance(statement)) and any(comparable(statement, top, known.ancestors) for top in tops)
    )


def _place(row: Gap) -> tuple[object, ...]:
    regimen = (row.regimen.label.casefold(), row.regimen.id)
    return (row.profile, row.profile_id, *regimen, row.tumor.label, row.tumor.id or "", row.held.effect)
