"""The counter's page for residents: the form, the slip, the one message, and whoever scans it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from django.test import Client

from rukun.people.models import Attempt
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.senders.message import Message
from rukun.sosialisasi.helped import access
from rukun.sosialisasi.helped.queries import slip_secrets
from tests.conftest import KELURAHAN
from tests.doors.test_pages import text_of
from tests.made import IN_RT_5

SignedIn = Callable[[Actor], Client]
RT_5 = f"{KELURAHAN}002005"
HARMLESS = {"category": "sampah", "unit": RT_5, "words": "Sampah di depan pos ronda", "key": "counter-key-1"}


class Sent(Protocol):
    """The newest message that left, waited for; and all of them."""

    all: list[Message]

    def __call__(self) -> Message: ...


def test_the_counter_types_prints_a_slip_and_whoever_holds_it_follows(
    kota: Path, citra: Actor, fajar: Actor, budi: Actor, client: Client, sent: Sent, signed_in: SignedIn
) -> None:
    desk = signed_in(citra)
    assert "Laporan warga di loket" in text_of(desk.get("/loket/"))
    done = desk.post("/loket/warga/", HARMLESS)
    made = Report.objects.get()
    assert done.headers["Location"] == f"/loket/slip/{made.code}/?baru=1"
    assert desk.post("/loket/warga/", HARMLESS).status_code == 302 and Report.objects.count() == 1
    slip = desk.get(done.headers["Location"])
    assert (
        made.code in text_of(slip) and "<svg" in slip.content.decode() and slip.headers["Cache-Control"] == "no-store"
    )
    (address,) = set(re.findall(r"/slip/[0-9A-Z]+/[0-9A-Z]{10}/", slip.content.decode()))
    for other in (signed_in(fajar), signed_in(budi)):
        assert other.get(f"/loket/slip/{made.code}/").status_code in (403, 404)
    assert client.get(address).status_code == 302, "whoever is nobody here signs in first"
    warga = signed_in(budi)
    assert "Ya, ini laporan saya" in text_of(warga.get(address))
    taken = warga.post(address).headers["Location"]
    assert taken == f"/laporan/{made.code}/?dari=slip" and "Sekarang laporan ini milik Anda" in text_of(
        warga.get(taken)
    )
    assert "Sekarang laporan ini milik Anda" not in text_of(client.get(taken)), (
        "a link that was passed on says it of nobody"
    )
    assert f"/laporan/{made.code}/" in warga.get("/laporan-saya/").content.decode()
    assert "sudah dipakai" in text_of(desk.get(f"/loket/slip/{made.code}/"))
    page = text_of(client.get(f"/laporan/{made.code}/"))
    assert "Diterima di loket" in page and "Citra" not in page
    assert signed_in(budi).get(f"/slip/{made.code}/ZZZZZZZZZZ/").status_code == 404


def test_a_slip_that_is_scanned_again_leads_its_owner_on_and_tells_everybody_else_at_once(
    kota: Path, citra: Actor, budi: Actor, eka: Actor, signed_in: SignedIn
) -> None:
    desk = signed_in(citra)
    desk.post("/loket/warga/", HARMLESS)
    made = Report.objects.get()
    address = f"/slip/{made.code}/{slip_secrets(made)[0]}/"
    clerk = desk.get(address)
    assert "tidak menjadi pelapor di loketnya sendiri" in text_of(clerk) and "Ya, ini laporan saya" not in text_of(
        clerk
    )
    warga = signed_in(budi)
    warga.post(address)
    assert warga.get(address).headers["Location"] == f"/laporan/{made.code}/"
    other = text_of(signed_in(eka).get(address))
    assert "Slip ini sudah dipakai." in other and "Ya, ini laporan saya" not in other and "Baca laporannya" in other


def test_all_that_is_wrong_at_the_counter_is_told_at_once_and_leads_to_its_field(
    kota: Path, citra: Actor, signed_in: SignedIn
) -> None:
    wrong = signed_in(citra).post("/loket/warga/", {"key": "counter-key-1", "contact": "12", "lat": "", "lon": ""})
    page, said = wrong.content.decode(), text_of(wrong)
    assert wrong.status_code == 400
    for field, words in {
        "category": "Pilih jenis laporan.",
        "unit": "Pilih tempatnya, atau tunjukkan di peta.",
        "words": "Sertakan foto atau tulis apa yang terjadi.",
        "login": "Nomor telepon ditulis seperti 0812 3456 7890.",
    }.items():
        assert said.count(words) == 2, "above the form, and at the field"
        assert f'href="#{field}"' in page and f'id="{field}"' in page and f'id="{field}-wrong"' in page
    assert page.count('aria-invalid="true"') == 4 and not Report.objects.exists()


def test_whoever_wishes_to_be_told_gets_one_message_and_their_number_is_not_kept(
    kota: Path, citra: Actor, sent: Sent, signed_in: SignedIn, later: Callable[[timedelta], None]
) -> None:
    desk = signed_in(citra)
    wrong = desk.post("/loket/warga/", HARMLESS | {"contact": "12"})
    assert wrong.status_code == 400 and "Nomor telepon ditulis seperti" in text_of(wrong)
    assert HARMLESS["words"] in wrong.content.decode() and not Report.objects.exists()
    for _ in range(2):
        assert desk.post("/loket/warga/", HARMLESS | {"contact": "0812 3456 7890"}).status_code == 302
        later(timedelta(minutes=1))
    made = Report.objects.get()
    message = sent()
    assert len(sent.all) == 1
    assert message.to == "+6281234567890" and f"/slip/{made.code}/{slip_secrets(made)[0]}/" in message.words
    assert "812" not in str(list(Attempt.objects.values())), "only a digest slows down whoever asks too often"


def test_messages_to_one_number_are_few(kota: Path, citra: Actor, sent: Sent, signed_in: SignedIn) -> None:
    desk = signed_in(citra)
    statuses = [
        desk.post("/loket/warga/", HARMLESS | {"key": f"counter-key-{n}", "contact": "0812 3456 7890"}).status_code
        for n in range(5)
    ]
    assert statuses == [302, 302, 302, 400, 400] or statuses == [302, 302, 302, 429, 429]
    assert len([sent() for _ in range(3)]) == len(sent.all) == 3


def test_a_place_is_chosen_shown_or_refused(kota: Path, citra: Actor, signed_in: SignedIn) -> None:
    desk = signed_in(citra)
    nowhere = desk.post("/loket/warga/", HARMLESS | {"unit": ""})
    assert nowhere.status_code == 400 and "Pilih tempatnya, atau tunjukkan di peta." in text_of(nowhere)
    far = desk.post("/loket/warga/", HARMLESS | {"unit": "9999991002"})
    assert far.status_code == 400 and "tempat lain ditunjukkan di peta" in text_of(far)
    point = {"unit": "", "lat": str(IN_RT_5.lat), "lon": str(IN_RT_5.lon)}
    assert desk.post("/loket/warga/", HARMLESS | point).status_code == 302
    shown = Report.objects.select_related("rt").get()
    assert shown.rt is not None and shown.rt.code == RT_5 and shown.lat is not None
    whole = HARMLESS | {"unit": KELURAHAN, "key": "counter-key-2", "is_private": "on"}
    assert desk.post("/loket/warga/", whole).status_code == 302
    private = Report.objects.get(key="counter-key-2")
    assert (private.is_private, private.rt_id, private.placed) == (True, None, "by-hand")
    assert access.report_of_counter(citra, private.code) == private
