"""To which stages of sosialisasi the heads of units came, where a decree waits for that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rukun.areas.models import Area
from rukun.funds.decree import Decree
from rukun.funds.models import Statement
from rukun.funds.readiness import Came
from rukun.sosialisasi.trained import stages_of_heads
from rukun.values.code import Kind
from rukun.values.time import Month


def came_of(units: Sequence[Area], month: Month, ruling: Mapping[Kind, Decree]) -> dict[int, Came]:
    """Unit (id) to what its head came to up to the end of the month, for units whose decree asks; two queries, and
    none where no decree does.

    For a month that is closed only what was known when it was closed: a sheet of names that is typed in afterwards
    makes nobody owe anything.
    """
    gates = {unit.pk: gate for unit in units if (gate := ruling[Kind(unit.kind)].readiness) is not None}
    if not gates:
        return {}
    closed = Statement.objects.filter(unit_id__in=gates, month=month.first)
    known_by = dict(closed.values_list("unit_id", "closing__closed_at"))
    came = stages_of_heads(list(gates), until=month.last, known_by=known_by)
    return {unit: gate.asked(came.get(unit, {})) for unit, gate in gates.items()}
