"""Calls to addresses that somebody else gave us, and never into our own network.

Whoever may name an address that this server will call (a browser's push endpoint, a photo, later a webhook) could
name a machine behind the firewall instead. So only `https` on its usual port is called, a name must lead to public
addresses only, and the connection is made to the very address that was looked at: a name that leads elsewhere a moment
later gains nothing. Redirects are not followed, and no other side can hold the caller longer than a while, however
slowly it speaks. `OUTSIDE_ALLOWED` names the `host:port` of one's own that may be called nevertheless. Where a caller
names networks of the city's own (`own`), their addresses are called too, on any port and without encryption: whoever
listens there is known.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from rukun.values.refused import Refused

TIMEOUT_SECONDS = 10.0
ADDRESS_LENGTH_MAX = 1000
FOUND = 200
# Compressed, a few bytes could be more than any memory.
PLAINLY = ("Accept-Encoding", "identity")
USUAL_PORT = {"https": 443, "http": 80}
# IPv6 addresses in which an IPv4 address is carried to where a gateway of the network translates it.
TRANSLATED = IPv6Network("64:ff9b::/96")
NOT_USUAL = "only https on its usual port is called"
Networks = Sequence[IPv4Network | IPv6Network]


class NotOutside(Exception):
    """The address may not be called: it is no address, or it leads into a network that is not public."""


class NoAnswer(Exception):
    """Nobody answered: no such name, no route, no time, or no certificate that can be trusted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the body is left where it is, however long it may be."""

    status: int
    headers: Mapping[str, str]


def refuse_inside(address: str, *, own: Networks = ()) -> None:
    """`NotOutside` unless the address could be called at this moment; `NoAnswer` where its name leads nowhere."""
    parts = parts_of(address, own)
    if not is_allowed(parts.hostname or "", _port(parts)):
        addresses_of(parts.hostname or "", _port(parts), own, is_usual=is_usual_port(parts))


def refuse_uncallable(address: str, *, own: Networks = ()) -> None:
    """The same for whoever types an address: refused in words, beside the field `url`."""
    try:
        refuse_inside(address, own=own)
    except NotOutside:
        raise Refused("url", "Alamat ini tidak boleh dipanggil: hanya https pada port biasa di jaringan umum.",
                      field="url") from None  # fmt: skip
    except NoAnswer:
        raise Refused("url", "Nama pada alamat ini tidak ditemukan.", field="url") from None


def post(
    address: str, *, body: bytes, headers: Mapping[str, str], timeout: float = TIMEOUT_SECONDS, own: Networks = ()
) -> Answer:
    """Send, and read no more than status and headers; all of it within `timeout` seconds."""
    from rukun.senders.outgoing import asked, headers_of

    with asked("POST", address, timeout, own, headers=list(headers.items()), content=body) as answer:
        return Answer(answer.status, headers_of(answer))


def fetch(address: str, *, most: int, timeout: float = TIMEOUT_SECONDS) -> bytes:
    """What lies there, whole, within `timeout` seconds; `NoAnswer` where it is more than `most` bytes, or not found."""
    from rukun.senders.outgoing import asked, whole

    with asked("GET", address, timeout, headers=[PLAINLY]) as answer:
        if answer.status != FOUND:
            raise NoAnswer(f"status {answer.status}")
        return whole(answer, most)


def ask(
    address: str, *, most: int, headers: Mapping[str, str], timeout: float = TIMEOUT_SECONDS
) -> tuple[Answer, bytes]:
    """What a server answers, whatever its status, with its words; `NoAnswer` where these are more than `most` bytes."""
    from rukun.senders.outgoing import asked, headers_of, whole

    with asked("GET", address, timeout, headers=[PLAINLY, *headers.items()]) as answer:
        return Answer(answer.status, headers_of(answer)), whole(answer, most)


def parts_of(address: str, own: Networks = ()) -> SplitResult:
    try:
        parts = urlsplit(address)
        port, host = _port(parts), parts.hostname or ""
    except ValueError as broken:
        raise NotOutside(f"no address: {broken}") from broken
    is_plain = address.isascii() and address.isprintable() and " " not in address
    if not is_plain or len(address) > ADDRESS_LENGTH_MAX or not host or "@" in parts.netloc:
        raise NotOutside("no address that can be called")
    if not is_allowed(host, port) and not is_usual_port(parts) and not (own and parts.scheme in USUAL_PORT):
        raise NotOutside(NOT_USUAL)
    return parts


def is_usual_port(parts: SplitResult) -> bool:
    return parts.scheme == "https" and _port(parts) == USUAL_PORT["https"]


def _port(parts: SplitResult) -> int:
    return parts.port or USUAL_PORT.get(parts.scheme, 0)


def is_allowed(host: str, port: int) -> bool:
    return f"{host}:{port}" in settings.OUTSIDE_ALLOWED


def addresses_of(host: str, port: int, own: Networks, *, is_usual: bool) -> list[str]:
    """Where a name leads, when every one of its addresses is public, or of the city's own networks."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as broken:
        raise NoAnswer(f"the name {host} leads nowhere") from broken
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    for address in addresses:
        if _is_of(address, own):
            continue
        if not is_public(address):
            raise NotOutside(f"{host} leads to {address}, which is not public")
        if not is_usual:
            raise NotOutside(NOT_USUAL)
    return addresses


def _is_of(address: str, own: Networks) -> bool:
    """Whether an IP address lies in one of the networks; what it may carry within it does not count."""
    ip = ip_address(address.partition("%")[0])
    return any(ip.version == network.version and ip in network for network in own)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, and carries none within it that is not."""
    ip = ip_address(address.partition("%")[0])
    carried = _carried(ip) if isinstance(ip, IPv6Address) else None
    return ip.is_global and not ip.is_multicast and (carried is None or is_public(str(carried)))


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip in TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
