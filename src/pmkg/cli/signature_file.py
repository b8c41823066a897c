"""Read a signature from the options of a command: spelled out, from a file, or from standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from pmkg.errors import RequestError


def asked_of(tumor: str | None, alterations: Sequence[str] | None, path: Path | None) -> object:
    """Give the signature that the options ask for: ``--tumor`` and ``--alteration``, or ``--signature``, not both."""
    if path is None:
        return {"tumorType": tumor, "alterations": list(alterations or ())}
    if tumor is not None or alterations:
        raise RequestError("give either --tumor and --alteration, or --signature")
    return read_file(path)


def read_file(path: Path) -> object:
    """Read one signature; what is wrong is said with the file's name and place, without repeating its content."""
    try:
        return orjson.loads(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise RequestError(f"{path}: line {error.lineno}: not JSON ({error.msg})") from None
    except FileNotFoundError:
        raise RequestError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise RequestError(f"{path}: not a text file") from None
