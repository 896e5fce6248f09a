"""The course of a report in one row: said, received, forwarded, worked on, spoken about, rated, asked for again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rukun.followup.models import Answer, Disposisi, Rating, Step
from rukun.followup.rules import State
from rukun.reports.models import Comment, Report

# Whom a desk sends, and who could not, is told to the desk; a citizen would read twice that it waits.
AMONG_THEMSELVES = frozenset({"assigned", "unassigned", "crew-cannot"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment. `kind`: "filed", "step", "comment", "rating" or "answer"; what belongs to it stands beside it.

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
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What citizens said of the closings: stars, and whether it is so."""

    ratings: Sequence[Rating] = ()
    answers: Sequence[Answer] = ()


def course_of(
    report: Report,
    steps: Iterable[Step],
    forwardings: Sequence[Disposisi],
    said: Said,
    comments: Iterable[Comment],
) -> list[Entry]:
    """All of it, oldest first; no query."""
    takers: Mapping[datetime, str] = {one.at: one.taker.name for one in forwardings if one.giver_id is not None}
    entries = [Entry(report.received_at, "filed")]
    # What reopens it says that it is not so: told once, with the photo that came with it.
    said_at = {answer.at: answer for answer in said.answers}
    steps = [step for step in steps if step.reason not in AMONG_THEMSELVES]
    reopening = {step.at for step in steps if step.after == State.REOPENED}
    entries += [
        Entry(
            step.at, "step", step=step, taker=takers.get(step.at, ""),
            answer=said_at.get(step.at) if step.after == State.REOPENED else None,
        )
        for step in steps
    ]  # fmt: skip
    entries += [
        Entry(rating.at, "rating", rating=rating, is_reporter=_is_by(rating.person_id, report))
        for rating in said.ratings
    ]
    entries += [
        Entry(answer.at, "answer", answer=answer, is_reporter=_is_by(answer.person_id, report))
        for answer in said.answers
        if answer.at not in reopening
    ]
    entries += [
        Entry(
            comment.at,
            "comment",
            comment=comment,
            is_reporter=_is_by(comment.person_id, report),
        )
        for comment in comments
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _is_by(person_id: int | None, report: Report) -> bool:
    return person_id is not None and person_id == report.filer_id
