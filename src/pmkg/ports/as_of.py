"""Which release is meant by a name or by a day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from pmkg.errors import RequestError
from pmkg.ports.releases import Releases

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T.+")


def release_as_of(releases: Releases, text: str) -> str:
    """Name the release that a text means: one of that name, or the newest built by a day's end or a moment (UTC).

    Another text is given back, for the store to say what is wrong with it; "" stays "", the current release. Raises
    :class:`RequestError` for a day that is none and for one before the first release.
    """
    if not _DAY.fullmatch(text) and not _MOMENT.fullmatch(text):
        return text
    known = releases.list()
    if text in {manifest.release for manifest in known}:
        return text
    end = _end(text)
    for manifest in known:
        if _moment(manifest.built_at) < end:
            return manifest.release
    first = f"the first that is kept, {known[-1].release}, was built {known[-1].built_at}" if known else "there is none"
    raise RequestError(f"no release was built by {text}: {first}; 'pmkg releases' lists them")


def _end(text: str) -> datetime:
    try:
        moment = _moment(text)
    except ValueError:
        raise RequestError(
            f"{text!r} is neither the name of a release nor a day such as 2026-11-20 or a moment such as 2026-11-20T12:00Z"
        ) from None
    return moment + (timedelta(days=1) if _DAY.fullmatch(text) else timedelta(microseconds=1))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
