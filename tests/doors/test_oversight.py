"""The pages of overseers: figures that lead to tickets, the archive, lists to take away, audits, week and month."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from rukun.channels.web.templatetags.verdicts import lamanya
from rukun.followup import actions as followup
from rukun.followup.models import Audit, Export, Ticket
from rukun.followup.oversight import exporting, tallying
from rukun.people.rules import Actor
from rukun.transparency.queries import struck_for_privacy
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.made import proof, ticket

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
HOUR = timedelta(hours=1)


@pytest.fixture
def hana(kota: Path) -> Actor:
    """Camat of the kecamatan."""
    return _person("Hana", "camat", "999999")  # type: ignore[return-value]


@pytest.fixture
def indra(kota: Path) -> Actor:
    """Camat of the kecamatan next door, as far as the fictional kota has one: of nothing that is told here."""
    return _person("Indra", "lurah", "9999991002", "9999991002")  # type: ignore[return-value]


@pytest.fixture
def worked(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    """Five tickets, two of them done, one of these with stars."""
    made = [ticket(budi, noon - 5 * HOUR, words="Sampah menumpuk") for _ in range(5)]
    for number in (0, 1):
        followup.finish(made[number], words="Diangkut", proof=proof(number), desk=citra.seats[0], at=noon - HOUR)
    followup.rate(made[0], stars=5, words="Rapi", by=budi, at=noon - HOUR)
    tallying.keep_today(at=noon)
    return made


def test_the_camat_sees_offices_side_by_side_and_each_number_leads_to_its_tickets(
    worked: list[Ticket], signed_in: SignedIn, hana: Actor
) -> None:
    client = signed_in(hana)
    page = text_of(client.get("/pengawasan/?bulan=2016-06"))
    assert "Kelurahan Rukun Jaya" in page and "Lama di tangan" in page and "4 jam" in page
    assert "1 Mei 2016 sampai 31 Mei 2016" in text_of(client.get("/pengawasan/")), "a month of three days says nothing"
    assert queries_of(client, "/pengawasan/") == ME + 6
    behind = client.get("/pengawasan/tiket/?kantor=9999991001&lihat=selesai&bulan=2016-06").content.decode()
    assert all((one.report.code in behind) == (one in worked[:2]) for one in worked)
    assert queries_of(client, "/pengawasan/tiket/?kantor=9999991001&lihat=terbuka&umur=0") == ME + 5
    for wrong in ("?lihat=x", "?umur=9", "?kantor=bina-marga"):
        assert client.get(f"/pengawasan/tiket/{wrong}").status_code in (400, 409)


def test_what_is_late_comes_first_and_offices_without_work_are_folded(
    worked: list[Ticket], signed_in: SignedIn, hana: Actor
) -> None:
    client = signed_in(hana)
    table, _, folded = client.get("/pengawasan/?bulan=2016-06").content.decode().partition("</table>")
    assert "Kelurahan Rukun Jaya" in table and "Kelurahan Rukun Damai" not in table
    assert "kantor tanpa pekerjaan pada hari-hari ini" in folded and "Kelurahan Rukun Damai" in folded
    assert '<option value="terlambat" selected>' in table
    by_code = client.get("/pengawasan/?bulan=2016-06&urut=kode").content.decode()
    assert '<option value="kode" selected>' in by_code


def test_in_english_a_day_that_came_in_is_no_sign_in_and_a_day_and_a_half_are_days(
    worked: list[Ticket], signed_in: SignedIn, hana: Actor
) -> None:
    camat = signed_in(hana)
    camat.post("/bahasa/", {"language": "en"})
    page = text_of(camat.get("/pengawasan/"))
    assert "Came to the offices" in page and "■ Sign in" not in page
    with translation.override("en"):
        assert (lamanya(60.0), lamanya(72.0), lamanya(1.0)) == ("2.5 days", "3.0 days", "1 hour")


def test_the_lurah_sees_the_own_office_and_never_the_next_one(
    worked: list[Ticket], signed_in: SignedIn, citra: Actor, fajar: Actor
) -> None:
    mine, theirs = signed_in(citra), signed_in(fajar)
    assert "Rukun Jaya" in text_of(mine.get("/pengawasan/"))
    for address in ("/pengawasan/", "/pengawasan/tiket/", "/pengawasan/umur/", "/pengawasan/bulan.pdf",
                    "/pengawasan/surel/", "/arsip/"):  # fmt: skip
        assert mine.get(address).status_code == 200, address
        assert theirs.get(f"{address}?wilayah=9999991001").status_code == 404, address
        assert mine.get(f"{address}?wilayah=999999").status_code == 404, "nor what is above"
        assert worked[0].report.code not in theirs.get(address).content.decode("latin-1")


def test_why_not_yet_is_told_to_everyone_without_what_is_private(
    worked: list[Ticket], client: Client, signed_in: SignedIn, hana: Actor, budi: Actor, noon: datetime
) -> None:
    private = ticket(budi, noon - 5 * HOUR, words="Rahasia", is_private=True)
    own = signed_in(hana).get("/pengawasan/umur/").content.decode()
    assert private.report.code in own and worked[2].report.code in own
    public = client.get("/wilayah/99.99.99.1001/belum/")
    assert worked[2].report.code in public.content.decode() and private.report.code not in public.content.decode()
    assert "Belum ada sebab" in text_of(public)
    assert queries_of(client, "/wilayah/99.99.99.1001/belum/") == 7
    assert client.get("/wilayah/9999991001002/belum/").status_code == 404


def test_the_archive_is_searched_and_a_list_of_it_is_taken_away_by_whoever_asked(
    worked: list[Ticket], signed_in: SignedIn, hana: Actor, fajar: Actor, noon: datetime
) -> None:
    client = signed_in(hana)
    page = client.get("/arsip/?cari=menumpuk").content.decode()
    assert worked[0].report.code in page and worked[2].report.code not in page
    looks = 3 if connection.vendor == "postgresql" else 1  # whether many hold the word
    assert queries_of(client, "/arsip/?cari=menumpuk&jenis=sampah") == ME + 4 + looks
    assert "Tanggal ditulis" in text_of(client.get("/arsip/?dari=kemarin"))
    went = client.post("/arsip/", {"form": "csv", "cari": "menumpuk"})
    export = Export.objects.get()
    assert went.headers["Location"] == f"/arsip/unduhan/{export.key}/"
    waiting = client.get(went.headers["Location"])
    assert "Sedang disiapkan: 0%" in text_of(waiting) and waiting.headers["Refresh"] == "5"
    assert client.get(f"/arsip/unduhan/{export.key}/berkas/").status_code == 409
    exporting.work_on(at=noon, hides=struck_for_privacy)
    ready = client.get(went.headers["Location"])
    assert "Ambil berkas" in text_of(ready) and "Refresh" not in ready.headers
    file = client.get(f"/arsip/unduhan/{export.key}/berkas/")
    assert worked[0].report.code.encode() in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert file.headers["Content-Disposition"].startswith("attachment")
    for address in ("", "berkas/"):
        assert signed_in(fajar).get(f"/arsip/unduhan/{export.key}/{address}").status_code == 404
    assert "CSV" in text_of(client.get("/arsip/unduhan/"))


def test_a_doubtful_closing_is_looked_at_once_and_not_by_whoever_made_it(
    worked: list[Ticket], signed_in: SignedIn, hana: Actor, citra: Actor
) -> None:
    client, code = signed_in(hana), worked[0].report.code
    page = client.get("/pengawasan/audit/")
    assert code in page.content.decode() and "Foto tanpa kode" in text_of(page)
    assert signed_in(citra).get("/pengawasan/audit/").status_code == 404
    assert "Tulis apa" in text_of(client.post(f"/pengawasan/audit/{code}/", {"do": "fell", "words": ""}))
    address = f"/pengawasan/audit/{code}/?wilayah=999999"
    went = client.post(address, {"do": "fell", "words": "Foto dari tempat lain"})
    assert went.headers["Location"] == "/pengawasan/audit/?wilayah=999999", "back to the area that was looked at"
    assert not Audit.objects.get().stood
    assert code not in client.get("/pengawasan/audit/").content.decode()


def test_the_month_is_a_paper_of_figures_that_names_nobody(
    worked: list[Ticket], signed_in: SignedIn, hana: Actor
) -> None:
    answer = signed_in(hana).get("/pengawasan/bulan.pdf?wilayah=9999991001&bulan=2016-06")
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "KELURAHAN RUKUN JAYA" in read and "JUNI 2016" in read and "Yang paling lama menunggu" in read
    assert "Budi" not in read and "Rapi" not in read
    assert signed_in(hana).get("/pengawasan/bulan.pdf?bulan=2017-01").status_code == 404


def test_the_weekly_letter_is_seen_before_it_leaves(worked: list[Ticket], signed_in: SignedIn, hana: Actor) -> None:
    page = signed_in(hana).get("/pengawasan/surel/")
    assert "Ringkasan mingguan" in text_of(page) and "23 Mei 2016 sampai 29 Mei 2016" in text_of(page)
    assert queries_of(signed_in(hana), "/pengawasan/surel/") == ME + 6
