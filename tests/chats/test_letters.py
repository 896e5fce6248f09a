"""Reporting by letter: from a pipe and from a mailbox, answered under it, never to a machine, and each once."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection
from PIL import Image

from rukun.channels.chat.imap import look_through
from rukun.channels.chat.letter import Unreadable, own_words, read
from rukun.channels.chat.mailing import take_letter
from rukun.chats.models import Conversation, Inbound
from rukun.people.rules import Actor
from rukun.reports.models import Photo, Report
from rukun.senders import ways
from tests import dovecot
from tests.chats.conftest import Worked, head_with
from tests.made import IN_RT_5, jpeg
from tests.mailing import Mailbox, receiving

pytestmark = pytest.mark.any_engine

SERVER = "mx.contoh.go.id"
PASSED = f"{SERVER}; spf=pass smtp.mailfrom=warga.id; dmarc=pass (p=reject) header.from=warga.id"


def letter(words: str, *, subject: str = "Tumpukan sampah", name: str = "1", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Hadi <hadi@warga.id>", "lapor@contoh.go.id", subject
    made["Message-ID"] = f"<{name}@warga.id>"
    for header, value in headers.items():
        made[header.replace("_", "-")] = value
    made.set_content(words)
    return made


def located_photo(seed: int = 1) -> bytes:
    """A photo whose camera knew where it was."""
    exif = Image.Exif()

    def sexagesimal(degrees: float) -> tuple[float, float, float]:
        whole = abs(degrees)
        return (float(int(whole)), float(int(whole % 1 * 60)), whole * 3600 % 60)

    exif.get_ifd(0x8825).update({
        1: "S" if IN_RT_5.lat < 0 else "N", 2: sexagesimal(IN_RT_5.lat), 3: "E", 4: sexagesimal(IN_RT_5.lon),
    })  # fmt: skip
    out = io.BytesIO()
    Image.open(io.BytesIO(jpeg(seed))).save(out, "JPEG", exif=exif)
    return out.getvalue()


def with_photos(made: EmailMessage, *photos: bytes) -> EmailMessage:
    for number, photo in enumerate(photos):
        made.add_attachment(photo, maintype="image", subtype="jpeg", filename=f"{number}.jpg")
    return made


@pytest.fixture
def postman(settings: Any) -> Iterator[Mailbox]:
    """The mail server by which we answer."""
    with receiving() as kept:
        settings.EMAIL_WAY, settings.DEFAULT_FROM_EMAIL = kept.way, "Rukun <lapor@contoh.go.id>"
        settings.RUKUN_INTAKE_AUTHSERV, settings.SITE_URL = SERVER, "https://rukun.contoh.go.id"
        ways.email_sender.cache_clear()
        yield kept
    ways.email_sender.cache_clear()


@pytest.fixture
def taken(postman: Mailbox, kota: Path, noon: datetime) -> Callable[[EmailMessage], str]:
    return lambda made: take_letter(made.as_bytes(), at=noon)


def test_a_letter_with_a_photo_that_knows_its_place_is_a_report(
    taken: Callable[[EmailMessage], str], postman: Mailbox, worked: Worked
) -> None:
    made = with_photos(letter("Sudah tiga hari.\n\n-- \nHadi\n0812 3456 7890\n"), located_photo(1), located_photo(2))
    assert taken(made) == "taken" and worked() == {"answered": 1, "sent": 1}
    report = Report.objects.select_related("category", "rt").get()
    assert (report.channel, report.category.code, report.filer_id) == ("email", "sampah", None)
    assert report.words == "Tumpukan sampah\nSudah tiga hari." and Photo.objects.count() == 2
    assert report.rt is not None and report.rt.code == "9999991001002005"
    (got,) = postman.got
    assert got["In-Reply-To"] == got["References"] == "<1@warga.id>" and got["Auto-Submitted"] == "auto-replied"
    assert got["Subject"] == "Re: Tumpukan sampah" and report.code in got.get_content()


def test_without_a_place_the_answer_asks_for_it_and_a_reply_in_words_gives_it(
    taken: Callable[[EmailMessage], str], postman: Mailbox, worked: Worked
) -> None:
    taken(with_photos(letter("Menumpuk di depan pos"), jpeg(1)))
    worked()
    assert not Report.objects.exists() and "kelurahan, RW, dan RT" in postman.got[0].get_content()
    quoted = "\n\nPada Rab, 1 Jun 2016 12.00 Rukun <lapor@contoh.go.id>\nmenulis:\n> Di mana tempatnya?\n> Rukun Raya\n"
    reply = letter(f"Kelurahan Rukun Jaya RT 5 RW 2{quoted}", subject="Re: Tumpukan sampah", name="2",
                   In_Reply_To="<x@contoh.go.id>")  # fmt: skip
    taken(reply)
    worked()
    report = Report.objects.select_related("rt").get()
    assert report.rt is not None and report.rt.code == "9999991001002005"
    assert report.words == "Tumpukan sampah\nMenumpuk di depan pos\nAlamat: Kelurahan Rukun Jaya RT 5 RW 2"
    assert report.code in postman.got[1].get_content() and postman.got[1]["Subject"] == "Re: Tumpukan sampah"


def test_a_kind_that_no_word_tells_is_chosen_by_its_number(
    taken: Callable[[EmailMessage], str], postman: Mailbox, worked: Worked
) -> None:
    taken(letter("Tolong dilihat, Kelurahan Rukun Jaya", subject="Mohon bantuan warga"))
    worked()
    rows = postman.got[0].get_content().splitlines()
    number = next(row.partition(".")[0] for row in rows if row.endswith(". Banjir"))
    assert any(row.endswith(". Sampah") for row in rows) and not Report.objects.exists()
    taken(letter(number, subject="Re: Mohon bantuan warga", name="2"))
    worked()
    assert Report.objects.select_related("category").get().category.code == "banjir"


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<warga.id>"}, {"Return_Path": "<>"},
        {"List_Unsubscribe": "<mailto:x@y.id>"}, {"X_Auto_Response_Suppress": "All"},
    ],
)  # fmt: skip
def test_machines_are_neither_heard_nor_answered(
    taken: Callable[[EmailMessage], str], postman: Mailbox, worked: Worked, header: dict[str, str]
) -> None:
    assert taken(letter("Saya sedang cuti", **header)) == "passed by"
    assert worked() == {} and not postman.got and not Inbound.objects.exists()


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@warga.id", "noreply@warga.id", "lapor@contoh.go.id", "", "x"])
def test_senders_that_nobody_reads_are_not_answered(taken: Callable[[EmailMessage], str], sender: str) -> None:
    made = letter("Sampah")
    made.replace_header("From", sender)
    assert taken(made) == "passed by"


def test_the_same_letter_twice_is_one(taken: Callable[[EmailMessage], str], worked: Worked) -> None:
    made = with_photos(letter("Menumpuk"), located_photo())
    assert [taken(made), taken(made)] == ["taken", "known"]
    worked()
    assert taken(made) == "known" and worked() == {} and Report.objects.count() == 1


def proven(by: str = PASSED, **more: str) -> EmailMessage:
    return with_photos(letter("Menumpuk", Authentication_Results=by, **more), located_photo())


def test_a_known_sender_is_themselves_where_our_own_server_says_so(
    taken: Callable[[EmailMessage], str], worked: Worked, noon: datetime, postman: Mailbox
) -> None:
    hadi = head_with("hadi@warga.id", noon)
    taken(proven())
    worked()
    assert "RT 005/RW 002" in postman.got[0].get_content()
    taken(letter("1", subject="Re: Tumpukan sampah", name="2", Authentication_Results=PASSED))
    worked()
    report = Report.objects.get()
    assert report.filer_id == hadi.person_id and report.unit_id is not None


@pytest.mark.parametrize(
    "said",
    [
        "", PASSED.replace("dmarc=pass", "dmarc=fail"), PASSED.replace(SERVER, "mx.penipu.id"),
        PASSED.replace("header.from=warga.id", "header.from=penipu.id"), f"{SERVER}; spf=pass smtp.mailfrom=warga.id",
        f"{SERVER}; spf=pass (dmarc=pass header.from=warga.id)",
        f'{SERVER}; auth=fail reason="; dmarc=pass" header.from=penipu.id',
    ],
)  # fmt: skip
def test_otherwise_the_letter_is_a_report_of_nobody(
    taken: Callable[[EmailMessage], str], worked: Worked, noon: datetime, said: str
) -> None:
    head_with("hadi@warga.id", noon)
    taken(proven(said) if said else with_photos(letter("Menumpuk"), located_photo()))
    worked()
    assert Report.objects.get().filer_id is None


def test_a_result_that_came_with_the_letter_stands_below_our_servers_and_counts_for_nothing(
    taken: Callable[[EmailMessage], str], worked: Worked, noon: datetime
) -> None:
    head_with("hadi@warga.id", noon)
    made = proven(f"{SERVER}; dmarc=fail header.from=warga.id")
    made["Authentication-Results"] = PASSED
    taken(made)
    worked()
    assert Report.objects.get().filer_id is None


def test_whoever_writes_in_somebodys_name_does_not_get_into_their_conversation(
    taken: Callable[[EmailMessage], str], noon: datetime, worked: Worked
) -> None:
    head_with("hadi@warga.id", noon)
    taken(letter("Bau sekali", Authentication_Results=PASSED))
    taken(letter("Tulisan orang lain", name="2"))
    worked()
    said = {one.person_id is not None: one.state["words"] for one in Conversation.objects.all()}
    assert said == {True: "Tumpukan sampah\nBau sekali", False: "Tumpukan sampah\nTulisan orang lain"}


def test_pages_quotes_signatures_and_hidden_parts_are_left_out() -> None:
    made = letter("x", subject="Banjir")
    made.set_content(
        "<html><head><title>T</title><style>p{}</style></head><body><p>Air sampai &lt;lutut&gt;.</p>"
        "<script>x()</script><div>Tolong</div><div class='gmail_quote'>Pada 1 Jun<div>dalam</div>"
        "<blockquote>lama</blockquote></div></body>",
        subtype="html",
    )
    found = read(made.as_bytes(), trusted="", own="")
    assert found.words.split() == ["Banjir", "Air", "sampai", "<lutut>.", "Tolong"]
    assert own_words("Ya\n\nOn Wed, 1 Jun 2016 at 12:00, Rukun wrote:\n> lama") == "Ya"
    assert own_words("Ya\nSent from my iPhone\n-----Original Message-----\nlama") == "Ya"
    assert own_words("Pada hari Rabu saya menulis surat ke lurah") == "Pada hari Rabu saya menulis surat ke lurah"


@pytest.mark.parametrize(
    "content", [b"", b"   ", b"\x00" * 10, b"Content-Type: multipart/mixed; boundary=a\n\n--a" * 3]
)
def test_what_is_no_letter_is_told_or_has_nobody_to_answer(content: bytes) -> None:
    with suppress(Unreadable):
        assert not read(content, trusted="", own="").is_answerable


def test_headers_without_end_are_no_letter() -> None:
    with pytest.raises(Unreadable):
        read(b"From: a@b.id\nAuthentication-Results: " + b"(" * 200_000 + b"\n\nx", trusted=SERVER, own="")
    nested = letter("x", Authentication_Results="(" * 3_000 + ")" * 3_000)
    assert not read(nested.as_bytes(), trusted=SERVER, own="").is_proven


def test_parts_within_parts_without_end_break_nothing() -> None:
    deep = b"From: a@b.id\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    with pytest.raises(Unreadable):
        read(deep, trusted="", own="")


@pytest.mark.any_engine
@pytest.mark.parametrize(("charset", "body"), [("utf-7", b"Lubang +2AA- besar"), ("unicode_escape", b"\\ud83dLubang")])
def test_half_a_sign_in_a_letter_is_left_out_and_the_rest_is_taken(
    taken: Callable[[EmailMessage], str], charset: str, body: bytes
) -> None:
    """No database keeps it, and a letter that cannot be taken in would stand before all that come after it."""
    made = letter("")
    made.set_param("charset", charset)
    made.set_payload(body)
    assert taken(made) == "taken"
    words = Inbound.objects.get().heard["text"]
    assert "Lubang" in words and words == words.encode(errors="ignore").decode()


def test_a_photo_that_cannot_be_read_is_told_and_the_rest_is_taken(
    taken: Callable[[EmailMessage], str], postman: Mailbox, worked: Worked
) -> None:
    taken(with_photos(letter("Menumpuk"), b"no picture", located_photo()))
    worked()
    assert Photo.objects.count() == 1 and "foto" in postman.got[0].get_content().lower()


def test_a_pipe_hands_a_letter_over_and_is_told_what_became_of_it(tmp_path: Path, committed: Path) -> None:
    name = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else _url_of(name)
    connection.close()

    def piped(content: bytes, database: str = url) -> tuple[int, str]:
        env = os.environ | {"DATABASE_URL": database, "RUKUN_HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-m", "rukun.channels.cli", "mail", "take"], input=content, env=env, cwd=house.REPOSITORY,
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode().strip()

    assert piped(letter("Menumpuk").as_bytes()) == (0, "taken")
    assert piped(b"") == (os.EX_DATAERR, "")
    assert piped(letter("x").as_bytes(), f"sqlite:///{tmp_path}/none/none.sqlite3")[0] == os.EX_TEMPFAIL
    assert Inbound.objects.count() == 1 and json.loads(json.dumps(Inbound.objects.get().heard))["text"]


def _url_of(name: str) -> str:
    kept = connection.settings_dict
    return f"postgresql://{kept['USER']}@{kept['HOST']}:{kept['PORT']}/{name}"


@pytest.mark.skipif(dovecot.program() is None, reason="Dovecot is not on this machine")
def test_a_mailbox_is_looked_through_and_each_letter_taken_once(
    postman: Mailbox, kota: Path, noon: datetime, worked: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dovecot.keeping_post() as box:
        monkeypatch.setenv("SSL_CERT_FILE", str(box.certificate))
        made = with_photos(letter("Menumpuk"), located_photo())
        for content in (made.as_bytes(), letter("Cuti", name="2", Auto_Submitted="auto-replied").as_bytes(),
                        made.as_bytes(), b"\r\n"):  # fmt: skip
            box.put(content)
        assert look_through(box.way, now=lambda: noon, stopped=lambda: True) == {} and box.unread() == 4
        counted = look_through(box.way, now=lambda: noon)
        assert counted == Counter({"taken": 1, "passed by": 1, "known": 1, "unreadable": 1}) and box.unread() == 0
        assert look_through(box.way, now=lambda: noon) == {}
        worked()
        assert Report.objects.get().channel == "email" and len(postman.got) == 1


def test_a_person_who_is_no_head_is_not_asked_for_whom(
    taken: Callable[[EmailMessage], str], budi: Actor, worked: Worked, noon: datetime
) -> None:
    from rukun.people.models import Person

    Person.objects.filter(pk=budi.person_id).update(confirmed_at=noon, login="hadi@warga.id")
    taken(proven())
    worked()
    assert Report.objects.get().filer_id == budi.person_id
