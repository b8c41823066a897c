"""Arguments that many fields share, each described once."""

from __future__ import annotations

from typing import Annotated

import strawberry

from pmkg.api.settings import DEFAULT_PAGE, MAXIMUM_PAGE

First = Annotated[
    int | None, strawberry.argument(description=f"Size of the page: {DEFAULT_PAGE} by default, at most {MAXIMUM_PAGE}.")
]
After = Annotated[str | None, strawberry.argument(description="Cursor of the item after which the page begins.")]
AsOf = Annotated[
    str | None,
    strawberry.argument(
        description="Name of a release, or a day such as 2026-11-20 for the newest built by its end; else the current one."
    ),
]
Named = Annotated[
    str, strawberry.argument(description="An identifier, an identifier of an exact mapping, or a name of it.")
]
