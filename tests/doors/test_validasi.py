"""The pages of samples and of oversight: what each shows, to whom, and what is refused at every door."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun import clock
from rukun.channels.web.tapem import appeals
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail import actions as trail
from rukun.validation import actions, queries
from rukun.validation.models import AppealPhoto, CurrentVerdict, Picked, SecondDraw, SecondReading, Verdict
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from tests import laying
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.made import jpeg, judged_valid, noon_of, report, reports_for_unit
from tests.validation.appeals.contested import as_validator, lodged, strike
from tests.validation.conftest import COMPLETE, JUNE, risky

pytestmark = pytest.mark.any_engine

KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode("9999991001002005")
SignedIn = Callable[[Actor], Client]
JSON = {"Accept": "application/json"}


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


@pytest.fixture
def drawn(kota: Path, ani: Actor, dodi: Actor, monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """Sixty reports of June, twenty judged by Dodi in June; sampled on the second of July, the drawn ones judged."""
    made = laying.once(_drawn, ani, dodi)
    monkeypatch.setattr(clock, "now", lambda: COMPLETE + timedelta(hours=2))
    return made


def _drawn(ani: Actor, dodi: Actor) -> list[Report]:
    home = settings.RUKUN_HOME
    actions.commit_month(JUNE, home=home, at=noon_of(date(2016, 6, 1)))
    made = reports_for_unit(ani, [date(2016, 6, day) for day in range(1, 21)], 3)
    risky(made)
    judged_valid(made[:20], dodi, noon_of(date(2016, 6, 25)))
    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    trail.seal(home=home, at=COMPLETE)
    actions.mix_seed(JUNE, home=home, at=COMPLETE)
    actions.draw_samples(at=COMPLETE)
    judged_valid(list(Report.objects.filter(pk__in=Picked.objects.values("report"))), dodi, COMPLETE)
    return made


def test_everyone_reads_how_a_kelurahans_sample_stands_and_how_to_repeat_its_draw(
    drawn: list[Report], client: Client
) -> None:
    page = client.get("/validasi/")
    text = text_of(page)
    assert "Juni 2016" in text and "Terpenuhi" in text and "38 dari 38 (sisa 40)" in text
    assert "1 (2,5%)" not in text and "0 (0,0%)" in text
    assert "Benih undian" in text and "Ulangi undiannya" in text
    assert "tapem" not in page.content.decode().split("<main")[1], "the public reads of no desk"
    assert queries_of(client, "/validasi/") == 8


def test_the_list_of_a_draw_is_downloaded_as_json_and_as_a_table(drawn: list[Report], client: Client) -> None:
    told = client.get("/validasi/undian.json?bulan=2016-06&kelurahan=9999991001").json()
    assert (told["population"], told["size"], told["judged_before"], len(told["list"])) == (40, 38, 20, 40)
    assert [row["drawn"] for row in told["list"]] == [True] * 38 + [False] * 2, "in the order of their keys"
    table = client.get("/validasi/undian.csv?bulan=2016-06&kelurahan=9999991001")
    rows = list(csv.reader(table.content.decode().splitlines()))
    assert rows[0] == ["code", "key", "drawn"] and [row[0] for row in rows[1:]] == [r["code"] for r in told["list"]]
    for nothing in ("", "?bulan=2016-06&kelurahan=999999", "?bulan=2016-05&kelurahan=9999991001"):
        assert client.get(f"/validasi/undian.json{nothing}").status_code == 404


def test_a_month_without_a_seed_says_that_everything_is_judged(drawn: list[Report], client: Client) -> None:
    assert "jadi semua laporan dinilai orang" in text_of(client.get("/validasi/?bulan=2016-04"))


def test_the_validator_lets_the_rest_pass_and_everyone_reads_that_nobody_looked(
    drawn: list[Report], signed_in: SignedIn, client: Client, dodi: Actor
) -> None:
    desk = signed_in(dodi)
    assert "2 laporan yang tidak diundi diterima tanpa dilihat orang" in text_of(desk.get("/tapem/sampel/"))
    assert desk.post("/tapem/sampel/?bulan=2016-06", {"kelurahan": KELURAHAN.digits}).status_code == 302
    passed = Verdict.objects.filter(sample__isnull=False).select_related("report")
    assert len(passed) == 2
    assert "Diterima lewat sampel" in text_of(client.get(f"/laporan/{passed[0].report.code}/"))
    assert "Diterima lewat sampel 2" in text_of(desk.get("/tapem/sampel/"))
    assert "Terima sisanya" not in text_of(desk.get("/tapem/sampel/"))


def test_a_drawn_report_that_was_struck_closes_the_way_to_bulk_acceptance(
    drawn: list[Report], signed_in: SignedIn, dodi: Actor
) -> None:
    wrong = Report.objects.select_related("kelurahan", "unit").filter(pk__in=Picked.objects.values("report"))[0]
    actions.strike(wrong, StrikeReason.OLD_PHOTO, by=dodi, at=COMPLETE)
    desk = signed_in(dodi)
    answer = desk.post("/tapem/sampel/?bulan=2016-06", {"kelurahan": KELURAHAN.digits}, headers=JSON)
    assert (answer.status_code, Verdict.objects.filter(sample__isnull=False).count()) == (400, 0)
    assert "Sedang dinilai" in text_of(desk.get("/tapem/sampel/"))


def test_who_has_an_interest_is_refused_at_the_page_of_samples(
    drawn: list[Report], signed_in: SignedIn, fajar: Actor
) -> None:
    from datetime import date as day

    from rukun.areas.queries import area
    from rukun.people import actions as people
    from rukun.people.models import Person
    from rukun.people.rules import Role

    joko = _person("Joko", "tapem", "999999")
    seat = people.open_seat(role=Role.KETUA_RW, area=area("9999991001002"), at=COMPLETE, office=None)
    people.appoint(
        person=Person.objects.get(pk=joko.person_id),
        seat=seat,
        sk="SK 2",
        held_from=day(2016, 1, 1),
        at=COMPLETE,  # type: ignore[attr-defined]
    )
    answer = signed_in(joko).post("/tapem/sampel/?bulan=2016-06", {"kelurahan": KELURAHAN.digits})  # type: ignore[arg-type]
    assert answer.status_code == 409 and "Anda memegang jabatan di wilayah ini" in text_of(answer)
    assert signed_in(fajar).post("/tapem/sampel/", {"kelurahan": KELURAHAN.digits}).status_code == 404
    assert not Verdict.objects.filter(sample__isnull=False).exists()


def test_a_second_reading_shows_no_verdict_and_leads_to_the_next(
    drawn: list[Report], signed_in: SignedIn, dodi: Actor, hana: Actor
) -> None:
    second = SecondDraw.objects.select_related("verdict__report").get()
    code = second.verdict.report.code
    page = signed_in(hana).get(f"/tapem/kedua/{code}/")
    assert page.status_code == 200 and 'class="state green"' not in page.content.decode()
    assert signed_in(dodi).get(f"/tapem/kedua/{code}/").status_code == 409
    assert signed_in(dodi).post(f"/tapem/kedua/{code}/", {"do": "accept"}).status_code == 409
    wrong = signed_in(hana).post(f"/tapem/kedua/{code}/", {"do": "strike"})
    assert wrong.status_code == 409 and "Pilih alasan mencoret" in text_of(wrong)
    done = signed_in(hana).post(f"/tapem/kedua/{code}/", {"do": "strike", "reason": "not-shown"})
    assert (done.status_code, done.headers["Location"]) == (302, "/tapem/sampel/")
    assert SecondReading.objects.get().reason == "not-shown"
    assert CurrentVerdict.objects.get(report=second.verdict.report_id).is_valid
    assert signed_in(hana).get(f"/tapem/kedua/{code}/").status_code == 409


def test_oversight_sees_desks_by_number_and_never_by_name(
    drawn: list[Report], signed_in: SignedIn, eka: Actor, dodi: Actor, hana: Actor
) -> None:
    more = Report.objects.select_related("kelurahan", "unit").exclude(pk__in=CurrentVerdict.objects.values("report"))
    actions.strike_many(list(more), StrikeReason.TEST, by=hana, at=COMPLETE)
    page = signed_in(eka).get("/tapem/pengawasan/?bulan=2016-07")
    text = text_of(page)
    assert f"tapem@999999 / {hana.person_id}" in text, text
    assert "lebih keras" in text and "lebih longgar" in text
    assert "Hana" not in text and "Dodi" not in text
    assert "Kerja bakti" in text and "Rukun Jaya" in text
    assert queries_of(signed_in(eka), "/tapem/pengawasan/?bulan=2016-07") == ME + 12
    camat, lurah = _person("Kiki", "camat", "999999"), _person("Lala", "lurah", "9999991001", "9999991001")
    assert signed_in(camat).get("/tapem/pengawasan/").status_code == 200  # type: ignore[arg-type]
    assert signed_in(lurah).get("/tapem/pengawasan/").status_code == 404  # type: ignore[arg-type]
    assert signed_in(camat).get("/tapem/sampel/").status_code == 404  # type: ignore[arg-type]


def test_those_who_may_watch_validation_are_led_there(
    drawn: list[Report], signed_in: SignedIn, eka: Actor, dodi: Actor
) -> None:
    camat, lurah = _person("Kiki", "camat", "999999"), _person("Lala", "lurah", "9999991001", "9999991001")
    way = 'href="/tapem/pengawasan/"'
    for somebody, page in ((dodi, "/tapem/"), (eka, "/pengawasan/"), (camat, "/pengawasan/")):
        assert way in signed_in(somebody).get(page).content.decode()  # type: ignore[arg-type]
        assert signed_in(somebody).get("/tapem/pengawasan/").status_code == 200  # type: ignore[arg-type]
    assert way not in signed_in(lurah).get("/pengawasan/").content.decode()  # type: ignore[arg-type]


def test_an_appeal_brings_photos_that_its_desk_sees_and_lateness_that_oversight_sees(
    kota: Path, signed_in: SignedIn, client: Client, ani: Actor, budi: Actor, dodi: Actor, hana: Actor, eka: Actor,
    noon: object,
) -> None:  # fmt: skip
    made = report(ani, noon_of(date(2016, 6, 1)), for_unit=RT_5)
    whole = Report.objects.select_related("kelurahan", "unit").get(pk=made.pk)
    actions.strike(whole, StrikeReason.OLD_PHOTO, by=dodi, at=noon_of(date(2016, 6, 1)))
    photo = SimpleUploadedFile("a.jpg", jpeg(4), "image/jpeg")
    address = f"/laporan/{made.code}/sanggah/"
    assert 'enctype="multipart/form-data"' in signed_in(ani).get(address).content.decode()
    sent = signed_in(ani).post(address, {"words": "Ini foto lain", "number": "1", "photos": [photo]})
    assert sent.status_code == 302
    shown = f"/sanggah/foto/{AppealPhoto.objects.get().digest}.jpg"
    assert shown in signed_in(hana).get(f"/tapem/{made.code}/sanggah/").content.decode()
    assert shown in signed_in(ani).get(address).content.decode()
    for somebody in (hana, ani, eka):
        assert signed_in(somebody).get(shown).getvalue().startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    assert signed_in(budi).get(shown).status_code == 404
    assert client.get(shown).status_code == 302
    assert actions.escalate_appeals(at=queries.terms().answer_by(noon_of(date(2016, 6, 1)))) == 1
    assert "1 sanggahan tidak dijawab pada waktunya" in text_of(signed_in(eka).get("/tapem/pengawasan/"))
    assert "Jawabannya terlambat" in text_of(signed_in(ani).get(address))


def test_a_bad_photo_with_an_appeal_loses_no_word(kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor) -> None:
    made = report(ani, noon_of(date(2016, 6, 1)), for_unit=RT_5)
    whole = Report.objects.select_related("kelurahan", "unit").get(pk=made.pk)
    actions.strike(whole, StrikeReason.OLD_PHOTO, by=dodi, at=noon_of(date(2016, 6, 1)))
    bad = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    answer = signed_in(ani).post(f"/laporan/{made.code}/sanggah/", {"words": "Kata panjang saya", "photos": [bad]})
    assert answer.status_code == 400 and "Kata panjang saya" in answer.content.decode()
    assert not AppealPhoto.objects.exists()


def test_nobody_judges_an_appeal_against_an_own_verdict_nor_in_an_area_of_their_own_at_any_door(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, fajar: Actor
) -> None:
    made = report(ani, noon_of(date(2016, 6, 1)), for_unit=RT_5)
    whole = Report.objects.select_related("kelurahan", "unit").get(pk=made.pk)
    actions.strike(whole, StrikeReason.OLD_PHOTO, by=dodi, at=noon_of(date(2016, 6, 1)))
    actions.appeal(whole, words="Lihat lagi", by=ani, at=noon_of(date(2016, 6, 1)))
    address = f"/tapem/{made.code}/sanggah/"
    for do in ("uphold", "reject"):
        answer = signed_in(dodi).post(address, {"do": do, "words": "Tetap"}, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
        assert signed_in(fajar).post(address, {"do": do, "words": "Tetap"}).status_code == 404
    assert queries.open_appeals(KELURAHAN).count() == 1


def test_behind_appeals_that_others_must_answer_the_first_of_ones_own_is_still_led_to(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, citra: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appeals, "APPEALS_SHOWN", 1)
    june = noon_of(date(2016, 6, 1))
    codes = []
    for by, at in ((dodi, june), (as_validator(citra, june), june + timedelta(hours=1))):
        made = strike(report(ani, at, for_unit=RT_5), by, at)
        lodged(made, ani, at)
        codes.append(made.code)
    monkeypatch.setattr(clock, "now", lambda: june + timedelta(hours=2))
    page = signed_in(dodi).get("/tapem/").content.decode()
    assert f"/tapem/{codes[0]}/sanggah/" not in page and f"/tapem/{codes[1]}/sanggah/" in page
