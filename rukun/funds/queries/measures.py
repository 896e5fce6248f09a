"""What a decree that pays for service asks about a unit's month, each as a number out of a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rukun.areas.models import Area
from rukun.funds.models import Attestation
from rukun.funds.quality import Measured
from rukun.funds.queries.accounts import registers_in_time
from rukun.validation.queries import Judged
from rukun.values.time import Month


def measures_of(units: Sequence[Area], month: Month, judged: Mapping[str, Sequence[Judged]]) -> dict[str, Measured]:
    """Unit code to what was measured; at most three queries, and none where no unit is paid for service.

    `judged` are the judged reports of each unit. What nothing is known of is left out: the decree says what it is
    worth then.
    """
    if not units:
        return {}
    ids = [unit.pk for unit in units]
    quiet, in_time = attested(ids, month), registers_in_time(ids, month.previous)
    return {
        unit.code: _of_unit(judged.get(unit.code, ()), unit.pk in quiet)
        | ({"register": (int(in_time[unit.pk]), 1)} if unit.pk in in_time else {})
        for unit in units
    }


def attested(units: Sequence[int], month: Month) -> set[int]:
    """Which of the units (ids) attested the month as quiet and were not found otherwise; one query."""
    rows = Attestation.objects.filter(unit_id__in=units, month=month.first).exclude(spot__stood=False)
    return set(rows.values_list("unit_id", flat=True))


def _of_unit(judged: Sequence[Judged], is_quiet: bool) -> dict[str, tuple[int, int]]:
    valid = sum(row.is_valid for row in judged)
    return {"reported": (int(valid > 0 or is_quiet), 1), "valid-share": (valid, len(judged))}
