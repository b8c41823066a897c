"""Put the built pages into the wheel where they are built; nothing is built here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackagePages(BuildHookInterface[Any]):
    """Package an existing ``ui/dist`` as ``pmkg/ui``; without one the wheel serves the API alone."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folder to the build, except for an editable install, which reads the checkout."""
        pages = Path(self.root) / "ui" / "dist"
        if version == "standard" and (pages / "index.html").is_file():
            build_data["force_include"][str(pages)] = "pmkg/ui"
