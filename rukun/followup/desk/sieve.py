"""What of a queue one wants to see, as an address says it: filters, order and how many rows (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rukun.followup.rules import Outcome, State
from rukun.reports.ways import Came
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.words import sentence

Asked = Mapping[str, Sequence[str]]


class Due(StrEnum):
    """When a ticket is due, by the name in the address."""

    OVERDUE = "lewat"
    TODAY = "hari-ini"
    WEEK = "minggu-ini"


DUE_WORDS = {
    Due.OVERDUE: sentence("Terlambat"),
    Due.TODAY: sentence("Jatuh tempo hari ini"),
    Due.WEEK: sentence("Jatuh tempo dalam 7 hari"),
}
# The names in the address, and the field that each sorts by; a minus before a name turns it round.
SORTS = {
    "tenggat": "due_at",
    "diterima": "received_at",
    "dipegang": "held_since",
    "berubah": "changed_at",
    "jenis": "category_id",
    "status": "state",
    "diteruskan": "forwards",
    "mendesak": "is_urgent",
}
SORT_WORDS = {
    "tenggat": sentence("Tenggat terdekat"),
    "-tenggat": sentence("Tenggat terjauh"),
    "-mendesak,tenggat": sentence("Mendesak dahulu"),
    "diterima": sentence("Diterima paling lama"),
    "-diterima": sentence("Diterima terbaru"),
    "dipegang": sentence("Dipegang paling lama"),
    "-berubah": sentence("Baru berubah"),
    "-diteruskan": sentence("Paling sering diteruskan"),
    "jenis,tenggat": sentence("Jenis, lalu tenggat"),
    "status,tenggat": sentence("Status, lalu tenggat"),
}
SORTED = "tenggat"
ROWS = (50, 100, 200)
AGES = (1, 3, 7, 30)
NOBODY = "tanpa"
# Only what is urgent.
URGENT = "ya"
WORDS_MOST = 200
UNIT = re.compile(r"(?:(?:RT)?\s*(\d{1,3})\s*/\s*)?(RW|RT)?\s*(\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which tickets are wanted. Everything empty: all that are open."""

    states: tuple[State, ...] = ()
    kind: str = ""
    days: int = 0
    due: str = ""
    rt: str = ""
    rw: str = ""
    ward: str = ""
    holder: str = ""
    crew: str = ""
    outcome: str = ""
    words: str = ""
    urgent: bool = False
    came: str = ""
    sort: tuple[str, ...] = field(default=("due_at",))
    rows: int = ROWS[0]

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves out more than states and deadlines do, which are counted anyway."""
        narrowing = (
            self.kind, self.days, self.rt, self.rw, self.ward, self.holder, self.crew, self.outcome, self.words,
            self.urgent, self.came,
        )  # fmt: skip
        return any(narrowing)


def read_sieve(asked: Asked) -> Sieve:
    """From the names of an address; refused where a value is none of those offered."""
    one = {name: values[-1].strip().replace("\x00", "") for name, values in asked.items() if values}
    rt, rw = read_unit(one.get("unit", ""))
    return Sieve(
        states=_states(asked.get("status", ())),
        kind=one.get("jenis", "")[:40],
        days=_whole(one.get("umur", ""), 0, 3_650, "umur"),
        due=_among(one.get("tenggat", ""), Due, "tenggat"),
        rt=rt,
        rw=rw,
        ward=one.get("kelurahan", "")[:60],
        holder=one.get("pemegang", "")[:40],
        crew=_crew(one.get("petugas", "")),
        outcome=_among(one.get("hasil", ""), Outcome, "hasil"),
        words=one.get("cari", "")[:WORDS_MOST],
        urgent=_urgent(one.get("mendesak", "")),
        came=_among(one.get("masuk", ""), Came, "masuk"),
        sort=read_sort(one.get("urut", "")),
        rows=_rows(one.get("banyak", "")),
    )


def read_unit(text: str) -> tuple[str, str]:
    """The numbers of RT and RW, each of three digits or empty: from `RT 005/RW 003`, `5/3`, `RW 3`, `RT 5` or `3`."""
    if not text:
        return "", ""
    found = UNIT.fullmatch(text.strip())
    if not found:
        raise Refused("unit", "RT/RW ditulis seperti 005/003, RW 003, atau RT 005.", field="unit")
    before, word, number = found[1], (found[2] or "").upper(), found[3].zfill(3)
    if before:
        return before.zfill(3), number
    return (number, "") if word == "RT" else ("", number)


def read_sort(text: str) -> tuple[str, ...]:
    """Fields to sort by, a minus before those that run down; by the deadline where nothing is asked."""
    fields: list[str] = []
    for name in (text or SORTED).split(","):
        plain = name.lstrip("-")
        if plain not in SORTS or name.count("-") > 1 or len(fields) >= len(SORTS):
            raise Refused("sort", "Urutan ini tidak dikenal.", field="urut")
        fields.append(("-" if name.startswith("-") else "") + SORTS[plain])
    return tuple(fields)


def _states(names: Sequence[str]) -> tuple[State, ...]:
    wanted = [name for text in names for name in text.split(",") if name]
    if any(name not in set(State) for name in wanted):
        raise Refused("state", "Status ini tidak dikenal.", field="status")
    return tuple(dict.fromkeys(State(name) for name in wanted))


def _among(value: str, known: type[StrEnum], name: str) -> str:
    if value and value not in list(known):
        raise Refused("filter", "Saringan ini tidak dikenal.", field=name)
    return value


def _urgent(value: str) -> bool:
    if value not in ("", URGENT):
        raise Refused("filter", "Saringan ini tidak dikenal.", field="mendesak")
    return value == URGENT


def _crew(value: str) -> str:
    if value and value != NOBODY and number_in(value, 9) is None:
        raise Refused("filter", "Saringan ini tidak dikenal.", field="petugas")
    return value


def _rows(value: str) -> int:
    rows = _whole(value, ROWS[0], ROWS[-1], "banyak")
    return next((most for most in ROWS if rows <= most), ROWS[-1])


def _whole(value: str, default: int, most: int, name: str) -> int:
    if not value:
        return default
    number = number_in(value)
    if number is None or number > most:
        raise Refused("filter", "Saringan ini tidak dikenal.", field=name)
    return number
