"""The smallest sets of regimens that together answer all drivers of a signature that can be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmkg.errors import RequestError
from pmkg.model.answer import Answer, Option
from pmkg.model.curie import Curie
from pmkg.model.kinds import Effect
from pmkg.model.regimen_sets import DriverCover, OfferedRegimen, RegimenSet, RegimenSets, SetPart
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader
from pmkg.questions.covers import smallest_covers
from pmkg.questions.drivers import drivers
from pmkg.questions.options import MATCHED
from pmkg.questions.patient import read_patient
from pmkg.questions.regimen_evidence import regimens_with
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.vocabulary.scales import tier_rank

_SHOWN = 10
TIERS = ("IA", "IB", "IIC", "IID", "III")
_CAUTION = (
    "Each regimen has its own evidence for the drivers it is named with. That regimens stand in one set says nothing of giving "
    "them together: no combination is evidence unless a source speaks of it."
)

Groups = Mapping[frozenset[str], tuple[OfferedRegimen, ...]]


class RegimenSetQuestion:
    """Answer ``regimen sets`` on one release; give it a :class:`DrugQuestion` to share what that remembers."""

    def __init__(self, reader: GraphReader, drugs: DrugQuestion | None = None) -> None:
        self._reader = reader
        self._drugs = drugs or DrugQuestion(reader)

    def ask(self, signature: Signature, least_tier: str = "IIC") -> RegimenSets:
        """Answer one signature from matched sensitivity options of at least a tier; raises :class:`RequestError` for no tier."""
        if least_tier not in TIERS:
            raise RequestError(f"{least_tier!r} is no tier; give one of {', '.join(TIERS)}")
        patient = read_patient(self._reader, signature)
        known = drivers(patient)
        answer = self._drugs.ask(signature)
        offered = _offered(answer, frozenset(known), least_tier)
        groups = _groups(offered.values())
        covers = smallest_covers(groups)
        sets = sorted((self._set(cover, groups) for cover in covers), key=_place)
        answered = frozenset().union(*groups)
        return RegimenSets(
            id=signature.id,
            release=answer.release,
            tumor=signature.tumor,
            least_tier=least_tier,
            drivers=tuple(_driver(label, why, offered.values()) for label, why in known.items()),
            sets=tuple(sets[:_SHOWN]),
            more=max(0, len(sets) - _SHOWN),
            uncovered=tuple(label for label in known if label not in answered),
            not_drivers=tuple(item.label for item in signature.found if item.label not in known),
            caution=_CAUTION,
            warnings=signature.warnings,
        )

    def _set(self, cover: Sequence[frozenset[str]], groups: Groups) -> RegimenSet:
        parts = tuple(SetPart(tuple(sorted(drivers)), groups[drivers]) for drivers in cover)
        best = [part.regimens[0] for part in parts]
        members = {drug.id for one in best for drug in one.evidence[0].regimen.drugs}
        together = self._together(members) if len(best) > 1 else ()
        return RegimenSet(parts, max((one.tier for one in best), key=tier_rank), together)

    def _together(self, members: set[Curie]) -> tuple[str, ...]:
        """Give the regimens of the release that hold all of these drugs at once."""
        found = regimens_with(self._reader, members).values()
        return tuple(sorted(regimen.label for regimen in found if members <= {drug.id for drug in regimen.drugs}))


def _offered(answer: Answer, known: frozenset[str], least_tier: str) -> dict[Curie, OfferedRegimen]:
    """Give the regimens with matched, supported sensitivity for a driver, by regimen."""
    evidence: dict[Curie, list[Option]] = {}
    opposed: dict[Curie, list[Option]] = {}
    for option in answer.options:
        if option.status != MATCHED:
            continue
        if option.effect is Effect.SENSITIVITY:
            enough = option.supporting and option.tier and tier_rank(option.tier) <= tier_rank(least_tier)
            if enough and known & set(option.because):
                evidence.setdefault(option.regimen.id, []).append(option)
        elif option.effect is not Effect.OTHER and option.supporting:
            opposed.setdefault(option.regimen.id, []).append(option)
    return {id: _regimen(options, opposed.get(id, []), known) for id, options in evidence.items()}


def _regimen(options: list[Option], opposed: list[Option], known: frozenset[str]) -> OfferedRegimen:
    best: dict[str, str] = {}
    for option in options:
        for driver in known & set(option.because):
            tier = option.tier or ""
            best[driver] = min(best.get(driver, tier), tier, key=tier_rank)
    return OfferedRegimen(
        options[0].regimen.label,
        tuple(sorted(best)),
        max(best.values(), key=tier_rank),
        tuple(options),
        tuple(opposed),
    )


def _groups(offered: Iterable[OfferedRegimen]) -> dict[frozenset[str], tuple[OfferedRegimen, ...]]:
    """Put regimens that answer the same drivers together: unopposed first, then by tier, number of sources and name."""
    groups: dict[frozenset[str], list[OfferedRegimen]] = {}
    for regimen in offered:
        groups.setdefault(frozenset(regimen.drivers), []).append(regimen)
    return {drivers: tuple(sorted(found, key=_rank)) for drivers, found in groups.items()}


def _rank(regimen: OfferedRegimen) -> tuple[object, ...]:
    sources = {item.source for option in regimen.evidence for item in option.supporting}
    return bool(regimen.opposed), tier_rank(regimen.tier), -len(sources), regimen.label.casefold()


def _place(found: RegimenSet) -> tuple[object, ...]:
    best = [part.regimens[0] for part in found.parts]
    return (
        sum(bool(one.opposed) for one in best),
        tier_rank(found.tier),
        sum(tier_rank(one.tier) for one in best),
        sum(len(part.drivers) for part in found.parts),
        [part.drivers for part in found.parts],
    )


def _driver(label: str, why: str, offered: Iterable[OfferedRegimen]) -> DriverCover:
    mine = [regimen for regimen in offered if label in regimen.drivers]
    tiers = [option.tier for one in mine for option in one.evidence if label in option.because]
    return DriverCover(label, why, len(mine), min(tiers, key=tier_rank, default=None))
