"""The course of a report in one row: said, received, forwarded, worked on, spoken about, rated, asked for again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rukun.followup.models import Disposisi, Rating, Step
from rukun.reports.models import Comment, Report


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment. `kind`: "filed", "step", "comment" or "rating"; what belongs to it stands beside it.

    `taker` is where a forwarding went. Who reported is called so where they speak, and by no pseudonym: two reports
    or comments of one person cannot be put together by it.
    """

    at: datetime
    kind: str
    step: Step | None = None
    taker: str = ""
    comment: Comment | None = None
    is_reporter: bool = False
    rating: Rating | None = None


def course_of(
    report: Report,
    steps: Iterable[Step],
    forwardings: Sequence[Disposisi],
    ratings: Iterable[Rating],
    comments: Iterable[Comment],
) -> list[Entry]:
    """All of it, oldest first; no query."""
    takers: Mapping[datetime, str] = {one.at: one.taker.name for one in forwardings if one.giver_id is not None}
    entries = [Entry(report.received_at, "filed")]
    entries += [Entry(step.at, "step", step=step, taker=takers.get(step.at, "")) for step in steps]
    entries += [Entry(rating.at, "rating", rating=rating) for rating in ratings]
    entries += [
        Entry(
            comment.at,
            "comment",
            comment=comment,
            is_reporter=comment.person_id is not None and comment.person_id == report.filer_id,
        )
        for comment in comments
    ]
    return sorted(entries, key=lambda entry: entry.at)
