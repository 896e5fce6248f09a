"""Whether a port is still free. The server shares one with whoever else would (SO_REUSEPORT), for its own processes:
two cities on one port would answer by turns, and neither would say so."""

from __future__ import annotations

import errno
import socket

from rukun.values.refused import Refused

NEXT_LOOKED_AT = 100


def refuse_taken(host: str, port: int, command: str) -> None:
    """Before anything is prepared: a port that somebody listens on is refused, and a free one is named."""
    if _is_free(host, port):
        return
    free = next((one for one in range(port + 1, min(port + NEXT_LOOKED_AT, 65536)) if _is_free(host, one)), None)
    if free is None:
        raise Refused("port-taken", "Port {port} di {host} sudah dipakai. Pilih yang lain.", host=host, port=port)
    raise Refused(
        "port-taken",
        "Port {port} di {host} sudah dipakai, barangkali oleh Rukun yang masih berjalan. Hentikan itu, atau: {instead}",
        host=host, port=port, instead=command.format(port=free),
    )  # fmt: skip


def _is_free(host: str, port: int) -> bool:
    """Bound for a moment, without sharing; what closed a moment ago does not count as taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        return True  # no such host: the server says so itself
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as taken:
            return taken.errno != errno.EADDRINUSE
    return True
