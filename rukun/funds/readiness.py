"""When a decree begins to bind a unit (pure): after its head was trained and had time to practise.

Kepgub 903/2016 paid by the report from its first day, and was taken back in the same year "because sosialisasi and
learning time are still needed". A decree can say instead: until a unit is ready, it gets a fixed amount, and its
reports are judged and explained to it without making or losing money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rukun.funds.paper import Paper
from rukun.values.code import Kind
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month

# The stages of sosialisasi to which the head of a unit came, each with the first day of it.
Came = Mapping[int, date]
PRACTICE_MONTHS_MAX = 12


@dataclass(frozen=True, slots=True)
class Gate:
    """What a decree asks before it binds: these stages of sosialisasi, then so many whole months of practice.

    Until then each kind of unit has a fixed amount a month.
    """

    stages: tuple[int, ...]
    practice_months: int
    amounts: Mapping[Kind, Rupiah]
    article: str

    def missing(self, came: Came) -> tuple[int, ...]:
        """The stages that are still to come to."""
        return tuple(stage for stage in self.stages if stage not in came)

    def trained_on(self, came: Came) -> date | None:
        """The day on which the last of the stages was reached; None before."""
        return None if self.missing(came) else max(came[stage] for stage in self.stages)

    def bound_from(self, came: Came) -> Month | None:
        """The first month that counts: whole months of practice lie between it and the day of the training."""
        trained = self.trained_on(came)
        if trained is None:
            return None
        month = Month.of(trained).next
        for _ in range(self.practice_months):
            month = month.next
        return month

    def binds(self, came: Came, month: Month) -> bool:
        """Whether the decree's own grant holds for the month."""
        first = self.bound_from(came)
        return first is not None and first <= month

    def asked(self, came: Came) -> dict[int, date]:
        """Of all that somebody came to, what this decree asks about: what a statement keeps."""
        return {stage: came[stage] for stage in self.stages if stage in came}


def read_gate(stated: Paper) -> Gate | None:
    """The gate as a decree's file states it, None where it has none; mistakes are noted in the paper."""
    facts = stated.take("readiness", dict, {})
    if "readiness" not in stated.stated:
        return None
    paper = Paper(stated.name, facts)
    stages = tuple(stage for stage in paper.take("stages", list, []) if _is_stage(stage))
    if not stages or len(set(stages)) != len(paper.stated.get("stages", ())):
        paper.wrong("stages", "harus nomor tahap sosialisasi, masing-masing sekali")
    months = paper.whole("practice_months", 1)
    if months > PRACTICE_MONTHS_MAX:
        paper.wrong("practice_months", f"paling banyak {PRACTICE_MONTHS_MAX}")
    gate = Gate(stages, months, _amounts(paper), paper.text("article"))
    paper.note_unknown()
    stated.mistakes += [f"readiness.{mistake}" for mistake in paper.mistakes]
    return gate


def _is_stage(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9


def _amounts(paper: Paper) -> dict[Kind, Rupiah]:
    """The fixed amount of each kind of unit; a kind that is not named is bound at once."""
    amounts = {kind: Rupiah(paper.whole(kind.value, -1)) for kind in (Kind.RT, Kind.RW) if kind.value in paper.stated}
    if not amounts:
        paper.wrong("rt, rw", "tidak ada; sebutkan jumlah tetapnya sampai siap")
    return amounts
