"""What the clock does about what is overdue, and what is loaded from the city's folder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from rukun.followup import queries
from rukun.followup.holidays import read_holidays
from rukun.followup.models import Holiday, Routing, Template, Ticket
from rukun.followup.routes import OF_THE_PLACE, Route, read_routes
from rukun.followup.terms import read_terms
from rukun.people.models import Office
from rukun.reports.models import Category
from rukun.trail.actions import Act, record, record_many
from rukun.values.digest import digest_of
from rukun.values.refused import Refused

ESCALATED_AT_ONCE = 500


def escalate(*, at: datetime, most: int = ESCALATED_AT_ONCE) -> int:
    """Tell the kecamatan of what is overdue, and the kota of what is overdue by a whole deadline more; once each."""
    return _escalate(at, most) if queries.is_overdue(at) else 0


@transaction.atomic
def _escalate(at: datetime, most: int) -> int:
    raised = []
    for ticket in queries.to_escalate(at).select_for_update(of=("self",))[:most]:
        deadline = timedelta(hours=ticket.category.deadline_hours or 0)
        level = 2 if at >= ticket.due_at + deadline else 1
        if level > ticket.escalated:
            ticket.escalated, ticket.changed_at = level, max(at, ticket.changed_at)
            raised.append(ticket)
    Ticket.objects.bulk_update(raised, ["escalated", "changed_at"])
    record_many(
        Act("ticket.escalated", at, "clock", f"report:{t.report.code}", {"level": t.escalated, "holder": t.holder.code})
        for t in raised
    )
    return len(raised)


@transaction.atomic
def load_holidays(folder: Path, *, at: datetime) -> int:
    """The days of the city's `holidays.toml`; days no longer in the file are taken away."""
    days = read_holidays((folder / "holidays.toml").read_text())
    Holiday.objects.exclude(day__in=days).delete()
    Holiday.objects.bulk_create(
        [Holiday(day=day, name=name) for day, name in days.items()],
        update_conflicts=True, unique_fields=["day"], update_fields=["name"],
    )  # fmt: skip
    record("holidays.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"days": len(days)})
    return len(days)


@transaction.atomic
def load_routes(folder: Path, *, at: datetime, by: str = "clock") -> int:
    """The lines of the city's `routing.toml`, where it has one; what is no longer in the file is taken away.

    Tickets that are open stay with whom they are: `apply_routes` moves those. A line with a category or an office
    that is not known is refused, and nothing is loaded.
    """
    file = folder / "routing.toml"
    text = file.read_text() if file.exists() else ""
    lines = read_routes(text)
    _refuse_unknown(lines)
    Routing.objects.all().delete()
    Routing.objects.bulk_create(
        Routing(category=one.category, area=one.area, office=one.office, since=one.since, until=one.until)
        for one in lines
    )
    facts = {"routes": len(lines), "file": digest_of(text.encode())}
    record("routes.loaded", at=at, seat=by, about=f"kota:{folder.name}", facts=facts)
    return len(lines)


@transaction.atomic
def load_templates(folder: Path, *, at: datetime) -> int:
    """The city's own words to citizens, of its `follow-up.toml`; an office's own stay as they are."""
    file = folder / "follow-up.toml"
    stated = read_terms(file.read_text() if file.exists() else "").templates
    Template.objects.filter(office=None).delete()
    Template.objects.bulk_create(Template(state=one.state, name=one.name, words=one.words) for one in stated)
    record("templates.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"templates": len(stated)})
    return len(stated)


def _refuse_unknown(lines: Iterable[Route]) -> None:
    kinds = set(Category.objects.values_list("code", flat=True))
    offices = {OF_THE_PLACE, *Office.objects.values_list("code", flat=True)}
    for line in lines:
        if line.category not in kinds or line.office not in offices:
            raise Refused("routing", "routing.toml: jenis {category} atau kantor {office} tidak dikenal.",
                          category=line.category, office=line.office)  # fmt: skip
