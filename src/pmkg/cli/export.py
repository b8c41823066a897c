"""``pmkg export``: a release in the forms that other tools read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pmkg.cli.home import AsOf, Home, open_release

Format = Annotated[str, typer.Option("--format", help="kgx, turtle, jsonld or va-spec.")]
Out = Annotated[Path, typer.Option("--out", help="Where to write: a folder for kgx, a file for the others.")]


def export(format: Format, out: Out, as_of: AsOf = "", home: Home = None) -> None:
    """Write a release in a standard form."""
    from pmkg.clinic.exports import export as write

    written = write(open_release(home, as_of), format, out)
    print(
        f"{', '.join(str(path) for path in written.files)}: "
        + ", ".join(f"{count:,} {what}" for what, count in written.counts.items())
    )
