"""The sign in the QR code of a letter: eight letters made from session and seat, that nobody else can make."""

from __future__ import annotations

from django.utils.crypto import constant_time_compare

from rukun.people.codes import ALPHABET, keyed

LENGTH = 8
# O is zero, I and L are one: what people type from paper.
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def sign_of(session: str, seat: int) -> str:
    """The same for the same letter printed again; kept nowhere."""
    number = int(keyed("sosialisasi", f"{session}.{seat}"), 16)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))


def read_sign(typed: str) -> str:
    """However it was typed; "" when it cannot be one."""
    signs = "".join(sign for sign in typed.upper().translate(READ_AS) if sign not in " -.\t\r\n")
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else ""


def is_sign(typed: str, session: str, seat: int) -> bool:
    """Compared in a time that tells nothing."""
    return constant_time_compare(read_sign(typed), sign_of(session, seat))
