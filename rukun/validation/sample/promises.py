"""The clock's secret for a month, and what the trail calls a month's draw."""

from __future__ import annotations

from pathlib import Path

from rukun.trail import keys
from rukun.values.digest import digest_of, digest_of_words
from rukun.values.time import Month

CLOCK = "clock"


def about(month: Month) -> str:
    """What the trail calls the seed and the lists of a month."""
    return f"samples:{month}"


def secret_of(month: Month, home: Path, *, promised: str = "") -> str:
    """The clock's secret for a month: it follows from the signing key, and only the key's holder can know it early.

    `promised` is the digest that was published of it: where the key was changed since, the earlier one keeps the word.
    """
    secrets = [digest_of(key.sign(f"rukun sample {month}".encode())) for key in keys.all_keys(home)]
    return next((secret for secret in secrets if digest_of_words(secret) == promised), secrets[0])
