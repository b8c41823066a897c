"""Figures for Prometheus.

How old the release is, which sources are stale, what jobs came to, what the ledger holds; of a server, how long questions
take, how they end, and what its cache of answers does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from pmkg.api.observed import BOUNDS, Observed
from pmkg.api.response_cache import CacheFigures
from pmkg.errors import ReleaseError
from pmkg.model.job import Standing
from pmkg.model.manifest import Manifest
from pmkg.ports import Jobs, Releases

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Requests:
    """Hold what a server counted."""

    observed: Observed
    cache: CacheFigures


def exposition(releases: Releases, jobs: Jobs, now: datetime, requests: Requests | None = None) -> bytes:
    """Write the figures of a home, and of a server, in Prometheus's text format; nothing of any request's content is in them."""
    try:
        manifest = releases.open().manifest()
    except ReleaseError:
        manifest = None
    registry = CollectorRegistry()
    served = _of_requests(requests) if requests else ()
    registry.register(_Figures([*_of_release(manifest, now), *_of_jobs(jobs.standings()), *served]))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, figures: list[Metric]) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        return self._figures


def _of_release(manifest: Manifest | None, now: datetime) -> Iterable[Metric]:
    serves = GaugeMetricFamily(
        "pmkg_release_serves", "Whether there is a release to serve", labels=["release", "profile"]
    )
    serves.add_metric((manifest.release, manifest.profile) if manifest else ("", ""), float(manifest is not None))
    yield serves
    if manifest is None:
        return
    age = (now - datetime.fromisoformat(manifest.built_at)).total_seconds()
    yield GaugeMetricFamily("pmkg_release_age_seconds", "Age of the release that serves", value=age)
    losses = GaugeMetricFamily(
        "pmkg_ledger_entries", "What did not normalize, by source and reason", labels=["source", "reason"]
    )
    records = GaugeMetricFamily("pmkg_source_records", "Records of a source in the release", labels=["source"])
    figures = cast(Mapping[str, Any], manifest.ledger.get("sources", {}))
    for source in manifest.sources:
        records.add_metric((source.id,), source.records)
        for reason, count in sorted(figures.get(source.id, {}).get("reasons", {}).items()):
            losses.add_metric((source.id, reason), count)
    yield losses
    yield records


def _of_jobs(standings: Mapping[str, Standing]) -> Iterable[Metric]:
    stale = GaugeMetricFamily(
        "pmkg_source_stale", "Whether newer files of a source cannot be had or used", labels=["source"]
    )
    since = GaugeMetricFamily("pmkg_source_stale_since_seconds", "Since when, as Unix time", labels=["source"])
    good = GaugeMetricFamily(
        "pmkg_source_checked_seconds", "When its last job ended well, as Unix time", labels=["source"]
    )
    ended = CounterMetricFamily("pmkg_jobs", "Jobs that ended, by outcome", labels=["source", "outcome"])
    for name, standing in standings.items():
        stale.add_metric((name,), float(standing.stale))
        if standing.failing_since is not None:
            since.add_metric((name,), standing.failing_since.timestamp())
        if standing.last_good is not None:
            good.add_metric((name,), standing.last_good.timestamp())
        for outcome, count in sorted(standing.totals.items()):
            ended.add_metric((name, outcome), count)
    yield from (stale, since, good, ended)


def _of_requests(requests: Requests) -> Iterable[Metric]:
    observed, cache = requests.observed, requests.cache
    times = HistogramMetricFamily(
        "pmkg_request_seconds",
        "How long GraphQL requests took, by the question asked and by whether the answer was kept from before",
        labels=["question", "kept"],
    )
    for (question, kept), counted in observed.times().items():
        buckets, below = [], 0
        for bound, count in zip((*map(str, BOUNDS), "+Inf"), counted.counts, strict=True):
            below += count
            buckets.append((bound, below))
        times.add_metric((question, str(kept).lower()), buckets, counted.total)
    ended = CounterMetricFamily(
        "pmkg_requests", "GraphQL requests that ended, by question and code of the fault", labels=["question", "code"]
    )
    for labels, count in observed.endings().items():
        ended.add_metric(labels, count)
    asked = CounterMetricFamily("pmkg_cache_requests", "What the cache of answers was asked", labels=["result"])
    asked.add_metric(("hit",), cache.hits)
    asked.add_metric(("miss",), cache.misses)
    yield from (times, ended, asked)
    yield GaugeMetricFamily("pmkg_requests_running", "GraphQL requests being answered", value=observed.now_running())
    yield CounterMetricFamily("pmkg_cache_dropped", "Answers that the cache let go", value=cache.dropped)
    yield GaugeMetricFamily("pmkg_cache_entries", "Answers in the cache", value=cache.entries)
    yield GaugeMetricFamily("pmkg_cache_bytes", "Bytes of the answers in the cache", value=cache.bytes)
