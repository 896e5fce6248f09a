"""Several reports of one problem go on as one ticket; whoever reported or supported any of them comes along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rukun.followup import queries
from rukun.followup.actions.urging import noted_urgent
from rukun.followup.models import Merge, Ticket
from rukun.followup.moving import Says, change, hold, move, recorded, refuse_closed, refuse_other_desk
from rukun.followup.rules import State
from rukun.followup.urgency import most_urgent
from rukun.people.rules import SeatHeld
from rukun.reports.rules import clean_words
from rukun.trail.append import append
from rukun.values.refused import Refused

MERGED_AT_ONCE = 50


@transaction.atomic
def merge(sources: Sequence[Ticket], *, target: Ticket, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """Close the sources as duplicates of the target, all or none. What was merged into a source goes on in the target.

    Rows of reports stay where they are: who reported and who supports is found through `merged_into`. Nothing private
    becomes the answer to a report of somebody else.
    """
    if not sources or len(sources) > MERGED_AT_ONCE:
        raise Refused("sources", "Pilih 1 sampai {most} tiket untuk digabung.", most=MERGED_AT_ONCE)
    if target.pk in {source.pk for source in sources}:
        raise Refused("target", "Tiket tidak dapat digabung dengan dirinya sendiri.", field="target")
    for ticket in (target, *sources):
        refuse_other_desk(ticket, desk)
        refuse_closed(ticket)
    if target.report.is_private:
        raise Refused("private", "Laporan pribadi tidak dapat menampung laporan orang lain.", field="target")
    said = clean_words(words)
    hold(target, *sources)
    change(target, at=at)
    _urge(target, sources, desk=desk, at=at)
    for source in sources:
        move(source, State.MERGED, desk=desk, at=at, says=Says(said), merged_into=target)
        Ticket.objects.filter(merged_into=source).update(merged_into=target, changed_at=at)
        append(Merge(source=source, target=target, seat_id=desk.id, words=said, at=at))
        recorded(source, "ticket.merged", desk=desk, at=at, words=said, into=target.report.code)
    return target


def _urge(target: Ticket, sources: Sequence[Ticket], *, desk: SeatHeld, at: datetime) -> None:
    """What one of them was urgent for is not lost with it."""
    first = most_urgent(sources)
    if first is None or target.is_urgent:
        return
    change(target, at=at, is_urgent=True, urgent_because=first.urgent_because, urgent_until=first.urgent_until)
    reason = queries.terms().urgents.get(first.urgent_because)
    if reason is not None:
        noted_urgent(target, reason, desk=desk, at=at)
