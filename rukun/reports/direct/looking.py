"""What is known of photos that were sent straight to the store."""

from __future__ import annotations

from collections import Counter

from rukun.reports.direct import store
from rukun.reports.models import Report, Upload


def outcomes_of(report: Report) -> Counter[str]:
    """How many of its photos are drawn, refused or gone, and (under "") how many wait. One query, where the way to the
    store is open; else none."""
    if not store.is_open():
        return Counter()
    return Counter(Upload.objects.filter(report=report).values_list("outcome", flat=True))
