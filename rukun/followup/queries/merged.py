"""The time of a problem that came in as several tickets: merging one into another stops no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from rukun.followup.models import Merge, Unmerge

Stretch = tuple[str, datetime, datetime]
# A stretch of numbers is asked for by its ends while it holds at most so many times as many as are meant.
SPREAD = 8


def about(field: str, numbers: Collection[int]) -> Q:
    """Rows that name these numbers. Where they lie close together, those in between come along: whoever asks passes
    over them, and a query with two thousand numbers in it takes longer to put together than to run."""
    if numbers and max(numbers) - min(numbers) < SPREAD * len(numbers):
        return Q(**{f"{field}__gte": min(numbers), f"{field}__lte": max(numbers)})
    return Q(**{f"{field}__in": list(numbers)})


def sources_of(targets: Collection[int], until: datetime) -> dict[int, list[int]]:
    """By ticket all that was merged into it before a moment and not taken back by then, directly or by way of another.

    One query, and one more for each step of a chain.
    """
    found: dict[int, list[int]] = defaultdict(list)
    last = {number: number for number in targets}
    while last:
        taken_back = Unmerge.objects.filter(merge=OuterRef("pk"), at__lt=until)
        rows = Merge.objects.filter(~Exists(taken_back), about("target_id", last), at__lt=until).order_by("at", "id")
        step = {source: last[target] for source, target in rows.values_list("source_id", "target_id") if target in last}
        for source, target in step.items():
            found[target].append(source)
        last = step
    return found


def once(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time with no moment of an office counted twice."""
    joined: dict[str, list[Stretch]] = defaultdict(list)
    for office, begins, ends in sorted(stretches, key=lambda one: one[1:]):
        own = joined[office]
        if own and begins <= own[-1][2]:
            own[-1] = (office, own[-1][1], max(ends, own[-1][2]))
        else:
            own.append((office, begins, ends))
    return [one for own in joined.values() for one in own]
