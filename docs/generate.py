"""Write the generated documents: the sources from the catalog, the coverage and README's example from a release.

python docs/generate.py            docs/sources.md, from the catalog alone
python docs/generate.py --home H   docs/coverage.md and the example in README.md too, from the current release at H
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pmkg.cli.home import open_releases
from pmkg.clinic.signature import read_signature
from pmkg.ingest.catalog import catalog
from pmkg.model.answer import Answer, EvidenceItem, Option
from pmkg.model.trial_criteria import Confidence
from pmkg.ports.reader import GraphReader, LedgerFilter
from pmkg.questions.eligibility_agreement import genes_not_read, reading_scores, trials_in_both_forms
from pmkg.questions.targeted_drugs import DrugQuestion

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "lung-egfr-l858r-t790m"
SHOWN = (("Erlotinib", "RESISTANCE"), ("Osimertinib", "SENSITIVITY"), ("Amivantamab + Lazertinib", "SENSITIVITY"))
"""The regimens of the example that README shows, each in its first option; all others are left out there."""

_AIMS = {"civic": 0.97, "moalmanac": 0.95, "moalmanac-indications": 0.95}
_CLAIM_LOSSES = 1000
_NAME = 80
"""The characters that a name of a gene, disease or drug may have."""


def sources() -> str:
    """Give the table of sources and licenses."""
    rows = []
    for source in catalog().values():
        rights = (("redistribution", source.license.redistribution), ("commercial use", source.license.commercial_use))
        limits = ", ".join(f"no {what}" for what, allowed in rights if not allowed) or "-"
        name = f"[{source.license.name}]({source.license.url})" if source.license.url else source.license.name
        where = "mirror only" if source.mirror_only else f"[{source.owner}]({source.homepage})"
        rows.append((f"`{source.id}`", source.title, name, limits, where, source.citation))
    header = ("Source", "Title", "License", "Limits", "Owner", "Cite")
    notes = [f"- `{source.id}`: {source.note}" for source in catalog().values() if source.note]
    return "\n".join(
        [
            "# Sources and their licenses",
            "",
            "Written by `make docs` from `loaders/catalog.toml`. `pmkg build --license open` leaves out every source with a limit;",
            "every item of an answer names its source, its license and its citation. *Mirror only* means that the owner publishes",
            "no such file; the note says what it is.",
            "",
            *_table(header, rows),
            "",
            "## Notes",
            "",
            *notes,
            "",
        ]
    )


def coverage(reader: GraphReader) -> str:
    """Give what normalized of each source, what did not and why, and the records that contradict themselves."""
    manifest = reader.manifest()
    ledger: dict[str, Any] = manifest.ledger["sources"]  # type: ignore[assignment]
    shares = [
        (
            f"`{name}`",
            f"{item['records']:,}",
            f"{item['normalized']:,}",
            f"{item['share']:.2%}",
            f"{_AIMS.get(name, 0):.0%}",
        )
        for name, item in ledger.items()
        if item["records"]
    ]
    kinds = [
        (f"`{name}`", kind.lower(), f"{count['records']:,}", f"{count['normalized']:,}")
        for name, item in ledger.items()
        for kind, count in item["byKind"].items()
    ]
    versions = [
        (
            f"`{item.id}`",
            item.version or "not stated",
            f"{item.records:,}",
            f"{item.losses:,}",
            _reasons(ledger[item.id]),
        )
        for item in manifest.sources
    ]
    return "\n".join(
        [
            "# What the graph holds of its sources, and what it lost",
            "",
            f"Written by `make docs` from a {manifest.profile} release of {sum(manifest.nodes.values()):,} nodes and",
            f"{sum(manifest.edges.values()):,} edges, content digest `{manifest.digest}`.",
            "Your own: `pmkg ledger --json`; the records behind a figure: `pmkg ledger --source S --reason R`.",
            "",
            "## Therapeutic statements",
            "",
            "A statement is normalized when its gene, the structure of its variant, its disease and every drug are.",
            "",
            *_table(("Source", "Statements", "Normalized", "Share", "Aim"), shares),
            "",
            "## Statements of every kind",
            "",
            *_table(("Source", "Kind", "Statements", "Normalized"), kinds),
            "",
            "## Records and losses",
            "",
            "A loss is one field of one record; the record stays in the graph with its own words wherever it can. A drug or gene",
            "that one source alone names, under a name that no vocabulary holds, is the usual case.",
            "",
            *_table(("Source", "Version", "Records", "Losses", "Reasons"), versions),
            "",
            "## Statements that contradict themselves",
            "",
            "Where a record's coded fields disagree with its own text, the statement is shown with that conflict and gets no tier.",
            "",
            *_table(
                ("Conflict", "Records"), _conflicts(reader, [name for name, item in ledger.items() if item["byKind"]])
            ),
            "",
            *_reading(reader),
            "## Therapeutic sources: everything else that was lost",
            "",
            *_table(("Record", "Field", "Text", "Reason"), _lost(reader, _AIMS)),
            "",
            "## What real tumors are answered",
            "",
            *real_tumors(),
            "",
        ]
    )


_FORMS = (
    ("HIGH: may decide a trial", frozenset({Confidence.HIGH})),
    ("HIGH and LOW: shown", frozenset({Confidence.HIGH, Confidence.LOW})),
    ("HIGH, with the registry's fields", frozenset({Confidence.HIGH, Confidence.CODED})),
)


def _reading(reader: GraphReader) -> Iterator[str]:
    """Score the reader of free-text eligibility against the trials that are coded too, and list where the sure criteria differ."""
    pairs = list(trials_in_both_forms(reader))
    scores = {name: reading_scores(reader, confidences) for name, confidences in _FORMS}
    rows = [
        (name, kind, f"{score.read:,}", _percent(score.precision), f"{score.coded:,}", _percent(score.recall))
        for name, by_kind in scores.items()
        for kind, score in by_kind.items()
    ]
    sure = scores[_FORMS[0][0]]
    unread = genes_not_read(reader)
    differences: dict[tuple[str, str], list[str]] = {}
    for score in sure.values():
        for one in score.differences:
            if not one.coded:
                differences.setdefault((one.trial, one.kind), []).append(" ".join(one.item))
    yield from (
        "## Free-text eligibility, read and coded",
        "",
        f"{len(pairs)} trials stand in the registry as text and in CTML as coded criteria. Precision is the share of what was read",
        "that is coded too, recall the share of what is coded that was read. A tumor agrees with one that holds it or that it",
        "holds, a variant with its class, HER2 status with its gene. CTML was mapped by machine and reviewed; some differences",
        "are its own. A criterion of low confidence decides no trial.",
        "",
        *_table(("Confidence", "Criterion", "Read", "Precision", "Coded", "Recall"), rows),
        "",
        f"Of the coded criteria on genes that were not read surely, {unread.doubted} were read with a doubt (of one cohort, of",
        f"some mutations only, under a condition), {unread.named} are of a gene that the text names in another way",
        f'("EGFR-directed therapy is not indicated"), and {unread.nowhere} of one that neither title nor eligibility names.',
        "",
        "Read surely and not coded:",
        "",
        *_table(
            ("Trial", "Criterion", "Read"), [(*place, "; ".join(items)) for place, items in sorted(differences.items())]
        ),
        "",
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def real_tumors() -> list[str]:
    """Take over what ``make docs-tumors`` counted, its headings one level down."""
    text = (ROOT / "docs" / "real-tumors.md").read_text(encoding="utf-8")
    lines = text.strip().splitlines()[2:]
    return [f"#{line}" if line.startswith("##") else line for line in lines]


def _reasons(item: dict[str, Any]) -> str:
    return ", ".join(f"{reason} {count:,}" for reason, count in sorted(item["reasons"].items())) or "-"


def _conflicts(reader: GraphReader, names: Iterable[str]) -> list[tuple[str, str]]:
    records: dict[str, list[str]] = {}
    for name in names:
        for loss in reader.ledger(LedgerFilter(source=name, reason="SOURCE_CONFLICT", limit=_CLAIM_LOSSES)).losses:
            records.setdefault(_own_words(loss.text), []).append(loss.record)
    return [(text, ", ".join(found)) for text, found in records.items()]


def _own_words(conflict: str) -> str:
    """Leave the source's sentences out of what is published here: `pmkg ledger` shows them from the source's own file."""
    findings = re.split(r"; (?=(?:biomarker|disease|drug|gene): )", conflict)
    return "; ".join(re.sub(r"; (?:the text|it) says .*", "", finding) for finding in findings)


def _lost(reader: GraphReader, names: Iterable[str]) -> list[tuple[str, str, str, str]]:
    pages = [reader.ledger(LedgerFilter(source=name, limit=_CLAIM_LOSSES)) for name in names]
    return [
        (loss.record, loss.field, _shown(loss.text), loss.reason)
        for page in pages
        for loss in page.losses
        if loss.reason != "SOURCE_CONFLICT"
    ]


def _shown(text: str) -> str:
    """Show a name as it stands; a sentence is the source's own, and stays in the ledger."""
    if len(text) > _NAME:
        return "(a sentence: see `pmkg ledger`)"
    return text or "(empty)"


