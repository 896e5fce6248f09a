"""Which events programs may hear of, how often a delivery is tried, and when an address is given up (pure)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from rukun.values.refused import Refused
from rukun.values.words import sentence

ADDRESS_LENGTH_MAX = 1000
NAME_MAX, CONTACT_MAX = 80, 120
SUBSCRIPTIONS_OF_A_KEY_MAX = 5
# What was sent again so often is at the wrong address; and the column counts no further than 32,767.
REPLAYS_MAX = 1_000
PING = "webhook.ping"
HIDDEN = "report.hidden"
FIRST = date(2026, 11, 26)


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event: since when it is told, of which acts in the trail it tells, and what it says to people."""

    since: date
    verbs: tuple[str, ...]
    words: str


# A name stays what it is; what is told otherwise one day gets another name, and the old one a last day in the docs.
EVENTS: Mapping[str, Event] = {
    "report.filed": Event(FIRST, ("report.filed",), sentence("Laporan masuk.")),
    "report.opened": Event(FIRST, ("ticket.opened",), sentence("Tindak lanjut dibuka dengan tenggatnya.")),
    "report.assigned": Event(
        FIRST,
        ("ticket.taken", "ticket.forwarded", "ticket.handed-up"),
        sentence("Kantor mulai menangani, atau meneruskannya ke kantor lain."),
    ),
    "report.paused": Event(FIRST, ("ticket.paused",), sentence("Menunggu sesuatu, sampai tanggal tertentu.")),
    "report.resumed": Event(FIRST, ("ticket.resumed",), sentence("Dilanjutkan setelah menunggu.")),
    "report.amended": Event(FIRST, ("ticket.amended",), sentence("Jenis atau tempatnya diperbaiki.")),
    "report.urgency": Event(
        date(2026, 11, 27), ("ticket.urgent", "ticket.calmed"), sentence("Ditandai mendesak, atau tidak lagi.")
    ),
    "report.merged": Event(FIRST, ("ticket.merged",), sentence("Digabung dengan laporan lain tentang hal yang sama.")),
    "report.unmerged": Event(
        date(2026, 11, 28), ("ticket.unmerged",), sentence("Digabung keliru: berjalan tersendiri lagi.")
    ),
    "report.shared": Event(
        date(2026, 11, 28),
        ("part.given", "part.forwarded", "part.returned", "part.finished", "part.withdrawn"),
        sentence("Sebagian pekerjaannya diserahkan ke kantor lain, atau bagian itu berubah."),
    ),
    "report.overdue": Event(FIRST, ("ticket.escalated",), sentence("Tenggatnya terlewat.")),
    "report.closed": Event(
        FIRST, ("ticket.finished", "ticket.declined"), sentence("Selesai dikerjakan, atau ditolak dengan alasan.")
    ),
    "report.answered": Event(
        FIRST,
        ("ticket.confirmed", "ticket.disputed", "ticket.partly", "ticket.audited"),
        sentence("Hasilnya dibenarkan, dibantah, atau diperiksa."),
    ),
    "report.reopened": Event(FIRST, ("ticket.reopened",), sentence("Diminta dikerjakan lagi.")),
    "report.retracted": Event(
        date(2026, 11, 27), ("report.retracted", "ticket.left"), sentence("Ditarik pelapornya: tidak dihitung lagi.")
    ),
    "report.judged": Event(
        FIRST,
        ("report.accepted", "report.struck", "verdict.withdrawn", "appeal.upheld", "appeal.rejected"),
        sentence("Penilaian Tapem terbit, ditarik, atau dijawab setelah sanggahan."),
    ),
    HIDDEN: Event(FIRST, ("report.hidden",), sentence("Sebagian atau seluruhnya disembunyikan: hapus salinannya.")),
    "report.shown": Event(FIRST, ("report.shown",), sentence("Yang disembunyikan diperlihatkan lagi.")),
}
KIND_OF = {verb: kind for kind, event in EVENTS.items() for verb in event.verbs}

# How long after the first, second, ... try the next one comes; after the last the delivery is laid aside.
WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)  # fmt: skip
TRIES_MAX = len(WAITS) + 1
# How much longer a wait may be: receivers that fell together are not called together again.
JITTER = 0.2
# After so many failures in a row the whole address rests, longer each time: what waits behind is not thrown at it.
REST_FROM, REST_MAX = 3, timedelta(minutes=15)
# So long without any success, and an address is taken for dead: it is paused, and its owner told.
DEAD_AFTER = timedelta(days=3)
ASKED_MAX = timedelta(hours=6)
# The old secret signs along so long after a new one was made.
OVERLAP = timedelta(hours=24)
PING_EVERY = timedelta(minutes=1)
SENT_KEPT_FOR, LAID_ASIDE_KEPT_FOR = timedelta(days=30), timedelta(days=90)


def kind_of(verb: str, reason: str | None) -> str | None:
    """What an act is called outside; None for what is nobody's news. What is struck because it shows somebody's private
    matter is hidden by that, and nothing is told of why."""
    return HIDDEN if verb == "report.struck" and reason == "privacy" else KIND_OF.get(verb)


def wait_after(tries: int, chance: random.Random) -> timedelta | None:
    """How long to wait after so many tries; None when that was the last."""
    return WAITS[tries - 1] * (1 + chance.random() * JITTER) if tries < TRIES_MAX else None


def rest_after(failures: int, chance: random.Random) -> timedelta:
    """How long an address is left alone after so many failures in a row."""
    if failures < REST_FROM:
        return timedelta(0)
    rest = min(timedelta(seconds=2 ** min(failures, 12)), REST_MAX)
    return rest * (1 + chance.random() * JITTER)


def is_dead(failing_since: datetime | None, at: datetime) -> bool:
    return failing_since is not None and at - failing_since >= DEAD_AFTER


def chosen(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds in the order of the table, refused where none is named or one is unknown.

    That something was hidden is always among them: whoever keeps a copy must hear of it.
    """
    named = set(kinds)
    unknown = sorted(named - EVENTS.keys())
    if unknown:
        raise Refused("kinds", "Peristiwa “{name}” tidak ada.", field="kinds", name=unknown[0][:40])
    if not named:
        raise Refused("kinds", "Pilih paling sedikit satu peristiwa.", field="kinds")
    return tuple(kind for kind in EVENTS if kind in named | {HIDDEN})


def refuse_bad_address(url: str) -> None:
    """It can be called at all; whether it may be is asked where it is called."""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_address = False
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= ADDRESS_LENGTH_MAX
    if not is_address or not is_plain or "#" in url:
        raise Refused("url", "Tulis alamat penerima yang lengkap, mulai dengan https://.", field="url")


def refuse_unnamed(name: str, contact: str) -> None:
    """A subscription says whose it is, and whom to tell when its address is dead."""
    if not 3 <= len(name.strip()) <= NAME_MAX:
        raise Refused("name", "Sebutkan penerimanya, 3 sampai {most} huruf.", field="name", most=NAME_MAX)
    if not 3 <= len(contact.strip()) <= CONTACT_MAX:
        raise Refused("contact", "Sebutkan siapa yang diberi tahu bila alamat ini mati, 3 sampai {most} huruf.",
                      field="contact", most=CONTACT_MAX)  # fmt: skip
