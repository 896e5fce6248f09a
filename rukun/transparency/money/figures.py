"""Sums of money by area, month and use (pure): added up, cut to a period, and drawn as bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month

# What is kept of a month, in this order everywhere.
FIELDS = (
    "stated", "received", "returned", "spent", "expenses", "unproven", "unproven_amount", "rt", "rw", "registers",
    "in_time", "accounted",
)  # fmt: skip
UPPER = (Kind.KECAMATAN, Kind.KOTA, Kind.PROVINSI)


@dataclass(slots=True)
class Sums:
    """What came and went in a month (or several), in rupiah, and how it was accounted for.

    `stated` is what statements say of the month itself; the rest follows the day the money moved. `expenses` counts
    those that stand, `unproven` those of them without a receipt. `rt` and `rw` are units whose first money came in
    this month; `registers` those handed in for it, `in_time` by the tenth; `accounted` the SPJ of the quarter that
    ends with it. `uses` holds rupiah by the code of a use.
    """

    stated: int = 0
    received: int = 0
    returned: int = 0
    spent: int = 0
    expenses: int = 0
    unproven: int = 0
    unproven_amount: int = 0
    rt: int = 0
    rw: int = 0
    registers: int = 0
    in_time: int = 0
    accounted: int = 0
    uses: dict[str, int] = field(default_factory=dict)

    def add(self, other: Sums) -> None:
        for name in FIELDS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for code, amount in other.uses.items():
            self.uses[code] = self.uses.get(code, 0) + amount

    @property
    def change(self) -> int:
        """By how much the kas grew."""
        return self.received - self.returned - self.spent

    @property
    def told(self) -> tuple[int, ...]:
        return tuple(getattr(self, name) for name in FIELDS)


Months = dict[Month, Sums]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The months of each area (by its code) and the names of the uses (by their codes)."""

    areas: dict[str, Months]
    names: dict[str, str]

    def at(self, area: str, month: Month) -> Sums:
        """The sums of an area and month, begun where there are none."""
        return self.areas.setdefault(area, {}).setdefault(month, Sums())


def gathered(ledger: Ledger, length: int) -> dict[str, Months]:
    """The same by larger areas: those whose codes have so many digits."""
    found: dict[str, Months] = {}
    for code, months in ledger.areas.items():
        kept = found.setdefault(code[:length], {})
        for month, sums in months.items():
            kept.setdefault(month, Sums()).add(sums)
    return found


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year, as an address names it."""

    first: Month
    last: Month

    @classmethod
    def asked(cls, month: str, year: str, now: Month) -> Period:
        """From `2016-06`, else from `2016`, else the present year; what has not begun is refused."""
        if month:
            only = Month.parse(month)
            found = cls(only, only)
        elif not year:
            found = cls(Month(now.year, 1), Month(now.year, 12))
        elif year.isascii() and year.isdigit() and len(year) == 4:
            found = cls(Month(int(year), 1), Month(int(year), 12))
        else:
            raise Refused("year", "Tahun ditulis seperti 2016.", field="tahun")
        if found.first > now:
            raise Refused("month", "Bulan {month} belum mulai.", field="month", month=found.first)
        return found

    @property
    def is_month(self) -> bool:
        return self.first == self.last

    @property
    def in_address(self) -> str:
        return f"bulan={self.first}" if self.is_month else f"tahun={self.first.year}"

    @property
    def name(self) -> str:
        """In a file's name."""
        return str(self.first) if self.is_month else str(self.first.year)

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last


def within(months: Mapping[Month, Sums], period: Period) -> Sums:
    """The sum over a period."""
    total = Sums()
    for month, sums in months.items():
        if month in period:
            total.add(sums)
    return total


def balance(months: Mapping[Month, Sums], last: Month) -> int:
    """What lies in the kas at the end of a month."""
    return sum(sums.change for month, sums in months.items() if month <= last)


def with_money(months: Mapping[Month, Sums], last: Month) -> dict[Kind, int]:
    """How many RT and RW had received money by the end of a month."""
    until = [sums for month, sums in months.items() if month <= last]
    return {Kind.RT: sum(s.rt for s in until), Kind.RW: sum(s.rw for s in until)}


def upper_areas(kelurahan: Iterable[str]) -> list[AreaCode]:
    """The kecamatan, kota and province of these, the smaller ones first."""
    codes = {AreaCode(code).up_to(kind) for code in kelurahan for kind in UPPER}
    return sorted(codes, key=lambda code: (-len(code.digits), code.digits))


def share(part: int, whole: int) -> float:
    """Percent for a bar; nothing of nothing, and never beyond the edge."""
    return min(100.0, max(0.0, 100 * part / whole)) if whole > 0 else 0.0
