"""The validator's desk: what is shown next, what is refused at every door, and what is told when two are at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.funds import actions as funds
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import actions, queries
from rukun.validation.models import Claim, CurrentVerdict, Flag, Risk, Verdict, Withdrawal
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.made import noon_of, proof, report, reports_for_unit

SignedIn = Callable[[Actor], Client]
KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode("9999991001002005")
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def hana() -> Actor:
    """Another officer of Tapem in the same kecamatan."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


@pytest.fixture
def made(kota: Path, ani: Actor) -> list[Report]:
    return reports_for_unit(ani, [date(2016, 5, 31)], 4)


def risky(one: Report, score: int) -> None:
    Risk.objects.create(report=one, unit=one.unit, counted_on=one.counted_on, score=score, version="1")


def ahead(client: Client, **asked: str) -> list[str]:
    """The codes of the sheets that come next."""
    return [sheet["code"] for sheet in client.get("/tapem/berikut.json", asked).json()["sheets"]]


def send(client: Client, code: str, **fields: Any) -> Any:
    return client.post(f"/tapem/{code}/", fields, **JSON)  # type: ignore[arg-type]


def test_the_riskiest_come_first_then_what_was_looked_through_then_the_rest(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor
) -> None:
    for one, score in zip(made[1:], (20, 900, 700), strict=True):
        risky(one, score)
    client = signed_in(dodi)
    assert client.get("/tapem/mulai/").headers["Location"] == f"/tapem/{made[2].code}/"
    codes = [one.code for one in made]
    assert ahead(client) == [codes[2], codes[3], codes[1], codes[0]]
    assert ahead(client, tanpa=f"{codes[2]},{codes[1]}", banyak="1") == [codes[3]]


def test_the_address_narrows_the_queue_and_what_is_no_filter_is_refused(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, noon: datetime
) -> None:
    Flag.objects.create(report=made[1], kind="burst", strength=500, points=90, raised_at=noon,
                        evidence={"count": 7, "minutes": 3})  # fmt: skip
    client = signed_in(dodi)
    assert ahead(client, tanda="burst") == [made[1].code]
    assert ahead(client, kelurahan="9999991002") == [] == ahead(client, jenis="banjir")
    assert len(ahead(client, kelurahan="9999991001", jenis="kerja-bakti")) == 4
    for wrong in ("tanda=ghost", "kelurahan=99", "kelurahan=x"):
        assert client.get(f"/tapem/berikut.json?{wrong}").status_code == 400
    assert "7 laporan unit ini dibuat dalam 3 menit" in text_of(client.get(f"/tapem/{made[1].code}/"))
    start = client.get("/tapem/mulai/?tanda=burst").headers["Location"]
    assert start == f"/tapem/{made[1].code}/?tanda=burst"


