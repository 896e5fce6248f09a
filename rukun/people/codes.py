"""Codes that people type: invitations and spare codes in Crockford's alphabet, six digits for what is sent."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
DIGITS = 6
# What is read for another sign: O is zero, I and L are one; U is in no code and was meant as V.
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
PSEUDONYM_SIGNS = 4


def new_code() -> str:
    """Fifty bits of chance, written `7K3QM-9XT4B`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def new_digits() -> str:
    """Six digits, for a code that is sent."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def new_pseudonym() -> str:
    """`Warga 4F7K`: a name that says nothing of its bearer."""
    return "Warga " + "".join(secrets.choice(ALPHABET) for _ in range(PSEUDONYM_SIGNS))


def read_code(typed: str) -> str:
    """The ten signs of a code however it was typed: small letters, spaces, O for 0; "" when it cannot be one."""
    signs = "".join(sign for sign in typed.upper().translate(READ_AS) if sign not in " -–—_.\t\r\n\u00a0")
    return signs if len(signs) == CODE_LENGTH and set(signs) <= set(ALPHABET) else ""


def read_digits(typed: str) -> str:
    """The digits of a sent or shown code, without the spaces that people put between."""
    return "".join(sign for sign in typed if not sign.isspace() and sign != "-")


def installation_keys() -> list[str]:
    """The installation's key, and those before it that still count."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def keyed(purpose: str, text: str, *, key: str | None = None) -> str:
    """What is kept of a secret: a digest under the installation's key, so that a copy of the table opens nothing."""
    return salted_hmac(f"rukun.people.{purpose}", text, secret=key, algorithm="sha256").hexdigest()[:40]


def keyed_ever(purpose: str, text: str) -> list[str]:
    """What may be kept of a secret that outlives a change of the key: its digest under each, the present one first."""
    return [keyed(purpose, text, key=key) for key in installation_keys()]


def is_same(digest: str, other: str) -> bool:
    """Compared in a time that tells nothing."""
    return constant_time_compare(digest, other)


def invitation_digests(typed: str) -> list[str]:
    """What is kept of an invitation's code, however it was typed; the first is that of a new one."""
    return keyed_ever("invitation", read_code(typed))
