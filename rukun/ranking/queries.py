"""The inputs of a table, and the tables that were published."""

from __future__ import annotations

from datetime import datetime

from rukun.areas.models import Area
from rukun.followup.queries import Handled, handled
from rukun.people.models import Office
from rukun.ranking.models import Standing, Table
from rukun.ranking.rules import Ward
from rukun.validation.queries import struck_codes
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month


def inputs(month: Month, at: datetime) -> list[Handled]:
    """The reports in the hands of each kelurahan, without those that stand struck."""
    struck = struck_codes(month)
    return [row for row in handled(month, at) if row.report not in struck]


def wards(within: AreaCode | None = None) -> list[Ward]:
    """Every kelurahan with the figures its workload is told by; two queries."""
    crew = dict(Office.objects.filter(kind="kelurahan").values_list("code", "crew"))
    areas = Area.objects.filter(kind=Kind.KELURAHAN)
    if within is not None:
        areas = areas.filter(code__startswith=within.digits)
    rows = areas.order_by("code").values_list("code", "name", "population")
    return [Ward(code, name, population, crew.get(code)) for code, name, population in rows]


def newest_table(month: Month) -> Table | None:
    """The table that stands for a month; one query."""
    return Table.objects.filter(month=month.first).order_by("-number").first()


def months_with_tables() -> list[Month]:
    """Months that were ranked, newest first; one query."""
    return [Month.of(day) for day in Table.objects.order_by("-month").values_list("month", flat=True).distinct()]


def standing_of(kelurahan: AreaCode) -> Standing | None:
    """The place of a kelurahan in the newest table; one query."""
    return (
        Standing.objects.filter(kelurahan__code=kelurahan.digits)
        .select_related("table")
        .order_by("-table__month", "-table__number")
        .first()
    )