def test_everything_about_a_report_is_on_one_page(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    earlier = report(ani, noon - timedelta(hours=3), for_unit=RT_5, photos=[proof(1)])
    one = report(ani, noon, for_unit=RT_5, photos=[proof(2)], words="Got mampet")
    Flag.objects.create(report=one, kind="same-photo", strength=990, points=310, other=earlier, raised_at=noon,
                        evidence={"other": earlier.code, "days": 0})  # fmt: skip
    risky(one, 850)
    page = signed_in(dodi).get(f"/tapem/{one.code}/")
    told, html = text_of(page), page.content.decode()
    for words in ("Got mampet", "Foto sama", "+310", "Risiko 850 dari 1000", "3 jam sebelumnya", "0 m dari sini",
                  "Di dalam RT 005/RW 002.", "Laporan terakhir RT 005/RW 002: 2", "Dibuat 1 Juni 2016"):  # fmt: skip
        assert words in told, words
    assert proof(1).digest in html and proof(2).digest in html and 'class="peta-unit"' in html
    assert "Ani" not in told, "an area is named, never a person"


@pytest.mark.parametrize(
    ("evidence", "language", "told"),
    [
        ({"days": 1}, "en", ", 1 day earlier."), ({"days": 3}, "en", ", 3 days earlier."),
        ({"days": 0}, "en", ", less than a day earlier."), ({"days": 1}, "id", ", 1 hari sebelumnya."),
        ({"days": 0}, "id", ", kurang dari sehari sebelumnya."),
    ],
)  # fmt: skip
def test_one_day_is_a_day_and_none_is_less_than_one(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, noon: datetime, evidence: dict[str, int],
    language: str, told: str,
) -> None:  # fmt: skip
    Flag.objects.create(report=made[1], kind="same-photo", strength=990, points=310, raised_at=noon,
                        evidence=evidence | {"other": made[0].code})  # fmt: skip
    client = signed_in(dodi)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert f"{made[0].code}{told}" in text_of(client.get(f"/tapem/{made[1].code}/"))


def test_one_hour_and_one_minute_are_one_of_each_in_english(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, noon: datetime
) -> None:
    for kind, evidence in (("burst", {"count": 3, "minutes": 1}), ("photo-old", {"hours": 1})):
        Flag.objects.create(report=made[1], kind=kind, strength=9, points=9, raised_at=noon, evidence=evidence)
    client = signed_in(dodi)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    told = text_of(client.get(f"/tapem/{made[1].code}/"))
    assert "made within 1 minute." in told and "taken 1 hour before" in told


def test_pages_and_the_sheets_ahead_take_as_many_queries_however_many_there_are(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor
) -> None:
    client = signed_in(dodi)
    made = reports_for_unit(ani, [date(2016, 5, 31)], 8, photos=[proof(3)])
    with CaptureQueriesContext(connection) as few:
        ahead(client, banyak="1")
    with CaptureQueriesContext(connection) as many:
        assert len(ahead(client, banyak="6")) == 6
    assert len(many) <= len(few) + 2 and len(many) <= 40
    assert queries_of(client, f"/tapem/{made[0].code}/") == ME + 25
    assert queries_of(client, "/tapem/") == ME + 14
    assert queries_of(client, "/tapem/daftar/") == ME + 11


def test_without_a_script_a_verdict_leads_to_the_next_and_may_be_taken_back(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor
) -> None:
    client = signed_in(dodi)
    first = made[0].code
    client.get(f"/tapem/{first}/")
    onward = client.post(f"/tapem/{first}/", {"do": "accept", "number": "0"}).headers["Location"]
    assert onward == f"/tapem/{made[1].code}/?dari={first}&ke=1"
    assert f'action="/tapem/{first}/"' in client.get(onward).content.decode()
    back = client.post(f"/tapem/{first}/", {"do": "undo", "number": "1"})
    assert back.headers["Location"] == f"/tapem/{first}/"
    assert not CurrentVerdict.objects.exists() and Verdict.objects.count() == 1
    assert queries.counts_of_unit(RT_5, Month(2016, 5))["waiting"] == 4
    assert Event.objects.get(verb="verdict.withdrawn").seat == "tapem@999999"
    skipped = client.get(f"/tapem/mulai/?lewat={first}").headers["Location"]
    assert skipped == f"/tapem/{made[1].code}/?lewat={first}"
    all_of_them = ",".join(one.code for one in made)
    assert client.get(f"/tapem/mulai/?lewat={all_of_them}").headers["Location"].startswith(f"/tapem/{first}/")


def test_a_verdict_sent_again_is_the_same_verdict_and_a_later_one_is_told_who_was_quicker(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, hana: Actor
) -> None:
    code, ours, theirs = made[0].code, signed_in(dodi), signed_in(hana)
    for _ in range(2):
        assert send(ours, code, do="accept", number="0").json()["number"] == 1
    late = send(theirs, code, do="strike", reason="test", number="0")
    assert late.status_code == 409 and late.json()["words"].startswith(f"Dodi baru saja menilai laporan {code}: sah.")
    own = send(ours, code, do="strike", reason="test", number="0")
    assert own.status_code == 409 and "sudah Anda nilai: sah" in own.json()["words"]
    assert Verdict.objects.count() == 1
    assert send(theirs, code, do="strike", reason="test", number="1").json()["number"] == 2


def test_a_duplicate_names_the_other_report_chosen_beside_it(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor
) -> None:
    client = signed_in(dodi)
    bare = send(client, made[1].code, do="strike", reason="duplicate", number="0")
    assert bare.status_code == 400 and bare.json()["field"] == "note"
    send(client, made[1].code, do="strike", reason="duplicate", number="0", same=made[0].code, note="Sudut lain")
    assert Verdict.objects.get().note == f"{made[0].code} Sudut lain"
    assert send(client, made[2].code, do="strike", number="0").json()["field"] == "reason"
    assert send(client, made[2].code, do="?", number="0").status_code == 400


def test_only_the_newest_own_verdict_of_the_session_is_taken_back_and_what_stood_before_stands_again(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    client, other = signed_in(dodi), signed_in(hana)
    first, second = made[0].code, made[1].code
    actions.accept(whole(made[3]), by=dodi, at=noon - timedelta(hours=1), after=0)
    early = send(client, made[3].code, do="undo", number="1")
    assert early.status_code == 409, "it was given before this session"
    send(other, first, do="strike", reason="test", number="0")
    send(client, first, do="accept", number="1")
    send(client, second, do="accept", number="0")
    assert send(client, first, do="undo", number="2").status_code == 409, "not the newest"
    assert send(other, second, do="undo", number="1").status_code == 409, "another's"
    for _ in range(2):
        assert send(client, second, do="undo", number="1").status_code == 200, "asked twice, done once"
    assert send(client, first, do="undo", number="2").status_code == 200
    standing = queries.standing_of(made[0])
    assert standing is not None and (standing.number, standing.reason) == (1, "test")
    assert Withdrawal.objects.count() == 2 and not CurrentVerdict.objects.filter(report=made[1]).exists()
    before = set(CurrentVerdict.objects.values_list("report", "verdict"))
    actions.rebuild_current(at=noon)
    assert set(CurrentVerdict.objects.values_list("report", "verdict")) == before
    again = send(client, second, do="accept", number="1")
    assert again.json()["number"] == 2, "what was taken back may be judged again"


def whole(one: Report) -> Report:
    return Report.objects.select_related("kelurahan", "unit", "seat").get(pk=one.pk)


def test_a_verdict_of_a_closed_month_and_a_contested_one_are_not_taken_back(
    made: Sequence[Report], kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, gita: Actor, noon: datetime
) -> None:
    client = signed_in(dodi)
    send(client, made[0].code, do="strike", reason="old-photo", number="0")
    actions.appeal(whole(made[0]), words="Foto baru", by=ani, at=noon)
    contested = send(client, made[0].code, do="undo", number="1")
    assert contested.status_code == 409 and "disanggah" in contested.json()["words"]
    send(client, made[1].code, do="accept", number="0")
    funds.load_decrees(kota / "decrees", at=noon)
    funds.close_month(KELURAHAN, Month(2016, 5), by=gita, at=noon, despite="Tetap")
    closed = send(client, made[1].code, do="undo", number="1")
    assert closed.status_code == 409 and "sudah ditutup" in closed.json()["words"]
    assert not Withdrawal.objects.exists()


def test_two_validators_are_given_different_reports_until_a_claim_expires(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, hana: Actor, later: Callable[[timedelta], None]
) -> None:
    ours, theirs = signed_in(dodi), signed_in(hana)
    mine = ahead(ours, banyak="2")
    assert set(ahead(theirs, banyak="2")).isdisjoint(mine)
    assert len(ahead(signed_in(_person("Indra", "tapem", "9999")), banyak="2")) == 2, "better twice than none"
    send(ours, mine[0], do="accept", number="0")
    assert not Claim.objects.filter(report__code=mine[0]).exists()
    later(timedelta(minutes=11))
    assert mine[1] in ahead(theirs)


def doors(code: str) -> list[tuple[str, str, dict[str, str]]]:
    """Every way to judge a report: address, what is sent, and whether it asks for JSON."""
    return [
        (f"/tapem/{code}/", "get", {}),
        (f"/tapem/{code}/", "post", {"do": "accept", "number": "0"}),
        (f"/tapem/{code}/", "post", {"do": "strike", "reason": "test", "number": "0"}),
        (f"/tapem/{code}/", "post", {"do": "undo", "number": "1"}),
        ("/tapem/daftar/", "post", {"do": "accept", "code": code}),
        ("/tapem/daftar/", "post", {"do": "strike", "reason": "test", "code": code}),
    ]


def test_who_holds_a_seat_in_the_area_is_refused_at_every_door_and_never_given_its_reports(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, noon: datetime
) -> None:
    from rukun.areas.queries import area
    from rukun.people import actions as people
    from rukun.people.models import Person
    from rukun.people.rules import Role

    seat = people.open_seat(role=Role.KETUA_RT, area=area("9999991001001001"), at=noon)
    person = Person.objects.get(pk=dodi.person_id)
    people.appoint(person=person, seat=seat, sk="SK 2/2016", held_from=date(2016, 1, 1), at=noon)
    refused_everywhere(signed_in(dodi), made)


def test_nobody_judges_an_own_report_by_any_door(
    kota: Path, signed_in: SignedIn, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 5, 31)], 2)
    Report.objects.update(filer=dodi.person_id)
    refused_everywhere(signed_in(dodi), made)


