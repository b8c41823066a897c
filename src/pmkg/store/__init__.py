"""Where releases are kept: in memory, and in SQLite, one immutable file each."""

from pmkg.store.memory import MemoryGraph
from pmkg.store.memory_releases import MemoryReleases, MemoryWriter
from pmkg.store.sqlite_reader import SqliteReader
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.store.sqlite_writer import SqliteWriter

__all__ = ["MemoryGraph", "MemoryReleases", "MemoryWriter", "SqliteReader", "SqliteReleases", "SqliteWriter"]
