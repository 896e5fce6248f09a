"""What is hidden is gone in every place at once, but for those who handle it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_work
from rukun.followup.models import Ticket
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.notices.words import told as in_words
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports import actions
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Report
from rukun.reports.photos import keep_photo
from rukun.transparency import queries
from rukun.transparency.models import Mark
from tests.conftest import _person
from tests.doors.hiding.seen import KELURAHAN, SignedIn, digest_of, flag, fresh, hide, photo_status, places, text
from tests.made import jpeg, proof, ticket


def test_a_report_hidden_whole_is_gone_everywhere_and_its_page_says_who_hid_it_and_why(
    shown: Report, signed_in: SignedIn, citra: Actor, ani: Actor, fajar: Actor, noon: datetime
) -> None:
    neighbour = signed_in(fajar)
    assert all(shown.code in page for page in places(shown, neighbour).values()) and Mark.objects.exists()
    hide(shown, Part.WHOLE, citra, noon, reason=Reason.OTHER, note="Atas perintah pengadilan")
    for address, page in places(shown, neighbour).items():
        assert shown.code not in page and "Rumah Pak" not in page and digest_of(shown) not in page, address
    assert not Mark.objects.exists() and queries.map_of(KELURAHAN).dots == []  # type: ignore[union-attr]
    for stranger in (Client(), signed_in(ani), neighbour):
        page = stranger.get(f"/laporan/{shown.code}/")
        assert page.status_code == 410 and photo_status(shown, stranger) == {404}
        assert "oleh Kelurahan Rukun Jaya, karena Atas perintah pengadilan" in text(page)
        assert "Zulkifli" not in text(page) and "Sampah" not in text(page)
        assert stranger.get(f"/laporan/{shown.code}/kartu/").status_code == 404
        assert flag(shown, stranger) == 410
    for verb in ("dukung", "komentar"):
        assert neighbour.post(f"/laporan/{shown.code}/{verb}/", {"comment": "x", "key": "k" * 9}).status_code == 410


def test_whoever_filed_it_handles_it_or_oversees_it_still_sees_all_marked_as_hidden(
    shown: Report, signed_in: SignedIn, budi: Actor, citra: Actor, dodi: Actor, eka: Actor, noon: datetime
) -> None:
    hide(shown, Part.WHOLE, citra, noon, note="Nama tetangga disebut.")
    for who in (budi, citra, dodi, eka):
        client = signed_in(who)
        page = client.get(f"/laporan/{shown.code}/")
        assert page.status_code == 200 and "Zulkifli" in text(page) and digest_of(shown) in text(page)
        assert "menyembunyikan seluruh laporan dari umum" in text(page) and "Nama tetangga disebut" in text(page)
        assert photo_status(shown, client) == {200}
    assert "Zulkifli" in text(signed_in(budi).get("/laporan-saya/"))
    assert "tersembunyi dari umum" in text(signed_in(citra).get(f"/meja/{shown.code}/"))


def test_the_reporter_is_told_what_was_hidden_and_why_and_when_it_is_seen_again(
    shown: Report, citra: Actor, budi: Actor, noon: datetime
) -> None:
    walking.begin(at=noon)
    flag(shown, Client(), bagian="photos")
    hide(shown, Part.WORDS, citra, noon, reason=Reason.ABUSE)
    actions.show(fresh(shown), note="Sudah dibaca lagi.", desk=citra.seats[0], at=noon)
    walking.catch_up(at=noon)
    told = Notice.objects.select_related("report__category").exclude(matter="opened").order_by("id")
    words = [in_words(notice).words for notice in told]
    assert [notice.person_id for notice in told] == [budi.person_id] * 3
    assert "fotonya kini tidak terlihat umum, karena menunjukkan urusan pribadi" in words[0]
    assert "kata-katanya kini tidak terlihat umum, karena menghina" in words[1]
    assert "Kelurahan Rukun Jaya sudah memutuskan" in words[2]


def test_a_proof_of_finished_work_is_hidden_with_the_photos(
    shown: Report, signed_in: SignedIn, citra: Actor, noon: datetime
) -> None:
    after = proof(9)
    held, desk = ticket_to_work(citra, shown.code)
    followup.finish(held, words="Sudah diangkut", proof=after, desk=desk, at=noon)
    assert Client().get(f"/bukti/{after.digest}.jpg").status_code == 200
    hide(shown, Part.PHOTOS, citra, noon)
    assert Client().get(f"/bukti/{after.digest}.jpg").status_code == 404
    assert after.digest not in text(Client().get(f"/laporan/{shown.code}/"))
    assert signed_in(citra).get(f"/bukti/{after.digest}.jpg").status_code == 200


def test_a_department_reads_what_was_forwarded_to_it_though_it_is_private_and_not_its_kind(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    it = ticket(budi, noon, is_private=True, photos=[keep_photo(jpeg(3), at=noon)]).report
    held, desk = ticket_to_work(citra, it.code)
    crew = signed_in(_person("Petugas", "skpd", "99", "bina-marga"))  # type: ignore[arg-type]
    addresses = (f"/meja/{it.code}/", f"/laporan/{it.code}/", f"/foto/{digest_of(it)}.jpg")
    assert {crew.get(address).status_code for address in addresses} == {404}
    followup.dispose(held, to=office("bina-marga"), reason="Perlu alat", desk=desk, at=noon)
    assert {crew.get(address).status_code for address in addresses} == {200}
    assert digest_of(it) in text(crew.get(f"/meja/{it.code}/"))
    back, skpd = ticket_to_work(_person("Petugas2", "skpd", "99", "bina-marga"), it.code)  # type: ignore[arg-type]
    followup.dispose(back, to=office("9999991001"), reason="Bukan jalan kota", desk=skpd, at=noon)
    assert {crew.get(address).status_code for address in addresses} == {404}
    assert Ticket.objects.get(report=it).holder.code == "9999991001"


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_page_names_the_report_with_which_it_goes_on_to_whoever_may_open_that(
    kota: Path, budi: Actor, citra: Actor, signed_in: SignedIn, noon: datetime, is_hidden: bool
) -> None:
    target, source = ticket(budi, noon), ticket(budi, noon + timedelta(days=1), kind="banjir")
    followup.merge([source], target=target, words="", desk=citra.seats[0], at=noon + timedelta(days=1))
    if is_hidden:
        hide(target.report, Part.WHOLE, citra, noon)
    address, code = f"/laporan/{source.report.code}/", target.report.code
    assert (code in Client().get(address).content.decode()) == (not is_hidden)
    assert code in signed_in(citra).get(address).content.decode()
