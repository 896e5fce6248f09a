"""What a decree that pays for service asks about a unit's month, each as a number out of a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rukun.areas.models import Area
from rukun.followup.queries.outcomes import Counted, closings_as_known, closings_of_units
from rukun.followup.rules import REOPEN_WITHIN
from rukun.funds.decree import Grant
from rukun.funds.models import Attestation
from rukun.funds.quality import Measured, Service
from rukun.funds.queries.accounts import registers_in_time
from rukun.funds.queries.then import Then
from rukun.funds.queries.training import trained_of
from rukun.validation.counted import Judged
from rukun.values.time import Month

Figures = dict[str, tuple[int, int]]
# What no verdict moves, nor what is found on the spot: of a closed month it stands as it was known then, like what is
# told of the board (`trained_of`).
STANDS = ("answered", "confirmed", "register")


def measures_of(
    units: Sequence[Area],
    month: Month,
    judged: Mapping[int, Judged],
    then: Mapping[int, Then],
    trained_for: Sequence[int] = (),
) -> dict[str, Measured]:
    """Unit code to what was measured; at most six queries, and none where no unit is paid for service.

    `judged` are the judged reports of each unit (id), `then` what was known of a month when it was closed,
    `trained_for` the units (ids) of whose board is asked whether it was trained. What nothing is known of is left out:
    the decree says what it is worth then.
    """
    if not units:
        return {}
    quiet = attested([unit.pk for unit in units], month)
    served, trained = _served([unit.pk for unit in units], month, then), trained_of(trained_for, month, then)
    return {
        unit.code: _of_unit(judged.get(unit.pk), unit.pk in quiet)
        | served[unit.pk]
        | ({"trained": trained[unit.pk]} if unit.pk in trained else {})
        for unit in units
    }


def _served(units: Sequence[int], month: Month, then: Mapping[int, Then]) -> dict[int, Figures]:
    """What stands of a closed month, by unit (id): as its statement says, where it was measured then; else by what was
    known when it was closed."""
    stated = {unit: then[unit].said.measured for unit in units if unit in then and then[unit].said.measured}
    left = [unit for unit in units if unit not in stated]
    in_time = registers_in_time(left, month.previous)
    # Only closings that could be answered within the month: what is measured stands when the month is over.
    week = month.starts_at - REOPEN_WITHIN, month.ends_at - REOPEN_WITHIN
    closings = closings_of_units([unit for unit in left if unit not in then], *week)
    for moment in {then[unit].closed_at for unit in left if unit in then}:
        those = [unit for unit in left if unit in then and then[unit].closed_at == moment]
        closings |= closings_as_known(those, *week, known_by=moment)
    own = {unit: _of_closings(closings.get(unit)) for unit in left}
    for unit, is_in_time in in_time.items():
        own[unit]["register"] = (int(is_in_time), 1)
    return own | {unit: {name: of[name] for name in STANDS if name in of} for unit, of in stated.items()}


def asked_by(grant: Grant) -> frozenset[str]:
    """What a grant measures of a unit; nothing where it does not pay for service."""
    return frozenset(part.measure for part in grant.parts) if isinstance(grant, Service) else frozenset()


def attested(units: Sequence[int], month: Month) -> set[int]:
    """Which of the units (ids) attested the month as quiet and were not found otherwise; one query."""
    rows = Attestation.objects.filter(unit_id__in=units, month=month.first).exclude(spot__stood=False)
    return set(rows.values_list("unit_id", flat=True))


def _of_closings(counted: Counted | None) -> Figures:
    """How many closings of its own reports the unit answered, and how many of those told were confirmed."""
    if counted is None:
        return {}
    closings, answered, told, confirmed = counted
    return {"answered": (answered, closings)} | ({"confirmed": (confirmed, told)} if told else {})


def _of_unit(judged: Judged | None, is_quiet: bool) -> Figures:
    valid, of = (judged.valid, judged.many) if judged else (0, 0)
    return {"reported": (int(valid > 0 or is_quiet), 1), "valid-share": (valid, of)}
