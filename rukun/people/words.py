"""What roles and units are called (pure)."""

from __future__ import annotations

from rukun.people.rules import Role
from rukun.values.code import AreaCode, Kind
from rukun.values.words import sentence

ROLE_WORDS = {
    Role.WARGA: sentence("Warga"),
    Role.KETUA_RT: sentence("Ketua RT"),
    Role.PENGURUS_RT: sentence("Pengurus RT"),
    Role.KETUA_RW: sentence("Ketua RW"),
    Role.PENGURUS_RW: sentence("Pengurus RW"),
    Role.PPSU: sentence("Petugas PPSU"),
    Role.LURAH: sentence("Lurah"),
    Role.STAFF_KELURAHAN: sentence("Staf kelurahan"),
    Role.BENDAHARA: sentence("Bendahara"),
    Role.CAMAT: sentence("Camat"),
    Role.WALI_KOTA: sentence("Wali kota"),
    Role.SKPD: sentence("Petugas dinas"),
    Role.VALIDATOR: sentence("Petugas Tapem"),
    Role.KOMINFOMAS: sentence("Petugas Kominfomas"),
    Role.AUDITOR: sentence("Auditor"),
    Role.ADMINISTRATOR: sentence("Pengelola"),
}


def unit_words(area: AreaCode, name: str) -> str:
    """`RT 005/RW 003`, `RW 003`, or the area's own name."""
    if area.kind is Kind.RT:
        return f"RT {area.digits[13:16]}/RW {area.digits[10:13]}"
    return f"RW {area.digits[10:13]}" if area.kind is Kind.RW else name
