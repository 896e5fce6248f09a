"""Words that mean something at any time, however they are written (pure)."""

from __future__ import annotations

import re
from enum import StrEnum

WORD = re.compile(r"[^\W_]+")


class Command(StrEnum):
    """What somebody may want wherever they are in a conversation."""

    CANCEL = "cancel"
    HELP = "help"
    BEGIN = "begin"
    STATUS = "status"
    ENGLISH = "english"
    INDONESIAN = "indonesian"
    NUMBER = "number"


WHOLE = {
    "batal": Command.CANCEL, "batalkan": Command.CANCEL, "cancel": Command.CANCEL, "tidak jadi": Command.CANCEL,
    "bantuan": Command.HELP, "help": Command.HELP, "tolong": Command.HELP, "cara": Command.HELP,
    "mulai": Command.BEGIN, "start": Command.BEGIN, "lapor": Command.BEGIN, "menu": Command.BEGIN,
    "report": Command.BEGIN, "english": Command.ENGLISH, "bahasa inggris": Command.ENGLISH,
    "indonesia": Command.INDONESIAN, "bahasa indonesia": Command.INDONESIAN, "nomor": Command.NUMBER,
    "status": Command.STATUS,
}  # fmt: skip
# Said in English, and so the answer is in English where nothing else is known.
IN_ENGLISH = {"cancel", "help", "start", "report", "hello", "hi", "skip", "send", "english"}
GREETINGS = {
    "halo", "hai", "hallo", "hello", "hi", "p", "ping", "assalamualaikum", "selamat pagi", "selamat siang",
    "selamat sore", "selamat malam", "permisi", "pagi", "siang", "sore", "malam", "min", "halo min", "test", "tes",
}  # fmt: skip
SKIPS = {"lewati", "skip", "tidak ada", "tanpa foto", "tanpa keterangan", "tidak", "no", "nggak", "gak", "-"}
YES = {"kirim", "ya", "iya", "y", "ok", "oke", "benar", "betul", "sudah", "sudah benar", "send", "yes"}
CHANGING = {"ubah", "ganti", "change", "salah", "edit"}
UNSURE = {"tidak tahu", "tak tahu", "entah", "not sure", "unknown", "?"}
OWN = {"saya", "sendiri", "saya sendiri", "pribadi", "untuk saya", "untuk saya sendiri", "me", "myself"}


def plain(text: str) -> str:
    """Small letters and single blanks, without marks around it: `/Batal!` is `batal`."""
    return " ".join(WORD.findall(text.lower())) or text.strip()


def command_in(text: str) -> tuple[Command, str] | None:
    """The command that a message is, and what stands behind it; None where it is none.

    A word counts alone only: whoever writes "batal" within a sentence tells something.
    """
    said = plain(text)
    if said in WHOLE:
        return WHOLE[said], ""
    first, _, rest = said.partition(" ")
    # Telegram opens a chat with "/start", at times with something behind it.
    if text.lstrip().startswith("/") and first in WHOLE:
        return WHOLE[first], rest
    if first == "status" and len(rest.split()) <= 2 and any(sign.isdigit() or len(rest) >= 8 for sign in rest):
        return Command.STATUS, rest
    return None
