"""Answer many signatures: streamed, in the order of the input, over several processes, memory flat.

Which question is asked is a function that makes, of a reader, what answers one signature; it goes to every process, so that it
must be one that can be pickled.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import orjson

from pmkg.cli.collector import collect_seldom
from pmkg.clinic.answer_json import AnswerWriter
from pmkg.clinic.signature import SignatureReader
from pmkg.errors import PmkgError, RequestError
from pmkg.model.signature import Signature
from pmkg.ports.as_of import release_as_of
from pmkg.ports.reader import GraphReader
from pmkg.ports.releases import Releases
from pmkg.questions.targeted_drugs import DrugQuestion

Answerer = Callable[[Signature], bytes]
Asking = Callable[[GraphReader], Answerer]

_CHUNK = 16
"""Lines that go to a process at a time: enough to pay for the hand-over, few enough to keep answers flowing."""
_AHEAD = 2
"""Chunks in flight for each process; the reading of the input waits for the writing of answers."""


def about_drugs(reader: GraphReader) -> Answerer:
    """Ask for targeted drugs."""
    question, writer = DrugQuestion(reader), AnswerWriter()
    return lambda signature: writer.write(question.ask(signature))


class _Answering:
    """Answer lines with what one release lets a process remember."""

    def __init__(self, releases: Releases, as_of: str, asking: Asking) -> None:
        reader = releases.open(as_of)
        self._signatures = SignatureReader(reader)
        self._answer = asking(reader)

    def line(self, line: bytes) -> bytes:
        """Answer one line; what is wrong with it is its answer, without repeating its content."""
        name: object = None
        try:
            data = orjson.loads(line)
            name = data.get("id") if isinstance(data, dict) else None
            return self._answer(self._signatures.read(data))
        except orjson.JSONDecodeError as error:
            return _error(name, "BAD_REQUEST", f"not JSON at column {error.colno}")
        except PmkgError as error:
            return _error(name, error.code, str(error))
        except Exception as error:
            # a fault of ours in one line must not cost the answers of the others; its text might hold patient content
            return _error(
                name, "INTERNAL", f"this line could not be answered ({type(error).__name__}); please report it"
            )


def _error(name: object, code: str, message: str) -> bytes:
    return orjson.dumps({"id": name, "error": {"code": code, "message": message}})


_answering: _Answering | None = None


def _start(open_releases: Callable[[], Releases], as_of: str, asking: Asking) -> None:
    global _answering
    collect_seldom()
    _answering = _Answering(open_releases(), as_of, asking)


def _answer_chunk(lines: Sequence[bytes]) -> bytes:
    if _answering is None:
        raise RuntimeError("the process was not started for answering")
    return b"".join(_answering.line(line) + b"\n" for line in lines)


def answer_batch(
    open_releases: Callable[[], Releases], as_of: str, path: Path, workers: int, asking: Asking = about_drugs
) -> None:
    """Print one JSON answer a line. Raises :class:`RequestError` when the file cannot be read.

    ``open_releases`` goes to every process, which opens the release for itself; all answer from the one that is current now.
    """
    releases = open_releases()
    reader = releases.open(release_as_of(releases, as_of))  # held to the end: nobody removes what is in use
    name = reader.manifest().release
    try:
        with _open(path) as file:
            chunks = _chunks(line for line in file if line.strip())
            for answers in _answers(chunks, open_releases, name, workers or os.cpu_count() or 1, asking):
                sys.stdout.buffer.write(answers)
            sys.stdout.buffer.flush()
    except (FileNotFoundError, IsADirectoryError):
        raise RequestError(f"{path}: no such file") from None


def _open(path: Path) -> BinaryIO:
    return sys.stdin.buffer if str(path) == "-" else path.open("rb")


def _chunks(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    while chunk := list(islice(lines, _CHUNK)):
        yield chunk


def _answers(
    chunks: Iterator[list[bytes]], open_releases: Callable[[], Releases], name: str, workers: int, asking: Asking
) -> Iterator[bytes]:
    first = next(chunks, None)
    if first is None:
        return
    second = next(chunks, None)
    if workers == 1 or second is None:
        answering = _Answering(open_releases(), name, asking)
        for chunk in _chain(first, second or [], chunks):
            yield b"".join(answering.line(line) + b"\n" for line in chunk)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(open_releases, name, asking)) as pool:
        pending: deque[Future[bytes]] = deque()
        for chunk in _chain(first, second, chunks):
            pending.append(pool.submit(_answer_chunk, chunk))
            if len(pending) > workers * _AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def _chain(first: list[bytes], second: list[bytes], rest: Iterator[list[bytes]]) -> Iterator[list[bytes]]:
    yield first
    yield second
    yield from rest
