"""What a decree that pays for service asks about a unit's month, each as a number out of a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from rukun.areas.models import Area
from rukun.followup.queries.outcomes import closings_of_units
from rukun.followup.rules import REOPEN_WITHIN
from rukun.funds.decree import Grant
from rukun.funds.models import Attestation, SpotCheck
from rukun.funds.quality import Measured, Service
from rukun.funds.queries.accounts import registers_in_time
from rukun.funds.queries.training import trained_of
from rukun.validation.counted import Judged
from rukun.values.time import Month


def measures_of(
    units: Sequence[Area], month: Month, judged: Mapping[int, Judged], trained_for: Sequence[int] = ()
) -> dict[str, Measured]:
    """Unit code to what was measured; at most seven queries, and none where no unit is paid for service.

    `judged` are the judged reports of each unit (id), `trained_for` the units (ids) of whose board is asked whether it
    was trained. What nothing is known of is left out: the decree says what it is worth then.
    """
    if not units:
        return {}
    ids = [unit.pk for unit in units]
    quiet, in_time = attested(ids, month), registers_in_time(ids, month.previous)
    # Only closings that could be answered within the month: what is measured stands when the month is over.
    closed = closings_of_units(ids, month.starts_at - REOPEN_WITHIN, month.ends_at - REOPEN_WITHIN)
    trained = trained_of(trained_for, month)
    return {
        unit.code: _of_unit(judged.get(unit.pk), unit.pk in quiet)
        | ({"register": (int(in_time[unit.pk]), 1)} if unit.pk in in_time else {})
        | _of_closings(closed.get(unit.pk))
        | ({"trained": trained[unit.pk]} if unit.pk in trained else {})
        for unit in units
    }


def asked_by(grant: Grant) -> frozenset[str]:
    """What a grant measures of a unit; nothing where it does not pay for service."""
    return frozenset(part.measure for part in grant.parts) if isinstance(grant, Service) else frozenset()


def attested(units: Sequence[int], month: Month) -> set[int]:
    """Which of the units (ids) attested the month as quiet and were not found otherwise; one query."""
    rows = Attestation.objects.filter(unit_id__in=units, month=month.first).exclude(spot__stood=False)
    return set(rows.values_list("unit_id", flat=True))


def found_otherwise_after(moment: datetime | Combinable) -> QuerySet[SpotCheck]:
    """Attestations that somebody looked at after a moment and that did not stand."""
    return SpotCheck.objects.filter(stood=False, at__gt=moment)


def _of_closings(counted: tuple[int, int, int, int] | None) -> dict[str, tuple[int, int]]:
    """How many closings of its own reports the unit answered, and how many of those told were confirmed."""
    if counted is None:
        return {}
    closings, answered, told, confirmed = counted
    return {"answered": (answered, closings)} | ({"confirmed": (confirmed, told)} if told else {})


def _of_unit(judged: Judged | None, is_quiet: bool) -> dict[str, tuple[int, int]]:
    valid, of = (judged.valid, judged.many) if judged else (0, 0)
    return {"reported": (int(valid > 0 or is_quiet), 1), "valid-share": (valid, of)}
