"""``pmkg ask changes``: what became of the answer to a signature from one release to another."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pmkg.cli.ask import Alterations, SignatureFile, Tumor
from pmkg.cli.home import Home, Json, open_releases
from pmkg.cli.signature_file import asked_of

Before = Annotated[str, typer.Option("--from", help="The release before: its name, or a day such as 2026-11-20.")]
After = Annotated[str, typer.Option("--to", help="The release after, likewise; the current one when not given.")]


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    app.command("changes")(changes)


def changes(
    before: Before,
    after: After = "",
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Tell which options a signature gained, lost, or has with another tier, status or evidence since a release."""
    from pmkg.clinic.signature import read_signature
    from pmkg.ports.as_of import release_as_of
    from pmkg.questions.answer_difference import answer_difference
    from pmkg.questions.targeted_drugs import DrugQuestion

    asked = asked_of(tumor, alteration, signature)
    known = open_releases(home)
    readers = [known.open(release_as_of(known, name)) for name in (before, after)]
    found = answer_difference(*(DrugQuestion(reader).ask(read_signature(asked, reader)) for reader in readers))
    if json_output:
        from pmkg.clinic.answer_difference_json import difference_to_json

        sys.stdout.write(difference_to_json(found).decode() + "\n")
        return
    from pmkg.cli.changes_table import print_changes

    print_changes(found)
