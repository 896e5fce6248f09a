"""The pages and commands by which a person sees, takes away and ends what is kept of them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from rukun import clock
from rukun.channels.cli import main
from rukun.channels.web.akun import hak
from rukun.channels.web.akun.entering import PROVED
from rukun.people.models import DataOpened, Forgetting, Person
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.rights import actions
from rukun.sosialisasi import actions as sessions
from rukun.validation.actions import accept
from rukun.validation.models import SecondDraw
from rukun.values.code import AreaCode
from tests.conftest import _person
from tests.doors.test_pages import text_of
from tests.made import proof, report, ticket
from tests.sosialisasi.conftest import planned
from tests.validation.appeals.contested import lodged, strike, whole

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
RT = "9999991001002005"


def proved(client: Client, at: datetime) -> Client:
    """Somebody who showed a moment ago that it is them."""
    session = client.session
    session[PROVED] = at.isoformat()
    session.save()
    return client


@pytest.fixture
def filed(kota: Path, budi: Actor, noon: datetime) -> Report:
    return ticket(budi, noon, is_private=True, words="Bocor di kamar mandi saya").report


def test_a_person_takes_their_copy_and_nobody_else_does(
    filed: Report, signed_in: SignedIn, budi: Actor, ani: Actor, noon: datetime
) -> None:
    client = signed_in(budi)
    assert "Laporan" in text_of(client.get("/akun/data/"))
    asked = client.post("/akun/data/")
    assert asked.status_code == 302 and asked.headers["Location"].startswith("/akun/buktikan/"), "proof comes first"
    assert proved(client, noon).post("/akun/data/").headers["Location"] == "/akun/data/"
    key = actions.queries.copies_of(budi.known_id).get().key
    address = reverse("data-saya-berkas", args=[key])
    taken = client.get(address)
    assert taken.headers["Cache-Control"] == "private, no-store" and taken.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(taken.getvalue())) as packed:
        assert filed.code in packed.read("data.json").decode()
    assert signed_in(ani).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_to_be_forgotten_is_asked_twice_told_plainly_and_taken_back(
    filed: Report, signed_in: SignedIn, budi: Actor, noon: datetime
) -> None:
    client = proved(signed_in(budi), noon)
    page = text_of(client.get("/akun/lupakan/"))
    assert "tidak seorang pun, termasuk kami" in page and "14 hari" in page
    without = client.post("/akun/lupakan/", {"do": "forget"})
    assert without.status_code == 400 and not Forgetting.objects.exists()
    client.post("/akun/lupakan/", {"do": "forget", "understood": "1"})
    assert Forgetting.objects.get().due_at == noon + timedelta(days=14)
    assert "Batalkan permintaan" in text_of(client.get("/akun/lupakan/"))
    assert "15 Juni 2016" in text_of(client.get("/akun/data/"))
    client.post("/akun/lupakan/", {"do": "stay"})
    assert Forgetting.objects.get().taken_back_at == noon


def test_a_private_report_that_was_read_is_noted_for_its_reporter_once_a_day(
    filed: Report, signed_in: SignedIn, budi: Actor, citra: Actor, fajar: Actor, eka: Actor, noon: datetime
) -> None:
    assert signed_in(fajar).get(f"/meja/{filed.code}/").status_code == 404
    assert signed_in(budi).get(f"/laporan/{filed.code}/").status_code == 200
    assert not DataOpened.objects.exists(), "neither who was refused nor who wrote it is noted"
    for _ in range(2):
        assert "kamar mandi" in text_of(signed_in(citra).get(f"/meja/{filed.code}/"))
    assert DataOpened.objects.get().person_id == budi.person_id
    page = text_of(signed_in(budi).get("/akun/data-dibuka/"))
    assert "Kelurahan Rukun Jaya" in page and "isi laporan Anda yang rahasia" in page and "Citra" not in page
    audited = text_of(signed_in(eka).get("/pengawasan/data-dibuka/"))
    assert filed.code in audited and "Budi" not in audited
    assert signed_in(citra).get("/pengawasan/data-dibuka/").status_code == 404


def test_who_looked_is_told_to_the_first_that_did(
    filed: Report, signed_in: SignedIn, budi: Actor, citra: Actor, monkeypatch: pytest.MonkeyPatch, noon: datetime
) -> None:
    monkeypatch.setattr(hak, "OPENINGS_SHOWN", 2)
    for day in range(3):
        DataOpened.objects.create(
            person_id=budi.person_id, seat_id=citra.seats[0].id, what="private", about=f"report:{filed.code}",
            day=date(2016, 6, 1 + day), at=noon + timedelta(days=day),
        )  # fmt: skip
    reader = signed_in(budi)
    first, second, beyond = (text_of(reader.get(f"/akun/data-dibuka/?halaman={page}")) for page in (1, 2, 3))
    assert "3 Juni 2016" in first and "1 Juni 2016" not in first and "Berikutnya" in first
    assert "1 Juni 2016" in second and "Berikutnya" not in second
    assert "Daftar ini berakhir" in beyond and "Belum pernah" not in beyond


def test_whoever_decides_what_the_public_sees_of_a_private_report_is_noted_first(
    filed: Report, signed_in: SignedIn, budi: Actor, citra: Actor
) -> None:
    assert "kamar mandi" in text_of(signed_in(citra).get(f"/isi/{filed.code}/"))
    assert DataOpened.objects.get().person_id == budi.person_id


def test_tapem_reads_a_private_report_of_a_unit_only_where_that_is_noted(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    hana = _person("Hana", "tapem", "999999")
    made = report(ani, noon, for_unit=AreaCode(RT), is_private=True, words="Bocor di kamar mandi", photos=[proof(3)])
    listed = signed_in(hana).get("/tapem/daftar/")  # type: ignore[arg-type]
    assert made.code in text_of(listed) and "kamar mandi" not in text_of(listed)
    assert made.photos.get().digest not in listed.content.decode() and not DataOpened.objects.exists()
    together = signed_in(hana).post("/tapem/daftar/", {"do": "accept", "code": [made.code]})  # type: ignore[arg-type]
    assert together.status_code == 400 and "harus dibuka dan dilihat sendiri" in text_of(together)
    lodged(strike(made, dodi, noon), ani, noon)
    assert "kamar mandi" in text_of(signed_in(hana).get(f"/tapem/{made.code}/sanggah/"))  # type: ignore[arg-type]
    assert DataOpened.objects.get().person_id == ani.person_id


def test_a_second_reading_of_a_private_report_is_noted_as_well(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    hana = _person("Hana", "tapem", "999999")
    made = report(ani, noon, for_unit=AreaCode(RT), is_private=True, words="Bocor di kamar mandi")
    verdict = accept(whole(made), by=dodi, at=noon)
    SecondDraw.objects.create(verdict=verdict, kelurahan=made.kelurahan, month=date(2016, 6, 1), drawn_at=noon)
    assert "kamar mandi" in text_of(signed_in(hana).get(f"/tapem/kedua/{made.code}/"))  # type: ignore[arg-type]
    assert DataOpened.objects.get().person_id == ani.person_id


def test_a_ticket_near_by_that_is_private_is_offered_without_what_it_says(
    filed: Report, signed_in: SignedIn, ani: Actor, citra: Actor, noon: datetime
) -> None:
    own = ticket(ani, noon, words="Pipa bocor").report
    page = text_of(signed_in(citra).get(f"/meja/{own.code}/"))
    assert filed.code in page and "rahasia" in page and "kamar mandi" not in page
    assert not DataOpened.objects.exists()


def test_names_that_are_on_another_page_of_a_list_are_not_noted_as_read(
    kota: Path, signed_in: SignedIn, ani: Actor, citra: Actor
) -> None:
    desk = signed_in(citra)
    assert "Ani" not in text_of(desk.get("/undangan/?rw=001")) and not DataOpened.objects.exists()
    assert "Ani" not in text_of(desk.get("/sosialisasi/kemajuan/?wilayah=9999991001&keadaan=active"))
    assert not DataOpened.objects.exists()
    assert "Ani" in text_of(desk.get("/undangan/?rw=002")) and DataOpened.objects.exists()


def test_who_reads_the_names_and_numbers_of_the_heads_is_noted(
    kota: Path, signed_in: SignedIn, ani: Actor, citra: Actor, noon: datetime
) -> None:
    session = planned(citra, noon)
    sessions.invite_seats(session, by=citra.seats[0], at=noon)
    desk = signed_in(citra)
    for address, what in ((f"/sosialisasi/acara/{session.code}/", "name"),
                          ("/sosialisasi/kemajuan/?wilayah=9999991001", "contact"),
                          ("/undangan/", "name")):  # fmt: skip
        assert "Ani" in desk.get(address).content.decode(), address
        assert DataOpened.objects.filter(person_id=ani.person_id, what=what).exists(), address
    assert DataOpened.objects.filter(person_id=ani.person_id).count() == 3


# The commands


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str], noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict]:
    monkeypatch.setattr(clock, "now", lambda: noon)

    def run(*words: str) -> dict:
        try:
            main([*words, "--json"])
        except SystemExit as ended:
            assert ended.code in (0, 1), words
        told: dict = json.loads(capsys.readouterr().out)
        return told

    return run


def test_the_operator_exports_and_the_person_sees_it(
    filed: Report, rukun: Callable[..., dict], budi: Actor, tmp_path: Path
) -> None:
    target = tmp_path / "budi.zip"
    assert rukun("people", "export", "budi@contoh.id", str(target))["bytes"] > 0
    assert target.stat().st_mode & 0o077 == 0
    assert DataOpened.objects.get(person_id=budi.person_id).what == "copy"
    assert rukun("people", "export", "nobody@contoh.id", str(tmp_path / "x.zip"))["refused"]["code"] == "login"


def test_the_operator_corrects_forgets_and_looks_what_would_age(
    filed: Report, rukun: Callable[..., dict], budi: Actor, ani: Actor
) -> None:
    assert rukun("people", "correct", "budi@contoh.id", "--to", "ani@contoh.id")["refused"]["code"] == "taken"
    assert rukun("people", "correct", "budi@contoh.id")["refused"]["code"] == "form"
    right = rukun("people", "correct", "budi@contoh.id", "--to", "+6281234567890", "--name", "Budi Santoso")
    assert right == {"login": "+6281234567890", "name": "Budi Santoso"}
    assert rukun("people", "forget", "+6281234567890")["due_at"].startswith("2016-06-15")
    assert rukun("people", "retention", "--dry-run")["kinds"]["reporter"] == 0
    assert "forgotten_at" in rukun("people", "forget", "+6281234567890", "--now", "--yes")
    assert Person.objects.get(pk=budi.person_id).name == "-" and Report.objects.get(pk=filed.pk).filer is None
    assert Forgetting.objects.get().done_at is not None
