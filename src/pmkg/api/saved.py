"""The saved questions of ``queries/graphql``: one document a file, with its variables beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from pmkg.vocabulary.ontology_files import data_folder


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """Hold one question: its file's name, the first line of its comment, the document, and variables to begin with."""

    name: str
    title: str
    query: str
    variables: Mapping[str, Any]


@cache
def saved_questions() -> tuple[SavedQuestion, ...]:
    """Read all saved questions, sorted by name."""
    return tuple(_read(path) for path in sorted((data_folder("queries") / "graphql").glob("*.graphql")))


def _read(path: Path) -> SavedQuestion:
    query = path.read_text(encoding="utf-8")
    variables = path.with_suffix(".json")
    title = query.partition("\n")[0].lstrip("# ").rstrip(".")
    return SavedQuestion(path.stem, title, query, orjson.loads(variables.read_bytes()) if variables.exists() else {})
