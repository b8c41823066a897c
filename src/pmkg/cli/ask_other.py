"""``pmkg ask diagnosis``, ``prognosis``, ``predisposition`` and ``immunotherapy``: what a signature says beside targeted drugs."""

from __future__ import annotations

from collections.abc import Callable

import typer

from pmkg.cli.signature_question import signature_question
from pmkg.model.immunotherapy import ImmunotherapyPanel
from pmkg.model.kinds import StatementKind
from pmkg.model.other_evidence import OtherAnswer
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader


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
    app.command("immunotherapy")(
        signature_question(
            "Show each marker of the immunotherapy panel, with the evidence on checkpoint inhibitors, and no score.",
            _panel,
            _panel_json,
            _show_panel,
        )
    )


def _about(kind: StatementKind, help: str) -> Callable[..., None]:
    def ask(reader: GraphReader, signature: Signature) -> OtherAnswer:
        from pmkg.questions.other_evidence import OtherEvidenceQuestion

        return OtherEvidenceQuestion(reader).ask(kind, signature)

    def to_json(answer: OtherAnswer) -> bytes:
        from pmkg.clinic.other_json import findings_to_json

        return findings_to_json(kind, answer)

    return signature_question(help, ask, to_json, _show_findings)


def _show_findings(answer: OtherAnswer) -> None:
    from pmkg.cli.other_tables import print_findings

    print_findings(answer)


def _panel(reader: GraphReader, signature: Signature) -> ImmunotherapyPanel:
    from pmkg.questions.immunotherapy import ImmunotherapyQuestion

    return ImmunotherapyQuestion(reader).ask(signature)


def _panel_json(panel: ImmunotherapyPanel) -> bytes:
    from pmkg.clinic.other_json import panel_to_json

    return panel_to_json(panel)


def _show_panel(panel: ImmunotherapyPanel) -> None:
    from pmkg.cli.other_tables import print_panel

    print_panel(panel)
