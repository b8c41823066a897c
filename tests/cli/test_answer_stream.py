"""The processes of a batch write their answers themselves, in the order of the input."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys

import pytest

from pmkg.cli.answer_stream import OrderedOutput, Turns, writes_to_stdout

_CHUNKS = 12
_LARGE = 1 << 17


def write_every_second(turns: Turns, first: int) -> None:
    output = OrderedOutput(turns)
    for number in range(first, _CHUNKS, 2):
        output.put(number, [f"{number}:".encode(), b"x" * _LARGE, b"\n"])


def two_processes() -> None:
    context = multiprocessing.get_context("spawn")
    turns = Turns.of(context)
    # the one whose turn comes second starts first
    processes = [context.Process(target=write_every_second, args=(turns, first)) for first in (1, 0)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    turns.check(_CHUNKS)


def test_answers_of_two_processes_come_in_order() -> None:
    ran = subprocess.run([sys.executable, __file__], capture_output=True, check=True)
    lines = ran.stdout.splitlines()
    assert [line.partition(b":")[0] for line in lines] == [str(number).encode() for number in range(_CHUNKS)]
    assert {len(line.partition(b":")[2]) for line in lines} == {_LARGE}


def test_a_reader_that_goes_away_ends_the_writing() -> None:
    with subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 1) == b"0"
        process.stdout.close()
        assert process.wait(timeout=60) != 0


def test_output_that_somebody_catches_is_not_the_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert not writes_to_stdout()
    capsys.readouterr()


if __name__ == "__main__":
    two_processes()
