"""What a report may be, on which day it counts, and what it is called."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rukun.reports.decoding.camera import SILENT, Camera
from rukun.values.refused import Refused
from rukun.values.time import day_of, is_tellable

WORDS_MAX = 4_000
PHOTOS_MAX = 5
PHOTO_BYTES_MAX = 15_000_000
PHOTO_PIXELS_MAX = 50_000_000
PHOTO_EDGE_MAX = 1_600
# The smaller sizes beside it, by their long edge.
PHOTO_EDGES = (800, 320)
# A phone without signal may send a day late and still be counted on the day it took the picture (04-rules, 1).
OFFLINE_MAX = timedelta(hours=24)
# A phone's clock is believed to this much: an upload over one bar of signal takes minutes, too.
CLOCK_OFF_MAX = timedelta(minutes=5)
# What a unit brings on paper, or tells a clerk, counts on the day that it says, if that is not longer ago than this.
TOLD_LATE_DAYS_MAX = 14
COMMENT_MAX = 1_000
REASON_MAX = 300
# One person's words in this time; a conversation needs fewer, a flood more.
COMMENTS_AT_MOST = 10
COMMENTS_WITHIN = timedelta(minutes=10)
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
# Crockford's alphabet: no I, L, O, U, so that a code can be read out on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo that is already kept: SHA-256 of its bytes, width and height in pixels, size in bytes.

    `original` is the SHA-256 of the file that arrived, `form` and `original_size` what it was, `camera` what it said.
    """

    digest: str
    width: int
    height: int
    size: int
    original: str = ""
    form: str = ""
    original_size: int = 0
    camera: Camera = SILENT


def counted_on(captured_at: datetime, received_at: datetime) -> date:
    """The day of `captured_at` if it is not later than `received_at` and at most 24 h older; else of receipt."""
    in_time = received_at - OFFLINE_MAX <= captured_at <= received_at
    return day_of(captured_at if in_time else received_at)


def refuse_told_day(day: date, received_at: datetime) -> None:
    """The day that a unit tells a clerk has come, and is not long ago."""
    today = day_of(received_at)
    if day > today:
        raise Refused("day", "Tanggal ini belum tiba.", field="day")
    if day < today - timedelta(days=TOLD_LATE_DAYS_MAX):
        raise Refused(
            "day", "Tanggal ini lebih dari {most} hari yang lalu.", field="day", most=TOLD_LATE_DAYS_MAX
        )  # fmt: skip


def believed(captured_at: datetime, received_at: datetime) -> datetime:
    """`captured_at`, or the time of receipt where it lies beyond what any clock tells: kept, it could not be read."""
    return captured_at if is_tellable(captured_at) else received_at


def by_our_clock(captured_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """When a picture was taken, put right by how much the phone's clock was off when it sent.

    Both `captured_at` and `sent_at` are by the phone's clock, so the time between them is true even where the clock
    is not: a phone that lives in 2031 or in 1970 is no reason to lose the day.
    """
    off = received_at - sent_at
    try:
        return captured_at + off if abs(off) > CLOCK_OFF_MAX else captured_at
    except OverflowError:
        return received_at


def code_of(key: str, attempt: int = 0) -> str:
    """The public name of the report with this client key: ten characters, the same for the same key."""
    number = int.from_bytes(hashlib.sha256(f"{attempt}:{key}".encode()).digest(), "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_LENGTH))


def clean_words(words: str) -> str:
    """Without control characters (line breaks stay), trimmed; more than 4,000 characters are refused."""
    kept = words.replace("\r\n", "\n")
    # Most words hold nothing to be taken out: what is asked of all of them at once is not asked of each sign.
    if not kept.replace("\n", "").isprintable():
        kept = "".join(ch for ch in kept if ch in "\n\t" or ch.isprintable() or ch == "\u200d")
    if len(kept.strip()) > WORDS_MAX:
        raise Refused("words", "Tulisan paling panjang {most} huruf.", field="words", most=WORDS_MAX)
    return kept.strip()


def refuse_empty(words: str, photos: int) -> None:
    """A report says something by words or by a photo."""
    if not words and not photos:
        raise Refused("empty", "Sertakan foto atau tulis apa yang terjadi.", field="words")
    if photos > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto untuk satu laporan.", field="photos", most=PHOTOS_MAX)


def refuse_bad_key(key: str) -> None:
    """The client's key is 8 to 64 letters, digits, - and _."""
    if not KEY.fullmatch(key):
        raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")


def clean_comment(words: str) -> str:
    """A comment without control characters; refused when empty or longer than 1,000 characters."""
    said = clean_words(words)
    if not said:
        raise Refused("comment", "Tulis komentar Anda.", field="comment")
    if len(said) > COMMENT_MAX:
        raise Refused("comment", "Komentar paling panjang {most} huruf.", field="comment", most=COMMENT_MAX)
    return said


def refuse_flood(recent: int) -> None:
    """Refused when somebody has said so much within ten minutes that it is no conversation."""
    if recent >= COMMENTS_AT_MOST:
        raise Refused(
            "often",
            "Anda sudah menulis {most} komentar dalam sepuluh menit. Tunggu sebentar, lalu kirim lagi.",
            field="comment",
            most=COMMENTS_AT_MOST,
        )
