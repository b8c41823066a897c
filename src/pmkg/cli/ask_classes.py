"""``pmkg ask classes``: which classes of alterations each finding belongs to."""

from __future__ import annotations

import sys

import typer
from rich.text import Text

from pmkg.cli.ask import Alterations, SignatureFile, Tumor
from pmkg.cli.home import AsOf, Home, Json, open_releases
from pmkg.cli.signature_file import asked_of
from pmkg.cli.tables import print_line, print_whole
from pmkg.cli.terminal import console
from pmkg.model.class_membership import ClassesAnswer

_COLUMNS = ("Class", "Rung", "Lies within", "Statements", "Notes")


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    app.command("classes")(classes)


def classes(
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """List the classes that each finding belongs to, narrowest first, with the statements that ask for each."""
    asked = asked_of(tumor, alteration, signature)
    reader = open_releases(home).open(as_of)
    from pmkg.clinic.signature import read_signature
    from pmkg.questions.class_membership import ClassesQuestion

    answer = ClassesQuestion(reader).ask(read_signature(asked, reader))
    if json_output:
        from pmkg.clinic.classes_json import classes_to_json

        sys.stdout.write(classes_to_json(answer).decode() + "\n")
        return
    _print(answer)


def _print(answer: ClassesAnswer) -> None:
    out = console()
    for found in answer.findings:
        out.print(Text(found.alteration, style="bold"))
        rows = [
            (item.text, item.rung.lower(), ", ".join(item.within), str(item.statements), item.note)
            for item in found.classes
        ]
        if rows:
            print_whole(out, _COLUMNS, rows)
        else:
            print_line(out, "No profile of this release asks for anything that holds it.")
    for notice in answer.warnings:
        print_line(out, f"{notice.code}: {notice.message}")
    print_line(out, f"Release {answer.release}.")
