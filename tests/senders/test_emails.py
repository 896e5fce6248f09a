"""An e-mail leaves by SMTP with a subject, plain words, and a way to stop it; a refusal is final or it is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rukun.senders.message import Message, NotSent
from rukun.senders.ways import Email
from tests.mailing import Mailbox, receiving

TO_BUDI = Message(to="budi@contoh.id", subject="Laporan selesai", words="Sudah diangkut.\n", key="abc123")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with receiving() as kept:
        yield kept


def by(mailbox: Mailbox) -> Email:
    return Email(**mailbox.way, timeout=5)


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
    mailbox.refuses_address, mailbox.refuses_message = rcpt, data
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
