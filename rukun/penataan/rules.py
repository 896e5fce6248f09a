"""What a decision about an RT or RW must say before anybody looks at it (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rukun.areas.asked import Outline
from rukun.people.rules import Role
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.typed import one_line

DECISION_MAX = 80
REASON_MAX = 500
# A decision begins to hold within a year, before or after it is entered: another year in a date is a slip of the hand.
AWAY_MAX = timedelta(days=366)
NUMBER_MAX = 999
# Who enters what the lurah decided, and who agrees: the government section, never the same person.
PROPOSES = frozenset({Role.LURAH, Role.STAFF_KELURAHAN})
ANSWERS = frozenset({Role.VALIDATOR})


class What(StrEnum):
    """What becomes of a unit."""

    FOUNDED = "founded"
    MERGED = "merged"
    ENDED = "ended"
    BORDERED = "bordered"


class State(StrEnum):
    """How far a change has come: agreed to, it waits for its day; then it is done, or could not be (failed)."""

    WAITING = "waiting"
    AGREED = "agreed"
    TURNED_DOWN = "turned-down"
    TAKEN_BACK = "taken-back"
    DONE = "done"
    FAILED = "failed"


LIVE = frozenset({State.WAITING, State.AGREED})


@dataclass(frozen=True, slots=True)
class Wish:
    """A change as it is entered: the unit (one that is to be, where it is founded), from which day, by which decision.

    `into` is the unit that takes over what a merged one leaves; `border` is where one lies that is founded or gets one.
    """

    what: What
    unit: AreaCode
    on: date
    decision: str
    decided_on: date
    into: AreaCode | None = None
    border: Outline | None = None


def unit_numbered(kelurahan: AreaCode, rw: int | None, rt: int | None) -> AreaCode:
    """The code of an RT in an RW of a kelurahan, or of the RW itself where no RT is named; numbers from 1 to 999."""
    if rw is None or not 1 <= rw <= NUMBER_MAX:
        raise Refused("number", "Nomor RW ditulis dengan angka 1 sampai 999.", field="rw")
    if rt is not None and not 1 <= rt <= NUMBER_MAX:
        raise Refused("number", "Nomor RT ditulis dengan angka 1 sampai 999.", field="rt")
    return AreaCode(f"{kelurahan.digits}{rw:03d}{'' if rt is None else f'{rt:03d}'}")


def refuse_unsound(wish: Wish, kelurahan: AreaCode, today: date) -> None:
    """Refused where the change is not about a unit of the kelurahan, or says no decision, or days that cannot be."""
    refuse_elsewhere(wish.unit, kelurahan)
    if wish.what is What.MERGED:
        refuse_heir(wish.into, wish.unit, kelurahan)
    refuse_without_border(wish.what, wish.border)
    refuse_unnamed(wish.decision)
    refuse_decided_later(wish.decided_on, today)
    refuse_far(wish.on, today)


def refuse_elsewhere(unit: AreaCode, kelurahan: AreaCode) -> None:
    """It is an RT or RW of this kelurahan."""
    if unit.kind not in (Kind.RT, Kind.RW) or not unit.is_within(kelurahan):
        raise Refused("unit", "Pilih RT atau RW di kelurahan ini.", field="unit")


def refuse_heir(heir: AreaCode | None, unit: AreaCode, kelurahan: AreaCode) -> None:
    """What is merged goes to another of its kind in the same kelurahan."""
    if heir is None or heir == unit or heir.kind is not unit.kind or not heir.is_within(kelurahan):
        raise Refused("into", "Gabungkan ke unit lain yang sejenis di kelurahan ini.", field="into")


def refuse_without_border(what: What, border: Outline | None) -> None:
    """A new border is one that was sent along."""
    if what is What.BORDERED and border is None:
        raise Refused("outline", "Tambahkan batasnya: unggah berkas GeoJSON atau gambar di peta.", field="batas")


def refuse_unnamed(decision: str) -> None:
    """The number of the decision, and not a page of it."""
    if not decision:
        raise Refused("decision", "Tulis nomor keputusannya.", field="decision")
    if len(decision) > DECISION_MAX:
        raise Refused("decision", "Nomor keputusan paling panjang {most} huruf.", field="decision", most=DECISION_MAX)


def refuse_decided_later(decided_on: date, today: date) -> None:
    """What was not decided yet is not entered."""
    if decided_on > today:
        raise Refused("decided_on", "Keputusan itu bertanggal besok atau sesudahnya.", field="decided_on")


def refuse_far(on: date, today: date) -> None:
    """It begins within a year of today."""
    if abs(on - today) > AWAY_MAX:
        raise Refused("on", "Hari mulai berlaku paling jauh setahun dari hari ini.", field="on")


def refuse_wordless(reason: str) -> str:
    """The reason for a no, on one line; refused where there is none, or a page of it."""
    said = one_line(reason)
    if not said:
        raise Refused("words", "Tulis mengapa perubahan ini tidak disetujui.", field="reason")
    if len(said) > REASON_MAX:
        raise Refused("words", "Tulis paling panjang {most} huruf.", field="reason", most=REASON_MAX)
    return said


def order_of_doing(what: What, unit: AreaCode) -> tuple[bool, int, str]:
    """On one day the larger is founded before what lies in it, and ends after it; what is founded comes first, so that
    another can be merged into it."""
    length = LENGTH_OF[unit.kind]
    return (what is not What.FOUNDED, length if what is What.FOUNDED else -length, unit.digits)
