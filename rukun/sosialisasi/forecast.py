"""When all seats will be on board at the present rate, and how sure that is (pure)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 8
# Beyond this nobody plans: said as "not at this rate".
HORIZON = timedelta(days=10 * 365)
# 95% quantiles of Student's t by degrees of freedom 1 to 11: between 5% and 95% lies the 90% interval.
T95 = (6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796)


@dataclass(frozen=True, slots=True)
class Forecast:
    """Seats that are not on board, how many come a week, and the day when all are: likely, and its 90% interval.

    A day that is None is not to be seen: at the lower (or even the likely) rate it never comes, or in ten years.
    """

    left: int
    a_week: float
    earliest: date | None
    likely: date | None
    latest: date | None

    @property
    def is_done(self) -> bool:
        return self.left == 0


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_weeks(came: Mapping[str, int], today: date, weeks: int = WEEKS) -> list[int]:
    """How many came on board in each of the last full weeks, oldest first; `came` by the ISO day of its Monday."""
    this = monday_of(today)
    return [came.get((this - timedelta(weeks=back)).isoformat(), 0) for back in range(weeks, 0, -1)]


def forecast(*, seats: int, on_board: int, weekly: list[int], today: date) -> Forecast:
    """The mean of the last full weeks goes on. Its error is from their spread, and never less than chance alone
    (Poisson) would give; what is left is counted in whole seats."""
    left = max(0, seats - on_board)
    mean = sum(weekly) / len(weekly) if weekly else 0.0
    if left == 0:
        return Forecast(0, mean, today, today, today)
    if mean == 0:
        return Forecast(left, 0.0, None, None, None)
    number = len(weekly)
    spread = sum((week - mean) ** 2 for week in weekly) / (number - 1) if number > 1 else mean
    error = T95[min(number - 1, len(T95)) - 1] * math.sqrt(max(spread, mean) / number) if number > 1 else mean
    return Forecast(
        left, mean, _day(left, mean + error, today), _day(left, mean, today), _day(left, mean - error, today)
    )


def _day(left: int, a_week: float, today: date) -> date | None:
    if a_week <= 0:
        return None
    ahead = math.ceil(7 * left / a_week)
    return today + timedelta(days=ahead) if ahead <= HORIZON.days else None
