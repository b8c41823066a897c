"""Which sources say what of a regimen for a profile in a tumor, which disagree, and which are silent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pmkg.errors import NotFound
from pmkg.model.agreement import Agreement, Disagreement, Gap, Position
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Effect, TumorMatch, TumorScope
from pmkg.model.signature import Notice, Tumor
from pmkg.model.statement import Statement
from pmkg.ports.reader import GraphReader
from pmkg.questions.disagreements import disagreements, limited
from pmkg.questions.gaps import gaps, silent_in
from pmkg.questions.opposition import OPPOSED, Stance, comparable, stance
from pmkg.questions.therapeutic import TherapeuticStatements, therapeutic_statements
from pmkg.questions.tumor_context import TumorContext, tumor_context
from pmkg.questions.voices import Positions, silences


class AgreementQuestion:
    """Compare the sources of one release; what it reads of the whole release is read once, when it is first asked."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._positions = Positions()

    def ask(self, profile: Curie, regimen: Curie, tumor: Tumor, warnings: tuple[Notice, ...] = ()) -> Agreement:
        """Say who says what; raise :class:`NotFound` where no source speaks of the regimen for the profile at all.

        Statements on the tumor, its ancestors and its subtypes are taken, and those on any tumor.
        """
        subject = self._known.subjects.get((profile, regimen))
        if subject is None:
            raise NotFound(f"a statement on regimen {regimen} for profile {profile}", self._regimens_of(profile))
        context = tumor_context(self._reader, tumor.id)

        def here(statement: Statement) -> bool:
            return _match(context, statement) is not None

        taken = {each: match for each in subject.statements if (match := _match(context, each)) is not None}
        return Agreement(
            self._reader.manifest().release,
            subject.profile,
            subject.text,
            subject.regimen,
            tumor,
            self._all_positions(taken),
            self._opposed(taken),
            silences(self._known, subject, here, here),
            warnings,
        )

    def disagreements(
        self, gene: Curie | None = None, drug: Curie | None = None, source: str = ""
    ) -> tuple[Disagreement, ...]:
        """Give the disagreements of the release, of one gene, drug or source where named; see :mod:`disagreements`."""
        self._check(source)
        return limited(self._disagreements, self._known, gene, drug, source)

    def gaps(self, source: str = "") -> tuple[Gap, ...]:
        """Give the gaps of the release, or those that one source is silent on."""
        self._check(source)
        return silent_in(self._gaps, source)

    @cached_property
    def _known(self) -> TherapeuticStatements:
        return therapeutic_statements(self._reader)

    @cached_property
    def _disagreements(self) -> tuple[Disagreement, ...]:
        return disagreements(self._known)

    @cached_property
    def _gaps(self) -> tuple[Gap, ...]:
        return gaps(self._known)

    def _check(self, source: str) -> None:
        if source and source not in self._known.sources:
            raise NotFound(f"source of therapeutic statements {source!r}", self._known.sources)

    def _regimens_of(self, profile: Curie) -> tuple[str, ...]:
        found = [subject.regimen.label for (home, _), subject in self._known.subjects.items() if home == profile]
        return tuple(sorted(found, key=str.casefold)[:5])

    def _all_positions(self, taken: Mapping[Statement, TumorMatch]) -> tuple[Position, ...]:
        return tuple(self._positions.of(taken, said) for said in sorted({stance(each) for each in taken}, key=_place))

    def _opposed(self, taken: Mapping[Statement, TumorMatch]) -> bool:
        sound = [statement for statement in taken if not statement.conflict]
        return any(
            (stance(one), stance(other)) in OPPOSED and comparable(one, other, self._known.ancestors)
            for one in sound
            for other in sound
        )


def _match(context: TumorContext, statement: Statement) -> TumorMatch | None:
    """Match a statement's tumor; beside a tumor type, those on other tumors and on none that is known do not count."""
    if context.tumor is not None and statement.scope is TumorScope.UNRESOLVED:
        return None
    match = context.match(statement)
    return None if match is TumorMatch.OTHER else match


def _place(said: Stance) -> tuple[int, int]:
    return list(Effect).index(said[0]), list(Direction).index(said[1])
