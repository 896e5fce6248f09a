"""A strike may be contested once, in time, by the unit."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from rukun.people import actions as people
from rukun.people.models import Appointment
from rukun.people.queries import actor_of
from rukun.people.rules import ANYONE, Actor
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import access, actions, queries
from rukun.validation.models import Appeal, Verdict
from rukun.validation.rules import Contest, StrikeReason, contest
from rukun.validation.terms import Terms, read_terms
from rukun.values.refused import Refused
from rukun.values.zones import WIB
from tests.conftest import _person
from tests.made import report
from tests.validation.appeals.contested import JUNE, RT_5, WORDS, state_of, strike, whole


def test_the_last_day_to_contest_is_counted_in_days_of_jakarta() -> None:
    terms = Terms(appeal_days=7, answer_days=7)
    late_evening = datetime(2016, 6, 1, 16, 59, tzinfo=UTC)  # 23.59 in Jakarta
    assert terms.appeal_until(late_evening) == date(2016, 6, 8)
    assert terms.appeal_until(late_evening + timedelta(minutes=1)) == date(2016, 6, 9)
    last = datetime(2016, 6, 8, 23, 59, 59, tzinfo=WIB)
    assert terms.may_still_appeal(late_evening, last)
    assert not terms.may_still_appeal(late_evening, last + timedelta(seconds=1))
    assert terms.answer_by(late_evening) == datetime(2016, 6, 9, tzinfo=WIB)


def test_what_the_citys_file_does_not_say_keeps_its_default_and_nonsense_is_refused() -> None:
    assert read_terms("") == Terms()
    assert read_terms("appeal_days = 14").appeal_days == 14
    for wrong in ("appeal_days = 0", "appeal_days = 'a'", "appeal_days = true", "apeal_days = 7", "appeal_days = 9999"):
        with pytest.raises(Refused, match="tidak dikenal atau bukan jumlah hari"):
            read_terms(wrong)
    with pytest.raises(Refused, match="TOML"):
        read_terms("= 3")


@pytest.mark.parametrize(
    ("is_valid", "is_answer", "has_appeal", "in_time", "state"),
    [
        (True, False, False, True, None),
        (False, False, False, True, Contest.OPEN),
        (False, False, False, False, Contest.LATE),
        (False, False, True, False, Contest.LODGED),
        (True, True, True, False, Contest.UPHELD),
        (False, True, True, True, Contest.REJECTED),
    ],
)
def test_how_an_objection_stands(
    is_valid: bool, is_answer: bool, has_appeal: bool, in_time: bool, state: Contest | None
) -> None:
    found = contest(is_valid=is_valid, is_answer=is_answer, has_appeal=has_appeal, in_time=in_time)
    assert found is state


def test_the_unit_contests_and_the_trail_keeps_the_seat_and_a_digest_but_no_word(
    struck: Report, ani: Actor, noon: datetime
) -> None:
    assert state_of(struck, noon) is Contest.OPEN
    lodged = actions.appeal(struck, words=f" {WORDS} ", by=ani, at=noon, against=1)
    assert (lodged.words, lodged.verdict.number, lodged.seat_id) == (WORDS, 1, ani.seats[0].id)
    assert state_of(struck, noon) is Contest.LODGED
    assert queries.appealed_of_unit(RT_5, JUNE) == 1
    event = Event.objects.get(verb="appeal.lodged")
    assert (event.seat, event.about) == (f"ketua-rt@{RT_5.digits}", f"report:{struck.code}")
    assert "Foto" not in event.facts


def test_the_board_contests_what_the_ketua_reported_and_a_former_ketua_what_was_their_own(
    struck: Report, ani: Actor, indra: Actor, dodi: Actor, noon: datetime
) -> None:
    assert actions.appeal(struck, words=WORDS, by=indra, at=noon).seat_id == indra.seats[0].id
    other = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    people.end_appointment(Appointment.objects.get(person_id=ani.person_id), until=date(2016, 6, 2), at=noon)
    former = actor_of(ani.person_id, noon + timedelta(days=1))
    assert not former.seats
    lodged = actions.appeal(other, words=WORDS, by=former, at=noon + timedelta(days=1))
    assert lodged.seat_id is None
    assert Event.objects.filter(verb="appeal.lodged").order_by("id")[1].seat == "warga"


def test_nobody_else_contests(
    struck: Report, budi: Actor, citra: Actor, dodi: Actor, eka: Actor, fajar: Actor, noon: datetime
) -> None:
    next_door = _person("Joko", "ketua-rt", "9999991001002006")
    above = _person("Kiki", "ketua-rw", "9999991001002")
    for stranger in (budi, citra, dodi, eka, fajar, next_door, above, ANYONE):
        with pytest.raises(Refused) as refusal:
            access.report_to_appeal(stranger, struck.code)  # type: ignore[arg-type]
        assert refusal.value.code == "hidden"
        with pytest.raises(Refused) as refusal:
            actions.appeal(struck, words=WORDS, by=stranger, at=noon)  # type: ignore[arg-type]
        assert refusal.value.code == "hidden"
    assert not Appeal.objects.exists()


def test_of_a_private_report_only_its_filer_contests_the_strike(
    kota: Path, ani: Actor, indra: Actor, dodi: Actor, noon: datetime
) -> None:
    private = strike(report(ani, noon, for_unit=RT_5, is_private=True), dodi, noon)
    with pytest.raises(Refused):
        actions.appeal(private, words=WORDS, by=indra, at=noon)
    assert actions.appeal(private, words=WORDS, by=ani, at=noon)


def test_an_objection_needs_words(struck: Report, ani: Actor, noon: datetime) -> None:
    with pytest.raises(Refused, match="perlu dilihat lagi"):
        actions.appeal(struck, words=" \n ", by=ani, at=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(verdict=Verdict.objects.get(), words="", person_id=ani.known_id, lodged_at=noon)


def test_it_is_too_late_on_the_eighth_day_and_not_on_the_seventh(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    first, second = (strike(report(ani, noon, for_unit=RT_5), dodi, noon) for _ in range(2))
    last = datetime(2016, 6, 8, 23, 59, tzinfo=WIB)
    assert actions.appeal(first, words=WORDS, by=ani, at=last)
    with pytest.raises(Refused, match="sudah lewat") as refusal:
        actions.appeal(second, words=WORDS, by=ani, at=last + timedelta(minutes=1))
    assert refusal.value.code == "late"
    assert state_of(second, last + timedelta(minutes=1)) is Contest.LATE


def test_the_same_objection_sent_twice_is_one_and_another_after_it_is_refused(
    struck: Report, ani: Actor, indra: Actor, noon: datetime
) -> None:
    first = actions.appeal(struck, words=WORDS, by=ani, at=noon, against=1)
    assert actions.appeal(struck, words=WORDS, by=ani, at=noon, against=1).pk == first.pk
    for by, words in ((indra, WORDS), (ani, "Lain lagi")):
        with pytest.raises(Refused, match="sudah disanggah"):
            actions.appeal(struck, words=words, by=by, at=noon)
    assert Appeal.objects.count() == Event.objects.filter(verb="appeal.lodged").count() == 1


def test_what_is_valid_unjudged_or_was_judged_anew_is_not_contested(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = whole(report(ani, noon, for_unit=RT_5))
    with pytest.raises(Refused, match="tidak sedang dicoret"):
        actions.appeal(made, words=WORDS, by=ani, at=noon)
    strike(made, dodi, noon)
    actions.strike(made, StrikeReason.TEST, by=dodi, at=noon, after=1)
    with pytest.raises(Refused, match="baru saja berubah"):
        actions.appeal(made, words=WORDS, by=ani, at=noon, against=1)
    actions.accept(made, by=dodi, at=noon, after=2)
    with pytest.raises(Refused, match="tidak sedang dicoret"):
        actions.appeal(made, words=WORDS, by=ani, at=noon, against=3)
