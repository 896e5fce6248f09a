"""Money for service instead of for numbers (pure): a base, and capped parts by what a unit did of its own duties.

Paying per report insulted the heads of RT and RW in 2016 and paid for photographs. Here nothing more can be had by
reporting more: each part is a share of something the unit itself can bring to the whole, with a ceiling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rukun.funds.paper import Paper
from rukun.values.rupiah import Rupiah

# What can be measured of a unit's month, each as a number out of a number.
MEASURES = (
    "reported",  # a month with a valid report, or attested as "nihil" and not found otherwise
    "valid-share",  # valid reports out of those that were judged
    "answered",  # closings of its own reports that it answered: mended, or not
    "confirmed",  # of those that somebody answered, how many were confirmed
    "register",  # the register of the month before, handed in by the day that the decree names
    "trained",  # its seats whose holders were trained
)
# Where there was nothing to measure: the part is paid whole ("full"), or not at all ("none").
WITHOUT = ("full", "none")
Measured = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """So much a month when the share reaches `full_at` percent, nothing at `none_below`, and in between in proportion.

    With fewer than `least` cases the share says nothing, and the part is paid as `without` says.
    """

    measure: str
    amount: Rupiah
    full_at: int
    none_below: int
    least: int
    without: str

    def share(self, measured: Measured) -> tuple[int, int]:
        """How much of the part is earned, as a fraction from 0/1 to 1/1."""
        good, cases = measured.get(self.measure, (0, 0))
        if cases < max(1, self.least):
            return (1, 1) if self.without == "full" else (0, 1)
        above, width = 100 * good - self.none_below * cases, (self.full_at - self.none_below) * cases
        return (1, 1) if above >= width else (max(0, above), width)


@dataclass(frozen=True, slots=True)
class Service:
    """A base amount a month, and parts on top of it."""

    amount: Rupiah
    parts: tuple[Part, ...]
    article: str

    @property
    def ceiling(self) -> Rupiah:
        return Rupiah(self.amount + sum(part.amount for part in self.parts))


def read_service(paper: Paper) -> Service:
    """The grant as a decree's file states it; mistakes are noted in the paper."""
    parts: dict[str, Part] = {}
    for number, facts in enumerate(paper.take("part", list, []), start=1):
        inner = Paper(paper.name, facts if isinstance(facts, dict) else {})
        part = _part(inner)
        if part.measure in parts:
            inner.wrong("measure", "tercatat dua kali")
        parts[part.measure] = part
        paper.mistakes += [f"part {number}: {mistake}" for mistake in inner.mistakes]
    if not parts:
        paper.wrong("part", "tidak ada; pakailah basis flat")
    return Service(Rupiah(paper.whole("amount", 0)), tuple(parts.values()), paper.text("article"))


def _part(paper: Paper) -> Part:
    part = Part(
        measure=paper.one_of("measure", MEASURES),
        amount=Rupiah(paper.whole("amount", -1)),
        full_at=paper.whole("full_at", 100),
        none_below=paper.whole("none_below", 0),
        least=paper.whole("least", 1),
        without=paper.one_of("without", WITHOUT),
    )
    if not part.none_below < part.full_at <= 100:
        paper.wrong("full_at", "harus di atas none_below dan paling banyak 100")
    paper.note_unknown()
    return part
