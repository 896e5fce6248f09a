"""Figures of requests, per route and status, of all web processes of this host together.

`rukun serve` gives its processes a folder (`PROMETHEUS_MULTIPROC_DIR`) in which each keeps its own counts; any of them
can tell the sum. The library is loaded at the first request and not before, because it looks for the folder then.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

BOUNDS = (0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# More than there are routes, each with the answers that it gives.
SERIES_MOST = 2048


class Counters(NamedTuple):
    """What is counted."""

    registry: CollectorRegistry
    seconds: Any
    sql_seconds: Any
    sql_queries: Any


@lru_cache(maxsize=1)
def counters() -> Counters:
    """Made once in a process."""
    from prometheus_client import CollectorRegistry, Counter, Histogram

    kept = CollectorRegistry()
    return Counters(
        kept,
        Histogram("rukun_request_seconds", "How long requests took", ["route", "method", "status"], buckets=BOUNDS,
                  registry=kept),
        Counter("rukun_request_sql_seconds", "Of it the time in the database", ["route"], registry=kept),
        Counter("rukun_request_sql_queries", "Statements that were asked", ["route"], registry=kept),
    )  # fmt: skip


def note(route: str, method: str, status: int, seconds: float, queries: int, sql_seconds: float) -> None:
    """Add one request."""
    took, sql_took, asked = _series(counters(), route, method, status)
    took.observe(seconds)
    sql_took.inc(sql_seconds)
    asked.inc(queries)


@lru_cache(maxsize=SERIES_MOST)
def _series(kept: Counters, route: str, method: str, status: int) -> tuple[Any, Any, Any]:
    """What is counted of such requests; looking it up by its labels costs more than counting."""
    took = kept.seconds.labels(route, method, str(status))
    return took, kept.sql_seconds.labels(route), kept.sql_queries.labels(route)


def registry() -> CollectorRegistry:
    """The counts of this process, or where there are several of all of them."""
    if not os.environ.get(FOLDER):
        return counters().registry
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
