"""The pages of the ranking and of awards: what they show, whom they refuse, and in how many queries."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import cv2
import numpy as np
import pypdf
import pytest
from django.test import Client

from rukun import clock
from rukun.channels.web.umum import penghargaan
from rukun.people.rules import Actor
from rukun.ranking.actions import publish_tables
from rukun.ranking.certificate import certificate_of
from rukun.ranking.models import Award, AwardDecision
from rukun.reports.models import Report
from rukun.trail import actions as trail
from rukun.validation.actions import strike
from rukun.validation.rules import StrikeReason
from tests.doors.test_pages import ME, queries_of, text_of
from tests.made import noon_of, ticket
from tests.ranking.months import AFTER, JUNE, active_rt, head, proposed, ranked_june

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
OWN, NEXT = "/peringkat/99.99.99.1001/", "/peringkat/99.99.99.1002/"
WHY_QUERIES = 8


@pytest.fixture
def june(kota: Path, budi: Actor, citra: Actor, fajar: Actor, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    ranked_june(kota, budi, citra, fajar)
    return kota


@pytest.fixture
def two_months(kota: Path, budi: Actor, citra: Actor, fajar: Actor, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    ranked_june(kota, budi, citra, fajar, may_too=True)
    return kota


def test_the_tables_of_a_month_of_three_of_kecamatan_kota_and_departments_are_shown_with_their_fairness(
    june: Path, client: Client
) -> None:
    page = text_of(client.get("/peringkat/"))
    assert (
        "1 Rukun Jaya" in page
        and "Apakah adil?" in page
        and page.count("Terlalu sedikit yang dapat dibandingkan.") == 1
    )
    for asked, told in (
        ("?masa=rolling", "April 2016 sampai Juni 2016"), ("?masa=quarter", "Triwulan"),
        ("?untuk=kecamatan", "Sukarukun"), ("?untuk=kota", "Kota Contoh"), ("?untuk=skpd", "Peringkat dinas"),
    ):  # fmt: skip
        assert told in text_of(client.get(f"/peringkat/{asked}")), asked
        assert queries_of(client, f"/peringkat/{asked}") == (2 if "untuk" in asked else 3)
    assert "Rukun Jaya" in text_of(client.get("/peringkat/?di=99.99.99"))
    for wrong in ("?untuk=rt", "?masa=year", "?bulan=x", "?masa=quarter&bulan=2016-05", "?di=99.99.98", "?di=x"):
        assert client.get(f"/peringkat/{wrong}").status_code == 400, wrong


def reports_in(page: bytes) -> list[str]:
    """The codes of the reports to which a page leads."""
    return re.findall(r'href="/laporan/([A-Z0-9]{10})/"', page.decode())


def test_a_kelurahan_reads_why_it_stands_where_it_does_and_what_eight_in_time_would_have_given(
    june: Path, client: Client
) -> None:
    page = client.get(NEXT)
    text = text_of(page)
    assert "Mengapa Rukun Damai di sini" in text and "Tepat waktu" in text and "Kata warga" in text
    codes = reports_in(page.content)
    assert len(codes) == 13, "ten in sight and three folded away: those that were late"
    assert set(codes) <= set(Report.objects.filter(kelurahan__code="9999991002").values_list("code", flat=True))
    chosen = "&".join(f"jika={n}" for n in range(1, 9))
    supposed = text_of(client.get(f"{NEXT}?bulan=2016-06&{chosen}"))
    told = re.search(
        r"Seandainya 8 laporan ini selesai tepat waktu .*?nilai ([0-9,]+) \(sekarang ([0-9,]+)\)", supposed
    )
    assert told is not None
    would, now = (float(one.replace(",", ".")) for one in told.groups())
    assert would > now + 5
    for wrong in ("?jika=x", "?jika=-1", "?jika=1234", "?" + "&".join(["jika=1"] * 31), "?bulan=x"):
        assert client.get(f"{NEXT}{wrong}").status_code == 400
    for nowhere in ("/peringkat/99.99.99/", "/peringkat/99.99.99.1009/", "/peringkat/9999991001002/"):
        assert client.get(nowhere).status_code == 404, nowhere
    assert "terlalu sedikit" in text_of(client.get("/peringkat/99.99.99.1003/"))


def test_the_page_tells_what_moved_since_the_month_before_and_every_month(two_months: Path, client: Client) -> None:
    text = text_of(client.get(OWN))
    assert "Berubah sejak bulan sebelumnya" in text and "lebih dari kebetulan" in text and "Naik 1 peringkat." in text
    assert "Cara menghitungnya berbeda" in text, "June is made by another method than May"
    assert "Bulan demi bulan" in text and "Mei 2016" in text
    assert "Turun 1 peringkat." in text_of(client.get(NEXT))
    assert "Berubah sejak" not in text_of(client.get(f"{OWN}?bulan=2016-05"))


def test_the_page_takes_the_same_few_queries_however_much_there_is(
    june: Path, client: Client, signed_in: SignedIn, citra: Actor
) -> None:
    assert queries_of(client, OWN) == queries_of(client, NEXT) == WHY_QUERIES
    assert queries_of(client, f"{NEXT}?jika=1&jika=2") == WHY_QUERIES
    assert queries_of(signed_in(citra), OWN) == WHY_QUERIES + ME
    assert queries_of(client, f"{OWN}rt-rw/") == 6


def test_a_report_that_is_not_for_everybody_is_not_named_among_those_that_cost(
    kota: Path, budi: Actor, citra: Actor, fajar: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    secret = ticket(budi, noon_of(date(2016, 6, 1)), is_private=True)
    ranked_june(kota, budi, citra, fajar)
    page = client.get(OWN).content.decode()
    assert "Laporan yang tidak terbuka bagi semua" in page and secret.report.code not in page


def test_the_reasons_stay_those_of_what_was_published_whatever_comes_later(
    june: Path, client: Client, dodi: Actor
) -> None:
    before = text_of(client.get(NEXT))
    costly = Report.objects.get(
        code=re.findall(r'href="/laporan/([A-Z0-9]{10})/"', client.get(NEXT).content.decode())[0]
    )
    strike(costly, reason=StrikeReason.UNREADABLE, note="", by=dodi, at=AFTER)
    assert text_of(client.get(NEXT)) == before
    publish_tables(JUNE, scoring=june / "scoring", at=AFTER)
    after = text_of(client.get(NEXT))
    assert costly.code in before and costly.code not in after and "terlalu sedikit" not in after


def test_rt_and_rw_stand_beside_each_other_by_what_was_judged(
    june: Path, client: Client, ani: Actor, dodi: Actor
) -> None:
    active_rt(ani, dodi)
    page = text_of(client.get(f"{OWN}rt-rw/?bulan=2016-06"))
    assert "RT 005/RW 002" in page and re.search(r"RT 005/RW 002 21 [a-z ]+ 21 0 1 ", page)
    assert client.get("/peringkat/99.99.99/rt-rw/").status_code == 404


# Awards.


def test_only_who_decides_sees_what_waits_and_gives_it_or_says_why_not(
    june: Path, client: Client, signed_in: SignedIn, citra: Actor
) -> None:
    award = proposed(june)["kelurahan-terbaik-kecamatan"]
    camat = head("camat", "999999")
    desk = signed_in(camat)
    assert "Berikan" in text_of(desk.get("/penghargaan/"))
    for other in (client, signed_in(citra)):
        page = text_of(other.get("/penghargaan/"))
        assert "Berikan" not in page and "usul menunggu keputusan" in page and "Rukun Jaya" not in page
    address = f"/penghargaan/putuskan/{award.pk}/"
    assert signed_in(citra).post(address, {"do": "given"}).status_code == 404
    assert client.post(address, {"do": "given"}).status_code == 302 and not AwardDecision.objects.exists()
    refused = desk.post(address, {"do": "declined", "words": " "})
    assert refused.status_code == 400 and "Tuliskan mengapa" in text_of(refused)
    assert desk.post(address, {"do": "perhaps"}).status_code == 400
    assert desk.get(address).status_code == 404
    given = desk.post(address, {"do": "given", "words": "Selamat"})
    assert given.status_code == 302 and AwardDecision.objects.get().outcome == "given"
    assert desk.post(address, {"do": "declined", "words": "Berubah"}).status_code == 409
    assert "Kelurahan terbaik di kecamatan" in text_of(client.get("/penghargaan/"))
    assert queries_of(client, "/penghargaan/") == 2
    assert queries_of(desk, "/penghargaan/") == 2 + ME


def test_what_was_given_is_listed_to_the_first_award(
    june: Path, client: Client, citra: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(penghargaan, "AWARDS_A_PAGE", 1)
    given = list(proposed(june).values())[:2]
    for award in given:
        AwardDecision.objects.create(
            award=award, outcome="given", seat_id=citra.seats[0].id, token=f"t{award.pk:015}", event=1, at=AFTER
        )
    pages = [client.get(f"/penghargaan/?halaman={page}").content.decode() for page in (1, 2, 3)]
    listed = [re.findall(r"/penghargaan/(t\d+)/", page) for page in pages]
    assert [len(one) for one in listed] == [1, 1, 0] and len({*listed[0], *listed[1]}) == 2
    assert "halaman=2" in pages[0] and "Daftar ini berakhir" in pages[2]


def test_a_certificate_leads_by_its_code_to_the_entry_that_proves_it(
    june: Path, client: Client, signed_in: SignedIn, tmp_path: Path
) -> None:
    award = proposed(june)["kelurahan-terbaik-kecamatan"]
    signed_in(head("camat", "999999")).post(f"/penghargaan/putuskan/{award.pk}/", {"do": "given"})
    token = AwardDecision.objects.get().token
    proof = f"/penghargaan/{token}/"
    page = text_of(client.get(proof))
    assert "Menunggu segel berikutnya" in page and "award.given" in page and token in page
    trail.seal(home=tmp_path, at=AFTER + timedelta(hours=1))
    assert "Tercakup oleh segel 1" in text_of(client.get(proof))
    paper = client.get(f"{proof}piagam.pdf")
    assert paper.headers["Content-Type"] == "application/pdf"
    words = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    assert "Kelurahan Rukun Jaya" in words and "Camat" in words and "12 Juli 2016" in words
    address = f"http://testserver{proof}"
    assert address in words
    picture = certificate_of(Award.objects.get(pk=award.pk), address=address, form="png")
    read, *_ = cv2.QRCodeDetector().detectAndDecode(cv2.imdecode(np.frombuffer(picture, np.uint8), 0))
    assert read == address
    assert queries_of(client, proof) == 4
    for nothing in ("/penghargaan/zzzz/", "/penghargaan/zzzz/piagam.pdf"):
        assert client.get(nothing).status_code == 404


def test_what_was_declined_has_no_certificate_and_no_page(june: Path, client: Client, signed_in: SignedIn) -> None:
    award = proposed(june)["kelurahan-terbaik-kecamatan"]
    desk = signed_in(head("camat", "999999"))
    assert desk.post(f"/penghargaan/putuskan/{award.pk}/", {"do": "declined", "words": "Diperiksa"}).status_code == 302
    token = AwardDecision.objects.get().token
    assert client.get(f"/penghargaan/{token}/").status_code == 404
    assert client.get(f"/penghargaan/{token}/piagam.pdf").status_code == 404
    assert "Rukun Jaya" not in text_of(client.get("/penghargaan/"))
