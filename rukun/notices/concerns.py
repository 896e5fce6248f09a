"""Whom an event concerns. The trail names nobody: whoever it is, is looked up when the event is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rukun.followup.holding import is_at_desk
from rukun.funds.models import Statement
from rukun.notices import desks
from rukun.notices.asked import of_asked
from rukun.notices.concern import Concern
from rukun.notices.rules import HEARS_AT_LEVEL, NEWS, OF_THE_COURSE, OF_THE_DESK, OF_THE_UNIT, WHERE_SAID, Matter
from rukun.notices.summons import of_session
from rukun.notices.units import of_unit
from rukun.notices.weekly import of_week
from rukun.people.models import Office
from rukun.people.queries import actors_of, appointments_on
from rukun.people.rules import HEAD_OF, UNIT_ROLES, Role
from rukun.reports.access import may_read
from rukun.reports.models import Comment, Report, Support
from rukun.trail.models import Event
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month

AREA_OF = {Role.LURAH: Kind.KELURAHAN, Role.CAMAT: Kind.KECAMATAN, Role.WALI_KOTA: Kind.KOTA}
ASKED_AGAIN = ("ticket.reopened", "ticket.confirmed", "ticket.disputed", "ticket.partly")


def concerns_of(events: Sequence[Event], at: datetime) -> list[Concern]:
    """Whom these events concern at the moment `at`; at most seventeen queries, and two for every closed or paid month,
    three for every session, two for every unit that changes."""
    months = [event for event in events if event.about.startswith("month:")]
    found = _of_reports([event for event in events if event.about.startswith("report:")], at)
    for event in months:
        found += _of_month(event, at)
    for event in events:
        found += of_week(event, at) if event.about.startswith("week:") else []
        found += of_session(event, at) if event.about.startswith("session:") else []
        found += of_unit(event, at) if event.verb.startswith("unit-change.") else []
    return found + of_asked([event for event in events if event.about.startswith(("asked:", "reply:"))], at)


def concerned(reports: Iterable[Report]) -> dict[int, set[int]]:
    """Who follows the course of each report, by the report's id: its reporter (not one who took it back), whoever
    supports it, and the same of every report that goes on in it; three queries."""
    followers = {report.pk: set() if report.is_retracted else _filer(report) for report in reports}
    goes_on_in = desks.merged_with(followers)
    for report, filer in Report.objects.filter(pk__in=goes_on_in, retraction=None).values_list("id", "filer_id"):
        followers[goes_on_in[report]] |= {filer} if filer is not None else set()
    supports = Support.objects.filter(report_id__in={*followers, *goes_on_in})
    for report, person in supports.values_list("report_id", "person_id"):
        for followed in {report, goes_on_in.get(report, report)} & followers.keys():
            followers[followed].add(person)
    return followers


def doer_of(event: Event, report: Report, authors: Mapping[tuple[int, datetime], int | None]) -> int | None:
    """Who did it, where that may be somebody who would be told: nobody is told of what they did themselves."""
    if event.verb == "report.commented":
        return authors.get((report.pk, event.at))
    return authors.get((report.pk, event.at)) if event.verb in ASKED_AGAIN else None


def _authors(events: Sequence[Event]) -> dict[tuple[int, datetime], int | None]:
    """Who made the comment of each event, or asked for a report again, by report and moment; a query for each kind."""
    again = {event.at for event in events if event.verb in ASKED_AGAIN}
    return (desks.askers_again(again) if again else {}) | _commenters(events)


def _commenters(events: Sequence[Event]) -> dict[tuple[int, datetime], int | None]:
    moments = {event.at for event in events if event.verb == "report.commented"}
    if not moments:
        return {}
    rows = Comment.objects.filter(at__in=moments).values_list("report_id", "at", "person_id")
    return {(report, at): person for report, at, person in rows}


@dataclass(slots=True)
class _Known:
    """What a batch of events about reports needs to know."""

    followers: Mapping[int, set[int]]
    offices: Mapping[str, str]
    heads: Mapping[int, set[int]]
    authors: Mapping[tuple[int, datetime], int | None]
    officials: Mapping[tuple[Role, str], set[int]] = field(default_factory=dict)
    desks: Mapping[str, set[int]] = field(default_factory=dict)


def _of_reports(events: Sequence[Event], at: datetime) -> list[Concern]:
    codes = {event.about.removeprefix("report:") for event in events}
    rows = (
        Report.objects.filter(code__in=codes).select_related(
            "category", "kelurahan", "unit", "current_hiding", "retraction"
        )
        if codes
        else ()
    )
    reports = {report.code: report for report in rows}
    known = _Known(concerned(reports.values()), _offices(events), _heads(events, reports, at), _authors(events))
    known.officials = _officials(events, reports.values(), at)
    known.desks = desks.sitting_at(events, at)
    found: list[tuple[Report, Concern]] = []
    for event in events:
        report = reports.get(event.about.removeprefix("report:"))
        if report is None:
            continue
        for matter in desks.matters_of(event):
            facts = _facts(event, known.offices)
            found += [
                (report, Concern(event.pk, event.at, person, matter, event.about, report.pk, facts))
                for person in sorted(_who(matter, event, report, known))
            ]
    return _who_may_read(found, at)


def _who(matter: Matter, event: Event, report: Report, known: _Known) -> set[int]:
    if matter in OF_THE_COURSE:
        is_own_matter = any(event.stated.get(name) for name in WHERE_SAID.values())
        who = known.followers[report.pk] - (_filer(report) if is_own_matter else set())
    elif matter is Matter.OVERDUE:
        roles = HEARS_AT_LEVEL.get(event.stated["level"], ())
        who = set().union(*(known.officials.get((role, _area_of(role, report)), set()) for role in roles))
    elif matter in OF_THE_DESK:
        who = known.desks.get(desks.office_of(event), set())
    elif matter in OF_THE_UNIT:
        who = _filer(report) | known.heads.get(report.unit_id or 0, set())
    else:
        who = _filer(report)
    return who - {doer_of(event, report, known.authors)}


def _who_may_read(found: Sequence[tuple[Report, Concern]], at: datetime) -> list[Concern]:
    """Nobody is told of what they may not read: of a private or hidden report, reporter and handlers only, and the
    desk that holds it now, whoever's kind of report it is."""
    private = {c.person for report, c in found if _is_closed(report, c)}
    actors = actors_of(private, at) if private else {}
    told = {report.pk for report, c in found if _is_closed(report, c) and c.matter in OF_THE_DESK}
    holders = desks.holders_of(told) if told else {}

    def may(person: int, report: Report) -> bool:
        actor = actors[person]
        return may_read(actor, report) or is_at_desk(actor, holders.get(report.pk, ""))

    return [c for report, c in found if not _is_closed(report, c) or may(c.person, report)]