def example(answer: Answer) -> str:
    """Give a few options of the example as README shows them: the first two items of evidence each, the rest counted."""
    shown = [next(item for item in answer.options if _is(item, *wanted)) for wanted in SHOWN]
    rows = [("Tier", "Effect", "Regimen", "Because", "Match", "For")]
    rows += [
        (
            option.tier or "-",
            option.effect.lower().replace("_", " "),
            option.regimen.label,
            ", ".join(option.because),
            f"{option.tumor_match.lower().replace('_', ' ')}, {option.variant_match.lower()}",
            _some(option.supporting),
        )
        for option in shown
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"Tumor type: {answer.tumor.label} ({answer.tumor.oncotree})", "", *lines])


def _is(option: Option, regimen: str, effect: str) -> bool:
    return option.regimen.label == regimen and option.effect == effect


def _some(items: Sequence[EvidenceItem]) -> str:
    named = [f"{item.evidence} ({', '.join(_support(item))})" for item in items[:2]]
    more = [f"and {len(items) - 2} more"] if len(items) > 2 else []
    return ", ".join([*named, *more])


def _support(item: EvidenceItem) -> Iterator[str]:
    yield item.level
    if item.citation.startswith("PMID:"):
        yield item.citation


def ask_example(reader: GraphReader) -> Answer:
    """Ask the release about README's example."""
    asked = json.loads((ROOT / "examples" / f"{EXAMPLE}.json").read_text(encoding="utf-8"))
    return DrugQuestion(reader).ask(read_signature(asked, reader))


def with_block(text: str, name: str, content: str) -> str:
    """Replace the code block behind the mark ``<!-- generated: name -->``."""
    mark = f"<!-- generated: {name} -->\n```text\n"
    before, found, after = text.partition(mark)
    if not found:
        raise ValueError(f"no mark {mark!r}")
    return f"{before}{mark}{content}\n```{after.partition('```')[2]}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def main() -> None:
    """Write the documents."""
    parser = argparse.ArgumentParser(description="Write the generated documents.")
    parser.add_argument("--home", type=Path, help="where a full release of the mirror lives")
    home = parser.parse_args().home
    (ROOT / "docs" / "sources.md").write_text(sources(), encoding="utf-8")
    if home is not None:
        reader = open_releases(home).open()
        (ROOT / "docs" / "coverage.md").write_text(coverage(reader), encoding="utf-8")
        readme = ROOT / "README.md"
        text = with_block(readme.read_text(encoding="utf-8"), "example", example(ask_example(reader)))
        readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
