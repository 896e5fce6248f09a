"""A code seats one person, once; who issues it, what it replaces, and what is kept of it."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from rukun.areas.queries import area
from rukun.people import access, actions, queries
from rukun.people.actions.invitations import Issued, Terms
from rukun.people.entering.throttle import Source
from rukun.people.models import Appointment, Invitation, Person
from rukun.people.rules import Actor, Role
from rukun.people.sheets import cards_of, sheet_of
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests.stories.test_two_at_once import InThread, at_the_same_time

KELURAHAN = AreaCode("9999991001")
RT_1, RT_5 = AreaCode("9999991001001001"), AreaCode("9999991001002005")
HERE = Source("10.0.0.9")
TERMS = Terms("SK 7/2016", days=30)


def invited(noon: datetime, unit: AreaCode = RT_1, role: Role = Role.KETUA_RT, **more: object) -> Issued:
    seat = actions.open_seat(role=role, area=area(unit), at=noon)
    terms = Terms("SK 7/2016", days=30, replaces=bool(more.get("replaces")))
    return actions.issue_invitations([seat], terms, by="lurah@9999991001", at=noon, place=int(more.get("place", 0)))[0]


def somebody(noon: datetime, name: str = "joko") -> Person:
    return actions.register_person(login=f"{name}@contoh.id", name=name, pseudonym="", password=None, at=noon)


def found(typed: str, at: datetime, source: Source = HERE) -> Invitation:
    return access.invitation_with(typed, source=source, at=at)


def test_a_code_seats_whoever_brings_it_from_today_by_the_letter_of_the_issuer(kota: Path, noon: datetime) -> None:
    issued, person = invited(noon), somebody(noon)
    asked = found(issued.code.lower().replace("-", " "), noon)
    held = actions.accept_invitation(asked.pk, person=person, at=noon)
    assert (held.sk, held.held_from) == ("SK 7/2016", date(2016, 6, 1))
    assert queries.actor_of(person.pk, noon).seats[0].named == "ketua-rt@9999991001001001"
    with pytest.raises(Refused, match="sudah dipakai"):
        found(issued.code, noon)
    with pytest.raises(Refused, match="sudah dipakai"):
        actions.accept_invitation(asked.pk, person=somebody(noon, "lain"), at=noon)
    verbs = [e.verb for e in Event.objects.filter(about="seat:ketua-rt@9999991001001001").order_by("id")]
    assert verbs == ["seat.opened", "invitation.issued", "invitation.used", "seat.filled"]


def test_nothing_that_is_kept_opens_a_seat_and_the_trail_names_no_person(kota: Path, noon: datetime) -> None:
    issued, person = invited(noon), somebody(noon)
    actions.accept_invitation(issued.invitation.pk, person=person, at=noon)
    kept = str(list(Invitation.objects.values()))
    told = " ".join(f"{e.seat} {e.about} {e.facts}" for e in Event.objects.exclude(verb="person.registered"))
    for secret in (issued.code, issued.code.replace("-", ""), issued.code[:5]):
        assert secret not in kept and secret not in told
    assert f"person:{person.pk}" not in told and "joko" not in told and "SK 7" not in told
    assert issued.invitation.ends_with == issued.code[-2:]


def test_a_fresh_code_revokes_the_earlier_one_and_each_is_good_for_its_days(kota: Path, noon: datetime) -> None:
    first = invited(noon)
    second = invited(noon + timedelta(days=1))
    with pytest.raises(Refused, match="dicabut"):
        found(first.code, noon)
    assert found(second.code, noon + timedelta(days=30)).pk == second.invitation.pk
    with pytest.raises(Refused, match="lewat waktunya"):
        found(second.code, noon + timedelta(days=31))
    with pytest.raises(Refused, match="lewat waktunya"):
        actions.accept_invitation(second.invitation.pk, person=somebody(noon), at=noon + timedelta(days=31))


def test_an_invitation_that_was_taken_back_seats_nobody(kota: Path, citra: Actor, noon: datetime) -> None:
    issued = invited(noon)
    invitation, by = access.invitation_to_handle(citra, issued.invitation.pk)
    actions.revoke_invitation(invitation, by=by, at=noon)
    with pytest.raises(Refused, match="dicabut"):
        found(issued.code, noon)
    with pytest.raises(Refused, match="sudah dipakai atau sudah dicabut"):
        actions.revoke_invitation(invitation, by=by, at=noon)


def test_a_seat_that_is_held_is_not_taken_silently_but_by_an_invitation_that_says_so(
    kota: Path, ani: Actor, noon: datetime
) -> None:
    heir = somebody(noon)
    with pytest.raises(Refused, match="masih dipegang orang lain"):
        actions.accept_invitation(invited(noon, RT_5).invitation.pk, person=heir, at=noon)
    assert Invitation.objects.filter(used_at=None).exists(), "the code is still good"
    actions.accept_invitation(invited(noon, RT_5, replaces=True).invitation.pk, person=heir, at=noon)
    assert not queries.actor_of(ani.person_id, noon).seats
    assert queries.holder_of(Role.KETUA_RT, RT_5, noon) == heir
    earlier = Appointment.objects.get(person_id=ani.person_id)
    assert earlier.held_until == date(2016, 6, 1)


def test_whoever_is_replaced_on_their_first_day_opens_nothing_any_more(kota: Path, noon: datetime) -> None:
    """Somebody else brought the code: who issued it hands out another at once, and does not wait for midnight."""
    wrong, right = somebody(noon, "salah"), somebody(noon, "benar")
    actions.accept_invitation(invited(noon).invitation.pk, person=wrong, at=noon)
    later = noon + timedelta(hours=1)
    actions.accept_invitation(invited(later, replaces=True).invitation.pk, person=right, at=later)
    assert not queries.actor_of(wrong.pk, later).seats
    assert queries.holder_of(Role.KETUA_RT, RT_1, later) == right
    assert Appointment.objects.get(person=wrong).held_until == date(2016, 6, 2), "the record lasts its first day"


def test_who_holds_the_seat_already_is_told_so(kota: Path, ani: Actor, noon: datetime) -> None:
    with pytest.raises(Refused, match="sudah memegang"):
        actions.accept_invitation(
            invited(noon, RT_5).invitation.pk, person=Person.objects.get(pk=ani.person_id), at=noon
        )


def test_a_board_has_room_for_several_each_with_a_code_of_their_own(kota: Path, ani: Actor, noon: datetime) -> None:
    codes = [invited(noon, RT_5, Role.PENGURUS_RT) for _ in range(3)]
    assert [one.invitation.place for one in codes] == [1, 2, 3]
    for number, one in enumerate(codes[:2]):
        actions.accept_invitation(found(one.code, noon).pk, person=somebody(noon, f"pengurus{number}"), at=noon)
    again = invited(noon, RT_5, Role.PENGURUS_RT, place=3)
    assert again.invitation.place == 3
    with pytest.raises(Refused, match="dicabut"):
        found(codes[2].code, noon)
    board = queries.board_of(RT_5, noon)
    assert [member.name for member in board] == ["pengurus0", "pengurus1", ""]
    unit = next(row for row in queries.units_invited(KELURAHAN, noon) if row.area.code == RT_5.digits)
    assert (unit.holder, unit.state, unit.board, unit.board_invited) == ("Ani", "held", 2, 1)
    for _ in range(8):
        invited(noon, RT_5, Role.PENGURUS_RT)
    with pytest.raises(Refused, match="sembilan"):
        invited(noon, RT_5, Role.PENGURUS_RT)
    invited(noon + timedelta(days=31), RT_5, Role.PENGURUS_RT)


@pytest.mark.parametrize(
    ("who", "role", "where", "may"),
    [
        ("citra", Role.KETUA_RT, RT_1, True), ("citra", Role.PENGURUS_RW, AreaCode("9999991001002"), True),
        ("citra", Role.KETUA_RT, AreaCode("9999991002001001"), False), ("citra", Role.LURAH, KELURAHAN, False),
        ("fajar", Role.KETUA_RT, RT_1, False),
        ("ani", Role.PENGURUS_RT, RT_5, True), ("ani", Role.KETUA_RT, RT_5, False),
        ("ani", Role.PENGURUS_RT, RT_1, False),
        ("budi", Role.PENGURUS_RT, RT_5, False), ("dodi", Role.KETUA_RT, RT_1, False),
        ("gita", Role.KETUA_RT, RT_1, False),
    ],
)  # fmt: skip
def test_who_may_invite_whom(
    kota: Path, request: pytest.FixtureRequest, who: str, role: Role, where: AreaCode, may: bool
) -> None:
    actor = request.getfixturevalue(who)
    if may:
        assert access.seat_that_invites(actor, role, where)
    else:
        with pytest.raises(Refused):
            access.seat_that_invites(actor, role, where)


def test_wrong_codes_are_counted_where_they_come_from(kota: Path, noon: datetime) -> None:
    issued = invited(noon)
    told = []
    for n in range(15):
        try:
            found(f"AAAAA-AAA{n:02}", noon + timedelta(seconds=n))
        except Refused as refused:
            told.append(refused.code)
    assert told == ["invitation"] * 10 + ["wait"] * 5
    with pytest.raises(Refused, match="Tunggu"):
        found(issued.code, noon + timedelta(seconds=20))
    assert found(issued.code, noon + timedelta(seconds=20), Source("10.7.7.7"))


def test_one_code_brought_by_two_at_the_same_moment_seats_one(
    committed: Path, in_thread: InThread, noon: datetime
) -> None:
    issued, two = invited(noon), [somebody(noon, "satu"), somebody(noon, "dua")]
    accept = lambda person: actions.accept_invitation(issued.invitation.pk, person=person, at=noon).pk  # noqa: E731
    outcomes = at_the_same_time(in_thread, *[lambda p=p: accept(p) for p in two])
    assert outcomes.count("invitation-gone") == 1 and Appointment.objects.count() == 1
    assert Event.objects.filter(verb="invitation.used").count() == 1


def test_two_codes_for_one_seat_at_the_same_moment_seat_one(
    committed: Path, in_thread: InThread, noon: datetime
) -> None:
    first = invited(noon)
    Invitation.objects.filter(pk=first.invitation.pk).update(place=2)  # as if both had been issued side by side
    second, two = invited(noon), [somebody(noon, "satu"), somebody(noon, "dua")]
    ids = [first.invitation.pk, second.invitation.pk]
    accept = lambda number: actions.accept_invitation(ids[number], person=two[number], at=noon).pk  # noqa: E731
    outcomes = at_the_same_time(in_thread, *[lambda n=n: accept(n) for n in (0, 1)])
    assert outcomes.count("occupied") == 1 and Appointment.objects.count() == 1


def test_two_issuers_at_the_same_moment_leave_one_open_invitation(
    committed: Path, in_thread: InThread, noon: datetime
) -> None:
    actions.open_seat(role=Role.KETUA_RT, area=area(RT_1), at=noon)
    issued = at_the_same_time(in_thread, *[lambda: invited(noon).code] * 4)
    assert len(set(issued)) == 4
    assert Invitation.objects.filter(revoked_at=None, used_at=None).count() == 1


def test_the_same_sign_up_sent_twice_at_once_is_one_person(
    committed: Path, in_thread: InThread, noon: datetime
) -> None:
    issued = invited(noon)

    def join() -> int:
        facts = {"login": "0812 3456 7890", "name": "Tuti", "password": "kata sandi panjang"}
        return actions.join(issued.invitation.pk, **facts, at=noon).pk

    outcomes = at_the_same_time(in_thread, join, join, join)
    assert sorted(str(type(outcome)) for outcome in outcomes).count("<class 'int'>") == 1
    assert set(outcomes) & {"taken", "invitation-gone"}
    assert Person.objects.filter(name="Tuti").count() == Appointment.objects.count() == 1


def test_when_the_seat_cannot_be_taken_nobody_is_registered(kota: Path, ani: Actor, noon: datetime) -> None:
    issued = invited(noon, RT_5)
    with pytest.raises(Refused, match="masih dipegang"):
        actions.join(issued.invitation.pk, login="0812 3456 7890", name="T", password="kata sandi panjang", at=noon)
    assert not Person.objects.filter(login="+6281234567890").exists()


def test_a_sheet_holds_every_code_with_its_unit_and_how_to_use_it(kota: Path, noon: datetime) -> None:
    units = [row.area for row in queries.units_invited(KELURAHAN, noon) if row.role is Role.KETUA_RT]
    seats = actions.open_seats(Role.KETUA_RT, units, at=noon, by="lurah@9999991001")
    issued = actions.issue_invitations(seats, TERMS, by="lurah@9999991001", at=noon)
    names = {"9999991001": "Rukun Jaya", "999999": "Sukarukun"}
    pdf = PdfReader(
        io.BytesIO(sheet_of(cards_of(issued, names, site="https://rukun.go.id"), site="rukun.go.id/bergabung"))
    )
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert all(one.code in text for one in issued) and len(pdf.pages) == -(-len(issued) // 4)
    assert "RT 005/RW 002" in text and "Kelurahan Rukun Jaya, Kecamatan Sukarukun" in " ".join(text.split())
    assert "1 Juli 2016" in text and "rukun.go.id/bergabung" in "".join(text.split())
    assert {row.state for row in queries.units_invited(KELURAHAN, noon) if row.role is Role.KETUA_RT} == {"issued"}
    page = pdf.pages[0].mediabox
    assert (round(float(page.width)), round(float(page.height))) == (595, 842), "A4"


def test_an_area_with_markup_in_its_name_is_printed_and_not_obeyed(kota: Path, noon: datetime) -> None:
    issued = invited(noon)
    hostile = '#panic("x") \\ "*" $a$ [ ] <b>'
    pdf = sheet_of(cards_of([issued], {"9999991001": hostile}, site="https://r.id"), site="r.id")
    assert "#panic" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
