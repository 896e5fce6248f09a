"""A real mail server on the loopback: keeps what it took, and refuses what it is told to."""

from __future__ import annotations

import email
import email.policy
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from rukun.channels.bench.servers.postgres import free_port

# It tells every line of every conversation, some of them when the test is over.
logging.getLogger("mail.log").setLevel(logging.WARNING)


@dataclass
class Mailbox:
    """`refuses_address` and `refuses_message` are what it answers instead of taking something."""

    port: int
    got: list[EmailMessage] = field(default_factory=list)
    refuses_address: str = ""
    refuses_message: str = ""
    rings: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def next(self) -> EmailMessage:
        """The newest letter, once one more is there: for what is sent beside an answer."""
        assert self.rings.acquire(timeout=10), "nothing was sent"
        return self.got[-1]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.refuses_address:
            return self.refuses_address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.refuses_message:
            return self.refuses_message
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.got.append(read)  # type: ignore[arg-type]
        self.rings.release()
        return "250 OK"

    @property
    def way(self) -> dict[str, Any]:
        """As the setting `EMAIL_URL` is read."""
        return {"host": "127.0.0.1", "port": self.port, "user": "", "password": "", "security": ""}


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """The server, until the block ends."""
    mailbox = Mailbox(free_port())
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
