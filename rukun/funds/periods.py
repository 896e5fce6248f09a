"""The periods that a unit accounts for (pure): the month's register, the quarter's SPJ, the half-year's meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

# The register of a month, and the SPJ of a quarter, are handed in up to this day of the month after.
DUE_DAY = 10
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """So many months from a first one: one for a register, three for an SPJ, six for a meeting."""

    first: Month
    months: int

    @classmethod
    def holding(cls, month: Month, months: int) -> Span:
        """The span of so many months, counted from January, in which a month lies."""
        return cls(Month(month.year, (month.month - 1) // months * months + 1), months)

    @classmethod
    def parse(cls, text: str, months: int) -> Span:
        """From the name of its first month; refused where no such span begins there."""
        span = cls.holding(first := Month.parse(text), months)
        if span.first != first:
            raise Refused("period", "Masa ini tidak dimulai pada bulan {month}.", month=first)
        return span

    @property
    def last(self) -> Month:
        """Its last month."""
        return Month(self.first.year, self.first.month + self.months - 1)

    @property
    def number(self) -> int:
        """Which one of its year, from 1."""
        return (self.first.month - 1) // self.months + 1

    @property
    def previous(self) -> Span:
        """The span before."""
        return Span.holding(self.first.previous, self.months)

    @property
    def due_on(self) -> date:
        """The last day on which what is due for it comes in time."""
        following = self.last.next
        return date(following.year, following.month, DUE_DAY)

    @property
    def name(self) -> str:
        """As a sheet writes it: `Triwulan II 2016`, `Semester I 2016`."""
        kinds = {3: "Triwulan", 6: "Semester"}
        return f"{kinds[self.months]} {ROMAN[self.number - 1]} {self.first.year}"

    def is_over(self, at: datetime) -> bool:
        return at >= self.last.ends_at

    def days_late(self, at: datetime) -> int:
        """Days after the last one in time; nothing before."""
        return max(0, (day_of(at) - self.due_on).days)


def refuse_unfinished(span: Span, at: datetime) -> None:
    """What has not ended is not accounted for."""
    if not span.is_over(at):
        raise Refused("open", "Masa ini belum berakhir.", field="period")


def refuse_meeting_outside(span: Span, held_on: date, at: datetime) -> None:
    """A meeting is told of when it was held, in its half-year or soon after."""
    if held_on > day_of(at):
        raise Refused("day", "Musyawarah ini belum berlangsung.", field="held_on")
    if not span.first.first <= held_on <= span.due_on:
        raise Refused("day", "Tanggal musyawarah di luar masa ini.", field="held_on")
