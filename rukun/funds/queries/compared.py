"""What moves the money of a closed month, in one place; and of all else that is read for a month, why that does not.

A closed month is compared with what is owed now where something in `MOVES` came to be known since it was compared last,
and only there. So what is read for a month either stands in `MOVES`, or in `STANDS` with the reason why it gives the
same at each comparison: else some other thing that happens in the kelurahan would decide about a unit's money. A test
holds these two to the tables that are read, and another to what may happen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from rukun.areas.queries import begins_known_after, ends_known_after
from rukun.funds.models import Closing, Correction, LoadedDecree, SpotCheck
from rukun.funds.queries.law import loaded_decrees
from rukun.validation.models import CurrentVerdict, Withdrawal
from rukun.values.time import start_of

Moment = datetime | Combinable


class Moves(NamedTuple):
    """A fact that moves closed months: what of it came to be known after a moment, what leads from there to its unit
    (None: it is about every unit) and to the month (empty: to any), and what for a unit's correction is then."""

    known_after: Callable[[Moment], QuerySet[Any]]
    unit: str | None = None
    month: str = ""
    cause: Correction.Cause | None = None

    def touching(self, after: Moment, kelurahan: Any, month: Any) -> QuerySet[Any]:
        """What of it came to be known after a moment and is about a month of a kelurahan (its code)."""
        where = {} if self.unit is None else {f"{self.unit}code__startswith": kelurahan}
        return self.known_after(after).filter(**where | ({self.month: month} if self.month else {}))


MOVES = (
    Moves(lambda moment: LoadedDecree.objects.filter(loaded_at__gt=moment)),
    Moves(lambda moment: CurrentVerdict.objects.filter(verdict__given_at__gt=moment), "unit__", "counted_on__gte"),
    # Of a closed month nothing is taken back; this is for one that was closed at the same moment.
    Moves(
        lambda moment: Withdrawal.objects.filter(at__gt=moment),
        "verdict__report__unit__", "verdict__report__counted_on__gte",
    ),
    # A month that was attested as quiet and is found otherwise on the spot.
    Moves(
        lambda moment: SpotCheck.objects.filter(stood=False, at__gt=moment),
        "attestation__unit__", "attestation__month", Correction.Cause.QUIET,
    ),
    Moves(begins_known_after, "", cause=Correction.Cause.UNIT),
    Moves(ends_known_after, "", cause=Correction.Cause.UNIT),
)  # fmt: skip
_MEASURED = "as the statement says, or by what was known when the month was closed (`queries.then`)"
STANDS = {
    "funds.Closing": "when a month was closed",
    "funds.Statement": "append-only",
    "funds.Attestation": "no closed month is attested",
    "reports.Report": "whose it is, its day and its kind never change",
    "reports.Category": "whether a kind counts never changes once it was reported",
    "followup.Ticket": _MEASURED,
    "followup.Answer": _MEASURED,
    "followup.Rating": _MEASURED,
    "followup.Audit": _MEASURED,
    "sosialisasi.Attendance": _MEASURED,
    "sosialisasi.Sosialisasi": "to one that is called off later somebody came all the same",
    "people.Seat": "opened once",
    "people.Appointment": "begins and ends on the day on which that is entered, and the last of the month is over",
    "funds.Register": "its day is over when the month is",
    "funds.Transfer": "append-only, and of the months before",
    "funds.Account": "opened once",
}


def to_compare(at: datetime) -> QuerySet[Closing]:
    """Closings that something in `MOVES` may have happened to since they were last compared, or that came to be ruled
    by a decree that was loaded before and is signed by now; two queries. In the order in which whoever pays holds them,
    too."""
    happened = Q()
    for fact in MOVES:
        happened |= Q(Exists(fact.touching(OuterRef("compared_at"), OuterRef("kelurahan__code"), OuterRef("month"))))
    for moment in (start_of(decree.known_from) for _, decree in loaded_decrees().values()):
        if moment <= at:
            happened |= Q(compared_at__lt=moment)
    # What was closed by a clock that was ahead is compared once as if anything had happened, and then like the others.
    found = Closing.objects.filter(Q(happened, compared_at__lt=at) | Q(compared_at__gt=at))
    return found.select_related("kelurahan").order_by("pk")


def causes_since_compared(closing: Closing) -> dict[int, Correction.Cause]:
    """Of units (ids) what else than a verdict or a decree came to be known since a month was compared; a query for
    each kind of it."""
    causes: dict[int, Correction.Cause] = {}
    for fact in MOVES:
        if fact.cause is not None:
            those = fact.touching(closing.compared_at, closing.kelurahan.code, closing.month)
            causes |= dict.fromkeys(those.values_list(f"{fact.unit}pk", flat=True), fact.cause)
    return causes
