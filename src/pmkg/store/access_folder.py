"""The folder of a home that only its owner reads: keys and audit."""

from __future__ import annotations

import os
from pathlib import Path

OWNER_ONLY = 0o600


def access_folder(home: Path) -> Path:
    """Make the folder ``access`` of a home, readable by its owner alone, and give it."""
    folder = home / "access"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in the place of another in one step, readable by its owner alone; a crash leaves the old one."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
