"""The news item that Rukun began from: four kelurahan of 267 know what it is about, five stand side by side."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from rukun import clock
from rukun.areas.actions import load_kota
from rukun.areas.queries import area
from rukun.people import actions as people
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from rukun.sosialisasi import actions, tallying
from rukun.sosialisasi.queries import covered_now, figures_of, reached
from rukun.values.code import AreaCode
from tests.made import KOTA

MAMPANG = AreaCode("317403")
TAUGHT = ("3174031001", "3174031002", "3174031003", "3174031004")
KUNINGAN_BARAT = "3174031005"


@pytest.fixture
def organiser(db: None, noon: datetime) -> Actor:
    """The officer of Kominfomas for South Jakarta, in a city where nobody has been taught anything."""
    load_kota(KOTA / "jakarta", at=noon)
    person = people.register_person(login="kominfo@contoh.id", name="Lina", pseudonym="", password=None, at=noon)
    seat = people.open_seat(role=Role.KOMINFOMAS, area=area("31.74"), at=noon)
    people.appoint(person=person, seat=seat, sk="SK 1/2016", held_from=date(2016, 1, 1), at=noon)
    return actor_of(person.pk, noon)


def taught(code: str, by: Actor, starts_at: datetime, at: datetime, *, came: int = 1) -> None:
    plan = actions.Plan(stage=1, place="Aula", starts_at=starts_at, speakers="Camat, lurah", capacity=90)
    made = actions.plan_session(plan, kelurahan=area(code), by=by.seats[0], at=at)
    for number in range(came):
        entry = actions.Entry(key=f"{code}-{number:03}", came_at=starts_at, kind="pkk", name=f"Ibu {number + 1}")
        actions.check_in(entry, made, by=by.seats[0], at=starts_at)


def test_four_of_267_are_at_stage_one_and_the_five_of_mampang_prapatan_stand_side_by_side(
    organiser: Actor, client: Client, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = noon + timedelta(days=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    for number, code in enumerate(TAUGHT):
        taught(code, organiser, noon + timedelta(days=number + 1), noon)
    # The fifth was invited, and nobody came: that is no session that was held.
    taught(KUNINGAN_BARAT, organiser, noon + timedelta(days=6), noon, came=0)
    groups = covered_now()
    assert sum(len(group.kelurahan) for group in groups) == 267
    assert reached(groups, [1, 2, 3]) == {1: 4, 2: 0, 3: 0}
    mampang = next(group for group in groups if group.code == MAMPANG.digits)
    assert [(one.area.name, one.stage) for one in mampang.kelurahan] == [
        ("Mampang Prapatan", 1), ("Bangka", 1), ("Pela Mampang", 1), ("Tegal Parang", 1), ("Kuningan Barat", 0),
    ]  # fmt: skip
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", client.get("/sosialisasi/").content.decode()))
    assert "Tahap 1: Mengenal kota cerdas 4 dari 267" in page and "Belum ada 263 dari 267" in page
    assert "Bangka ◔ tahap 1 Pela Mampang ◔ tahap 1 Tegal Parang ◔ tahap 1 Kuningan Barat belum" in page


def test_the_camat_sees_the_five_of_mampang_prapatan_beside_each_other_and_none_of_the_next_kecamatan(
    organiser: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the camat's own page: who was taught, how many heads each has, and how many came."""
    later = noon + timedelta(days=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    for number, code in enumerate(TAUGHT):
        taught(code, organiser, noon + timedelta(days=number + 1), noon)
    taught("3174041001", organiser, noon + timedelta(days=6), noon)  # Pasar Minggu, next door
    tallying.rebuild_tallies(at=later)
    person = people.register_person(login="camat@contoh.id", name="Camat", pseudonym="", password=None, at=noon)
    seat = people.open_seat(role=Role.CAMAT, area=area(MAMPANG), at=noon)
    people.appoint(person=person, seat=seat, sk="SK 2/2016", held_from=date(2016, 1, 1), at=noon)
    camat = Client()
    camat.force_login(person)
    page = words_of(camat.get("/sosialisasi/kemajuan/"))
    assert "Kemajuan Mampang Prapatan" in page and "Kelurahan, berdampingan" in page
    side_by_side = page.split("Kelurahan, berdampingan")[1]
    for name in ("Mampang Prapatan", "Bangka", "Pela Mampang", "Tegal Parang", "Kuningan Barat"):
        assert name in side_by_side
    assert "Pasar Minggu" not in page and "Bangka 71" in side_by_side
    listed = words_of(camat.get("/sosialisasi/jadwal/?lalu=1&tahap=1"))
    assert [listed.count(f"{name} 1: Mengenal kota cerdas") for name in ("Bangka", "Tegal Parang")] == [1, 1]
    assert camat.get("/sosialisasi/kemajuan/?wilayah=317404").status_code == 404
    assert "Tahap 1 4 dari 5 kelurahan" in words_of(camat.get("/wilayah/31.74.03/"))


def words_of(answer: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))  # type: ignore[attr-defined]


def test_the_city_knows_how_many_heads_there_are_before_any_unit_is_entered(organiser: Actor, noon: datetime) -> None:
    """267 kelurahan, 2,700 RW and 30,000 RT by the register: what is left to do has its size from the first day."""
    tallying.rebuild_tallies(at=noon)
    city, mampang = figures_of(area("31"), noon), figures_of(area(MAMPANG), noon)
    assert city.whole.funnel.seats == 32_983 and city.uncounted == 0
    assert {part.name: part.funnel.seats for part in mampang.parts}["Bangka"] == 71
    assert city.outlook.left == 32_983 and city.outlook.likely is None
