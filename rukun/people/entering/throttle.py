"""How much may fail before somebody has to wait, and how long (pure).

A failure belongs to a login and to where it came from: a device that signed in with this login before, or a network.
Nobody's failures make another wait, so no account can be locked by a neighbour.
"""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from rukun.values.refused import Refused

FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Source:
    """Where something comes from. `device` is set only for a device that is known for the login it concerns."""

    network: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` failures cost nothing; then the wait begins at `first` and doubles up to `most`."""

    free: int
    first: timedelta
    most: timedelta
    window: timedelta = FORGOTTEN_AFTER

    def waits_until(self, failures: int, last: datetime | None) -> datetime | None:
        """When the next try is taken; None for at once."""
        if last is None or failures < self.free:
            return None
        doubled = min(failures - self.free, 20)
        return last + min(self.first * int(2**doubled), self.most)


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many within a window."""

    most: int
    window: timedelta


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PASSWORD = Limit(free=5, first=MINUTE / 2, most=15 * MINUTE)
PASSWORD_KNOWN_DEVICE = Limit(free=10, first=MINUTE / 2, most=15 * MINUTE)
SECOND_FACTOR = Limit(free=5, first=MINUTE, most=15 * MINUTE)
# Each line has its own /64, and a rented machine may have thousands: their wrong codes are counted together. Whoever
# gets so far knows the password, so no neighbour uses them up for the owner.
FACTOR_FROM_ANYWHERE = Cap(50, DAY)
# Invitation codes have fifty bits; this only keeps a machine from trying.
INVITATION = Limit(free=10, first=MINUTE, most=HOUR)
# One network trying many logins: a carrier's customers share an address, so only other logins count, and generously.
SPRAYING = (Cap(30, 15 * MINUTE), Cap(300, DAY))
# Codes that are sent cost money and wake people up.
CODES_A_SOURCE = Cap(3, HOUR)
CODES_A_LOGIN = Cap(20, DAY)
CODES_A_NETWORK = Cap(60, HOUR)
# Whoever types the mailbox of another can have a few letters sent there in a day, from wherever.
FOLLOWS_A_MAILBOX = Cap(3, DAY)
# A room of sixty ketua RT signs up through one line; a machine wants thousands.
REGISTRATIONS_A_NETWORK = Cap(200, HOUR)
TAKEN_A_NETWORK = Cap(20, HOUR)


def refuse_wait(until: datetime | None, at: datetime) -> None:
    """Refused, with how long in words, until that moment."""
    if until is None or until <= at:
        return
    seconds = math.ceil((until - at).total_seconds())
    if seconds < 100:
        raise Refused("wait", "Terlalu banyak percobaan. Tunggu {seconds} detik, lalu coba lagi.", seconds=seconds)
    raise Refused(
        "wait", "Terlalu banyak percobaan. Tunggu {minutes} menit, lalu coba lagi.", minutes=math.ceil(seconds / 60)
    )


def address_behind(passed: str, direct: str, proxies: int) -> str:
    """A client's address; behind proxies of our own, the one that the outermost of them saw (`X-Forwarded-For`)."""
    seen = [part.strip() for part in passed.split(",") if part.strip()]
    return seen[-proxies] if proxies and len(seen) >= proxies else direct


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """What counts as one network: an IPv4 address, or the /64 that a line gets in IPv6."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False).network_address)
