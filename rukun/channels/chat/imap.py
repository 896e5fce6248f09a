"""Looks through a mailbox (RFC 3501): every unread letter is taken in and then marked as read, so none is lost.

Whatever happens between the two, the letter is found again, and known by its Message-ID. Nothing is deleted: that is
for the operator's own rules.
"""

from __future__ import annotations

import imaplib
import logging
import re
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from django.db import connections

from rukun.channels.chat.letter import LETTER_BYTES_MAX, Unreadable
from rukun.channels.chat.mailing import take_letter
from rukun.databases.away import AWAY
from rukun.values.refused import Refused

log = logging.getLogger("rukun.chats")
TIMEOUT_SECONDS = 30
SECONDS_BETWEEN_LOOKS = 20.0
LETTERS_AT_ONCE = 50
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
UNREAD = "unreadable"
Now = Callable[[], datetime]


def look_through(box: Mapping[str, Any], *, now: Now, stopped: Callable[[], bool] = bool) -> Counter[str]:
    """Take in what is unread, the oldest first; how many were taken, known, passed by and unreadable."""
    done: Counter[str] = Counter()
    with _opened(box) as mailbox:
        _, found = mailbox.uid("search", "UNSEEN")
        for number in (found[0] or b"").split()[:LETTERS_AT_ONCE]:
            if stopped():
                break
            done[_taken(mailbox, number.decode(), now)] += 1
            mailbox.uid("store", number.decode(), "+FLAGS.SILENT", r"(\Seen)")
    return done


def look_until(stop: threading.Event, box: Mapping[str, Any], *, now: Now) -> None:
    """Look again and again; a mailbox or a store that is away for a moment is tried again."""
    while not stop.is_set():
        try:
            look_through(box, now=now, stopped=stop.is_set)
        except (OSError, imaplib.IMAP4.error, *AWAY, Refused) as away:
            # No more than the kind: what a server answers may repeat what was sent to it.
            log.warning("the mailbox could not be looked through: %s", type(away).__name__)
        connections.close_all()
        stop.wait(SECONDS_BETWEEN_LOOKS)


def _taken(mailbox: imaplib.IMAP4, number: str, now: Now) -> str:
    _, told = mailbox.uid("fetch", number, "(RFC822.SIZE)")
    size = SIZE.search(told[0] if told and isinstance(told[0], bytes) else b"")
    if size is None or int(size[1]) > LETTER_BYTES_MAX:
        return UNREAD
    _, parts = mailbox.uid("fetch", number, "(BODY.PEEK[])")
    content = next((part[1] for part in parts or [] if isinstance(part, tuple)), b"")
    try:
        return take_letter(content, at=now())
    except Unreadable:
        return UNREAD


@contextmanager
def _opened(box: Mapping[str, Any]) -> Iterator[imaplib.IMAP4]:
    mailbox = _reached(box)
    try:
        # The library quotes a password, and nothing else.
        mailbox.login(_quoted(box["user"]), box["password"])
        answer, _ = mailbox.select(_quoted(box["folder"]))
        if answer != "OK":
            raise imaplib.IMAP4.error("there is no such folder")
        yield mailbox
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            mailbox.logout()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _reached(box: Mapping[str, Any]) -> imaplib.IMAP4:
    host, port, security = box["host"], box["port"], box["security"]
    try:
        if security == "tls":
            return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT_SECONDS)
        mailbox = imaplib.IMAP4(host, port, timeout=TIMEOUT_SECONDS)
        if security == "starttls":
            mailbox.starttls(ssl.create_default_context())
        return mailbox
    except socket.gaierror as nowhere:
        raise OSError("the mail server's name leads nowhere") from nowhere
