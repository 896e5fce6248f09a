"""What was known of a unit's month when it was closed: what is asked later is answered by that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from rukun.areas.models import Area
from rukun.funds.models import Closing, Statement
from rukun.funds.models.closing import Kept, kept_in
from rukun.values.code import WARD_DIGITS
from rukun.values.time import Month

NOTHING = Kept({}, {}, None)


class Then(NamedTuple):
    """When the month of a unit was closed, what was stated of it, and under which version of a decree (id). Of a unit
    that was founded since nothing was stated (None)."""

    closed_at: datetime
    said: Kept = NOTHING
    decree: int | None = None


def known_then(units: Collection[Area], month: Month) -> Mapping[int, Then]:
    """Unit (id) to what was known of its month when that was closed, for units whose month is; one query where it is
    open, and two where it is closed."""
    wards = {unit.pk: unit.code[:WARD_DIGITS] for unit in units}
    closings = Closing.objects.filter(kelurahan__code__in={*wards.values()}, month=month.first)
    closed = dict(closings.values_list("kelurahan__code", "closed_at"))
    if not closed:
        return {}
    rows = Statement.objects.filter(unit_id__in=[*wards], month=month.first)
    stated = {
        unit: (kept_in(reports), decree)
        for unit, reports, decree in rows.values_list("unit_id", "reports", "decree_id")
    }
    return {unit: Then(closed[ward], *stated.get(unit, ())) for unit, ward in wards.items() if ward in closed}


def closed_at(then: Mapping[int, Then]) -> dict[int, datetime]:
    """When the month of each unit (id) was closed."""
    return {unit: one.closed_at for unit, one in then.items()}
