"""Find and read the files of ``ontology/``, in a checkout and in an installed wheel."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def data_folder(name: str) -> Path:
    """Give the folder ``ontology`` or ``queries``: beside the package in a wheel, at the top of a checkout."""
    checkout = _PACKAGE.parents[1]
    return checkout / name if (checkout / "pyproject.toml").is_file() else _PACKAGE / name


def ontology_file(name: str) -> Path:
    """Give the path of one file of the ontology."""
    return data_folder("ontology") / name


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Read one TOML file of the ontology, once per process. Callers must not change what they get."""
    with ontology_file(name).open("rb") as file:
        return tomllib.load(file)
