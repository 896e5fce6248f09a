"""What an earlier clock or an earlier version left behind, and nobody meets on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from rukun.funds.queries.months import dated_after
from rukun.operation.finding import Finding, graded
from rukun.people.queries import endless_keys

NAMED_AT_MOST = 5


def dated_ahead(at: datetime, most: timedelta) -> Iterator[Finding]:
    """Months and decrees of a moment that is still to come, by more than clocks are apart."""
    months, decrees = dated_after(at + most)
    words = f"{months} months were closed and {decrees} decrees loaded at a moment that is still to come"
    yield graded(
        "dated-ahead",
        words if months or decrees else "no month and no decree is dated ahead",
        look=bool(months or decrees),
        todo="timedatectl status on every host; docs/operating/README.md#a-clock-that-was-ahead",
    )


def keys_without_end() -> Iterator[Finding]:
    """Keys in somebody's name that were given before these had an end."""
    numbers = endless_keys()
    named = ", ".join(map(str, numbers[:NAMED_AT_MOST])) + (", ..." if len(numbers) > NAMED_AT_MOST else "")
    yield graded(
        "keys-without-end",
        f"{len(numbers)} keys in somebody's name never end: {named}" if numbers else "every holder's key ends",
        look=bool(numbers),
        todo="rukun keys list; give its program a new one (rukun keys issue), then rukun keys withdraw NUMBER",
    )
