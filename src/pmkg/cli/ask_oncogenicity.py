"""``pmkg ask oncogenicity``: how oncogenic the small variants of a signature are, point by point."""

from __future__ import annotations

from collections.abc import Iterator

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from pmkg.cli.signature_question import signature_question
from pmkg.cli.terminal import console
from pmkg.model.oncogenicity import Basis, Oncogenicity, OncogenicityAnswer
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader

_COLUMNS = ("Variant", "Class", "Rests on", "Points", "Codes", "Called", "Effect")
_RESTS_ON = {
    Basis.LABORATORY: "the request",
    Basis.SOURCE: "a source's call",
    Basis.POINTS: "points",
    Basis.EVIDENCE: "evidence, provisionally",
    Basis.PROVISIONAL: "points, provisionally",
}
_PROVISIONAL = {
    Basis.EVIDENCE: "By evidence, provisionally: nobody classified it, and curated evidence about it tells of its effect.",
    Basis.PROVISIONAL: "By points, provisionally: recurrent, and short of likely oncogenic only for codes without data here.",
}


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    help = "Class each small variant by the ClinGen/CGC/VICC standard of 2022, every point with its source."
    app.command("oncogenicity")(signature_question(help, _ask, _json, _print))


def _ask(reader: GraphReader, signature: Signature) -> OncogenicityAnswer:
    from pmkg.questions.variant_oncogenicity import OncogenicityQuestion

    return OncogenicityQuestion(reader).ask(signature)


def _json(answer: OncogenicityAnswer) -> bytes:
    from pmkg.clinic.oncogenicity_json import oncogenicity_to_json

    return oncogenicity_to_json(answer)


def _print(answer: OncogenicityAnswer) -> None:
    out = console()
    table = Table(*_COLUMNS, box=box.SIMPLE, show_lines=True)
    for item in answer.variants:
        table.add_row(*_cells(item))
    out.print(
        table if answer.variants else Text("No small variant was given; the standard classes no other alteration.")
    )
    for notice in answer.warnings:
        out.print(Text(f"{notice.code}: {notice.message}", style="yellow"))
    out.print(Text(f"By {answer.citation}. Release {answer.release}."))
    shown = {item.basis for item in answer.variants}
    out.print(*(Text(meaning) for basis, meaning in _PROVISIONAL.items() if basis in shown), sep="\n", end="")


def _cells(item: Oncogenicity) -> Iterator[Text]:
    yield Text(item.alteration)
    yield Text(item.classification)
    yield Text(_RESTS_ON[item.basis])
    yield Text(str(item.points))
    yield Text(
        "\n".join(f"{each.code} {each.points:+d} {each.reason} [{each.source}]" for each in item.codes) or "none"
    )
    yield Text("\n".join(item.calls) or "by nobody")
    yield Text(", ".join(item.effect))
