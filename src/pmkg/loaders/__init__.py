"""The loaders: one module per source, and the catalog that lists them.

In a wheel they lie in this folder. In a checkout they lie in ``loaders/`` at the top, which is appended here.
"""

from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]
if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "loaders").is_dir():
    __path__.append(str(_CHECKOUT / "loaders"))
