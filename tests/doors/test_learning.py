"""Learning in the app: practice that nobody else sees, three questions, and what a stage teaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.sosialisasi import actions
from rukun.sosialisasi.queries import best_answers
from rukun.trail.models import Event
from tests.sosialisasi.test_practice import WORDS, tried

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]


def test_no_page_of_anybody_shows_a_practice_report_but_the_own(
    kota: Path, signed_in: SignedIn, client: Client, ani: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    actions.file_practice(tried(noon), by=ani, at=noon)
    for reader, pages in (
        (client, ("/", "/laporan/", "/laporan/?cari=rahasia", "/sekitar/titik.json?kotak=106,-7,107,-6")),
        (signed_in(citra), ("/meja/", "/meja/titik.json")),
        (signed_in(dodi), ("/tapem/", "/tapem/daftar/")),
        (signed_in(ani), ("/bulan-ini/", "/laporan-saya/", "/kas/")),
    ):
        for page in pages:
            answer = reader.get(page)
            assert answer.status_code == 200 and b"rahasia di depan" not in answer.content, page
    own = signed_in(ani).get("/sosialisasi/latihan/")
    assert own.status_code == 200 and b"Latihan Anda" in own.content


def test_practice_in_the_app_tells_what_would_have_come_of_it(
    kota: Path, signed_in: SignedIn, ani: Actor, noon: datetime
) -> None:
    app = signed_in(ani)
    form = {"kunci": "latihan-9", "category": "sampah", "words": WORDS, "tempat": ani.seats[0].area.digits}
    empty = app.post("/sosialisasi/latihan/", form | {"words": ""})
    assert empty.status_code == 400 and "Sertakan foto atau tulis" in empty.content.decode()
    done = app.post("/sosialisasi/latihan/", form, follow=True).content.decode()
    assert "akan sampai ke Kelurahan Rukun Jaya" in done and "1\u00a0Juni\u00a02016" in done
    assert not Report.objects.exists()


def test_three_questions_say_what_was_right_and_the_best_time_stands(
    kota: Path, signed_in: SignedIn, ani: Actor, noon: datetime
) -> None:
    app, address = signed_in(ani), "/sosialisasi/tahap/1/uji/"
    assert app.post(address, {"jawab-1": "2"}).status_code == 400
    told = app.post(address, {"jawab-1": "2", "jawab-2": "1", "jawab-3": "3"}).content.decode()
    assert "3 dari 3 jawaban benar" in told and "nama samaran" in told
    app.post(address, {"jawab-1": "1", "jawab-2": "1", "jawab-3": "1"})
    assert best_answers(ani.known_id) == {1: 3} and "3 dari 3" in app.get(address).content.decode()
    assert Event.objects.filter(verb="check.answered").count() == 2


def test_a_stage_is_read_and_printed_by_anyone_and_one_that_is_not_taught_is_not_there(
    kota: Path, client: Client
) -> None:
    page = client.get("/sosialisasi/tahap/2/").content.decode()
    assert "Melapor dalam empat langkah" in page and "Ketua RT, Ketua RW" in " ".join(page.split())
    paper = client.get("/sosialisasi/tahap/2/lembar.pdf")
    assert paper.headers["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert client.get("/sosialisasi/tahap/9/").status_code == 404
    assert client.get("/sosialisasi/bahan/film.mp4").status_code == 404
