"""Show what became of an answer as a table that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmkg.cli.tables import evidence, in_words, print_end, print_line, print_table
from pmkg.cli.terminal import console
from pmkg.model.answer import EvidenceItem, Option
from pmkg.model.answer_difference import AnswerDifference, OptionChange

_HEADS = ("Change", "Tier", "Effect", "Regimen", "Profile", "What")


def print_changes(found: AnswerDifference) -> None:
    """Print options gained, lost and changed, then what else differs."""
    out = console()
    print_line(out, f"From release {found.before} to {found.after}: {summary(found)}")
    if found.tumor_before != found.tumor_after:
        print_line(out, f"Tumor type: {found.tumor_before.label or '-'} -> {found.tumor_after.label or '-'}")
    rows = [_row("gained", option, evidence(option.supporting)) for option in found.gained]
    rows += [_row("lost", option, evidence(option.supporting)) for option in found.lost]
    rows += [_row("changed", change.after, "; ".join(_told(change))) for change in found.changed]
    print_table(out, _HEADS, rows)
    for word, tests in (("Now", found.tests_gained), ("No longer", found.tests_lost)):
        for test in tests:
            print_line(out, f"{word} to consider: {test.test} (decides {test.decides} options)")
    for notice in found.warnings_lost:
        print_line(out, f"No longer said: {notice.code}: {notice.message}")
    print_end(out, found.warnings_gained)


def summary(found: AnswerDifference) -> str:
    """Count what differs, without a word of the patient's.

    >>> from pmkg.model.signature import Tumor
    >>> skin = Tumor(None, "", "")
    >>> summary(AnswerDifference("", "a", "b", skin, skin, (), (), (), 3))
    '0 options gained, 0 lost, 0 changed, 3 unchanged'
    """
    return (
        f"{len(found.gained)} options gained, {len(found.lost)} lost, {len(found.changed)} changed, "
        f"{found.unchanged} unchanged"
    )


def _row(change: str, option: Option, what: str) -> tuple[str, ...]:
    tier = f"{option.tier or '-'}{'' if option.status == 'MATCHED' else ' (undecided)'}"
    return (change, tier, in_words(option.effect), option.regimen.label, option.profile, what)


def _told(change: OptionChange) -> Iterator[str]:
    for field in change.fields:
        yield f"{field.name}: {', '.join(field.before) or '-'} -> {', '.join(field.after) or '-'}"
    yield from _evidence("added", change.evidence_added)
    yield from _evidence("withdrawn", change.evidence_withdrawn)
    for pair in change.evidence_changed:
        yield f"evidence changed: {evidence([pair.before])} -> {evidence([pair.after])}"


def _evidence(word: str, items: Iterable[EvidenceItem]) -> Iterator[str]:
    told = evidence(items)
    if told:
        yield f"evidence {word}: {told}"
