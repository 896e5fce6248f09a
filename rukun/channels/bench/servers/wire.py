"""One kept connection to a server on the same machine, spoken over as a browser does.

`http.client` reads the head of each answer as if it were a letter: a third of a millisecond of the processor that is
then missing from what is measured. This one reads the status, the headers and the body, and nothing more of them.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import NamedTuple

PIECE = 65_536
HEAD_MAX = 65_536
# What has no body, whatever its headers say.
EMPTY = frozenset({204, 304})


class Got(NamedTuple):
    """An answer: its status, its headers (names in small letters) in the order in which they came, and its body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first header with this name; "" where there is none."""
        return next((value for key, value in self.headers if key == name), "")


class Wire:
    """A connection, opened when it is first needed and kept until one of both ends closes it.

    Whatever goes wrong on it is an `OSError`, and leaves it closed.
    """

    def __init__(self, port: int, host: str = "127.0.0.1", timeout: float = 60.0) -> None:
        self.host, self.port, self.timeout = host, port, timeout
        self.sock: socket.socket | None = None
        self._ahead = b""

    def ask(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Got:
        """Send one request and read its answer to the last byte."""
        told = [f"{method} {address} HTTP/1.1", f"Host: {self.host}:{self.port}", "Accept-Encoding: identity"]
        told += [f"{name}: {value}" for name, value in headers.items()]
        if body is not None:
            told.append(f"Content-Length: {len(body)}")
        try:
            sock = self._open()
            sock.sendall("\r\n".join((*told, "", "")).encode("latin-1") + (body or b""))
            return self._answer(sock, method)
        except OSError:
            self.close()
            raise
        except ValueError as broken:
            self.close()
            raise ConnectionError("this is no answer of HTTP/1.1") from broken

    def close(self) -> None:
        """Let go of it; the next request opens another."""
        if self.sock is not None:
            self.sock.close()
        self.sock, self._ahead = None, b""

    def _open(self) -> socket.socket:
        if self.sock is None:
            self.sock = socket.create_connection((self.host, self.port), self.timeout)
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.sock

    def _answer(self, sock: socket.socket, method: str) -> Got:
        first, *lines = self._until(sock, b"\r\n\r\n").decode("latin-1").split("\r\n")
        status = int(first.split(" ", 2)[1])
        headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        found = Got(status, headers, b"")
        if method != "HEAD" and status not in EMPTY:
            found = found._replace(body=self._body(sock, found))
        if found.header("connection").lower() == "close":
            self.close()
        return found

    def _body(self, sock: socket.socket, found: Got) -> bytes:
        if found.header("transfer-encoding").lower() != "chunked":
            return self._exactly(sock, int(found.header("content-length")))
        parts = []
        while size := int(self._until(sock, b"\r\n").partition(b";")[0], 16):
            parts.append(self._exactly(sock, size))
            self._exactly(sock, 2)
        self._until(sock, b"\r\n")
        return b"".join(parts)

    def _until(self, sock: socket.socket, end: bytes) -> bytes:
        """What comes before `end`, which is taken off as well."""
        got = self._ahead
        while (at := got.find(end)) < 0:
            if len(got) > HEAD_MAX:
                raise ValueError
            got += self._more(sock)
        self._ahead = got[at + len(end) :]
        return got[:at]

    def _exactly(self, sock: socket.socket, size: int) -> bytes:
        parts, left = [self._ahead[:size]], size - len(self._ahead)
        self._ahead = self._ahead[size:]
        while left > 0:
            parts.append(self._more(sock, min(left, PIECE)))
            left -= len(parts[-1])
        return b"".join(parts)

    def _more(self, sock: socket.socket, most: int = PIECE) -> bytes:
        piece = sock.recv(most)
        if not piece:
            raise ConnectionResetError("the other end has gone")
        return piece
