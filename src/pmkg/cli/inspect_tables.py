"""Print sources, releases and the ledger, as tables or JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import orjson

from pmkg.cli.tables import print_line, print_whole
from pmkg.cli.terminal import console
from pmkg.model.job import Standing
from pmkg.model.manifest import Manifest, SetAside
from pmkg.model.source import Source
from pmkg.ports.reader import LedgerPage


def print_sources(
    sources: Sequence[Source], manifest: Manifest | None, standings: Mapping[str, Standing], as_json: bool
) -> None:
    """Print the catalog, each source with its version in the current release and, where it is stale, since when and why."""
    released = {item.id: item for item in manifest.sources} if manifest else {}
    if as_json:
        _json(
            [
                {
                    **_source(source),
                    "version": released[source.id].version if source.id in released else None,
                    "stale": _stale(standings.get(source.id)),
                }
                for source in sources
            ]
        )
        return
    rows = []
    for source in sources:
        item = released.get(source.id)
        state = f"{item.version or '-'} ({item.records:,} records, {item.origin})" if item else "not in the release"
        standing = standings.get(source.id)
        if standing is not None and standing.failing_since is not None:
            state += f"; STALE since {standing.failing_since:%Y-%m-%d %H:%M}: {standing.problem}"
        rights = ", ".join(_rights(source))
        rows.append(
            (
                source.id,
                source.title,
                f"{source.license.name}{' - ' + rights if rights else ''}",
                state,
                source.schedule,
                "mirror only" if source.mirror_only else source.homepage,
            )
        )
    print_whole(console(), ("Source", "Title", "License", "In the current release", "Schedule", "Where"), rows)


def _rights(source: Source) -> Iterable[str]:
    if not source.license.redistribution:
        yield "no redistribution"
    if not source.license.commercial_use:
        yield "no commercial use"


def _stale(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None or standing.failing_since is None:
        return None
    good = standing.last_good.isoformat() if standing.last_good else None
    since = standing.failing_since.isoformat()
    return {"since": since, "reason": standing.problem, "failures": standing.failures, "lastGood": good}


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "owner": source.owner,
        "license": source.license.name,
        "redistribution": source.license.redistribution,
        "commercialUse": source.license.commercial_use,
        "licenseUrl": source.license.url,
        "citation": source.citation,
        "homepage": source.homepage,
        "schedule": source.schedule,
        "mirrorOnly": source.mirror_only,
        "note": source.note,
        "files": [{"name": file.name, "url": file.url, "confirmed": file.confirmed} for file in source.files],
    }


def print_releases(manifests: Sequence[Manifest], current: str, as_json: bool) -> None:
    """Print the releases; the current one is marked."""
    if as_json:
        _json([{**_release(item), "current": item.release == current} for item in manifests])
        return
    rows = [
        (
            ("* " if item.release == current else "  ") + item.release,
            item.profile,
            item.built_at,
            f"{sum(item.nodes.values()):,}",
            f"{sum(item.edges.values()):,}",
            item.digest[:16],
        )
        for item in manifests
    ]
    print_whole(console(), ("Release", "Profile", "Built", "Nodes", "Edges", "Digest"), rows)


def print_aside(found: Sequence[SetAside], as_json: bool) -> None:
    """Print what was set aside and why."""
    if as_json:
        _json([{**_release(item.manifest), "problems": item.problems, "kept": item.kept} for item in found])
        return
    for item in found:
        look = f"; 'pmkg ledger --as-of {item.manifest.release}' looks into it" if item.kept else ""
        print_line(console(), f"{item.manifest.release} was set aside and never published{look}:")
        for problem in item.problems:
            print_line(console(), f"  {problem}")


def _release(item: Manifest) -> dict[str, Any]:
    return {
        "release": item.release,
        "profile": item.profile,
        "builtAt": item.built_at,
        "digest": item.digest,
        "nodes": sum(item.nodes.values()),
        "edges": sum(item.edges.values()),
    }


def print_figures(manifest: Manifest, source: str, reason: str) -> None:
    """Print the coverage figures as JSON: of all sources or one, with all reasons or one and the sources that have it."""
    figures = cast(Mapping[str, Any], manifest.ledger["sources"])
    kept = {id: dict(entry) for id, entry in figures.items() if source in ("", id)}
    if reason:
        kept = {
            id: {**entry, "reasons": {reason: entry["reasons"][reason]}}
            for id, entry in kept.items()
            if reason in entry["reasons"]
        }
    _json({"release": manifest.release, **manifest.ledger, "sources": kept})


def print_losses(page: LedgerPage) -> None:
    """Print counts by source and reason, then a sample."""
    rows = [
        (source, reason, f"{count:,}")
        for source, reasons in sorted(page.counts.items())
        for reason, count in sorted(reasons.items(), key=lambda item: -item[1])
    ]
    print_whole(console(), ("Source", "Reason", "Count"), rows)
    sample = [(loss.source, loss.record, loss.field, loss.text, loss.reason) for loss in page.losses]
    print_line(console(), f"A sample, {len(page.losses)} of {page.total:,}:")
    print_whole(console(), ("Source", "Record", "Field", "Text", "Reason"), sample)


def _json(value: object) -> None:
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n")
