"""Which regimens hold given drugs: by member, by exact set, by superset, each with its own evidence and dose finding."""

from __future__ import annotations

from collections.abc import Iterable

from pmkg.errors import RequestError
from pmkg.model.curie import Curie
from pmkg.model.dose_finding import DoseFindingStudy
from pmkg.model.kinds import Direction, Effect
from pmkg.model.regimen import Regimen
from pmkg.model.regimen_search import EffectCount, FoundRegimen, RegimenMatch, RegimenSearch, partners
from pmkg.model.statement import Statement
from pmkg.ports.reader import GraphReader
from pmkg.questions.dose_finding import dose_finding, dose_finding_of
from pmkg.questions.regimen_evidence import agents, publications, regimens_with, statements_about


def search_regimens(reader: GraphReader, drugs: Iterable[Curie], match: RegimenMatch) -> RegimenSearch:
    """Find regimens by their members; a regimen's counts are of statements about it, never about its members (rule 15).

    EXACT takes the same set with any operator: a combination, substitutes and a sequence of two drugs are three regimens.
    """
    asked = frozenset(drugs)
    if not asked:
        raise RequestError("name at least one drug")
    found = {id: regimen for id, regimen in regimens_with(reader, asked).items() if _taken(asked, regimen, match)}
    statements = statements_about(reader, found)
    studies = dose_finding_of(reader, found.values())
    rows = [_row(asked, regimen, statements.get(id, ()), studies.get(id, ())) for id, regimen in found.items()]
    rows.sort(key=lambda row: (-_statements(row), row.regimen.label.casefold(), row.regimen.id))
    together = dose_finding(reader, [asked]).get(asked, ())
    return RegimenSearch(reader.manifest().release, agents(reader, asked), match, tuple(rows), together)


def _taken(asked: frozenset[Curie], regimen: Regimen, match: RegimenMatch) -> bool:
    members = {drug.id for drug in regimen.drugs}
    if match is RegimenMatch.EXACT:
        return members == asked
    return match is RegimenMatch.MEMBER or asked <= members


def _row(
    asked: frozenset[Curie],
    regimen: Regimen,
    statements: tuple[Statement, ...],
    studies: tuple[DoseFindingStudy, ...],
) -> FoundRegimen:
    counts = []
    for effect in Effect:
        mine = [statement for statement in statements if statement.effect is effect]
        supporting = [statement for statement in mine if statement.direction is Direction.SUPPORTS]
        if mine:
            counts.append(EffectCount(effect, len(supporting), len(mine) - len(supporting), publications(supporting)))
    sources = tuple(sorted({statement.source for statement in statements}))
    return FoundRegimen(regimen, partners(asked, regimen), tuple(counts), sources, studies)


def _statements(row: FoundRegimen) -> int:
    return sum(count.supporting + count.against for count in row.evidence)
