"""An e-mail leaves by SMTP with a subject, plain words, and a way to stop it; a refusal is final or it is not."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from rukun.senders.message import Message, NotSent
from rukun.senders.ways import Email

TO_BUDI = Message(to="budi@contoh.id", subject="Laporan selesai", words="Sudah diangkut.\n", key="abc123")


class Mailbox:
    """A real SMTP server: keeps what it took, and answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.rcpt = self.data = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.data:
            return self.data
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.got.append(read)  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    kept = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    kept.port = port  # type: ignore[attr-defined]
    yield kept
    controller.stop()


def by(mailbox: Mailbox) -> Email:
    return Email(host="127.0.0.1", port=mailbox.port, user="", password="", security="", timeout=5)  # type: ignore[attr-defined]


def test_it_arrives_in_plain_words_and_its_key_is_its_message_id(mailbox: Mailbox, settings: object) -> None:
    settings.DEFAULT_FROM_EMAIL = "Rukun Contoh <kabar@contoh.go.id>"  # type: ignore[attr-defined]
    by(mailbox).send(TO_BUDI)
    (got,) = mailbox.got
    assert (got["Subject"], got["To"]) == ("Laporan selesai", "budi@contoh.id")
    assert got["From"] == "Rukun Contoh <kabar@contoh.go.id>" and got["Message-ID"] == "<abc123@contoh.go.id>"
    assert got.get_content_type() == "text/plain" and got.get_content().strip() == "Sudah diangkut."
    assert got["Auto-Submitted"] == "auto-generated" and got["List-Unsubscribe"] is None


def test_it_says_how_to_stop_it_with_one_click(mailbox: Mailbox) -> None:
    stop = "https://rukun.contoh.go.id/kabar/berhenti/abc/"
    by(mailbox).send(Message("budi@contoh.id", "Kabar", "Isi", "k", unsubscribe=stop))
    (got,) = mailbox.got
    assert got["List-Unsubscribe"] == f"<{stop}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("rcpt", "data", "is_final"),
    [
        ("550 No such mailbox", "", True),
        ("452 Mailbox full", "", False),
        ("", "554 No spam please", True),
        ("", "451 Later", False),
    ],
)
def test_no_such_mailbox_is_final_and_a_full_one_is_not(mailbox: Mailbox, rcpt: str, data: str, is_final: bool) -> None:
    mailbox.rcpt, mailbox.data = rcpt, data
    with pytest.raises(NotSent) as refused:
        by(mailbox).send(TO_BUDI)
    assert refused.value.is_final == is_final and not mailbox.got


def test_a_mail_server_that_is_away_is_tried_again() -> None:
    with pytest.raises(NotSent, match="did not take it") as refused:
        Email(host="127.0.0.1", port=9, user="", password="", security="").send(TO_BUDI)
    assert not refused.value.is_final


def test_a_subject_can_smuggle_no_header_in(mailbox: Mailbox) -> None:
    with pytest.raises(NotSent) as refused:
        by(mailbox).send(Message("budi@contoh.id", "Kabar\nBcc: semua@contoh.id", "Isi", "k"))
    assert refused.value.is_final and not mailbox.got
