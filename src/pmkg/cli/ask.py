"""``pmkg ask``: questions about one signature or many."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pmkg.cli.home import AsOf, Home, Json, open_release, open_releases
from pmkg.cli.signature_file import asked_of
from pmkg.errors import RequestError
from pmkg.model.answer import Answer
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader

ask_app = typer.Typer(help="Ask a question about one signature or many.", no_args_is_help=True)

Tumor = Annotated[str | None, typer.Option("--tumor", help="OncoTree code, identifier or name of the tumor type.")]
Alterations = Annotated[list[str] | None, typer.Option("--alteration", "-a", help='One per option, like "BRAF V600E".')]
SignatureFile = Annotated[Path | None, typer.Option("--signature", help="A signature as JSON; - reads standard input.")]
BatchFile = Annotated[Path | None, typer.Option("--batch", help="Signatures as JSON lines; one answer a line.")]
Explained = Annotated[
    bool, typer.Option("--explain", help="Show how each option follows, as a tree; also with --json.")
]
Workers = Annotated[int, typer.Option("--workers", min=0, help="Processes of a batch; 0 is one per core.")]


@ask_app.callback()
def questions() -> None:
    """Ask a question about one signature or many."""


@ask_app.command("drugs")
def drugs(
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    batch: BatchFile = None,
    as_of: AsOf = "",
    json_output: Json = False,
    explained: Explained = False,
    workers: Workers = 0,
    home: Home = None,
) -> None:
    """Answer which targeted drugs apply, why, and what would change the answer."""
    if batch is None:
        asked = asked_of(tumor, alteration, signature)
        _answer_one(open_release(home, as_of), asked, json_output, explained)
        return
    if tumor is not None or alteration:
        raise RequestError("give either --tumor and --alteration, or --batch")
    if signature is not None:
        raise RequestError("give either --signature or --batch")
    if explained:
        raise RequestError("--explain is for one signature: give --signature instead of --batch")
    from pmkg.cli.batch import answer_batch

    answer_batch(partial(open_releases, home), as_of, batch, workers)


def _answer_one(reader: GraphReader, asked: object, json_output: bool, explained: bool) -> None:
    from pmkg.clinic.answer_json import answer_to_json
    from pmkg.clinic.signature import read_signature
    from pmkg.questions.targeted_drugs import DrugQuestion

    signature = read_signature(asked, reader)
    answer = DrugQuestion(reader).ask(signature)
    if explained:
        _explain(reader, signature, answer, json_output)
        return
    if json_output:
        sys.stdout.write(answer_to_json(answer).decode() + "\n")
        return
    from pmkg.cli.answer_table import print_answer

    print_answer(answer)


def _explain(reader: GraphReader, signature: Signature, answer: Answer, json_output: bool) -> None:
    from pmkg.questions.explanation import explain

    explanations = explain(reader, signature, answer.options)
    if json_output:
        from pmkg.clinic.explanation_json import explained_to_json

        sys.stdout.write(explained_to_json(answer, explanations).decode() + "\n")
        return
    from pmkg.cli.explanation_text import print_explained

    print_explained(answer, explanations)
