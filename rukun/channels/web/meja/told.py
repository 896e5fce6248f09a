"""What became of the ticket one has just left, or of many: told above the queue, or above the next ticket."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from rukun.values.number import number_in
from rukun.values.words import sentence

# In the address: how many were done together, or what was done with which one.
JUST_DONE = "jadi"
WORDS = {
    "finish": sentence("Tiket {code} ditutup sebagai selesai."),
    "decline": sentence("Tiket {code} ditutup sebagai tidak dapat ditangani."),
    "forward": sentence("Tiket {code} diteruskan, dan sekarang di antrean kantor lain."),
}


def mark_of(doing: str, code: str) -> str:
    """As it stands in the address."""
    return f"{doing}.{code}"


def just_done(mark: str) -> str:
    """The sentence; nothing for what nobody of us writes into an address."""
    doing, _, code = mark.partition(".")
    if (many := number_in(mark, 6)) is not None:
        return ngettext("Berhasil untuk {n} tiket.", "Berhasil untuk {n} tiket.", many).format(n=many)
    is_ours = doing in WORDS and code.isascii() and code.isalnum() and len(code) == 10
    return gettext(WORDS[doing]).format(code=code) if is_ours else ""
