"""Where sources, or records of one source, say opposite things of one regimen for one profile in comparable tumors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from pmkg.model.agreement import Disagreement
from pmkg.model.curie import Curie
from pmkg.model.kinds import TumorMatch
from pmkg.model.statement import Statement
from pmkg.questions.opposition import OPPOSED, Stance, comparable, covers, stance, tumor_key
from pmkg.questions.therapeutic import Subject, TherapeuticStatements
from pmkg.questions.voices import Positions, own_match, strength, tumor_of


@dataclass(slots=True)
class _Row:
    """Collect the opposed pairs of one tumor; ``broad`` is a statement on that very tumor."""

    broad: Statement
    taken: dict[Statement, TumorMatch] = field(default_factory=dict)
    between: bool = False


def disagreements(known: TherapeuticStatements) -> tuple[Disagreement, ...]:
    """Give every disagreement of a release, in a total order.

    First those whose weaker side is strongest by its tier for its own tumor; then those between sources; then by profile,
    regimen, tumor and effect. A record that contradicts itself opposes nobody.
    """
    positions = Positions()
    found = [entry for subject in known.subjects.values() for entry in _of(subject, known, positions)]
    return tuple(row for _, row in sorted(found, key=lambda entry: entry[0]))


def limited(
    rows: Iterable[Disagreement],
    known: TherapeuticStatements,
    gene: Curie | None = None,
    drug: Curie | None = None,
    source: str = "",
) -> tuple[Disagreement, ...]:
    """Keep the rows whose profile names a gene, whose regimen holds a drug (or class), and on a side of which a source speaks."""
    return tuple(
        row
        for row in rows
        if (gene is None or gene in known.subjects[row.profile_id, row.regimen.id].genes)
        and (drug is None or any(drug == member.id for member in row.regimen.drugs))
        and (not source or any(source == voice.source for side in row.sides for voice in side.voices))
    )


def _of(
    subject: Subject, known: TherapeuticStatements, positions: Positions
) -> Iterator[tuple[tuple[object, ...], Disagreement]]:
    by_stance: dict[Stance, list[Statement]] = defaultdict(list)
    for statement in subject.statements:
        if not statement.conflict:
            by_stance[stance(statement)].append(statement)
    for first, second in OPPOSED:
        for row in _rows(by_stance.get(first, ()), by_stance.get(second, ()), known).values():
            shown = Disagreement(
                subject.profile,
                subject.text,
                subject.regimen,
                tumor_of(row.broad, known.tumors),
                (positions.of(row.taken, first), positions.of(row.taken, second)),
                row.between,
            )
            ranks = [min(strength(each) for each in row.taken if stance(each) == side) for side in (first, second)]
            yield (max(ranks), min(ranks), not row.between, *_place(shown)), shown


def _rows(one: Iterable[Statement], other: Iterable[Statement], known: TherapeuticStatements) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    for pair in product(one, other):
        if not comparable(*pair, known.ancestors):
            continue
        broad = pair[0] if covers(*pair, known.ancestors) else pair[1]
        row = rows.setdefault(tumor_key(broad), _Row(broad))
        for statement in pair:
            same = tumor_key(statement) == tumor_key(broad)
            row.taken[statement] = own_match(statement) if same else TumorMatch.DESCENDANT
        row.between = row.between or pair[0].source != pair[1].source
    return rows


def _place(row: Disagreement) -> tuple[object, ...]:
    texts = (row.profile, row.profile_id, row.regimen.label.casefold(), row.regimen.id)
    return (*texts, row.tumor.label, row.tumor.id or "", [(side.effect, side.direction) for side in row.sides])
