"""The ranking: which months have tables, a table as it was published, and why a kelurahan stands where it does."""

from __future__ import annotations

from ninja import Query

from rukun.areas import queries as areas
from rukun.channels.api.asking import Asked
from rukun.channels.api.places import named
from rukun.channels.api.reports import written
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.parts import AreaInPath, MonthInPath
from rukun.channels.api.shapes.standing import MonthsTold, TablesAsked, TableTold, WhyTold
from rukun.ranking import queries
from rukun.transparency import why
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month


@serves("GET", "/rankings", Terms(MonthsTold, "ranking"))
def list_rankings(request: Asked, asked: Query[TablesAsked]) -> Reply:  # noqa: ARG001  a view takes its request
    """Months that have a table, the newest first.

    One query.
    """
    return reply({"items": [str(month) for month in queries.months_with_tables(asked.of, asked.span)]})


@serves("GET", "/rankings/{month}", Terms(TableTold, "ranking"))
def get_ranking(request: Asked, month: MonthInPath, asked: Query[TablesAsked]) -> Reply:  # noqa: ARG001
    """The table of a month that stands, as it was published.

    One query.
    """
    found = queries.newest_table(Month.parse(month), asked.of, asked.span)
    if found is None:
        raise Refused("hidden", "Bulan ini belum punya tabel.", field="month")
    told = {
        "month": month, "of": found.of, "span": found.span, "number": found.number, "method": found.method,
        "method_digest": found.method_digest, "inputs_digest": found.inputs_digest,
        "published_at": written(found.published_at), "content": found.told,
    }  # fmt: skip
    return reply(told)


@serves("GET", "/rankings/{month}/{code}", Terms(WhyTold, "ranking"))
def get_reasons(request: Asked, month: MonthInPath, code: AreaInPath) -> Reply:  # noqa: ARG001
    """Why a kelurahan stands where it does in a month: its row, its past, and what cost it most.

    Eight queries.
    """
    area = areas.area(code)
    found = why.why_of(area, Month.parse(month), ()) if area.kind == Kind.KELURAHAN else None
    if found is None:
        raise Refused("hidden", "Kelurahan ini tidak ada dalam tabel bulan ini.", field="code")
    told = {
        "area": named(area), "month": month, "number": found.table.number, "row": found.row,
        "past": [
            {"month": str(one.month), "rank": one.standing.rank,
             "score": None if one.standing.score is None else float(one.standing.score)}
            for one in found.past
        ],
        "costs": [
            {"number": one.number, "points": one.points, "code": one.report.code if one.report else None,
             "held_seconds": one.row.held_seconds, "allowed_seconds": one.row.allowed_seconds}
            for one in found.costly
        ],
    }  # fmt: skip
    return reply(told)
