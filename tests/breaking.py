"""A way to PostgreSQL that leads through this process, and breaks under the question that a test names."""

from __future__ import annotations

import select
import socket
import threading
from types import TracebackType
from typing import Self

import psycopg
from django.db import connection

# How the server says that it waits for the first question, or for the next, outside of a transaction.
WAITS = b"Z\0\0\0\x05I"
PART = 65_536


class BreakingWay:
    """As long as it is entered, this process asks its database over it. Each break is a real one: the line is cut, or
    (`ends`) the server itself ends the session, as when it is told to stop, and says so."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.known = connection.connection.info
        self.dsn, self.leads_to = self.known.dsn, (self.known.host, self.known.port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.asked, self.breaks_at, self.ends, self.is_broken = 0, 0, False, False
        self.before = dict(connection.settings_dict)

    def __enter__(self) -> Self:
        connection.close()
        host, port = self.listener.getsockname()
        plain = {"sslmode": "disable", "gssencmode": "disable"}
        options = connection.settings_dict["OPTIONS"] | plain
        connection.settings_dict.update(HOST=host, PORT=port, OPTIONS=options)
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection.close()
        connection.settings_dict.update(self.before)
        self.listener.close()

    def break_under(self, question: int, *, ends: bool) -> None:
        """Under this question from now on (0: under none)."""
        self.asked, self.breaks_at, self.ends, self.is_broken = 0, question, ends, False

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed: the test is over
            threading.Thread(target=self._carry, args=[client], daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.create_connection(self.leads_to) as server:
            is_ready = False
            while True:
                for end in select.select([client, server], [], [])[0]:
                    told = _heard(end)
                    if not told or (end is client and is_ready and self._breaks(server)):
                        return
                    is_ready = is_ready or (end is server and told.endswith(WAITS))
                    try:
                        (server if end is client else client).sendall(told)
                    except OSError:
                        return

    def _breaks(self, server: socket.socket) -> bool:
        """Whether the line is to be cut now; where the server is to end the session, it is told to, and all goes on."""
        self.asked += 1
        if self.asked != self.breaks_at:
            return False
        self.is_broken = True
        if self.ends:
            with psycopg.connect(self.dsn, autocommit=True) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE client_port = %s",
                    [server.getsockname()[1]],
                )
        return not self.ends


def _heard(end: socket.socket) -> bytes:
    try:
        return end.recv(PART)
    except OSError:
        return b""
