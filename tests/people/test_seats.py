"""Who sits where, on which days, and by which letter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.areas.queries import area
from rukun.people import actions, queries
from rukun.people.models import Appointment, Office, Person
from rukun.people.rules import ANYONE, Actor, Role
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused

RT_1 = AreaCode("9999991001001001")


def somebody(noon: datetime, login: str = "joko@contoh.id") -> Person:
    return actions.register_person(login=login, name="Joko", pseudonym="J", password="kata sandi", at=noon)


def test_a_seat_is_held_from_its_first_day_to_the_day_before_its_end(kota: Path, noon: datetime) -> None:
    person, seat = somebody(noon), actions.open_seat(role=Role.KETUA_RT, area=area(RT_1), at=noon)
    made = actions.appoint(person=person, seat=seat, sk="SK 4/2016", held_from=date(2016, 6, 1), at=noon)
    actions.end_appointment(made, until=date(2016, 6, 10), at=noon)
    held = [bool(queries.actor_of(person.pk, noon + timedelta(days=n)).seats) for n in (-1, 0, 8, 9)]
    assert held == [False, True, True, False]
    with pytest.raises(Refused, match="sedang kosong"):
        queries.holder_of(Role.KETUA_RT, RT_1, noon + timedelta(days=9))
    verbs = Event.objects.filter(about="seat:ketua-rt@9999991001001001").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["seat.opened", "seat.filled", "seat.vacated"]


def test_appointments_that_cannot_be_are_refused(kota: Path, noon: datetime) -> None:
    person, seat = somebody(noon), actions.open_seat(role=Role.KETUA_RT, area=area(RT_1), at=noon)
    with pytest.raises(Refused, match="nomor SK"):
        actions.appoint(person=person, seat=seat, sk=" ", held_from=date(2016, 6, 1), at=noon)
    made = actions.appoint(person=person, seat=seat, sk="SK 4", held_from=date(2016, 6, 1), at=noon)
    with pytest.raises(Refused, match="sudah memegang"):
        actions.appoint(person=person, seat=seat, sk="SK 5", held_from=date(2016, 6, 2), at=noon)
    with pytest.raises(Refused, match="setelah hari mulainya"):
        actions.end_appointment(made, until=date(2016, 6, 1), at=noon)
    actions.end_appointment(made, until=date(2016, 6, 2), at=noon)
    with pytest.raises(Refused, match="sudah berakhir"):
        actions.end_appointment(made, until=date(2016, 6, 3), at=noon)
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("role", [Role.LURAH, Role.KETUA_RW, Role.CAMAT, Role.WARGA])
def test_a_role_has_its_seat_only_at_its_own_kind_of_area(kota: Path, noon: datetime, role: Role) -> None:
    with pytest.raises(Refused, match="tidak ada di"):
        actions.open_seat(role=role, area=area(RT_1), at=noon)


def test_a_login_belongs_to_one_person_whatever_its_spelling(kota: Path, noon: datetime) -> None:
    somebody(noon)
    with pytest.raises(Refused, match="sudah terdaftar"):
        somebody(noon, " JOKO@contoh.id ")
    with pytest.raises(Refused, match="Isi nomor"):
        somebody(noon, " ")


def test_the_trail_names_the_seat_and_never_the_person_or_the_letter(kota: Path, ani: Actor) -> None:
    told = " ".join(f"{e.seat} {e.about} {e.facts}" for e in Event.objects.all())
    assert "Ani" not in told and "SK 1/2016" not in told and "ketua-rt@9999991001002005" in told


def test_somebody_unknown_holds_no_seat(kota: Path, noon: datetime) -> None:
    assert queries.actor_of(None, noon) is ANYONE


def test_every_kelurahan_and_kecamatan_has_an_office_and_loading_again_adds_none(kota: Path, noon: datetime) -> None:
    before = Office.objects.count()
    assert {"bina-marga", "9999991001", "999999"} <= set(Office.objects.values_list("code", flat=True))
    assert actions.load_offices(kota, at=noon) == before == Office.objects.count()


def test_a_simulated_person_is_known_only_by_a_telling_login(kota: Path, noon: datetime) -> None:
    actions.register_person(login="demo-warga", name="W", pseudonym="W", password=None, at=noon, is_simulated=True)
    somebody(noon, "demo-palsu")
    assert queries.demonstration_person("demo-warga").name == "W"
    for login in ("demo-palsu", "warga-2", ""):
        with pytest.raises(Refused):
            queries.demonstration_person(login)
    assert [person.login for person in queries.demonstration_people()] == ["demo-warga"]
