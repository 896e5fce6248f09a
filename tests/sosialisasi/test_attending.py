"""Who is invited, who comes, and how often they are counted: once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from rukun.people.models import Seat
from rukun.people.rules import Actor, Role
from rukun.sosialisasi import access, actions
from rukun.sosialisasi.models import Attendance, Invited, Sosialisasi
from rukun.sosialisasi.queries import guests_of, walk_ins_of
from rukun.sosialisasi.signs import sign_of
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests.conftest import NEXT_KELURAHAN
from tests.made import proof
from tests.sosialisasi.conftest import planned

RT_5 = "9999991001002005"


def seat_of_rt_5() -> Seat:
    return Seat.objects.get(role=Role.KETUA_RT, area__code=RT_5)


def came(session: Sosialisasi, by: Actor, at: datetime, key: str = "k" * 8, **facts: object) -> bool:
    entry = actions.Entry(key=key, came_at=at, **facts)  # type: ignore[arg-type]
    return actions.check_in(entry, session, by=by.seats[0], at=at).is_new


def test_every_head_of_the_kelurahan_is_invited_once_and_later_units_are_added(
    session: Sosialisasi, citra: Actor, noon: datetime
) -> None:
    roles = set(Invited.objects.filter(sosialisasi=session).values_list("seat__role", flat=True))
    assert roles == {Role.KETUA_RT, Role.KETUA_RW}
    first = Invited.objects.count()
    assert first == 12  # two RW and ten RT
    with pytest.raises(Refused, match="sudah diundang"):
        actions.invite_seats(session, by=citra.seats[0], at=noon)
    assert Invited.objects.count() == first
    told = Event.objects.get(verb="session.invited")
    assert told.stated == {"seats": 12} and told.about == f"session:{session.code}"


def test_a_letter_opens_the_door_of_its_own_session_once(session: Sosialisasi, citra: Actor, noon: datetime) -> None:
    sign = sign_of(session.code, seat_of_rt_5().pk)
    assert came(session, citra, noon, sign=sign.lower())
    assert not came(session, citra, noon, sign=sign)  # the same phone again
    assert not came(session, citra, noon, key="another-phone", sign=sign)
    assert Attendance.objects.get().way == "qr"
    other = planned(citra, noon, stage=2)
    actions.invite_seats(other, by=citra.seats[0], at=noon)
    with pytest.raises(Refused, match="bukan untuk acara ini"):
        came(other, citra, noon, key="k" * 9, sign=sign)
    with pytest.raises(Refused, match="bukan untuk acara ini"):
        came(session, citra, noon, key="k" * 9, sign="00000000")


def test_a_neighbour_without_a_seat_comes_by_name_and_a_seat_of_another_kelurahan_does_not(
    session: Sosialisasi, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    assert came(session, citra, noon, kind="pkk", name="  Ibu  Nur ")
    assert came(session, citra, noon, key="k" * 9, kind="board", name="Pak Jo", unit=AreaCode(RT_5))
    assert [row.name for row in walk_ins_of(session)] == ["Ibu Nur", "Pak Jo"]
    for wrong in ({"kind": "pkk", "name": " "}, {"kind": "seat", "name": "Pak Jo"}, {"seat": fajar.seats[0].id}):
        with pytest.raises(Refused):
            came(session, citra, noon, key="k" * 10, **wrong)
    with pytest.raises(Refused, match="tidak ada di kelurahan"):
        came(session, citra, noon, key="k" * 10, kind="board", name="Pak Jo", unit=AreaCode(f"{NEXT_KELURAHAN}001"))


def test_a_slip_of_the_finger_is_taken_back_and_the_right_one_comes_in(
    session: Sosialisasi, citra: Actor, noon: datetime
) -> None:
    seat = seat_of_rt_5()
    came(session, citra, noon, seat=seat.pk)
    row, by = access.attendance_to_take_back(citra, Attendance.objects.get().pk)
    actions.take_back(row, by=by, at=noon)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        actions.take_back(row, by=by, at=noon)
    assert not any(guest.attendance for guest in guests_of(session, noon))
    assert came(session, citra, noon, key="k" * 9, seat=seat.pk)


@pytest.mark.parametrize(
    ("came_at", "sent", "words"),
    [
        (timedelta(hours=-2), timedelta(hours=-2), "tiga jam sebelum"),
        (timedelta(hours=17), timedelta(hours=17), "tiga jam sebelum"),
        (timedelta(hours=1), timedelta(0), "belum terjadi"),
        (timedelta(hours=3), timedelta(days=20), "terlalu lama"),
    ],
)
def test_nobody_came_before_the_door_opened_or_long_after_or_is_sent_weeks_later(
    session: Sosialisasi, citra: Actor, noon: datetime, came_at: timedelta, sent: timedelta, words: str
) -> None:
    seat = seat_of_rt_5().pk
    entry = actions.Entry(key="k" * 8, came_at=noon + came_at, seat=seat)
    with pytest.raises(Refused, match=words):
        actions.check_in(entry, session, by=citra.seats[0], at=noon + sent)
    in_time = actions.Entry(key="k" * 8, came_at=noon + timedelta(hours=3), seat=seat)
    assert actions.check_in(in_time, session, by=citra.seats[0], at=noon + timedelta(days=2)).is_new


def test_what_is_over_cancelled_or_begun_cannot_be_changed_and_says_why(
    session: Sosialisasi, citra: Actor, noon: datetime
) -> None:
    by, later = citra.seats[0], noon + timedelta(days=1)
    with pytest.raises(Refused, match="alasannya"):
        actions.cancel_session(session, because=" ", by=by, at=noon)
    moved = actions.move_session(session, place="Balai RW", starts_at=later, because="Aula banjir", by=by, at=noon)
    assert moved.starts_at == later and moved.changes.get().was_place == "Aula kelurahan"
    came(session, citra, later, seat=seat_of_rt_5().pk)
    for change in (
        lambda: actions.cancel_session(session, because="Hujan deras", by=by, at=later),
        lambda: actions.move_session(
            session, place="Aula", starts_at=later + timedelta(days=1), because="Hujan", by=by, at=later
        ),
    ):
        with pytest.raises(Refused, match="Sudah ada yang hadir"):
            change()
    other = planned(citra, noon, stage=2)
    planned_earlier = Sosialisasi.objects.get(pk=other.pk)  # what a page holds that was opened before
    actions.cancel_session(other, because="Hujan deras", by=by, at=noon)
    for again in (
        lambda: actions.cancel_session(other, because="Hujan deras", by=by, at=noon),
        lambda: actions.invite_seats(other, by=by, at=noon),
        lambda: came(other, citra, noon, key="k" * 9, seat=seat_of_rt_5().pk),
        lambda: actions.write_minutes(planned_earlier, "Tata cara melapor.", by=by, at=later),
        lambda: actions.add_photo(planned_earlier, proof(7), by=by, at=later),
    ):
        with pytest.raises(Refused, match="dibatalkan"):
            again()
    again_planned = planned(citra, noon, stage=2)  # the same place and time, once the first is cancelled
    with pytest.raises(Refused, match="sudah direncanakan"):
        planned(citra, noon, stage=2)
    assert again_planned.pk != other.pk


def test_the_next_lurah_runs_nothing_here_and_the_kecamatan_does(
    session: Sosialisasi, citra: Actor, fajar: Actor, ani: Actor, dodi: Actor, eka: Actor
) -> None:
    assert access.session_to_run(citra, session.code)[1] == citra.seats[0]
    assert access.session_to_run(dodi, session.code)[0] == session
    for stranger in (fajar, ani, eka):
        with pytest.raises(Refused) as refusal:
            access.session_to_run(stranger, session.code)
        assert refusal.value.code == "hidden"


def test_two_phones_at_one_door_write_a_seat_down_once(
    committed: Path, citra: Actor, noon: datetime, in_thread: Callable[..., Thread]
) -> None:
    session = planned(citra, noon)
    actions.invite_seats(session, by=citra.seats[0], at=noon)
    seat, both, found = seat_of_rt_5().pk, Barrier(2), []

    def phone(key: str) -> None:
        both.wait(10)
        found.append(came(session, citra, noon, key=key, seat=seat))

    for thread in [in_thread(phone, key) for key in ("phone-one", "phone-two")]:
        thread.join(30)
    assert sorted(found) == [False, True] and Attendance.objects.count() == 1
