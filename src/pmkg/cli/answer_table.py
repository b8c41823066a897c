"""Show an answer as a table that a person can read."""

from __future__ import annotations

from rich.console import Console

from pmkg.cli.tables import evidence, head, in_words, missing, print_end, print_line, print_table
from pmkg.cli.terminal import console
from pmkg.model.answer import Answer, Option

_HEADS = ("Tier", "Effect", "Regimen", "Because", "Profile", "Match", "For", "Against", "Conditions", "Notes")


def print_answer(answer: Answer) -> None:
    """Print the options as a table, then the tests to consider and the warnings."""
    out = console()
    print_beginning(answer, out)
    print_table(out, _HEADS, [_cells(option) for option in answer.options])
    print_tests(answer, out)


def print_beginning(answer: Answer, out: Console) -> None:
    """Print what an answer is about, and whether it has no option."""
    print_line(out, head(answer.tumor, answer.release))
    if not answer.options:
        print_line(out, "No option: nothing in this release applies to what was given.")


def print_tests(answer: Answer, out: Console) -> None:
    """Print what stands below the options: combinations with dose finding, the tests to consider, the warnings."""
    studied = sorted({option.regimen.label for option in answer.options if option.dose_finding})
    if studied:
        print_line(out, f"Dose-finding data (toxicity, no efficacy; pmkg ask regimens): {', '.join(studied)}")
    for test in answer.tests_to_consider:
        print_line(out, f"Test to consider: {test.test} (decides {test.decides} options)")
    print_end(out, answer.warnings)


def _cells(option: Option) -> tuple[str, ...]:
    return (
        f"{option.tier or '-'}{'' if option.status == 'MATCHED' else ' (undecided)'}",
        in_words(option.effect),
        option.regimen.label,
        ", ".join(option.because),
        option.profile + missing(option.missing_tests),
        f"{in_words(option.tumor_match)}, {in_words(option.variant_match)}",
        evidence(option.supporting),
        evidence(option.against),
        "; ".join(option.conditions),
        "; ".join(option.notes),
    )
