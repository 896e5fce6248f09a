"""What the clock does with many tickets of one thing: finds them, and lets late ones follow where the desk decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from rukun.followup.incidents import rules
from rukun.followup.incidents.rules import Said
from rukun.followup.models import Gathered, Incident, Merge, Ticket, Unmerge
from rukun.followup.moving import CLOCK, Says, hold, move, record_of
from rukun.followup.rules import OPEN, State
from rukun.trail.actions import record
from rukun.trail.append import append, append_missing
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

FOLLOWED_AT_ONCE = 100


def gather(*, at: datetime) -> int:
    """Put tickets of the last hours that are one thing into an incident; returns how many. May run twice.

    One query where nothing is new; a few more for each office and kind of which many came.
    """
    came = Ticket.objects.filter(received_at__gte=at - rules.WITHIN, received_at__lte=at)
    loose = Q(~Exists(Gathered.objects.filter(ticket=OuterRef("pk"))), state__in=OPEN)
    crowds = (
        came.order_by()
        .values_list("holder_id", "category_id")
        .annotate(all=Count("id"), loose=Count("id", filter=loose))
        .filter(all__gte=rules.LEAST, loose__gte=1)
    )
    return sum(_gather_of(holder, kind, at) for holder, kind, _, _ in crowds)


def follow(*, at: datetime, most: int = FOLLOWED_AT_ONCE) -> int:
    """Where a desk said that an incident goes on in one ticket, what came since goes on in it too; returns how many.

    Where that ticket is closed, what comes is new: it stays open by itself.
    """
    decided = Incident.objects.filter(target__state__in=OPEN, parted_at=None, last_at__gte=at - 2 * rules.WITHIN)
    done = 0
    for incident in decided.select_related("target__report", "target__holder"):
        done += follow_into(incident, at=at, most=most - done)
        if done >= most:
            break
    return done


def follow_into(incident: Incident, *, at: datetime, most: int) -> int:
    """Merge open tickets of the incident into its ticket, oldest first, each in a transaction of its own. What somebody
    took out of it since stays out."""
    target, seat = incident.target, incident.seat_id
    if target is None or seat is None:
        return 0
    members = Gathered.objects.filter(incident=incident).values("ticket_id")
    waiting = Ticket.objects.filter(pk__in=members, state__in=OPEN, holder_id=target.holder_id).exclude(pk=target.pk)
    waiting = waiting.exclude(Exists(Unmerge.objects.filter(ticket=OuterRef("pk"), at__gte=incident.decided_at)))
    rows = waiting.select_related("report", "holder", "category", "kelurahan").order_by("received_at", "id")[:most]
    return sum(
        _merged(ticket, target, Merge(target=target, seat_id=seat, words=incident.words, at=at)) for ticket in rows
    )


def _merged(source: Ticket, target: Ticket, made: Merge) -> bool:
    at, words, made.source = made.at, made.words, source
    try:
        with transaction.atomic():
            hold(source, target)
            if not _stands(target):
                return False
            move(source, State.MERGED, desk=None, at=at, says=Says(words), merged_into=target)
            Ticket.objects.filter(merged_into=source).update(merged_into=target, changed_at=at)
            append(made)
            facts = {"holder": source.holder.code, "words": digest_of_words(words), "into": target.report.code}
            record_of(source, "ticket.merged", seat=CLOCK, at=at, facts=facts)
    except Refused:
        return False  # somebody at the desk was quicker with this one
    return True


def _stands(target: Ticket) -> bool:
    """Whether the desk has neither closed, merged nor forwarded it since it was read."""
    return Ticket.objects.filter(pk=target.pk, state__in=OPEN, holder_id=target.holder_id).exists()


def _gather_of(holder: int, kind: int, at: datetime) -> int:
    rows = Ticket.objects.filter(
        holder_id=holder, category_id=kind, received_at__gte=at - rules.WITHIN, received_at__lte=at
    ).values_list("id", "received_at", "lat", "lon", "rt_id", "report__filer_id", "state")
    tickets = list(rows)
    known = dict(
        Gathered.objects.filter(ticket_id__in=[row[0] for row in tickets]).values_list("ticket_id", "incident_id")
    )
    said = [
        Said(number, came_at, lat, lon, rt, person, known.get(number))
        for number, came_at, lat, lon, rt, person, state in tickets
        if number in known or state in OPEN
    ]
    return sum(_kept(group, holder, kind, at) for group in rules.gathered(said) if _is_new(group))


def _is_new(group: Sequence[Said]) -> bool:
    return any(one.incident is None for one in group) and (
        any(one.incident is not None for one in group) or rules.is_incident(group)
    )


@transaction.atomic
def _kept(group: Sequence[Said], holder: int, kind: int, at: datetime) -> int:
    """The group's tickets that are in no incident yet, into the oldest that any of it is in, or into a new one."""
    stands = [one.incident for one in group if one.incident is not None]
    incident = Incident.objects.select_for_update().get(pk=min(stands)) if stands else None
    if incident is not None and incident.parted_at is not None:
        return 0
    if incident is None:
        incident = Incident.objects.create(
            holder_id=holder, category_id=kind, began_at=group[0].at, last_at=group[0].at
        )
    append_missing(
        Gathered(ticket_id=one.ticket, incident=incident) for one in group if one.incident is None
    )  # fmt: skip
    before = incident.size
    incident.size = Gathered.objects.filter(incident=incident).count()
    if not incident.size:
        incident.delete()  # another worker found the same at this moment
        return 0
    incident.last_at = max(incident.last_at, *(one.at for one in group))
    incident.save(update_fields=["size", "last_at"])
    facts = {"category": incident.category.code, "holder": incident.holder.code, "tickets": incident.size}
    verb = "incident.grew" if before else "incident.gathered"
    record(verb, at=at, seat=CLOCK, about=f"incident:{incident.pk}", facts=facts)
    return incident.size - before
