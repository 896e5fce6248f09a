"""Why somebody takes their own report back, and when its month lets them no more (pure)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from rukun.values.refused import Refused
from rukun.values.time import Month
from rukun.values.words import sentence


class Retracting(StrEnum):
    """Why: a kind and no words of one's own, for everybody reads it and words may name somebody."""

    MISTAKE = "mistake"
    SOLVED = "solved"
    OTHER = "other"


RETRACTING_WORDS = {
    Retracting.MISTAKE: sentence("Laporannya keliru"),
    Retracting.SOLVED: sentence("Masalahnya sudah beres"),
    Retracting.OTHER: sentence("Sebab lain"),
}


def reason_told(text: str) -> Retracting:
    """The reason as a form has it; refused where it is none."""
    try:
        return Retracting(text)
    except ValueError:
        raise Refused("reason", "Pilih mengapa laporan ini ditarik.", field="reason") from None


def refuse_after_its_month(counted_on: date, at: datetime) -> None:
    """What was made for a unit is taken back within the month for which it counts: a day after that month begins what
    is drawn from and closed, and nothing leaves it any more."""
    if at >= Month.of(counted_on).ends_at:
        raise Refused(
            "late",
            "Bulan laporan ini sudah berakhir dan akan atau sudah dinilai, jadi laporannya tidak dapat ditarik lagi. "
            "Bila keliru atau sudah beres, tulislah di kolom komentar.",
        )
