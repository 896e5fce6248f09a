"""Of which months a table tells (pure): one, the last three, or a quarter of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rukun.values.refused import Refused
from rukun.values.time import Month

SETTLES = timedelta(days=10)


class SpanKind(StrEnum):
    """How many months: a table of three is surer than one of a month, and slower to see a change."""

    MONTH = "month"
    ROLLING = "rolling"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Span:
    """The months up to `last`; `str()` gives `2016-06`, `2016-04..2016-06` or `2016-Q2`."""

    last: Month
    kind: SpanKind = SpanKind.MONTH

    def __post_init__(self) -> None:
        if self.kind is SpanKind.QUARTER and self.last.month % 3:
            raise Refused("span", "Triwulan berakhir pada Maret, Juni, September, atau Desember.", field="bulan")

    @property
    def months(self) -> list[Month]:
        """Oldest first."""
        if self.kind is SpanKind.MONTH:
            return [self.last]
        return [self.last.previous.previous, self.last.previous, self.last]

    @property
    def first(self) -> Month:
        return self.months[0]

    def __str__(self) -> str:
        if self.kind is SpanKind.MONTH:
            return str(self.last)
        if self.kind is SpanKind.QUARTER:
            return f"{self.last.year:04d}-Q{self.last.month // 3}"
        return f"{self.first}..{self.last}"

    @property
    def before(self) -> Span:
        """The span that this one is compared with: the month before, or three months that share none with it."""
        return Span(self.first.previous, self.kind)


def spans_ending(month: Month) -> list[Span]:
    """The spans of which a table is made once a month is over."""
    kinds = [SpanKind.MONTH, SpanKind.ROLLING] + ([] if month.month % 3 else [SpanKind.QUARTER])
    return [Span(month, kind) for kind in kinds]


def settled_at(month: Month) -> datetime:
    """From when on the clock publishes a month no more, and proposes its awards: verdicts of its last days are in."""
    return month.ends_at + SETTLES
