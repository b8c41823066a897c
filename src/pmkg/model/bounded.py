"""Decompress no more than a file of a source can honestly hold: an archive that blows up is refused, not read."""

from __future__ import annotations

import gzip
import io
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

HARMLESS = 256 << 20
"""Bytes that any file may decompress to, however small it is."""

RATIO = 100
"""Beyond that, how many times its size a file may grow. Sources of the catalog grow 4 to 20 times, a bomb 1,000 times."""

_BUFFER = 1 << 17


class _Bounded(io.RawIOBase):
    """Read from a stream up to a limit, then raise :class:`gzip.BadGzipFile`."""

    def __init__(self, raw: BinaryIO, limit: int) -> None:
        self._raw, self._left, self._limit = raw, limit, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer comes here
        count = cast(io.BufferedIOBase, self._raw).readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise gzip.BadGzipFile(
                f"it decompresses to more than {self._limit:,} bytes, as no honest file of its size does"
            )
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def bounded_gzip(path: Path) -> BinaryIO:
    """Decompress a gzip file; reading raises :class:`gzip.BadGzipFile` once it has grown past all measure."""
    raw = cast(BinaryIO, gzip.open(path, "rb"))  # noqa: SIM115  (closed by its wrapper)
    return io.BufferedReader(_Bounded(raw, allowed(path.stat().st_size)), _BUFFER)


def allowed(size: int) -> int:
    """Give how many bytes a compressed file of ``size`` bytes may hold.

    >>> allowed(10), allowed(10 << 20) == 1000 << 20
    (268435456, True)
    """
    return max(HARMLESS, RATIO * size)


def open_member(archive: ZipFile, member: ZipInfo) -> IO[bytes]:
    """Open one member of an archive, or raise :class:`gzip.BadGzipFile` for one that no honest archive holds.

    Nothing is ever unpacked to disk; a name that leads out of its folder shows what the archive was made for all the same.
    More than the size that a member states is never read.
    """
    for name in archive.namelist():
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise gzip.BadGzipFile(f"the archive names {name!r}, a place outside itself")
    if member.file_size > allowed(member.compress_size):
        raise gzip.BadGzipFile(
            f"{member.filename} states {member.file_size:,} bytes, as no honest file of its size does"
        )
    return archive.open(member)
