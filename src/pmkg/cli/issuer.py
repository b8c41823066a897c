"""``pmkg issuer``: tokens for development."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pmkg.errors import RequestError

Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port on loopback; 0 takes a free one.")]
Audience = Annotated[str, typer.Option("--audience", help="The service that tokens are meant for.")]


def issuer(port: Port = 9400, audience: Audience = "pmkg") -> None:
    """Give tokens with any role to whoever asks on this machine, for development only."""
    import uvicorn

    from pmkg.api.access.local_issuer import LocalIssuer, issuer_app
    from pmkg.api.serve import listen

    try:
        listening = listen("127.0.0.1", port)
    except RequestError as error:
        raise RequestError(f"{error} (--port)") from None
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    said = (
        "for development only: whoever asks gets a token",
        f"PMKG_OIDC_ISSUER={url} PMKG_OIDC_AUDIENCE={audience} PMKG_AUTH=required pmkg serve",
        f"curl --silent --data roles=clinician {url}/token",
    )
    print("\n".join(said), file=sys.stderr, flush=True)
    config = uvicorn.Config(issuer_app(LocalIssuer(url, audience)), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])
