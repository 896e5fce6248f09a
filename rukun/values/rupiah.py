"""Whole rupiah, and how Indonesians write them."""

from __future__ import annotations

from typing import NewType

Rupiah = NewType("Rupiah", int)

NOTHING = Rupiah(0)


def written(amount: int) -> str:
    """`975000` as `Rp 975.000`; a negative amount as `-Rp 500.000`."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp {abs(amount):,}".replace(",", ".")
