"""Where trials run: sites by country, and by distance from the patient."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from pmkg.model.trial import Site
from pmkg.model.trial_answer import NearSite

_EARTH_KILOMETERS = 6371.0


def near_sites(sites: Iterable[Site], place: tuple[float, float] | None) -> tuple[NearSite, ...]:
    """Give the sites with their distance, the nearest first; those without coordinates last, in their order."""
    known = dict.fromkeys(sites)
    if place is None:
        return tuple(NearSite(site, None) for site in known)
    near = [NearSite(site, _distance(site, place)) for site in known]
    return tuple(sorted(near, key=lambda item: (item.kilometers is None, item.kilometers or 0.0)))


def _distance(site: Site, place: tuple[float, float]) -> float | None:
    if site.latitude is None or site.longitude is None:
        return None
    return round(kilometers((site.latitude, site.longitude), place), 1)


def kilometers(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the great-circle distance of two places in degrees (haversine).

    >>> round(kilometers((52.52, 13.405), (48.137, 11.575)))
    504
    """
    (lat, lon), (lat2, lon2) = one, other
    north, east = radians(lat2 - lat), radians(lon2 - lon)
    chord = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(lat2)) * sin(east / 2) ** 2
    return 2 * _EARTH_KILOMETERS * asin(sqrt(chord))
