"""The clock's secret for a month, and what the trail calls a month's draw."""

from __future__ import annotations

from pathlib import Path

from rukun.trail import keys
from rukun.values.digest import digest_of
from rukun.values.time import Month

CLOCK = "clock"


def about(month: Month) -> str:
    """What the trail calls the seed and the lists of a month."""
    return f"samples:{month}"


def secret_of(month: Month, home: Path) -> str:
    """The clock's secret for a month: it follows from the signing key, and only the key's holder can know it early."""
    return digest_of(keys.signing_key(home).sign(f"rukun sample {month}".encode()))
