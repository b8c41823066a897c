"""What the server's log says, and what it never says.

A line never holds a request's body, variables, address or the message of an exception: each may hold a patient's data. A defect
is told by its type and place. What looks like a key or token is blotted out in every line, whoever wrote it.
"""

from __future__ import annotations

import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

import orjson

REQUESTS = logging.getLogger("pmkg.request")
_SECRETS = (
    (re.compile(r"(pmkg_[0-9a-f]{12})_[0-9a-f]+"), r"\1_..."),
    (re.compile(r"eyJ[\w-]+\.[\w-]*\.?[\w-]*"), "(token)"),
    (re.compile(r"(?i)(bearer|basic) +[\w.~+/=-]+"), r"\1 ..."),
)
_PLACES = 6


def without_secrets(text: str) -> str:
    """Blot out keys and tokens.

    >>> without_secrets("authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")
    'authorization: Bearer ...'
    """
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def places(error: BaseException) -> str:
    """Say where an error came from, the innermost place first; nothing of what it says."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))


class PlainLines(logging.Formatter):
    """Write a line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record in one line."""
        told = _told(record)
        rest = " ".join(f"{name}={value}" for name, value in told.items() if name not in ("time", "level", "message"))
        return " ".join(part for part in (told["level"], told["message"], rest) if part)


class JsonLines(logging.Formatter):
    """Write a line for machines: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record in one line."""
        return orjson.dumps(_told(record), default=str).decode()


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "message": without_secrets(record.getMessage()).replace("\n", " "),
    }
    told.update(getattr(record, "told", {}))
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told.update(error=type(error).__name__, at=places(error))
    return told


def log_config(form: str) -> dict[str, Any]:
    """Give the configuration of a server's logs: warnings as ``plain`` lines, or as ``json`` with a line for every request."""
    lines = JsonLines if form == "json" else PlainLines
    level = "INFO" if form == "json" else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": lines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "loggers": {
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "pmkg": {"handlers": ["stderr"], "level": level, "propagate": False},
        },
    }
