"""The catalogue of uses as it stands in one kelurahan (pure): the decree's rulings, and the answers given there.

A kelurahan answers what the decree leaves to it, and may allow more than the decree's limit for one use; it allows
nothing that the decree forbids, and forbids nothing that the decree allows. An answer stands as long as that decree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rukun.funds.decree import Certainty, Ruling
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah, written

ASKED = "tanya-"
# Money that goes back to the kas of the city is booked like an expense, and needs nobody's leave.
BACK = Ruling(
    "kembali", "Dikembalikan ke kas daerah", "yes", "Sisa uang dikembalikan; simpan bukti setorannya.",
    ("kembali", "setor"), None, Certainty.PRACTICE, "",
)  # fmt: skip
BACKDATED_DAYS_MAX = 92
KEY_LENGTHS = (8, 64)
AMOUNT_MAX = 999_999_999_999
AMOUNT_DIGITS_MAX = 12
TYPED = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answered(Ruling):
    """A ruling that an office gave to a question."""

    office: str = ""
    day: date | None = None
    question: int = 0


def amended(uses: Sequence[Ruling], answers: Iterable[Answered]) -> tuple[Ruling, ...]:
    """The catalogue with the answers in it, oldest first: each in place of what it answers, or as an entry of its own.

    An answer that is about no use of the catalogue is found again by the words that were asked.
    """
    standing = {use.code: use for use in uses}
    for answer in answers:
        use = standing.get(answer.code)
        if use is None:
            if answer.code.startswith(ASKED):
                standing[answer.code] = answer
        elif may_answer(use, answer):
            sentence = answer.sentence or use.sentence
            standing[use.code] = replace(answer, name=use.name, words=use.words, sentence=sentence)
    return tuple(standing.values())


def may_answer(use: Ruling, answer: Answered) -> bool:
    """Whether an answer changes this ruling: what was left open, or a limit that is raised."""
    if isinstance(use, Answered) or use.ruling == "ask":
        return True
    raises = answer.ruling == "yes" or (answer.limit or 0) > (use.limit or 0)
    return use.ruling == "up-to" and answer.ruling != "no" and raises


def use_of(uses: Sequence[Ruling], code: str) -> Ruling:
    """The ruling with this code; refused where the catalogue has none."""
    found = next((use for use in (*uses, BACK) if use.code == code), None)
    if found is None:
        raise Refused("use", "Pilih dahulu untuk apa uangnya.", field="use")
    return found


def refuse_use(use: Ruling, amount: int) -> None:
    """Refused, with why, where the money may not buy this, or not at this price without asking."""
    if use.ruling == "no":
        why = " ".join(words for words in (use.reason, use.sentence) if words)
        raise Refused("forbidden", "Tidak boleh: {name}. {why}", field="use", name=use.name, why=why)
    if use.ruling == "ask":
        raise Refused("ask", "Tanyakan dahulu kepada kelurahan: {name}. {why}", field="use", name=use.name,
                      why=use.reason)  # fmt: skip
    if use.limit is not None and amount > use.limit:
        raise Refused("ask", "{name} boleh sampai {limit}. Untuk harga lebih tinggi, tanyakan dahulu kepada kelurahan.",
                      field="amount", name=use.name, limit=written(use.limit))  # fmt: skip


def refuse_amounts(amount: int, tax: int) -> None:
    """Something was paid, and tax held back is less than all of it."""
    if not 0 < amount <= AMOUNT_MAX:
        raise Refused("amount", "Tulis jumlahnya dengan angka, lebih dari nol.", field="amount")
    if not 0 <= tax < amount:
        raise Refused("tax", "Pajak yang dipotong kurang dari jumlahnya.", field="tax")


def refuse_day(day: date, today: date) -> None:
    """A receipt is not of tomorrow, and not of long ago: the quarter it belonged to is accounted for."""
    if day > today:
        raise Refused("day", "Tanggal kuitansi belum tiba.", field="day")
    if day < today - timedelta(days=BACKDATED_DAYS_MAX):
        raise Refused("day", "Kuitansi ini lebih tua dari {most} hari; bicarakan dengan kelurahan.", field="day",
                      most=BACKDATED_DAYS_MAX)  # fmt: skip


def rupiah_of(text: str, field: str = "amount") -> int:
    """What was typed as an amount: `50.000`, `Rp 50.000`, `50000`; refused where it is no whole number of rupiah.

    Points part thousands and nothing else: `1500.50` is refused, and not a hundred times as much.
    """
    plain = text.strip().lower().removeprefix("rp").replace(" ", "").removesuffix(",-")
    digits = plain.replace(".", "")
    if not TYPED.fullmatch(plain) or len(digits) > AMOUNT_DIGITS_MAX:
        raise Refused(field, "Tulis jumlahnya dengan angka, misalnya 50.000.", field=field)
    return Rupiah(int(digits))
