"""The kinds of flags and what each says to the validator, in words with its evidence (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rukun.values.words import sentence

Fact = str | int | float


class FlagKind(StrEnum):
    """What was noticed. The sentence the validator reads is in `FLAG_WORDS`."""

    SAME_PHOTO = "same-photo"
    EDITED_PHOTO = "edited-photo"
    DUPLICATE = "duplicate"
    PHOTO_ELSEWHERE = "photo-elsewhere"
    PHOTO_OLD = "photo-old"
    OUTSIDE = "outside"
    BURST = "burst"
    LAST_MINUTES = "last-minutes"
    COPIED_WORDS = "copied-words"
    BLANK_PHOTO = "blank-photo"
    BLURRED_PHOTO = "blurred-photo"
    SCREENSHOT = "screenshot"
    ONE_DEVICE = "one-device"
    CIRCLE = "circle"
    LENIENT = "lenient"
    ALONE = "alone"
    CONFIRMED = "confirmed"
    ABUSE = "abuse"
    SAYS_NOTHING = "says-nothing"


# Doors write `days`, `hours` and `minutes` with their unit: one day, and two days, are two words in English.
FLAG_WORDS: Mapping[FlagKind, str] = {
    FlagKind.SAME_PHOTO: sentence("Fotonya sama persis dengan foto laporan {other}, {days} sebelumnya."),
    FlagKind.EDITED_PHOTO: sentence(
        "Fotonya tampak berasal dari foto laporan {other}, {days} sebelumnya: {percent}% bidang gambar sama."
    ),
    FlagKind.DUPLICATE: sentence(
        "Hal yang sama dilaporkan {metres} m dari sini, {hours} sebelumnya (laporan {other})."
    ),
    FlagKind.PHOTO_ELSEWHERE: sentence("Menurut kamera, foto diambil {metres} m dari tempat laporan."),
    FlagKind.PHOTO_OLD: sentence("Menurut kamera, foto diambil {hours} sebelum laporan dibuat."),
    FlagKind.OUTSIDE: sentence("Tempatnya {metres} m di luar batas RW pelapor."),
    FlagKind.BURST: sentence("{count} laporan unit ini dibuat dalam {minutes}."),
    FlagKind.LAST_MINUTES: sentence("Dibuat pukul {time}, {count} laporan unit ini berdekatan menjelang tengah malam."),
    FlagKind.COPIED_WORDS: sentence(
        "Tulisannya {percent}% sama dengan tulisan laporan {other}, {words} kata dalam urutan yang sama."
    ),
    FlagKind.BLANK_PHOTO: sentence("Foto tidak memperlihatkan apa-apa: hampir satu warna saja."),
    FlagKind.BLURRED_PHOTO: sentence("Foto terlalu kabur untuk dikenali."),
    FlagKind.SCREENSHOT: sentence("Foto tampaknya tangkapan layar, bukan hasil kamera."),
    FlagKind.ONE_DEVICE: sentence("Perangkat yang sama mengirim laporan dari {count} akun bulan ini."),
    FlagKind.CIRCLE: sentence("{percent}% dukungan untuk pelapor ini datang dari {count} orang yang sama."),
    FlagKind.LENIENT: sentence(
        "{percent}% dari {count} laporan unit ini dinilai oleh satu petugas, dan semuanya dianggap sah."
    ),
    FlagKind.ALONE: sentence(
        "Tidak ada warga lain yang melaporkan hal ini dalam {metres} m, dan pejabat tidak mencatatnya."
    ),
    FlagKind.CONFIRMED: sentence("Dikuatkan: {count} warga lain atau catatan pejabat menyebut hal yang sama."),
    FlagKind.ABUSE: sentence("Ada kata yang mungkin menghina: “{word}”."),
    FlagKind.SAYS_NOTHING: sentence("Tulisannya tidak menerangkan apa-apa."),
}


@dataclass(frozen=True, slots=True)
class Noticed:
    """One hint: how clear it is (0 to 1), its evidence, and what it is to be compared with.

    `about` is the report it belongs to, which may be another than the one that was looked at: the first of a burst is
    known for one only when the last has come.
    """

    kind: FlagKind
    about: int
    strength: float
    evidence: Mapping[str, Fact] = field(default_factory=dict)
    other: int | None = None
    picture: str = ""
    other_picture: str = ""
