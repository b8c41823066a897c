"""The clinical questions of ``queries/golden.toml``: typical patients, and what a release must answer them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, TypeAlias

from pmkg.vocabulary.ontology_files import data_folder

Case: TypeAlias = Mapping[str, Any]


def golden_cases() -> tuple[Case, ...]:
    """Give the cases, whose file says on top what each relation and pattern means."""
    with (data_folder("queries") / "golden.toml").open("rb") as file:
        return tuple(tomllib.load(file)["case"])
