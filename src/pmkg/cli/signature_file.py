"""Read a signature from a file or from standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pmkg.errors import RequestError


def read_file(path: Path) -> object:
    """Read one signature; what is wrong is said with the file's name and place, without repeating its content."""
    text = sys.stdin.read() if str(path) == "-" else _text(path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RequestError(f"{path}: line {error.lineno}: not JSON ({error.msg})") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RequestError(f"{path}: no such file") from None
    except (IsADirectoryError, UnicodeDecodeError):
        raise RequestError(f"{path}: not a text file") from None
