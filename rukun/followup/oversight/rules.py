"""Spreads of hours and their median, ages in bands, what of a closing is doubtful, and cells of a table (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum

from rukun.people.rules import Role
from rukun.values.refused import Refused
from rukun.values.words import sentence

# Edges of the bins in hours, each a quarter wider than the one before: a median read from them is right to a tenth.
FIRST_EDGE_HOURS, WIDER, LAST_BIN = 0.5, 1.25, 40
BINS = tuple(FIRST_EDGE_HOURS * WIDER**number for number in range(LAST_BIN))
# Who oversees more than an own office, and who may look at the figures of their own.
OVERSEERS = frozenset({Role.CAMAT, Role.WALI_KOTA, Role.AUDITOR})
OWN_FIGURES = frozenset({Role.LURAH, Role.STAFF_KELURAHAN})
# Days since the ticket came to be: up to 3, up to 7, up to 30, up to 90, and more.
BANDS = (3, 7, 30, 90)
BAND_WORDS = (
    sentence("sampai 3 hari"),
    sentence("4–7 hari"),
    sentence("8–30 hari"),
    sentence("31–90 hari"),
    sentence("lebih dari 90 hari"),
)


class View(StrEnum):
    """What of an office's tickets a number stands for, as it is written in an address."""

    OPEN = "terbuka"
    OVERDUE = "terlambat"
    PAUSED = "tertunda"
    CLOSED = "selesai"
    REOPENED = "dibuka-kembali"
    DISPUTED = "dibantah"
    UNCONFIRMED = "tanpa-jawaban"
    RATED = "bintang"


VIEW_WORDS = {
    View.OPEN: sentence("Terbuka"),
    View.OVERDUE: sentence("Terlambat"),
    View.PAUSED: sentence("Tertunda"),
    View.CLOSED: sentence("Selesai"),
    View.REOPENED: sentence("Dibuka kembali"),
    View.DISPUTED: sentence("Dibantah warga"),
    View.UNCONFIRMED: sentence("Tanpa jawaban warga"),
    View.RATED: sentence("Diberi bintang"),
}
# These count what stands now; the others what happened in the days that are looked at.
NOW = frozenset({View.OPEN, View.OVERDUE, View.PAUSED})


def bin_of(held: timedelta) -> int:
    """The bin of a time that a ticket was held."""
    hours = held.total_seconds() / 3600
    return sum(edge <= hours for edge in BINS)


def median_hours(spread: Mapping[int, int]) -> float | None:
    """The middle of a spread, in hours, as even within its bin; None where nothing was closed."""
    total = sum(spread.values())
    if not total:
        return None
    passed = 0.0
    for number in sorted(spread):
        if passed + spread[number] >= total / 2:
            low = BINS[number - 1] if number else 0.0
            high = BINS[number] if number < LAST_BIN else BINS[-1] * WIDER
            return low + (high - low) * (total / 2 - passed) / spread[number]
        passed += spread[number]
    raise AssertionError("half of a spread lies within it")


@dataclass(slots=True)
class Sums:
    """What happened at an office (or at several) in some days."""

    opened: int = 0
    closed: int = 0
    declined: int = 0
    reopened: int = 0
    confirmed: int = 0
    disputed: int = 0
    unconfirmed: int = 0
    stars: int = 0
    ratings: int = 0
    spread: Counter[int] = field(default_factory=Counter)

    def add(self, other: Sums) -> None:
        """Take in another's figures."""
        for each in fields(self):
            if each.name == "spread":
                self.spread.update(other.spread)
            else:
                setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def mean_stars(self) -> float | None:
        return self.stars / self.ratings if self.ratings else None

    @property
    def median_hours(self) -> float | None:
        return median_hours(self.spread)


def band_of(opened_at: datetime, at: datetime) -> int:
    """Which band of age an open ticket is in."""
    days = (at - opened_at) / timedelta(days=1)
    return sum(days > most for most in BANDS)


def band_starts(at: datetime) -> list[tuple[datetime | None, datetime | None]]:
    """For each band: opened from (included) and before; None: no bound."""
    edges = [at - timedelta(days=most) for most in BANDS]
    return list(zip([*edges, None], [None, *edges], strict=True))


def view_asked(text: str) -> View:
    """The view with this name in an address."""
    try:
        return View(text)
    except ValueError:
        raise Refused("view", "Tampilan ini tidak dikenal.") from None


def even_heights(values: Sequence[int], height: int = 100) -> list[float]:
    """The values as heights of bars, the largest as high as the drawing."""
    most = max(values, default=0)
    return [value * height / most if most else 0.0 for value in values]
