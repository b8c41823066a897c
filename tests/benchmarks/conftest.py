"""Make the benchmarks importable: they are run from the repository's root and belong to no wheel."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