def _is_closed(report: Report, concern: Concern) -> bool:
    """Whether who is concerned has to be asked first. A verdict is the unit's matter though the report is hidden."""
    is_hidden = report.hidden.whole and concern.matter in OF_THE_COURSE
    return (report.is_private or is_hidden) and concern.person != report.filer_id


def _filer(report: Report) -> set[int]:
    return {report.filer_id} if report.filer_id is not None else set()


def _facts(event: Event, offices: Mapping[str, str]) -> dict[str, Any]:
    stated = event.stated
    office = offices.get(stated.get("to") or stated.get("holder") or "")
    told = {"office": office} | desks.facts_of(event)
    if event.verb == "report.hidden":
        told |= {"part": stated["part"], "why": stated["reason"]}
    # A strike names one of the reasons of validation; why a desk waits or declines is the city's own list.
    elif event.verb != "contact.opened" and not event.verb.startswith("ticket."):
        told["reason"] = stated.get("reason")
    return {name: fact for name, fact in told.items() if fact}


def _offices(events: Iterable[Event]) -> dict[str, str]:
    codes = {code for event in events for code in (event.stated.get("to"), event.stated.get("holder")) if code}
    return dict(Office.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}


def _heads(events: Iterable[Event], reports: Mapping[str, Report], at: datetime) -> dict[int, set[int]]:
    """The ketua of each unit whose report was struck out, or its appeal answered."""
    judged = {event.about.removeprefix("report:") for event in events if OF_THE_UNIT.intersection(NEWS[event.verb])}
    units = {unit for code in judged if code in reports and (unit := reports[code].unit_id) is not None}
    if not units:
        return {}
    rows = appointments_on(at).filter(seat__area_id__in=units, seat__role__in=HEAD_OF.values())
    return _grouped((unit, person) for unit, person in rows.values_list("seat__area_id", "person_id"))


def _officials(
    events: Iterable[Event], reports: Collection[Report], at: datetime
) -> dict[tuple[Role, str], set[int]]:  # fmt: skip
    levels = {event.stated["level"] for event in events if Matter.OVERDUE in NEWS[event.verb]}
    roles = {role for level in levels for role in HEARS_AT_LEVEL.get(level, ())}
    if not roles:
        return {}
    areas = {_area_of(role, report) for role in roles for report in reports}
    rows = appointments_on(at).filter(seat__role__in=roles, seat__area__code__in=areas)
    return _grouped(
        ((Role(role), code), person)
        for role, code, person in rows.values_list("seat__role", "seat__area__code", "person_id")
    )


def _area_of(role: Role, report: Report) -> str:
    return report.kelurahan.area_code.up_to(AREA_OF[role]).digits


def _of_month(event: Event, at: datetime) -> list[Concern]:
    """The boards of all units of a kelurahan that are owed something for the month."""
    _, code, month = event.about.split(":")
    (matter,) = NEWS[event.verb]
    kelurahan = AreaCode(code)
    owed = dict(
        Statement.objects.filter(
            closing__kelurahan__code=code, month=Month.parse(month).first, total__gt=0
        ).values_list("unit__code", "total")
    )  # fmt: skip
    boards = appointments_on(at).filter(
        seat__role__in=UNIT_ROLES, seat__area__code__startswith=kelurahan.digits
    )  # fmt: skip
    found = {
        (unit, person): Concern(
            event.pk, event.at, person, matter, f"month:{unit}:{month}", None,
            {"unit": unit, "month": month, "amount": owed[unit]},
        )
        for unit, person in boards.values_list("seat__area__code", "person_id")
        if unit in owed
    }  # fmt: skip
    return [found[key] for key in sorted(found)]


def _grouped(pairs: Iterable[tuple[Any, int]]) -> dict[Any, set[int]]:
    found: dict[Any, set[int]] = defaultdict(set)
    for key, person in pairs:
        found[key].add(person)
    return found