def refused_everywhere(client: Client, made: Sequence[Report]) -> None:
    for address, method, fields in doors(made[0].code):
        for asking in ({}, JSON):
            answer = getattr(client, method)(address, fields, **asking)
            assert answer.status_code == 409, (address, fields)
    assert not Verdict.objects.exists()
    assert ahead(client) == [] and client.get("/tapem/mulai/").headers["Location"] == "/tapem/"
    assert made[0].code not in client.get("/tapem/daftar/").content.decode()


def test_a_list_is_accepted_together_but_not_what_a_human_must_open(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor
) -> None:
    client = signed_in(dodi)
    risky(made[0], 900)
    codes = [one.code for one in made]
    page = client.get("/tapem/daftar/?kelurahan=9999991001")
    assert text_of(page).index(codes[0]) < text_of(page).index(codes[1]) and "harus dibuka" in text_of(page)
    together = client.post("/tapem/daftar/", {"do": "accept", "code": codes})
    assert together.status_code == 400 and f"Laporan {codes[0]} harus dibuka" in text_of(together)
    assert not Verdict.objects.exists()
    assert "Pilih dahulu" in text_of(client.post("/tapem/daftar/", {"do": "accept"}))
    assert (
        client.post("/tapem/daftar/?jenis=kerja-bakti", {"do": "accept", "code": codes[1:3]}).headers["Location"]
        == "/tapem/daftar/?jenis=kerja-bakti&jadi=2"
    )
    assert client.post("/tapem/daftar/", {"do": "strike", "code": codes[3]}).status_code == 400
    client.post("/tapem/daftar/", {"do": "strike", "reason": "test", "code": [codes[0], codes[3]]})
    assert Verdict.objects.filter(is_valid=False, reason=StrikeReason.TEST).count() == 2


