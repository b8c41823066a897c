"""A command that asks one question about one signature: its options, its JSON, its table."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from pmkg.cli.ask import Alterations, SignatureFile, Tumor
from pmkg.cli.home import AsOf, Home, Json, open_release
from pmkg.cli.signature_file import asked_of
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader

A = TypeVar("A")


def signature_question(
    help: str,
    ask: Callable[[GraphReader, Signature], A],
    to_json: Callable[[A], bytes],
    show: Callable[[A], None],
) -> Callable[..., None]:
    """Make a command of a question: ``ask`` answers it, ``to_json`` writes the answer, ``show`` prints it for a person.

    What they need is imported when they are called, so that a command does not wait for the code of the others.
    """

    def question(
        tumor: Tumor = None,
        alteration: Alterations = None,
        signature: SignatureFile = None,
        as_of: AsOf = "",
        json_output: Json = False,
        home: Home = None,
    ) -> None:
        asked = asked_of(tumor, alteration, signature)
        reader = open_release(home, as_of)
        from pmkg.clinic.signature import read_signature

        answer = ask(reader, read_signature(asked, reader))
        if json_output:
            sys.stdout.write(to_json(answer).decode() + "\n")
        else:
            show(answer)

    question.__doc__ = help
    return question
