"""Build a release: locate, load, normalize, write, check, publish or set aside."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pmkg
from pmkg.errors import BoundsExceeded, MissingFile, NoRelease, OnlyStarter, ReleaseError, SourceError, UnknownSchema
from pmkg.ingest.check import check_bounds, check_size
from pmkg.ingest.kept import KeptFiles
from pmkg.ingest.load import Loaded, load
from pmkg.ingest.locate import Origin, Place, checksums, content_of, locate
from pmkg.ingest.normalize import Normalization
from pmkg.ingest.shapes import check_shapes
from pmkg.ingest.vrs import vrs_allele_id
from pmkg.model.graph import Edge, Node
from pmkg.model.manifest import Manifest, SourceRelease
from pmkg.model.source import Files, Source
from pmkg.ports.reader import GraphReader
from pmkg.ports.releases import Releases
from pmkg.ports.writer import GraphWriter

Check = Callable[[GraphReader], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Progress:
    """Report how far a build is: the stage, what it works on, and how much of it is done."""

    stage: str
    detail: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Say what to build: the sources, where their files are, the profile's name, and the checks that guard it.

    ``reload`` names the sources to read anew, the rest is carried over from the last build; empty reads all. ``kept``
    is where the files of each release stay for that. ``sized`` says that record counts are bounded. ``vrs`` identifies
    genomic alleles, with a sequence store where one is configured. ``set_aside`` hears of each source whose files cannot be
    used, and its last good version takes their place; without it such files fail the build.
    """

    sources: tuple[Source, ...]
    place: Place
    profile: str
    checks: tuple[Check, ...] = ()
    sized: bool = True
    reload: frozenset[str] = frozenset()
    kept: KeptFiles | None = None
    vrs: Callable[[str], str | None] = vrs_allele_id
    set_aside: Callable[[Source, Files, SourceError], None] | None = None
    report: Callable[[Progress], None] = field(default=lambda _: None)
    warn: Callable[[str], None] = field(default=lambda _: None)


def build(plan: Plan, releases: Releases, now: datetime) -> Manifest:
    """Build and publish a release; on any failure the last release keeps serving.

    Raises :class:`MissingFile` or :class:`MalformedSource` for an essential source, :class:`BoundsExceeded` when a check fails,
    :class:`OnlyStarter` where the starter would take the place of real sources, :class:`BuildInProgress` when another
    build runs.
    """
    name = now.strftime("%Y%m%dT%H%M%SZ") + ("" if plan.profile == "full" else f"-{plan.profile}")
    with _collector_at_rest(), releases.draft(name) as draft:
        _guard_from_starter(plan, releases)
        loaded, graph = _read(plan, _last(releases))
        nodes, edges = _write(plan, graph, draft)
        digest = draft.index()
        plan.report(Progress("write", "", 3, 3))
        manifest = Manifest(
            release=name,
            profile=plan.profile,
            built_at=now.isoformat(),
            digest=digest,
            sources=tuple(_source_release(item, graph) for item in loaded),
            nodes=dict(sorted(nodes.items())),
            edges=dict(sorted(edges.items())),
            software=f"pmkg {pmkg.__version__}",
            ledger={"sources": {item.source.id: graph.tallies[item.source.id].report() for item in loaded}},
        )
        _check(plan, loaded, graph, draft, manifest)
        if plan.kept is not None:
            for item in loaded:
                plan.kept.keep(item.files)
        draft.publish(manifest)
        return manifest


def _read(plan: Plan, last: Manifest | None) -> tuple[list[Loaded], Normalization]:
    """Load and normalize."""
    loaded = list(_load_all(plan, last))
    plan.report(Progress("normalize", "identities, claims and relations", 0, 1))
    graph = Normalization(loaded, plan.vrs)
    plan.report(Progress("normalize", "", 1, 1))
    return loaded, graph


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the collector of cycles rest: a build makes none worth the walks over millions of living records.

    All of them would be young to it afterwards, and its next look would walk them all; so they are made old first.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.enable()
            gc.unfreeze()


def _write(plan: Plan, graph: Normalization, draft: GraphWriter) -> tuple[Counter[str], Counter[str]]:
    """Write nodes, edges and ledger; give the counts of nodes and of edges by kind."""
    nodes: Counter[str] = Counter()
    edges: Counter[str] = Counter()
    plan.report(Progress("write", "nodes", 0, 3))
    draft.nodes(_counting_nodes(graph.nodes(), nodes))
    plan.report(Progress("write", "edges", 1, 3))
    draft.edges(_counting_edges(graph.edges(), edges))
    draft.losses(sorted(graph.losses, key=lambda loss: (loss.source, loss.record, loss.field, loss.text)))
    plan.report(Progress("write", "names, closures and views", 2, 3))
    return nodes, edges


