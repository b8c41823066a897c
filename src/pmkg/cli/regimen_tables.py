"""Show what defeats a regimen, and regimens found by their members, as tables that a person can read."""

from __future__ import annotations

from pmkg.cli.dose_finding_table import print_dose_finding
from pmkg.cli.tables import evidence, head, in_words, missing, print_end, print_line, print_table
from pmkg.cli.terminal import console
from pmkg.model.kinds import Truth
from pmkg.model.regimen_search import EffectCount, RegimenSearch
from pmkg.model.resistance import Defeat, Driver, Remaining, Resistance

_STATES = {Truth.PRESENT: "present", Truth.ABSENT: "absent", Truth.UNKNOWN: "not tested"}
_REMAINING = ("Tier", "Regimen", "Because", "Profile", "For", "Against", "Resisted by", "Notes")
_DEFEATS = (
    "State",
    "Tier",
    "Said of",
    "Effect",
    "Profile",
    "Mechanism",
    "Tumor",
    "Course",
    "Described",
    "For",
    "Against",
    "Notes",
)


def print_resistance(answer: Resistance) -> None:
    """Print what defeats the regimen, what the patient has first, then the options that remain."""
    out = console()
    asked = " + ".join(drug.label for drug in answer.drugs)
    print_line(out, f"What defeats {asked}    {head(answer.tumor, answer.release)}")
    defeats = [_defeat(item) for item in answer.defeated_by]
    print_table(out, _DEFEATS, defeats, "Nothing in this release is said to defeat it.")
    if answer.elsewhere:
        print_line(out, f"{answer.elsewhere} statements are left out: they exclude this tumor type or its lineage.")
    print_line(out, f"Matched options without {asked}:")
    print_table(out, _REMAINING, [_remaining(item) for item in answer.remaining], "None in this release.")
    print_end(out, answer.warnings)


def print_regimens(found: RegimenSearch) -> None:
    """Print the regimens, that with most statements first."""
    out = console()
    asked = ", ".join(drug.label for drug in found.drugs)
    print_line(out, f"Regimens by {found.match.lower()}: {asked}    Release: {found.release}")
    rows = [
        (
            row.regimen.label,
            row.regimen.operator.lower(),
            ", ".join(drug.label for drug in row.partners),
            "; ".join(_count(count) for count in row.evidence),
            ", ".join(row.sources),
        )
        for row in found.regimens
    ]
    print_table(out, ("Regimen", "Operator", "Partners", "Evidence", "Sources"), rows, "None in this release.")
    print_dose_finding(found)
    print_end(out)


def _defeat(item: Defeat) -> tuple[str, ...]:
    drivers = f"; needs driver {', '.join(_driver(driver) for driver in item.drivers)}" if item.drivers else ""
    return (
        "open" if item.state is Truth.UNKNOWN and item.because else _STATES[item.state],
        item.tier or "-",
        f"{item.regimen.label} ({item.relation.lower()})",
        in_words(item.effect),
        item.profile + drivers + missing(item.missing_tests),
        f"{in_words(item.mechanism)}: {item.mechanism_reason}",
        in_words(item.tumor_match),
        _course(item),
        f"{_number(item.statements, 'statement')} in {_number(item.publications, 'publication')}",
        evidence(item.supporting),
        evidence(item.against),
        "; ".join((*item.conditions, *item.notes)),
    )


def _course(item: Defeat) -> str:
    """Say how a resistance is described, and which it would be in this patient."""
    described = ", ".join(course.lower() for course in item.courses)
    here = f"here {item.course.lower()}" if item.course else ""
    return "; ".join(part for part in (described, here) if part)


def _driver(driver: Driver) -> str:
    return f"{driver.profile} ({_STATES[driver.state]})"


def _remaining(item: Remaining) -> tuple[str, ...]:
    option = item.option
    return (
        option.tier or "-",
        option.regimen.label,
        ", ".join(option.because),
        option.profile,
        evidence(option.supporting),
        evidence(option.against),
        ", ".join(item.resisted_by),
        "; ".join((*option.conditions, *option.notes)),
    )


def _count(count: EffectCount) -> str:
    supporting = f"{count.supporting} for ({_number(count.publications, 'publication')})"
    return f"{in_words(count.effect)} {supporting}, {count.against} against"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
