"""To which stages of sosialisasi the heads of units came, and how many of a board: where a decree asks for that."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rukun.areas.models import Area
from rukun.funds.decree import Decree, read_decree
from rukun.funds.models import LoadedDecree
from rukun.funds.queries.then import Then, closed_at
from rukun.funds.readiness import Came, Gate
from rukun.sosialisasi.trained import boards_trained, stages_of_heads
from rukun.values.code import Kind
from rukun.values.time import Month


def came_of(
    units: Sequence[Area], month: Month, ruling: Mapping[Kind, Decree], then: Mapping[int, Then]
) -> dict[int, Came]:
    """Unit (id) to what its head came to up to the end of the month, for units whose decree asks; one query, and none
    where no decree does.

    For a month that is closed only what was known when it was closed: a sheet of names that is typed in afterwards
    makes nobody owe anything. What the statement asked about is read from the statement itself: what came in while the
    closing was at its figures is known to it or not, whichever moment it carries. One query more there.
    """
    gates = {unit.pk: gate for unit in units if (gate := ruling[Kind(unit.kind)].readiness) is not None}
    if not gates:
        return {}
    closed = {unit: then[unit] for unit in gates if unit in then}
    asked = _gates_of({said.decree for said in closed.values() if said.decree is not None})
    came = stages_of_heads(list(gates), until=month.last, known_by=closed_at(closed))
    for unit, said in closed.items():
        gate = asked.get(said.decree) if said.decree is not None else None
        if gate is not None and {*gates[unit].stages} <= {*gate.stages}:
            came[unit] = dict(said.said.came or {})
    return {unit: gate.asked(came.get(unit, {})) for unit, gate in gates.items()}


def trained_of(units: Collection[int], month: Month, then: Mapping[int, Then]) -> dict[int, tuple[int, int]]:
    """Unit (id) to how many of its board were trained by the end of the month, out of those who sit there; two queries,
    and none where no unit is asked for.

    For a month that is closed as its statement says, or else by what was known when it was closed: names that are typed
    in afterwards change nothing there.
    """
    told = {unit: told for unit in units if unit in then and (told := then[unit].said.measured.get("trained"))}
    left = [unit for unit in units if unit not in told]
    return told | (boards_trained(left, month.last, known_by=closed_at(then)) if left else {})


def _gates_of(decrees: Collection[int]) -> dict[int, Gate | None]:
    """What each version (id) of a decree waits for; one query where any is asked for."""
    if not decrees:
        return {}
    rows = LoadedDecree.objects.filter(pk__in=decrees)
    return {row.pk: read_decree(row.decree, row.text.encode()).readiness for row in rows}
