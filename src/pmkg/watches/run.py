"""Run watches on a release: the news goes into the outbox first, then the new answer takes the place of the old."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pmkg.errors import PmkgError, RequestError
from pmkg.watches.folder import WatchFolder
from pmkg.watches.questions import Asking
from pmkg.watches.watch import TOLD, About, Channels, News, Waiting, Watch


def begin(folder: WatchFolder, asking: Asking, name: str, about: About, signature: object, channels: Channels) -> Watch:
    """Keep a signature under a name, without its id, with what it is answered now; a watch of that name is replaced."""
    if not isinstance(signature, Mapping):
        raise RequestError("a watch needs one signature, a JSON object")
    kept: dict[str, Any] = {key: value for key, value in signature.items() if key != "id"}
    if name in folder.names():
        folder.delete(name)
    watch = Watch(name, str(uuid.uuid4()), about, kept, asking.release, asking.found(about, kept), channels)
    folder.write(watch)
    return watch


def run_watches(folder: WatchFolder, asking: Asking, names: Sequence[str]) -> Iterator[News | str]:
    """Run watches and give their news; one that cannot be run is said in words and stays as it is, the others go on.

    Killed between the two writes, the next run makes the same news again, under the same id.
    """
    for name in names:
        try:
            fresh, news = asking.again(folder.read(name))
        except PmkgError as error:
            yield f"{name} could not be run: {error}"
            continue
        if news is None:
            folder.write(fresh)
            continue
        for channel in fresh.channels.names:
            folder.send(Waiting(channel, news))
        folder.write(replace(fresh, told=(news, *fresh.told)[:TOLD]))
        yield news
