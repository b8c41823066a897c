"""``pmkg ask oncogenicity``: how oncogenic the small variants of a signature are, point by point."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from pmkg.cli.ask import Alterations, SignatureFile, Tumor
from pmkg.cli.home import AsOf, Home, Json, open_releases
from pmkg.cli.signature_file import asked_of
from pmkg.cli.terminal import console
from pmkg.model.oncogenicity import Basis, Oncogenicity, OncogenicityAnswer

_COLUMNS = ("Variant", "Class", "Rests on", "Points", "Codes", "Called", "Effect")
_RESTS_ON = {
    Basis.LABORATORY: "the request",
    Basis.SOURCE: "a source's call",
    Basis.POINTS: "points",
    Basis.PROVISIONAL: "points, provisionally",
}


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    app.command("oncogenicity")(oncogenicity)


def oncogenicity(
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Class each small variant by the ClinGen/CGC/VICC standard of 2022, every point with its source."""
    asked = asked_of(tumor, alteration, signature)
    reader = open_releases(home).open(as_of)
    from pmkg.clinic.signature import read_signature
    from pmkg.questions.variant_oncogenicity import OncogenicityQuestion

    answer = OncogenicityQuestion(reader).ask(read_signature(asked, reader))
    if json_output:
        from pmkg.clinic.oncogenicity_json import oncogenicity_to_json

        sys.stdout.write(oncogenicity_to_json(answer).decode() + "\n")
        return
    _print(answer)


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
    if any(item.basis is Basis.PROVISIONAL for item in answer.variants):
        out.print(
            Text(
                "Provisionally: recurrent, and short of likely oncogenic only for codes that this release has no data for."
            )
        )


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
