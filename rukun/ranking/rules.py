"""The facts a ranking is made from, grouped by kelurahan (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from rukun.values.code import LENGTH_OF, AreaCode, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNKNOWN_WORTH = -1
WORTH = {"confirmed": 1, "disputed": 0}


class RankedKind(StrEnum):
    """Whose table it is. A kecamatan or kota answers for all that its kelurahan held; an SKPD for what it held."""

    KELURAHAN = "kelurahan"
    KECAMATAN = "kecamatan"
    KOTA = "kota"
    SKPD = "skpd"


# How much of the code of who held a report names who is ranked; the whole code of an office.
LENGTH_OF_CODE = {RankedKind.KECAMATAN: LENGTH_OF[Kind.KECAMATAN], RankedKind.KOTA: LENGTH_OF[Kind.KOTA]}


class HandledReport(Protocol):
    """One report in the hands of one kelurahan: its own held time against the deadline, and how it ended there."""

    @property
    def report(self) -> str: ...
    @property
    def kelurahan(self) -> str: ...
    @property
    def held_seconds(self) -> int: ...
    @property
    def allowed_seconds(self) -> int: ...
    @property
    def is_closed(self) -> bool: ...
    @property
    def was_forwarded(self) -> bool: ...
    @property
    def stars(self) -> int | None: ...
    @property
    def is_reopened(self) -> bool: ...
    @property
    def proof_stood(self) -> bool | None: ...
    @property
    def outcome(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Ward:
    """Who can be ranked, mostly a kelurahan: its name, and the figures that its workload is told by."""

    code: str
    name: str
    population: int | None = None
    crew: int | None = None

    @property
    def official(self) -> str:
        """The code of an area as offices write it; the code of an office as it is."""
        return AreaCode(self.code).official if self.code.isdigit() else self.code


@dataclass(frozen=True, slots=True)
class Hands:
    """The reports of one kelurahan as arrays, in an order that depends on nothing but their facts.

    `decided` are those that are closed or overdue: a report that is open and not due yet says nothing. `ratio` is held
    time over deadline and `on_time` whether it was closed within it, for the decided ones; `stars` scaled to 0..1.
    `worth` says of each decided one what its closing is worth: 1 confirmed, 0 disputed, -1 nobody knows yet.
    """

    reports: int
    ratio: NDArray[np.float64]
    on_time: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    reopened: NDArray[np.bool_]
    stars: NDArray[np.float64]
    audited: int
    proofs_stood: int
    worth: NDArray[np.int8]

    @property
    def decided(self) -> int:
        return len(self.ratio)


def grouped(
    rows: Iterable[HandledReport], wards: Iterable[Ward], of: RankedKind = RankedKind.KELURAHAN
) -> Mapping[str, list[HandledReport]]:
    """The reports of each ward, those without any included; rows of others are left out."""
    found: dict[str, list[HandledReport]] = {ward.code: [] for ward in wards}
    length = LENGTH_OF_CODE.get(of)
    for row in rows:
        own = found.get(row.kelurahan[:length])
        if own is not None:
            own.append(row)
    return found


def rolled_up(wards: Iterable[Ward], of: RankedKind, names: Mapping[str, str]) -> list[Ward]:
    """Larger areas with the sums of their kelurahan; a sum is unknown where one of its figures is."""
    parts: dict[str, list[Ward]] = defaultdict(list)
    for ward in wards:
        parts[ward.code[: LENGTH_OF_CODE[of]]].append(ward)
    return [
        Ward(code, names.get(code, code), _sum(w.population for w in own), _sum(w.crew for w in own))
        for code, own in sorted(parts.items())
    ]


def _sum(figures: Iterable[int | None]) -> int | None:
    known = [*figures]
    return None if None in known else sum(figure for figure in known if figure is not None)


def facts_of(row: HandledReport) -> tuple[float, bool, bool, int, bool, bool, int]:
    """What a report says of the hands it was in; reports that say the same are the same to a score."""
    return (
        row.held_seconds / max(1, row.allowed_seconds),
        row.is_closed,
        row.is_reopened,
        row.stars or 0,
        row.proof_stood is not None,
        bool(row.proof_stood),
        WORTH.get(row.outcome, UNKNOWN_WORTH),
    )


def hands(rows: Iterable[HandledReport]) -> Hands:
    """One kelurahan's reports as arrays."""
    # Here, because the tables name kinds of this module, and so every command would load it.
    import numpy as np

    facts = sorted(facts_of(row) for row in rows)
    if not facts:
        empty = np.zeros(0)
        no = empty.astype(bool)
        return Hands(0, empty, no, no, no, empty, 0, 0, empty.astype(np.int8))
    ratio, closed, reopened, stars, audited, stood, worth = (np.array(column) for column in zip(*facts, strict=True))
    decided = closed | (ratio > 1)
    return Hands(
        reports=len(facts),
        ratio=ratio[decided].astype(np.float64),
        on_time=(closed & (ratio <= 1))[decided],
        closed=closed[decided],
        reopened=reopened[decided],
        stars=(stars[stars > 0].astype(np.float64) - 1) / 4,
        audited=int(audited.sum()),
        proofs_stood=int(stood.sum()),
        worth=worth[decided].astype(np.int8),
    )
