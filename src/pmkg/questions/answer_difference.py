"""What became of the answer to a signature: options gained, lost, with another tier or status, evidence added and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TypeVar

from pmkg.model.answer import Answer, EvidenceItem, Option
from pmkg.model.answer_difference import AnswerDifference, EvidenceChange, FieldChange, OptionChange

H = TypeVar("H")
Key = tuple[str, str, str]

_SIDES = ("supporting", "against")


def _promised(name: str) -> str:
    """Write a field's name as answers show it: tier_rule is tierRule."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


_COMPARED = {field.name: _promised(field.name) for field in fields(Option) if field.name not in (*_SIDES, "regimen")}


def answer_difference(before: Answer, after: Answer) -> AnswerDifference:
    """Compare two answers to one signature; options stand in the order of the answer that they are from."""
    old, new = _keyed(before.options), _keyed(after.options)
    both = [(old[key], option) for key, option in new.items() if key in old]
    changed = [_option_change(*pair) for pair in both if pair[0] != pair[1]]
    return AnswerDifference(
        after.id,
        before.release,
        after.release,
        before.tumor,
        after.tumor,
        tuple(option for key, option in new.items() if key not in old),
        tuple(option for key, option in old.items() if key not in new),
        tuple(changed),
        len(both) - len(changed),
        _without(after.warnings, before.warnings),
        _without(before.warnings, after.warnings),
        _without(after.tests_to_consider, before.tests_to_consider),
        _without(before.tests_to_consider, after.tests_to_consider),
    )


def _keyed(options: Iterable[Option]) -> dict[Key, Option]:
    return {(option.regimen.id, option.effect.value, option.profile): option for option in options}


def _without(found: Sequence[H], others: Sequence[H]) -> tuple[H, ...]:
    return tuple(item for item in found if item not in others)


def _option_change(before: Option, after: Option) -> OptionChange:
    old, new = _evidence(before), _evidence(after)
    return OptionChange(
        before,
        after,
        tuple(_field_changes(before, after)),
        tuple(item for key, (_, item) in new.items() if key not in old),
        tuple(item for key, (_, item) in old.items() if key not in new),
        tuple(
            EvidenceChange(old[key][1], item)
            for key, (side, item) in new.items()
            if key in old and old[key] != (side, item)
        ),
    )


def _field_changes(before: Option, after: Option) -> Iterable[FieldChange]:
    for name, shown in _COMPARED.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield FieldChange(shown, _texts(old), _texts(new))
    if before.regimen != after.regimen:
        yield FieldChange("regimen", (before.regimen.label,), (after.regimen.label,))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(map(str, value))
    return () if value is None else (str(value),)


def _evidence(option: Option) -> dict[str, tuple[str, EvidenceItem]]:
    """Give each statement of an option with the side on which it stands."""
    return {item.evidence: (side, item) for side in _SIDES for item in getattr(option, side)}
