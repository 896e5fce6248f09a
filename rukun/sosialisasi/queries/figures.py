"""How far an area has come, from the kept tallies: one query, however many seats there are."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from rukun.areas.models import Area
from rukun.areas.queries import areas_of
from rukun.sosialisasi.forecast import Forecast, forecast, last_weeks
from rukun.sosialisasi.models import Tally
from rukun.sosialisasi.rules import Funnel, median_days
from rukun.values.code import LENGTH_OF, Kind
from rukun.values.time import day_of

STEPS = Funnel.__slots__


@dataclass(slots=True)
class AreaFigures:
    """An area with its funnel and the median of days from the first session to the first report."""

    name: str
    code: str
    funnel: Funnel
    days: Counter[str]

    @property
    def has_begun(self) -> bool:
        """Whether anybody there was invited, came, or did anything by themselves."""
        funnel = self.funnel
        return any((funnel.invited, funnel.came, funnel.registered, funnel.practised, funnel.reported))

    @property
    def median_days(self) -> int | None:
        return median_days(self.days)


@dataclass(frozen=True, slots=True)
class CityFigures:
    """An area as a whole, its parts side by side, when the oldest of it was counted, and when all will be on board.

    `uncounted` kelurahan were never counted: their seats are missing.
    """

    whole: AreaFigures
    parts: list[AreaFigures]
    counted_at: datetime | None
    uncounted: int
    outlook: Forecast


def figures_of(area: Area, at: datetime) -> CityFigures:
    """By kecamatan above a kecamatan, else by kelurahan; three queries."""
    code = area.area_code
    by = Kind.KELURAHAN if code.kind in (Kind.KECAMATAN, Kind.KELURAHAN) else Kind.KECAMATAN
    names = dict(areas_of(by, code).filter(dissolved_on=None).values_list("code", "name"))
    sums = {part: [0] * len(STEPS) for part in (*names, "")}
    days: dict[str, Counter[str]] = {part: Counter() for part in sums}
    weeks: Counter[str] = Counter()
    kept = Tally.objects.filter(kelurahan__code__startswith=code.digits, kelurahan__dissolved_on=None)
    # Rows and not models: the city's page adds up 267 of them while somebody waits.
    rows = list(kept.order_by().values_list("kelurahan__code", "counted_at", "days", "weeks", *STEPS))
    for ward, _, spread, came, *figures in rows:
        part = ward[: LENGTH_OF[by]]
        for one in {part, ""} & sums.keys():
            sums[one] = [a + b for a, b in zip(sums[one], figures, strict=True)]
            if spread != "{}":
                days[one].update(json.loads(spread))
        if came != "{}":
            weeks.update(json.loads(came))
    whole = AreaFigures(area.name, area.code, Funnel(*sums[""]), days[""])
    parts = [AreaFigures(name, part, Funnel(*sums[part]), days[part]) for part, name in names.items()]
    kelurahan = areas_of(Kind.KELURAHAN, code).filter(dissolved_on=None).count()
    oldest = min((counted_at for _, counted_at, *_ in rows), default=None)
    return CityFigures(whole, parts, oldest, kelurahan - len(rows), _outlook(whole, weeks, day_of(at)))


def _outlook(whole: AreaFigures, weeks: Counter[str], today: date) -> Forecast:
    return forecast(
        seats=whole.funnel.seats, on_board=whole.funnel.reported, weekly=last_weeks(weeks, today), today=today
    )
