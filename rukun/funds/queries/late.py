"""Corrections of closed months that wait for the bendahara, and what must be looked at before a month is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from rukun.areas.queries import unit_ids
from rukun.funds.models import Correction
from rukun.funds.queries.due import month_is_over
from rukun.validation.sample.queries import ClosingState, closing_state
from rukun.values.code import AreaCode
from rukun.values.time import Month


def unaccepted(kelurahan: AreaCode) -> QuerySet[Correction]:
    """Corrections of a kelurahan's units that nobody has accepted, oldest month first, with unit and decree."""
    rows = Correction.objects.filter(statement__unit__code__startswith=kelurahan.digits, acceptance=None)
    return rows.select_related("statement__unit", "decree").order_by(
        "statement__month", "statement__unit__code", "number"
    )


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is still open of a month that is to be closed: reports nobody judged, a sample that does not hold yet,
    appeals without an answer, corrections that nobody accepted."""

    is_over: bool
    truth: ClosingState
    corrections: int

    @property
    def open_matters(self) -> tuple[str, ...]:
        """Each matter by its name; none means that closing needs no further word. Corrections wait without harm."""
        return open_matters(self.truth)


def open_matters(truth: ClosingState) -> tuple[str, ...]:
    """What of a month is not settled, each matter by its name."""
    matters = {
        "unjudged": truth.unjudged > 0,
        "sample": truth.sampling.by_sample > 0 and not truth.sampling.is_held,
        "appeals": truth.appeals_open > 0,
    }
    return tuple(name for name, is_open in matters.items() if is_open)


def readiness(kelurahan: AreaCode, month: Month, at: datetime) -> Readiness:
    """How far a month of a kelurahan is; ten queries."""
    truth = closing_state(kelurahan, month, unit_ids(kelurahan))
    return Readiness(month_is_over(month, at), truth, unaccepted(kelurahan).count())
