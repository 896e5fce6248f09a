"""Within which area, and how many metres beyond it, a report must lie to count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rukun.funds.decree import in_force
from rukun.funds.queries.law import loaded_decrees
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

# What a decree says that says nothing of it: borders and telephones are no better (04-rules, section 1).
DEFAULT_BOUND = (Kind.RW, 150)


def place_bounds(asked: Iterable[tuple[Kind, date]], at: datetime) -> dict[tuple[Kind, date], tuple[Kind, int]]:
    """The bound for each kind of unit and day, by the decree that rules its month; one query."""
    law = [decree for _, decree in loaded_decrees().values()]
    found = {}
    for kind, day in set(asked):
        try:
            decree = in_force(law, kind, Month.of(day), day_of(at))
            found[kind, day] = (decree.place_bound, decree.tolerance_m)
        except Refused:
            found[kind, day] = DEFAULT_BOUND
    return found
