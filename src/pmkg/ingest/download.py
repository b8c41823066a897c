"""Download one file from its owner: conditional, resumed, retried, and bounded in size, time and redirects."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

import pmkg
from pmkg.errors import DownloadFailed
from pmkg.ingest.digests import mismatch, stated_digests

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses of a trouble that may pass; every other refusal is final."""

_BACKOFF = wait_exponential_jitter(multiplier=0.5, max=30, jitter=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound a download: tries, redirects, seconds in all, seconds of silence, and how long a Retry-After is waited for here."""

    tries: int = 4
    redirects: int = 5
    seconds: float = 1800.0
    silence: float = 30.0
    longest_wait: float = 120.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Tell the time and let it pass; tests bring their own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Came:
    """Say what the owner said of the file that came."""

    etag: str
    last_modified: str


class _Again(Exception):
    """Say that a try failed in a way that may pass, and how long the owner asked to wait."""

    def __init__(self, problem: str, wait: float | None = None) -> None:
        self.problem, self.wait = problem, wait
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Download:
    """Hold what to download: the address, where its part grows, the conditions, the checksum and the bounds that it must meet."""

    url: str
    part: Path
    conditions: dict[str, str]
    sha256: str = ""
    max_bytes: int = 1 << 30
    limits: Limits = Limits()
    clock: Clock = Clock()

    def run(self) -> Came | None:
        """Download the file to ``part``, or give None when the owner says that it did not change.

        What came of a file that broke off stays in ``part`` and is resumed, by another process too. Raises
        :class:`DownloadFailed`.
        """
        deadline = self.clock.monotonic() + self.limits.seconds
        tries = Retrying(
            stop=stop_after_attempt(self.limits.tries),
            wait=self._wait,
            sleep=self.clock.sleep,
            retry=retry_if_exception_type(_Again),
            reraise=True,
        )
        timeout = httpx.Timeout(self.limits.silence, connect=min(10.0, self.limits.silence))
        try:
            with httpx.Client(timeout=timeout, headers=_headers()) as client:
                return tries(self._try, client, deadline)
        except _Again as error:
            raise self._failed(error.problem, error.wait) from error
        except (OSError, httpx.InvalidURL) as error:
            raise self._failed(str(error)) from error

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, _Again) else None
        return max(asked or 0.0, _BACKOFF(state))

    def _try(self, client: httpx.Client, deadline: float) -> Came | None:
        try:
            with self._opened(client, self._asking()) as response:
                return self._received(response, deadline)
        except httpx.UnsupportedProtocol as error:
            raise self._failed(str(error)) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _Again(str(error) or type(error).__name__) from error

    def _asking(self) -> dict[str, str]:
        """Ask for the rest of a part, while the file is still the one that it is a part of; else for a file that changed."""
        tag = self._tag.read_text(encoding="latin-1") if self._tag.is_file() else ""
        if tag and self._size:
            return {"Range": f"bytes={self._size}-", "If-Range": tag}
        return self.conditions

    @property
    def _tag(self) -> Path:
        return self.part.with_name(f"{self.part.name}.tag")

    @property
    def _size(self) -> int:
        return self.part.stat().st_size if self.part.is_file() else 0

    @contextmanager
    def _opened(self, client: httpx.Client, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """Follow a bounded number of redirects, none of them from https to http."""
        request = client.build_request("GET", self.url, headers=headers)
        for _ in range(self.limits.redirects + 1):
            response = client.send(request, stream=True)
            try:
                if response.next_request is None:
                    yield response
                    return
            finally:
                response.close()
            if request.url.scheme == "https" and response.next_request.url.scheme != "https":
                raise self._failed(f"it redirects from https to {response.next_request.url}, which is not followed")
            request = response.next_request
        raise self._failed(f"it redirects more than {self.limits.redirects} times, last to {request.url}")

    def _received(self, response: httpx.Response, deadline: float) -> Came | None:
        if response.status_code == 304 and self.conditions:
            return None
        if response.status_code == 416:
            self._begin_anew()
            raise _Again("416: what came before is no part of the file any more")
        if response.status_code in _PASSING:
            raise self._passing(response)
        if response.status_code not in (200, 206):
            raise self._failed(f"{response.status_code} {response.reason_phrase}".strip())
        encoded = response.headers.get("content-encoding", "identity") != "identity"
        resumed = response.status_code == 206
        if resumed and (encoded or not self._continues(response)):
            self._begin_anew()
            raise _Again("206: the part that was sent is not the one that was asked for")
        if not resumed:
            self._begin_anew()
            if not encoded:
                self._tag.write_text(_validator(response), encoding="latin-1")
        self._write(response, encoded, deadline)
        self._verify(response, encoded, resumed)
        return Came(response.headers.get("etag", ""), response.headers.get("last-modified", ""))

    def _passing(self, response: httpx.Response) -> _Again | DownloadFailed:
        wait = _asked_to_wait(response, self.clock.now())
        problem = f"{response.status_code} {response.reason_phrase}".strip()
        if wait is not None and wait > self.limits.longest_wait:
            return self._failed(f"{problem}, asks to wait {wait:,.0f} s", wait)
        return _Again(problem, wait)

    def _continues(self, response: httpx.Response) -> bool:
        told = response.headers.get("content-range", "")
        return bool(told.startswith(f"bytes {self._size}-"))

    def _begin_anew(self) -> None:
        self.part.unlink(missing_ok=True)
        self._tag.unlink(missing_ok=True)

    def _write(self, response: httpx.Response, encoded: bool, deadline: float) -> None:
        size = self._size
        announced = response.headers.get("content-length", "")
        self._bound(size + int(announced) if announced.isdecimal() and not encoded else size)
        with self.part.open("ab") as file:
            for chunk in response.iter_bytes() if encoded else response.iter_raw():
                size += len(chunk)
                self._bound(size)
                file.write(chunk)
                if self.clock.monotonic() > deadline:
                    raise self._failed(f"it took longer than {self.limits.seconds:,.0f} s; {size:,} bytes came so far")

    def _bound(self, size: int) -> None:
        if size > self.max_bytes:
            self._begin_anew()
            raise self._failed(f"it is larger than the {self.max_bytes:,} bytes that the catalog allows")

    def _verify(self, response: httpx.Response, encoded: bool, resumed: bool) -> None:
        total = response.headers.get("content-range", "").rpartition("/")[2]
        if total.isdecimal() and self._size != int(total):
            raise _Again(f"{self._size:,} bytes came of {int(total):,}")
        stated = {} if encoded else stated_digests(response.headers, whole=not resumed)
        if self.sha256:
            stated["sha256"] = bytes.fromhex(self.sha256)
        wrong = mismatch(self.part, stated)
        if wrong:
            self._begin_anew()
            raise _Again(f"what came has another checksum ({wrong}) than was stated")
        self._tag.unlink(missing_ok=True)

    def _failed(self, problem: str, wait: float | None = None) -> DownloadFailed:
        later = self.clock.now() + timedelta(seconds=wait) if wait else None
        return DownloadFailed(self.url, problem, later)


def _headers() -> dict[str, str]:
    return {"User-Agent": f"pmkg/{pmkg.__version__}", "Accept-Encoding": "identity"}


def _validator(response: httpx.Response) -> str:
    """Give what tells this version of the file from others byte by byte; a weak ETag does not."""
    etag: str = response.headers.get("etag", "")
    return etag if etag and not etag.startswith("W/") else response.headers.get("last-modified", "")


def _asked_to_wait(response: httpx.Response, now: datetime) -> float | None:
    """Read Retry-After, in seconds or as a date."""
    told = response.headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        date = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())
