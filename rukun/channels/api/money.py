"""What areas received and spent, and the decrees that say how much."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Path, Query
from pydantic import Field

from rukun.areas import queries as areas
from rukun.channels.api.asking import Asked
from rukun.channels.api.places import named
from rukun.channels.api.reports import written
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.money import DecreesTold, DecreeWhole, MoneyTold, PeriodAsked
from rukun.channels.api.shapes.parts import AreaInPath
from rukun.transparency import law
from rukun.transparency.law import Told
from rukun.transparency.money.figures import Period, Sums
from rukun.transparency.money.queries import money_of
from rukun.values.time import Month, day_of

DecreeInPath = Path[Annotated[str, Field(description="The code of a decree.", max_length=80)]]


@serves("GET", "/money/{code}", Terms(MoneyTold, "money"))
def get_money(request: Asked, code: AreaInPath, asked: Query[PeriodAsked]) -> Reply:
    """What an area received and spent in a month or a year, by month, use and area below.

    Six queries for an area larger than a kelurahan, twelve at most for the others.
    """
    area = areas.area(code)
    period = Period.asked(asked.month or "", asked.year or "", Month.of(request.now))
    found = money_of(area, period, request.now)
    told = {
        "area": named(area), "first_month": str(period.first), "last_month": str(period.last),
        "total": _sums(found.total), "before": found.before, "balance": found.balance, "units": found.units,
        "months": [{"month": str(one.month)} | _sums(one.sums) for one in found.months],
        "uses": [{"name": one.name, "amount": one.amount} for one in found.uses],
        "below": [
            {"area": named(one.area), "is_own": one.is_own, "balance": one.balance} | _sums(one.sums)
            for one in found.lines
        ],
        "as_of": written(found.as_of),
    }  # fmt: skip
    return reply(told)


@serves("GET", "/decrees", Terms(DecreesTold, "money"))
def list_decrees(request: Asked) -> Reply:
    """Every decree that was ever loaded, those in force first.

    Two queries.
    """
    return reply({"items": [_decree(one) for one in law.decrees_told(day_of(request.now))]})


@serves("GET", "/decrees/{code}", Terms(DecreeWhole, "money"))
def get_decree(request: Asked, code: DecreeInPath) -> Reply:
    """One decree with what it pays and the versions of its file.

    Two queries.
    """
    found = law.decree_told(code, day_of(request.now))
    told = _decree(found) | {
        "paid": [{"kind": one.kind.value, "form": one.form} for one in found.paid],
        "versions": [{"digest": one.digest, "loaded_at": written(one.loaded_at)} for one in found.versions],
    }
    return reply(told)


def _sums(sums: Sums) -> dict[str, Any]:
    return {name: getattr(sums, name) for name in ("stated", "received", "returned", "spent", "unproven_amount")}


def _decree(one: Told) -> dict[str, Any]:
    decree = one.decree
    until = decree.effective_until
    return {
        "code": decree.id, "title": decree.sentence, "standing": one.standing.value,
        "effective_from": decree.effective_from.isoformat(), "effective_until": until.isoformat() if until else None,
        "replaces": [each.id for each in one.replaces],
        "replaced_by": one.replaced_by.id if one.replaced_by else None,
    }  # fmt: skip
