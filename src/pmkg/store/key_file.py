"""The keys of a home in one small file, read again when it changes.

    <home>/access/keys.json    one entry a key: id, label, roles, digest, times; readable by its owner alone

The file is looked at for every key that is checked, so that a key is closed the moment it is revoked, in every process.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from filelock import FileLock, Timeout

from pmkg.errors import AccessError
from pmkg.model.access import ApiKey, Role
from pmkg.store.access_folder import access_folder, write_whole

_SECONDS_TO_WAIT = 10.0


class KeyFile:
    """Keep keys in a file (a ``Keys``).

    Raises :class:`AccessError` when the file cannot be read: nobody is let in by a damaged one.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / "access" / "keys.json"
        self._read: tuple[tuple[int, int, int], dict[str, ApiKey]] = ((0, 0, 0), {})

    def find(self, id: str) -> ApiKey | None:
        """Give what is kept of a key."""
        return self._keys().get(id)

    def list(self) -> tuple[ApiKey, ...]:
        """Give all keys, oldest first."""
        return tuple(sorted(self._keys().values(), key=lambda key: (key.created, key.id)))

    def put(self, key: ApiKey) -> None:
        """Add or replace a key."""
        folder = access_folder(self._home)
        try:
            with FileLock(folder / "keys.lock", timeout=_SECONDS_TO_WAIT):
                kept = {**(self._load() if self._path.exists() else {}), key.id: key}
                content = {"version": 1, "keys": [_plain(each) for each in kept.values()]}
                write_whole(self._path, orjson.dumps(content, option=orjson.OPT_INDENT_2))
        except Timeout as error:
            raise AccessError(f"another process holds {folder / 'keys.lock'}; try again") from error

    def _keys(self) -> dict[str, ApiKey]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return {}
        mark = (found.st_mtime_ns, found.st_size, found.st_ino)
        known, keys = self._read
        if known != mark:
            keys = self._load()
            self._read = (mark, keys)
        return keys

    def _load(self) -> dict[str, ApiKey]:
        try:
            keys = [_key(each) for each in orjson.loads(self._path.read_bytes())["keys"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            problem = f"the keys in {self._path} cannot be read ({type(error).__name__})"
            raise AccessError(f"{problem}; restore the file, or move it away and create the keys anew") from error
        return {key.id: key for key in keys}


def _plain(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "label": key.label,
        "roles": sorted(key.roles),
        "digest": key.digest,
        "created": key.created,
        "expires": key.expires,
        "revoked": key.revoked,
    }


def _key(told: dict[str, Any]) -> ApiKey:
    roles = frozenset(Role(name) for name in told["roles"])
    created = datetime.fromisoformat(told["created"])
    expires, revoked = _time(told["expires"]), _time(told["revoked"])
    return ApiKey(told["id"], told["label"], roles, told["digest"], created, expires, revoked)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
