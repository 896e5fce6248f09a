"""What a desk has to do with an event: who sits at it, and what it told the citizen of a wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import formats
from django.utils.translation import get_language

from rukun.followup.models import Answer, Ticket
from rukun.followup.queries import terms
from rukun.notices.rules import NEWS, OF_THE_DESK, WHERE_SAID, Matter
from rukun.people.queries import appointments_on
from rukun.people.rules import Role
from rukun.trail.models import Event

DESKS = (Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD)


def sitting_at(events: Iterable[Event], at: datetime) -> dict[str, set[int]]:
    """Who sits at the desk of each office that these events concern, by its code; one query where there is any."""
    offices = {office_of(event) for event in events if any(m in OF_THE_DESK for m in matters_of(event))} - {""}
    if not offices:
        return {}
    found: dict[str, set[int]] = defaultdict(set)
    there = Q(seat__office__code__in=offices, seat__role__in=DESKS) | Q(
        seat__role=Role.CAMAT, seat__area__code__in=offices
    )
    rows = appointments_on(at).filter(there)
    for office, area, role, person in rows.values_list(
        "seat__office__code", "seat__area__code", "seat__role", "person_id"
    ):
        found[area if role == Role.CAMAT else office].add(person)
    return found


def matters_of(event: Event) -> tuple[Matter, ...]:
    """What an event makes news of: some of it only where the event says so."""
    return tuple(m for m in NEWS[event.verb] if m not in WHERE_SAID or event.stated.get(WHERE_SAID[m]))


def office_of(event: Event) -> str:
    """The code of the office that an event names as the holder from then on."""
    return str(event.stated.get("to") or event.stated.get("holder") or "")


def holders_of(reports: Iterable[int]) -> dict[int, str]:
    """The office (its code) that holds the ticket of each of these reports now; one query."""
    return dict(Ticket.objects.filter(report_id__in=list(reports)).values_list("report_id", "holder__code"))


def merged_with(reports: Iterable[int]) -> dict[int, int]:
    """The reports whose tickets go on in the tickets of these: the report, and the one it goes on in; one query."""
    rows = Ticket.objects.filter(merged_into__report_id__in=list(reports))
    return dict(rows.values_list("report_id", "merged_into__report_id"))


def askers_again(moments: Iterable[datetime]) -> dict[tuple[int, datetime], int | None]:
    """Who asked for a report again, or answered, at each of these moments; one query."""
    rows = Answer.objects.filter(at__in=list(moments)).values_list("ticket__report_id", "at", "person_id")
    return {(report, at): person for report, at, person in rows}


def facts_of(event: Event) -> dict[str, Any]:
    """What a pause says beyond its office: the code of the reason, and the day that was named."""
    if event.verb != "ticket.paused":
        return {}
    return {"cause": event.stated["reason"], "until": event.stated["expected"]}


def gaps_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same in words, in the language that is spoken at the moment."""
    reason = terms().delays.get(facts["cause"])
    name = (reason.name_en if get_language() == "en" else reason.name) if reason else facts["cause"]
    return {
        "cause": name[:1].lower() + name[1:],
        "until": formats.date_format(date.fromisoformat(facts["until"]), "j F Y"),
    }
