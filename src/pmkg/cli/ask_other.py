"""``pmkg ask diagnosis``, ``prognosis``, ``predisposition`` and ``immunotherapy``: what a signature says beside targeted drugs."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from pmkg.cli.ask import Alterations, SignatureFile, Tumor
from pmkg.cli.home import AsOf, Home, Json, open_releases
from pmkg.cli.signature_file import asked_of
from pmkg.model.kinds import StatementKind


def register(app: typer.Typer) -> None:
    """Add these questions to the commands of ``pmkg ask``."""
    app.command("diagnosis")(
        _about(StatementKind.DIAGNOSTIC, "Answer which diagnoses the signature speaks for, or against.")
    )
    app.command("prognosis")(_about(StatementKind.PROGNOSTIC, "Answer what the signature says of the outcome."))
    app.command("predisposition")(
        _about(
            StatementKind.PREDISPOSING,
            "Answer what germline alterations predispose to, and how sure gene and disease are.",
        )
    )
    app.command("immunotherapy")(immunotherapy)


def immunotherapy(
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Show each marker of the immunotherapy panel, with the evidence on checkpoint inhibitors, and no score."""
    asked = asked_of(tumor, alteration, signature)
    reader = open_releases(home).open(as_of)
    from pmkg.clinic.signature import read_signature
    from pmkg.questions.immunotherapy import ImmunotherapyQuestion

    panel = ImmunotherapyQuestion(reader).ask(read_signature(asked, reader))
    if json_output:
        from pmkg.clinic.other_json import panel_to_json

        sys.stdout.write(panel_to_json(panel).decode() + "\n")
        return
    from pmkg.cli.other_tables import print_panel

    print_panel(panel)


def _about(kind: StatementKind, help: str) -> Callable[..., None]:
    def question(
        tumor: Tumor = None,
        alteration: Alterations = None,
        signature: SignatureFile = None,
        as_of: AsOf = "",
        json_output: Json = False,
        home: Home = None,
    ) -> None:
        asked = asked_of(tumor, alteration, signature)
        reader = open_releases(home).open(as_of)
        from pmkg.clinic.signature import read_signature
        from pmkg.questions.other_evidence import OtherEvidenceQuestion

        answer = OtherEvidenceQuestion(reader).ask(kind, read_signature(asked, reader))
        if json_output:
            from pmkg.clinic.other_json import findings_to_json

            sys.stdout.write(findings_to_json(kind, answer).decode() + "\n")
            return
        from pmkg.cli.other_tables import print_findings

        print_findings(answer)

    question.__doc__ = help
    return question
