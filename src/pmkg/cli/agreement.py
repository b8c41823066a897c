"""``pmkg disagreements`` and ``pmkg gaps``: where sources contradict each other, and what one has that another lacks."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pmkg.cli.home import AsOf, Home, Json, open_release

GeneName = Annotated[str, typer.Option("--gene", help="Only profiles that name this gene.")]
DrugName = Annotated[str, typer.Option("--drug", help="Only regimens that hold this drug or drug class.")]
Speaker = Annotated[str, typer.Option("--source", help="Only where this source speaks on a side.")]
SilentSource = Annotated[str, typer.Option("--source", help="Only what this source is silent on.")]


def register(app: typer.Typer) -> None:
    """Add these commands to ``pmkg``."""
    app.command("disagreements")(disagreements)
    app.command("gaps")(gaps)


def disagreements(
    gene: GeneName = "",
    drug: DrugName = "",
    source: Speaker = "",
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Show where sources, or records of one, say opposite things of a regimen for a profile: both sides, never netted."""
    reader = open_release(home, as_of)
    from pmkg.clinic.agreement_names import read_drug, read_gene
    from pmkg.questions.agreement import AgreementQuestion

    wanted = read_gene(gene, reader) if gene else None
    rows = AgreementQuestion(reader).disagreements(wanted, read_drug(drug, reader) if drug else None, source)
    release = reader.manifest().release
    if json_output:
        from pmkg.clinic.agreement_json import disagreements_to_json

        sys.stdout.write(disagreements_to_json(release, rows).decode() + "\n")
        return
    from pmkg.cli.agreement_tables import print_disagreements

    print_disagreements(release, rows)


def gaps(source: SilentSource = "", as_of: AsOf = "", json_output: Json = False, home: Home = None) -> None:
    """Show tier IA evidence for its own tumor that other sources are silent on, for the same profile and regimen."""
    reader = open_release(home, as_of)
    from pmkg.questions.agreement import AgreementQuestion

    rows = AgreementQuestion(reader).gaps(source)
    release = reader.manifest().release
    if json_output:
        from pmkg.clinic.agreement_json import gaps_to_json

        sys.stdout.write(gaps_to_json(release, rows).decode() + "\n")
        return
    from pmkg.cli.agreement_tables import print_gaps

    print_gaps(release, rows)
