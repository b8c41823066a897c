"""The one error tree.

    PmkgError
    ├── RequestError(ValueError)        the request was wrong: exit status 2, GraphQL error with a stable code
    │   ├── InvalidCurie
    │   ├── InvalidText                 a variant, profile or biomarker text that follows no known form
    │   ├── EmptySignature
    │   ├── TooLarge
    │   └── NotFound
    ├── ReleaseError(RuntimeError)      the store could not serve or publish a release
    │   ├── NoRelease
    │   ├── NotPublished
    │   ├── UnknownSchema
    │   └── BuildInProgress
    ├── AccessError(RuntimeError)       who may do what could not be told or kept
    │   └── AuditUnavailable
    └── SourceError(RuntimeError)       a source's files could not be used
        ├── MissingFile
        ├── DownloadFailed
        ├── MalformedSource
        ├── BoundsExceeded
        └── OnlyStarter

Leaves carry their data; the message says what was looked up and what to do. They are translated once, at the edges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class PmkgError(Exception):
    """Base of every error that this package raises on purpose."""

    code = "ERROR"


class RequestError(PmkgError, ValueError):
    """Say that a request cannot be answered as it was put."""

    code = "BAD_REQUEST"


class InvalidCurie(RequestError):
    """Say that a text is not a compact identifier."""

    code = "INVALID_CURIE"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is not an identifier of the form PREFIX:LOCAL; write it like HGNC:1097")


class InvalidText(RequestError):
    """Say that a variant, profile or biomarker text follows no known form.

    ``reason`` is a short stable word for the ledger and for warnings, such as ``NO_SEQUENCE`` or ``UNKNOWN_FORM``; ``name`` is
    the word that stands for nothing, where one is to blame; ``suggestions`` are texts that would be understood.
    """

    code = "UNPARSED"

    def __init__(
        self, text: str, reason: str, detail: str = "", *, name: str = "", suggestions: tuple[str, ...] = ()
    ) -> None:
        self.text = text
        self.reason = reason
        self.name = name
        self.suggestions = suggestions
        super().__init__(f"{text!r} was not understood ({reason}){': ' + detail if detail else ''}")


class EmptySignature(RequestError):
    """Say that a signature holds no alteration, no biomarker and nothing tested."""

    code = "EMPTY_SIGNATURE"

    def __init__(self) -> None:
        super().__init__("the signature is empty; give at least one alteration, biomarker or tested gene")


class TooLarge(RequestError):
    """Say that a request passes a stated limit."""

    code = "TOO_LARGE"

    def __init__(self, what: str, size: int, limit: int) -> None:
        self.what, self.size, self.limit = what, size, limit
        super().__init__(f"{what} is {size:,}, the limit is {limit:,}; split the request or use a batch")


class NotFound(RequestError):
    """Say that nothing in the release has this identifier or name."""

    code = "NOT_FOUND"

    def __init__(self, what: str, suggestions: tuple[str, ...] = ()) -> None:
        self.what, self.suggestions = what, suggestions
        near = f"; near names: {', '.join(suggestions)}" if suggestions else ""
        super().__init__(f"{what} is not in this release{near}")


class ReleaseError(PmkgError, RuntimeError):
    """Say that a release could not be opened, read or published."""

    code = "RELEASE"


class NoRelease(ReleaseError):
    """Say that nothing has been built yet at this home, or nothing of this name."""

    code = "NO_RELEASE"

    def __init__(self, home: str, name: str = "", remedy: str = "pmkg build") -> None:
        self.home, self.name = home, name
        if name:
            super().__init__(f"there is no release {name!r} at {home}; 'pmkg releases' lists those there are")
        else:
            super().__init__(f"there is no release at {home}; run {remedy!r}")


class NotPublished(ReleaseError):
    """Say that a release of this name was built, failed its checks and was set aside."""

    code = "NOT_PUBLISHED"

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        self.name, self.problems = name, problems
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            f"release {name} was set aside and never published: {problems[0] if problems else 'it failed'}{more}; "
            "'pmkg releases' lists those that may be asked"
        )


class UnknownSchema(ReleaseError):
    """Say that a release was written by a version with another schema."""

    code = "UNKNOWN_SCHEMA"

    def __init__(self, name: str, schema: int, known: int) -> None:
        self.name, self.schema, self.known = name, schema, known
        super().__init__(f"release {name} has schema {schema}, this version reads {known}; run 'pmkg build'")


class BuildInProgress(ReleaseError):
    """Say that another process is building at this home."""

    code = "BUILD_IN_PROGRESS"

    def __init__(self, home: str) -> None:
        self.home = home
        super().__init__(f"another build is running at {home}; wait for it or choose another --home")


class AccessError(PmkgError, RuntimeError):
    """Say that keys, an issuer's keys or the audit cannot be used; nobody is let in by it."""

    code = "ACCESS_UNAVAILABLE"


class AuditUnavailable(AccessError):
    """Say that a question on a patient was not answered, since it could not be audited."""

    code = "AUDIT_UNAVAILABLE"


class SourceError(PmkgError, RuntimeError):
    """Say that a source's files could not be used."""

    code = "SOURCE"


class MissingFile(SourceError):
    """Say that a file of a source is in no mirror, no cache and not to be had from its owner."""

    code = "MISSING_FILE"

    def __init__(self, source: str, file: str, tried: tuple[str, ...]) -> None:
        self.source, self.file, self.tried = source, file, tried
        super().__init__(f"{source}: file {file!r} was not found; tried {', '.join(tried) or 'nothing'}")


class DownloadFailed(SourceError):
    """Say that an owner's address did not give a whole and plausible file.

    ``retry_after`` is the time before which the owner asked not to be asked again, where it did.
    """

    code = "DOWNLOAD"

    def __init__(self, url: str, problem: str, retry_after: datetime | None = None) -> None:
        self.url, self.problem, self.retry_after = url, problem, retry_after
        super().__init__(f"{url}: {problem}")


class MalformedSource(SourceError):
    """Say that a file of a source is not in the form that its owner documents."""

    code = "MALFORMED_SOURCE"

    def __init__(self, source: str, file: str, problem: str) -> None:
        self.source, self.file, self.problem = source, file, problem
        super().__init__(f"{source}: {file}: {problem}")


class BoundsExceeded(SourceError):
    """Say that a source or a release does not hold what it must: its records and losses, its shapes, its clinical questions.

    ``aside`` names the release that was set aside with these problems, where one was built.
    """

    code = "BOUNDS"

    def __init__(self, problems: tuple[str, ...], aside: str = "") -> None:
        self.problems, self.aside = problems, aside
        kept = (
            f"; release {aside} is set aside and not published: 'pmkg releases' shows it, "
            f"'pmkg ledger --as-of {aside}' and 'pmkg diff' look into it"
        )
        super().__init__("; ".join(problems) + (kept if aside else ""))


class OnlyStarter(SourceError):
    """Say that a build found only the starter, which never takes the place of what real sources say.

    ``release`` is the release that the build would have replaced, ``sources`` are those that it was to read anew.
    """

    code = "ONLY_STARTER"

    def __init__(self, release: str = "", sources: tuple[str, ...] = ()) -> None:
        self.release, self.sources = release, sources
        stays = f"; release {release}, which is built from real sources, stays" if release else ""
        again = f" to read {', '.join(sources)} anew from" if sources else ""
        super().__init__(
            f"only the starter was found{again}, a few hand-written facts{stays}; "
            "give --mirror DIR or set PMKG_MIRROR, connect to the network, or choose another --home for the starter"
        )
