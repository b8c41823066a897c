"""``pmkg ask classes``: which classes of alterations each finding belongs to."""

from __future__ import annotations

import typer
from rich.text import Text

from pmkg.cli.signature_question import signature_question
from pmkg.cli.tables import print_line, print_whole
from pmkg.cli.terminal import console
from pmkg.model.class_membership import ClassesAnswer
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader

_COLUMNS = ("Class", "Rung", "Lies within", "Statements", "Notes")


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    help = "List the classes that each finding belongs to, narrowest first, with the statements that ask for each."
    app.command("classes")(signature_question(help, _ask, _json, _print))


def _ask(reader: GraphReader, signature: Signature) -> ClassesAnswer:
    from pmkg.questions.class_membership import ClassesQuestion

    return ClassesQuestion(reader).ask(signature)


def _json(answer: ClassesAnswer) -> bytes:
    from pmkg.clinic.classes_json import classes_to_json

    return classes_to_json(answer)


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
