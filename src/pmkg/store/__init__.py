"""Where releases are kept: in memory, in SQLite, one immutable file each, and in Neo4j.

What needs the driver of Neo4j is imported by those who ask for it, from :mod:`pmkg.store.neo4j_releases`.
"""

from pmkg.store.memory import MemoryGraph
from pmkg.store.memory_jobs import MemoryJobs
from pmkg.store.memory_releases import MemoryReleases, MemoryWriter
from pmkg.store.sqlite_jobs import SqliteJobs
from pmkg.store.sqlite_reader import SqliteReader
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.store.sqlite_writer import SqliteWriter

__all__ = [
    "MemoryGraph",
    "MemoryJobs",
    "MemoryReleases",
    "MemoryWriter",
    "SqliteJobs",
    "SqliteReader",
    "SqliteReleases",
    "SqliteWriter",
]
