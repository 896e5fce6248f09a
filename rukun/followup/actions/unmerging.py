"""Two things that were merged by mistake are two again: whoever was merged goes on as if it had never been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rukun.followup import queries
from rukun.followup.actions.urging import noted_calm
from rukun.followup.leaving import stands_for_others
from rukun.followup.models import Delay, Merge, Step, Ticket, Unmerge
from rukun.followup.moving import change, hold, move, needed, record_of
from rukun.followup.queries.merged import sources_of
from rukun.followup.rules import CALM, OPEN, URGENT, State
from rukun.people.rules import SeatHeld
from rukun.reports.models import Retraction
from rukun.trail.append import append
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

LEFT = "ticket.left"


@transaction.atomic
def unmerge(sources: Sequence[Ticket], *, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """Take them out of the ticket that they were merged into, all or none; that ticket.

    Each stands again where it stood, with whoever held it and with the deadline that it had: its clock ran on, so that
    merging and unmerging gains no time. Who reported, who supports it, and what was merged into it before, go with it.
    """
    said = needed(words, "Tulis mengapa dipisahkan kembali: pelapornya membacanya.")
    target = _target(sources, desk)
    # What others go on in first, as whoever takes a report back does.
    hold(target)
    hold(*sources)
    _refuse_nobodys(sources)
    change(target, at=at)
    made = [_restored(source, target, said, desk, at) for source in sources]
    _take_along(sources, target, at)
    _calm(target, made, desk, at)
    _leave(target, desk, at)
    return target


def _target(sources: Sequence[Ticket], desk: SeatHeld) -> Ticket:
    """What all of them go on in; refused where that is not one ticket, or none of the desk's business."""
    into = {source.merged_into_id: source.merged_into for source in sources}
    target = next(iter(into.values()), None)
    if target is None or len(into) != 1:
        raise Refused("conflict", "Tiket ini tidak sedang digabung dengan tiket lain.")
    for source in sources:
        if desk.office not in (source.holder.code, target.holder.code):
            raise Refused("conflict", "Tiket ini dipegang {office}.", office=source.holder.name)
    return target


def _refuse_nobodys(sources: Sequence[Ticket]) -> None:
    """Asked when the rows are held: whoever takes a report back at this moment changes no row of a merged ticket."""
    taken_back = set(Retraction.objects.filter(report__in=[one.report_id for one in sources]).values_list("report_id"))
    for source in sources:
        if (source.report_id,) in taken_back and not stands_for_others(source, source.report):
            raise Refused("retracted", "Pelapornya sudah menarik laporan ini, jadi tidak ada yang perlu dipisahkan.")


def _restored(source: Ticket, target: Ticket, words: str, desk: SeatHeld, at: datetime) -> Merge:
    """The ticket as it stood before it was merged, with the step and the trail entry; what it was merged by."""
    made = Merge.objects.filter(source=source).order_by("-at", "-id")[0]
    merged = Step.objects.filter(ticket=source, after=State.MERGED).order_by("-at", "-id")[0]
    before = State(merged.before)
    change(source, at=at, state=before, merged_into=None, done_at=None, **_pause_of(source, before))
    append(
        Step(ticket=source, before=State.MERGED, after=before, at=at, seat_id=desk.id, office=source.holder,
             words=words)
    )  # fmt: skip
    append(Unmerge(merge=made, ticket=source, seat_id=desk.id, words=words, at=at))
    facts = {"holder": source.holder.code, "words": digest_of_words(words), "from": target.report.code}
    record_of(source, "ticket.unmerged", seat=desk.named, at=at, facts=facts)
    return made


def _take_along(sources: Sequence[Ticket], target: Ticket, at: datetime) -> None:
    """What was merged into one of them before it was merged itself goes on in it again, unless it was taken out as
    well."""
    for source, own in sources_of([one.pk for one in sources], at + timedelta.resolution).items():
        Ticket.objects.filter(pk__in=own, merged_into=target).update(merged_into=source, changed_at=at)


def _pause_of(source: Ticket, before: State) -> dict[str, Any]:
    """The pause it was in. Where its day has come meanwhile, the clock ends it as it ends every other."""
    if before is not State.PAUSED:
        return {}
    delay = Delay.objects.filter(ticket=source).order_by("-at", "-id")[0]
    return {"paused_until": delay.expected, "pause_reason": delay.reason}


def _calm(target: Ticket, made: Sequence[Merge], desk: SeatHeld, at: datetime) -> None:
    """What it was urgent for goes with whom it came from, unless somebody said so of the ticket itself since."""
    if not target.is_urgent or target.state not in OPEN:
        return
    said = Step.objects.filter(ticket=target, reason__in=(URGENT, CALM)).order_by("-at", "-id").first()
    came_with_them = said is not None and said.reason == URGENT and said.at in {one.at for one in made}
    if came_with_them and not any(one.is_urgent for one in queries.merged_from(target)):
        noted_calm(target, desk=desk, at=at)


def _leave(target: Ticket, desk: SeatHeld, at: datetime) -> None:
    """Whose reporter took it back, and what only went on for those who are gone, is nobody's any more."""
    if target.report.is_retracted and target.state == State.WAITING and not stands_for_others(target, target.report):
        move(target, State.RETRACTED, desk=None, at=at)
        record_of(target, LEFT, seat=desk.named, at=at, facts={"holder": target.holder.code})
