"""States of truth, reasons to strike, and who may not judge."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from rukun.people.rules import Actor, Role, SeatHeld
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.words import sentence

# Who sees how the desks strike; the public sees figures of areas, never of a desk.
OVERSEERS = (Role.AUDITOR, Role.WALI_KOTA, Role.CAMAT, Role.VALIDATOR)
ACCEPTED_WORDS, STRUCK_WORDS = sentence("sah"), sentence("dicoret")
ANSWERED = sentence("Sanggahan ini baru saja dijawab orang lain.")


class StrikeReason(StrEnum):
    """Why a report does not count. The sentence the reporter reads is in `REASON_WORDS`."""

    OUTSIDE = "outside"
    NOT_PUBLIC = "not-public"
    DUPLICATE = "duplicate"
    OLD_PHOTO = "old-photo"
    NOT_SHOWN = "not-shown"
    UNREADABLE = "unreadable"
    PRIVACY = "privacy"
    ABUSIVE = "abusive"
    TEST = "test"


class Contest(StrEnum):
    """How the objection to a strike stands: it may be lodged, it is too late, it waits, it was right or it was not."""

    OPEN = "open"
    LATE = "late"
    LODGED = "lodged"
    UPHELD = "upheld"
    REJECTED = "rejected"


REASON_WORDS = {
    StrikeReason.OUTSIDE: sentence("Tempatnya di luar wilayah RT/RW pelapor."),
    StrikeReason.NOT_PUBLIC: sentence("Isinya bukan urusan ruang publik atau tugas lingkungan."),
    StrikeReason.DUPLICATE: sentence("Hal yang sama sudah dilaporkan sebelumnya."),
    StrikeReason.OLD_PHOTO: sentence("Fotonya pernah dipakai atau dibuat-buat."),
    StrikeReason.NOT_SHOWN: sentence("Foto tidak memperlihatkan apa yang ditulis."),
    StrikeReason.UNREADABLE: sentence("Foto atau tulisannya tidak dapat dibaca."),
    StrikeReason.PRIVACY: sentence("Laporan memperlihatkan urusan pribadi seseorang."),
    StrikeReason.ABUSIVE: sentence("Isinya menghina atau melecehkan."),
    StrikeReason.TEST: sentence("Ini laporan percobaan."),
}


def refuse_unless_validator(actor: Actor, kelurahan: AreaCode) -> SeatHeld:
    """The Tapem seat in which the actor judges a report of this kelurahan; refused where there is none."""
    seat = actor.seat_as(Role.VALIDATOR, over=kelurahan)
    if seat is None:
        raise Refused("hidden", "Laporan ini tidak ada, atau bukan untuk Anda.")
    return seat


def refuse_conflict_of_interest(actor: Actor, kelurahan: AreaCode, unit: AreaCode | None, filer_id: int | None) -> None:
    """Nobody judges an own report, nor one of a kelurahan in which they hold another seat (04-rules, section 3)."""
    if filer_id is not None and filer_id == actor.person_id:
        raise Refused("conflict", "Anda tidak dapat menilai laporan Anda sendiri.")
    touched = [kelurahan] if unit is None else [kelurahan, unit]
    for seat in actor.seats:
        if seat.role is not Role.VALIDATOR and any(_meet(seat.area, area) for area in touched):
            raise Refused("conflict", "Anda memegang jabatan di wilayah ini, jadi laporannya dinilai orang lain.")


def _meet(one: AreaCode, other: AreaCode) -> bool:
    return one.is_within(other) or other.is_within(one)


def contest(*, is_valid: bool, is_answer: bool, has_appeal: bool, in_time: bool) -> Contest | None:
    """How it stands under a verdict; None where there is nothing to contest. An answer is final, whichever it is."""
    if is_answer:
        return Contest.UPHELD if is_valid else Contest.REJECTED
    if is_valid:
        return None
    if has_appeal:
        return Contest.LODGED
    return Contest.OPEN if in_time else Contest.LATE


def refuse_own_decision(actor: Actor, struck_by: int, appealed_by: int) -> None:
    """Nobody judges an appeal against an own decision, nor an appeal of their own (04-rules, section 3)."""
    if actor.person_id == struck_by:
        raise Refused("conflict", "Anda yang mencoret laporan ini; sanggahannya dinilai orang lain.")
    if actor.person_id == appealed_by:
        raise Refused("conflict", "Sanggahan ini Anda ajukan sendiri; yang menilainya orang lain.")


def refuse_own_reading(actor: Actor, judged_by: Collection[int]) -> None:
    """A second reading is somebody else's: not of whoever judged the report before."""
    if actor.person_id in judged_by:
        raise Refused("conflict", "Anda sudah menilai laporan ini; bacaan keduanya dilakukan orang lain.")
