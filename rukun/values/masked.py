"""Words without what tells of a person: addresses, numbers, and what a database says of the row that it refused."""

from __future__ import annotations

import ipaddress
import re

MAIL = re.compile(r"[^\s@<>()\[\]\"'=,;:]+@[^\s@<>()\[\]\"'=,;:]+\.[A-Za-z]{2,}")
# A telephone as people here write it, with or without the country and with gaps; and a citizen's number.
TELEPHONE = re.compile(r"(?<![\w.])(?:\+?62|0)[\s.-]?8(?:[\s.-]?\d){7,12}(?!\w)")
CITIZEN = re.compile(r"(?<!\w)\d{16}(?!\w)")
ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w.]\d)|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?![\w:]))"
)
# PostgreSQL tells the values of a key, and of a whole row.
KEY = re.compile(r"\)=\([^)\n]*\)")
ROW = re.compile(r"(Failing row contains )\(.*")


def masked(words: str) -> str:
    """The words with a mark in the place of each of these."""
    told = ROW.sub(r"\1(…)", KEY.sub(")=(…)", words))
    told = TELEPHONE.sub("[telephone]", MAIL.sub("[e-mail]", told))
    return CITIZEN.sub("[number]", ADDRESS.sub(_address, told))


def _address(found: re.Match[str]) -> str:
    """Only what is an address, and not this machine's own: a time of day has colons, too."""
    try:
        address = ipaddress.ip_address(found[0].rstrip("."))
    except ValueError:
        return found[0]
    return found[0] if address.is_loopback or address.is_unspecified else "[address]"
