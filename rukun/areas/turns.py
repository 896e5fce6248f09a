"""What fixes what is known of a kelurahan, one after the other: a month is closed, a unit begins or ends.

Whether a month that was closed could know of an end is told from two moments. Each is read at its door, before whoever
comes waits for another to be done; so the later of two could carry the earlier moment, and the published files would
say that the month knew, or did not know, what it was paid by.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from rukun.areas.models import Area
from rukun.values.code import LENGTH_OF, AreaCode, Kind

NEXT = timedelta(microseconds=1)


def take_turn(within: AreaCode, at: datetime) -> datetime:
    """Hold the kelurahan of an area until this transaction ends; the moment to keep of what is done meanwhile: `at`, or
    right after the last that was kept there. Filings go on. Above a kelurahan there are no turns."""
    code = within.digits[: LENGTH_OF[Kind.KELURAHAN]]
    kelurahan = Area.objects.select_for_update(no_key=True).filter(code=code, kind=Kind.KELURAHAN).first()
    if kelurahan is None:
        return at
    if kelurahan.last_turn_at is not None:
        at = max(at, kelurahan.last_turn_at + NEXT)
    kelurahan.last_turn_at = at
    kelurahan.save(update_fields=["last_turn_at"])
    return at
