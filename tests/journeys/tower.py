"""The mast that a telephone hears: passes everything on, nothing at all, or says that the server is busy."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from urllib.parse import urlsplit

BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy"
)

FLOODED = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 300\r\nContent-Length: 2\r\n"
    b"Connection: close\r\n\r\n{}"
)


class Tower:
    """A small forwarder in front of the server. `up`, `down` (nobody answers), `busy` (503 for what is sent), `flooded`
    (503, and when to come again), `slow` (a report has begun to go and does not get to its end), `deaf` (a report gets
    there, its answer does not come back)."""

    def __init__(self, server: str) -> None:
        self.server = (urlsplit(server).hostname or "localhost", urlsplit(server).port or 80)
        self.state = "up"
        self.sendings = 0
        self.turned = threading.Event()
        self.answered = threading.Event()
        self.open: list[socket.socket] = []

    def __enter__(self) -> Tower:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.turn("down")
        self.listener.close()

    def turn(self, state: str) -> None:
        """From now on; conversations that are under way end, and none that begins after it.

        The server of a journey has no gate before it: half a report that got there would be taken for one.
        """
        under_way, self.open = self.open, []
        self.state = state
        self.turned.set()
        self.turned = threading.Event()
        for line in under_way:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        while True:
            try:
                phone, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(phone,), daemon=True).start()

    def _talk(self, phone: socket.socket) -> None:
        with phone, contextlib.suppress(OSError):
            if self.state == "down":
                return
            self.open.append(phone)
            with socket.create_connection(self.server) as house:
                self.open.append(house)
                threading.Thread(target=self._back, args=(house, phone), daemon=True).start()
                while (said := phone.recv(65_536)) and self.state != "down":
                    if said.startswith(b"POST /lapor/kirim/"):
                        self.sendings += 1
                        if self.state in ("busy", "flooded"):
                            self._refuse(phone, said, BUSY if self.state == "busy" else FLOODED)
                            return
                        if self.state == "slow":
                            # What breaks off before its last byte goes no further than the gate (`doors/test_front`).
                            self.turned.wait()
                            return
                    house.sendall(said)

    def _refuse(self, phone: socket.socket, said: bytes, answer: bytes) -> None:
        """Hear it out, then say that there is no time."""
        head, _, body = said.partition(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        while len(body) < length and (more := phone.recv(65_536)):
            body += more
        phone.sendall(answer)

    def _back(self, house: socket.socket, phone: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := house.recv(65_536):
                if self.state == "deaf" and self.sendings:
                    self.answered.set()
                    self.turned.wait()
                    return
                phone.sendall(said)
        with contextlib.suppress(OSError):
            phone.shutdown(socket.SHUT_RDWR)
