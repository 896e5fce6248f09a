"""The tickets behind a number: the same conditions as counted it, as rows in pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from rukun.followup.models import Answer, Rating, Step, Ticket
from rukun.followup.oversight.figures import Days, elsewhere, offices_in
from rukun.followup.oversight.rules import NOW, View, band_starts
from rukun.followup.rules import OPEN, UNHAPPY, Outcome, State
from rukun.people.models import Office
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import start_of

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which number it is: of which office ("": all of the area's), of what, of which band of age, in which days."""

    office: str
    view: View
    band: int | None
    days: Days
    is_elsewhere: bool = False


def rows_behind(area: AreaCode, asked: Asked, at: datetime, first: int, most: int) -> list[Ticket]:
    """So many of the tickets that were counted, from the `first` on, with what a row shows; three queries. Which they
    are is asked first: only of these the rest is read."""
    found = behind(area, asked, at)
    numbers = list(found.values_list("id", flat=True)[first : first + most])
    rows = Ticket.objects.filter(id__in=numbers)
    by_number = {row.pk: row for row in rows.select_related("report", "category", "kelurahan", "rw", "rt", "holder")}
    return [by_number[number] for number in numbers if number in by_number]


def behind(area: AreaCode, asked: Asked, at: datetime) -> QuerySet[Ticket]:
    """The tickets that were counted, longest due (or newest closed) first; one query more for the offices."""
    offices = [office for office in offices_in(area) if not asked.office or office.code == asked.office]
    if asked.office and not offices:
        raise Refused("office", "Kantor ini tidak ada di wilayah Anda.")
    found = _counted(area, offices, asked, at)
    if asked.band is not None:
        first, before = band_starts(at)[asked.band]
        found = found.filter(**{"opened_at__gte": first} if first else {})
        found = found.filter(**{"opened_at__lt": before} if before else {})
    return found.order_by("due_at", "id") if asked.view in NOW else found.order_by("-changed_at", "-id")


def _counted(area: AreaCode, offices: list[Office], asked: Asked, at: datetime) -> QuerySet[Ticket]:
    ids = [office.pk for office in offices]
    if asked.is_elsewhere:
        whole = [office.pk for office in offices_in(area)]
        within = offices[0].area.area_code if asked.office else area
        return elsewhere(within, whole)
    held = Ticket.objects.filter(holder_id__in=ids)
    if asked.view is View.OPEN:
        return held.filter(state__in=OPEN)
    if asked.view is View.OVERDUE:
        return held.filter(state__in=OPEN, due_at__lt=at).exclude(state=State.PAUSED)
    if asked.view is View.PAUSED:
        return held.filter(state=State.PAUSED)
    return _happened(held, ids, asked)


def _happened(held: QuerySet[Ticket], ids: list[int], asked: Asked) -> QuerySet[Ticket]:
    ends = start_of(asked.days.last + timedelta(days=1))
    during = Q(at__gte=start_of(asked.days.first), at__lt=ends)
    if asked.view is View.DISPUTED:
        return held.filter(id__in=Answer.objects.filter(during, kind__in=UNHAPPY).values("ticket_id"))
    if asked.view is View.RATED:
        return held.filter(id__in=Rating.objects.filter(during).values("ticket_id"))
    if asked.view is View.UNCONFIRMED:
        return held.filter(done_at__gte=start_of(asked.days.first), done_at__lt=ends, outcome=Outcome.UNCONFIRMED)
    after = State.REOPENED if asked.view is View.REOPENED else State.DONE
    steps = Step.objects.filter(during, after=after, office_id__in=ids).exclude(before__in=[after, State.MERGED])
    return Ticket.objects.filter(id__in=steps.values("ticket_id"))