def test_how_far_a_validator_is_counts_own_verdicts_of_today_and_what_is_left_above_the_threshold(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    risky(made[2], 900)
    actions.accept(whole(made[0]), by=dodi, at=noon - timedelta(hours=2))
    actions.accept(whole(made[1]), by=hana, at=noon)
    told = signed_in(dodi).get("/tapem/berikut.json?banyak=0").json()
    assert told["progress"] == {"today": 1, "hour": 0, "risky": 1, "drawn": 0}
    assert "1 laporan menunggu" not in text_of(signed_in(dodi).get("/tapem/"))
    assert noon_of(date(2016, 6, 1)) == noon


def test_a_verdict_keeps_which_signals_were_looked_at(
    made: Sequence[Report], signed_in: SignedIn, dodi: Actor, noon: datetime
) -> None:
    Flag.objects.create(report=made[0], kind="duplicate", strength=900, points=200, other=made[1], raised_at=noon,
                        evidence={"metres": 3, "hours": 1, "other": made[1].code})  # fmt: skip
    send(signed_in(dodi), made[0].code, do="accept", number="0")
    assert Verdict.objects.get().evidence == f"duplicate:{made[1].code}"


@pytest.mark.any_engine
def test_a_report_is_compared_with_what_a_resident_reported_near_by(
    kota: Path, signed_in: SignedIn, ani: Actor, budi: Actor, dodi: Actor, noon: datetime
) -> None:
    other, made = report(budi, noon), report(ani, noon, for_unit=RT_5)
    client = signed_in(dodi)
    sheet = text_of(client.get(f"/tapem/{made.code}/"))
    assert f"{other.code}, warga" in sheet, "it may be named as the same, and is of no unit"
    assert ahead(client) == [made.code]
