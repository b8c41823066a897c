"""The tables of a release in SQLite.

Nodes are numbered by the rank of their id, so that an edge is a few integers, a table sorted by number is sorted by id,
and the file does not depend on the order in which a build met its records. Edges stand twice, by subject and by object, each
holding all that a read needs. Names are numbered in the order of hits, so that a lookup stops when it has enough. The rows of
a view stand packed by key: a hot question is one seek and one decode. Blocks tell what two releases share. No ANALYZE is
run: with its statistics SQLite 3.40 builds a Bloom filter for each recursive query, 1,500 times slower.
"""

from __future__ import annotations

from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.manifest import SCHEMA

APPLICATION = 0x706D6B67
"""The file's application id, "pmkg"."""

KINDS: tuple[str, ...] = tuple(sorted({*NodeKind, *EdgeKind}))
"""Kinds by number. A new kind changes the numbers, so readers take them from the file's own table."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE kinds (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE sources (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE nodes (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind INTEGER NOT NULL, label TEXT NOT NULL COLLATE NOCASE, body BLOB NOT NULL
);
CREATE TABLE edges (
    subject INTEGER, kind INTEGER, object INTEGER, source INTEGER, record TEXT, body BLOB,
    PRIMARY KEY (subject, kind, object, source, record)
) WITHOUT ROWID;
CREATE TABLE names (
    number INTEGER PRIMARY KEY, folded TEXT NOT NULL, role INTEGER NOT NULL, identifier INTEGER NOT NULL,
    kind INTEGER NOT NULL, node INTEGER NOT NULL, name TEXT NOT NULL
);
CREATE VIRTUAL TABLE name_words USING fts5(folded, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE TABLE closure (
    relation INTEGER, node INTEGER, ancestor INTEGER, depth INTEGER, PRIMARY KEY (relation, node, ancestor)
) WITHOUT ROWID;
CREATE TABLE facets (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE facet_values (facet INTEGER, value TEXT, node INTEGER, PRIMARY KEY (facet, value, node)) WITHOUT ROWID;
CREATE TABLE views (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE view_rows (view INTEGER NOT NULL, key TEXT NOT NULL, rows BLOB NOT NULL);
CREATE TABLE blocks (first TEXT NOT NULL, digest TEXT NOT NULL, marks BLOB NOT NULL);
CREATE TABLE ledger (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, reason TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL,
    text TEXT NOT NULL
);
"""

MET_TABLES = """
CREATE TABLE met.nodes (id TEXT NOT NULL, kind INTEGER, mark TEXT NOT NULL, label TEXT NOT NULL, body BLOB NOT NULL);
"""
"""The nodes as a draft meets them, in a file of their own that another process may read while the draft is written."""

NAMES_TABLES = """
CREATE TABLE met_names (
    folded TEXT, role INTEGER, identifier INTEGER, kind INTEGER, node INTEGER, name TEXT, label TEXT COLLATE NOCASE
);
CREATE TABLE met_values (facet INTEGER, value TEXT, node INTEGER);
CREATE TABLE names (folded TEXT, role INTEGER, identifier INTEGER, kind INTEGER, node INTEGER, name TEXT);
CREATE TABLE facet_values (facet INTEGER, value TEXT, node INTEGER);
"""
"""The names and facets of those nodes as they are met, then in the order of the release."""

SCRATCH_TABLES = """
CREATE TABLE scratch.edges (subject INTEGER, kind INTEGER, object INTEGER, source INTEGER, record TEXT NOT NULL, body BLOB);
CREATE TABLE scratch.losses (
    source TEXT NOT NULL, reason TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE scratch.rows (key TEXT, place TEXT, body BLOB);
CREATE TABLE scratch.sources (met INTEGER PRIMARY KEY, name TEXT);
"""

NODE_INDEXES = (
    "CREATE UNIQUE INDEX nodes_by_id ON nodes (id)",
    "CREATE INDEX nodes_by_kind ON nodes (kind)",
    "CREATE INDEX nodes_by_label ON nodes (kind, label)",
)

EDGE_INDEX = "CREATE INDEX edges_by_object ON edges (object, kind, subject, source, record, body)"
NAME_INDEXES = (
    "CREATE INDEX names_by_fold ON names (folded)",
    "CREATE INDEX names_by_kind ON names (kind, role, folded) WHERE NOT identifier",
)
CLOSURE_INDEX = "CREATE INDEX closure_by_ancestor ON closure (relation, ancestor, node, depth)"
VIEW_INDEX = "CREATE UNIQUE INDEX view_rows_by_key ON view_rows (view, key)"
BLOCK_INDEX = "CREATE UNIQUE INDEX blocks_by_first ON blocks (first, digest)"

UNSAFE = """
PRAGMA page_size = 8192;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = FILE;
"""

WRITING = f"""{UNSAFE}
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
"""
"""A draft needs no journal: a draft that breaks is dropped, and publishing syncs the whole file."""

READING = """
PRAGMA query_only = ON;
PRAGMA cache_size = -8192;
PRAGMA mmap_size = 4294967296;
"""
