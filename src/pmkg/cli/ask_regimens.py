"""``pmkg ask resistance`` and ``pmkg ask regimens``: what defeats a regimen, and which regimens hold given drugs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pmkg.cli.ask import Alterations, SignatureFile, Tumor
from pmkg.cli.home import AsOf, Home, Json, open_release
from pmkg.cli.signature_file import asked_of
from pmkg.errors import RequestError
from pmkg.model.regimen_search import RegimenMatch

RegimenDrugs = Annotated[
    list[str], typer.Option("--regimen", help='A drug, or drugs given together: "Encorafenib + Cetuximab"; repeatable.')
]
Drugs = Annotated[list[str], typer.Option("--drug", help="A name or identifier of a drug or drug class; repeatable.")]
Match = Annotated[
    str, typer.Option("--match", help="member (any of them), exact (just these), or superset (all, and perhaps more).")
]


def register(app: typer.Typer) -> None:
    """Add these questions to the commands of ``pmkg ask``."""
    app.command("resistance")(resistance)
    app.command("regimens")(regimens)


def resistance(
    regimen: RegimenDrugs,
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Answer what is known to defeat a regimen, whether the patient has it, and which matched options remain."""
    asked = asked_of(tumor, alteration, signature)
    reader = open_release(home, as_of)
    from pmkg.clinic.regimen_names import read_drugs
    from pmkg.clinic.signature import SignatureReader
    from pmkg.questions.resistance import ResistanceQuestion

    patient = SignatureReader(reader).read(asked, may_be_empty=True)
    answer = ResistanceQuestion(reader).ask(read_drugs(regimen, reader), patient)
    if json_output:
        from pmkg.clinic.regimen_json import resistance_to_json

        sys.stdout.write(resistance_to_json(answer).decode() + "\n")
        return
    from pmkg.cli.regimen_tables import print_resistance

    print_resistance(answer)


def regimens(
    drug: Drugs,
    match: Match = "member",
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Find regimens by their members, partners shown, each with its own evidence for and against."""
    if match.upper() not in RegimenMatch.__members__:
        raise RequestError(f"--match is {match!r}; give member, exact or superset")
    reader = open_release(home, as_of)
    from pmkg.clinic.regimen_names import read_drugs
    from pmkg.questions.regimens import search_regimens

    found = search_regimens(reader, read_drugs(drug, reader), RegimenMatch(match.upper()))
    if json_output:
        from pmkg.clinic.regimen_json import regimens_to_json

        sys.stdout.write(regimens_to_json(found).decode() + "\n")
        return
    from pmkg.cli.regimen_tables import print_regimens

    print_regimens(found)