def _check(plan: Plan, loaded: list[Loaded], graph: Normalization, draft: GraphWriter, manifest: Manifest) -> None:
    """Hold the draft against the bounds, the shapes and the checks of the plan; one that fails is set aside with the report."""
    plan.report(Progress("check", "bounds, shapes and clinical questions", 0, 1))
    problems = [*check_bounds(loaded, graph.losses, plan.sized), *check_shapes(draft.contents())]
    for check in plan.checks:
        problems.extend(check(draft.reader()))
    if problems:
        kept = draft.set_aside(manifest, tuple(problems))
        raise BoundsExceeded(tuple(problems), manifest.release if kept else "")
    plan.report(Progress("check", "", 1, 1))


def _load_all(plan: Plan, last: Manifest | None) -> Iterator[Loaded]:
    """Load every source; one that is not essential and has no files is left out, with a warning."""
    for index, source in enumerate(plan.sources):
        plan.report(Progress("load", source.title, index, len(plan.sources)))
        try:
            files = _locate(plan, source, last)
        except MissingFile as error:
            if source.essential and plan.place.origin is not Origin.STARTER:
                raise
            if plan.place.origin is not Origin.STARTER:
                plan.warn(f"left out: {error}")
            continue
        loaded = _load_one(plan, source, files, last)
        if loaded is not None:
            yield loaded
    plan.report(Progress("load", "", len(plan.sources), len(plan.sources)))


def _load_one(plan: Plan, source: Source, files: Files, last: Manifest | None) -> Loaded | None:
    """Load a source, or its last good version where the plan sets aside what cannot be used."""
    if plan.set_aside is None:
        return load(source, files)
    try:
        return _load_sized(plan, source, files)
    except SourceError as error:
        plan.set_aside(source, files, error)
        carried = plan.kept.files(source, last) if plan.kept is not None and last is not None else None
        if carried is not None:
            plan.warn(f"{error}; its last good version stays")
            return load(source, carried)
        if source.essential:
            raise
        plan.warn(f"left out: {error}")
        return None


def _load_sized(plan: Plan, source: Source, files: Files) -> Loaded:
    loaded = load(source, files)
    problems = tuple(check_size(loaded)) if plan.sized else ()
    if problems:
        raise BoundsExceeded(problems)
    return loaded


def _locate(plan: Plan, source: Source, last: Manifest | None) -> Files:
    """Find a source's files: a source that is not to be reloaded keeps the files of the last release, if it was there."""
    if not plan.reload or source.id in plan.reload:
        return locate(source, plan.place)
    carried = plan.kept.files(source, last) if plan.kept is not None and last is not None else None
    if carried is not None:
        return carried
    files = locate(source, plan.place)
    plan.warn(f"{source.id} is read anew from the {plan.place.origin}: {_not_carried(source, last)}")
    return files


def _not_carried(source: Source, last: Manifest | None) -> str:
    if last is None:
        return "there is no release to carry it over from"
    if source.id not in {item.id for item in last.sources}:
        return f"release {last.release} does not hold it"
    return f"its files of release {last.release} are no longer kept"


def _guard_from_starter(plan: Plan, releases: Releases) -> None:
    """Refuse to put the starter where real sources were, whole or source by source."""
    if plan.place.origin is Origin.STARTER:
        real = _built_from_real_sources(releases)
        if real or plan.reload:
            raise OnlyStarter(real, tuple(sorted(plan.reload)))


def _built_from_real_sources(releases: Releases) -> str:
    """Name the current release if real sources are in it, else ""."""
    try:
        name = releases.current()
        sources = releases.open(name).manifest().sources
    except NoRelease:
        return ""
    except UnknownSchema as error:
        # Another version may still serve it, and its name tells the starter.
        return "" if error.name.endswith(f"-{Origin.STARTER}") else error.name
    except ReleaseError:
        return ""
    return name if any(source.origin != Origin.STARTER for source in sources) else ""


def _last(releases: Releases) -> Manifest | None:
    try:
        return releases.open().manifest()
    except ReleaseError:
        return None


def _counting_nodes(nodes: Iterable[Node], counts: Counter[str]) -> Iterator[Node]:
    for node in nodes:
        counts[node.kind.value] += 1
        yield node


def _counting_edges(edges: Iterable[Edge], counts: Counter[str]) -> Iterator[Edge]:
    for edge in edges:
        counts[edge.kind.value] += 1
        yield edge


def _source_release(item: Loaded, graph: Normalization) -> SourceRelease:
    """Say what a source gave; one that states no version has the checksum of its files for one."""
    source = item.source
    sums = checksums(item.files)
    return SourceRelease(
        id=source.id,
        title=source.title,
        version=item.files.version or f"sha256:{content_of(sums)[:12]}",
        license=source.license.name,
        citation=source.citation,
        url=source.homepage,
        files=sums,
        records=item.records,
        counts=item.counts(),
        losses=sum(graph.tallies[source.id].reasons.values()),
        origin=item.files.origin,
    )
