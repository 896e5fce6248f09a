"""Amounts in words, as every Indonesian receipt has them beside the figures."""

from __future__ import annotations

from rukun.values.refused import Refused

LARGEST = 999_999_999_999
DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = ((1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu"))


def terbilang(number: int) -> str:
    """`975000` as "sembilan ratus tujuh puluh lima ribu"; for 0 to 999,999,999,999, refused beyond.

    One thousand is "seribu", one hundred "seratus", eleven "sebelas" (Kamus Besar Bahasa Indonesia); one million and
    one milliard are counted: "satu juta".
    """
    if not 0 <= number <= LARGEST:
        raise Refused("amount", "Terbilang hanya untuk nol sampai {largest}.", largest=LARGEST)
    if number == 0:
        return DIGITS[0]
    words, left = [], number
    for size, name in SCALES:
        count, left = divmod(left, size)
        if count == 1 and name == "ribu":
            words.append("seribu")
        elif count:
            words += [_below_thousand(count), name]
    if left:
        words.append(_below_thousand(left))
    return " ".join(words)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{DIGITS[hundreds]} ratus")
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{DIGITS[number % 10]} belas")
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens]} puluh" + (f" {DIGITS[ones]}" if ones else "")
