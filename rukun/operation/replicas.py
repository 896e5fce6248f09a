"""How the replicas do, as `rukun doctor` and `rukun check --deploy` tell it."""

from __future__ import annotations

from collections.abc import Iterator

from rukun.databases.lag import look_once
from rukun.operation.finding import Finding, graded


def findings() -> Iterator[Finding]:
    """One for each replica; asks each, and waits some seconds at most. Pages do without it: it is nothing that breaks,
    but the primary carries its load meanwhile."""
    for one in look_once():
        # Strangers may ask /readyz: only whoever stands at the machine is told why.
        words = f"the replica {one.host}: {one.words}" + (f": {one.cause}" if one.cause else "")
        yield graded(
            f"replica-{one.host}", words, look=not one.is_good,
            todo="docs/operating/replicas.md; on it: SELECT * FROM pg_stat_wal_receiver",
        )  # fmt: skip
