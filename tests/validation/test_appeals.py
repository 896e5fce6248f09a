"""A strike may be contested once, in time, by the unit; another validator answers, and that is final."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from rukun.areas.queries import area as area_by_code
from rukun.people import actions as people
from rukun.people.models import Appointment, Person
from rukun.people.queries import actor_of
from rukun.people.rules import ANYONE, Actor, Role
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import access, actions, queries
from rukun.validation.models import Appeal, CurrentVerdict, Verdict
from rukun.validation.rules import Contest, StrikeReason, contest
from rukun.validation.terms import Terms, read_terms
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import JAKARTA, Month
from tests.conftest import _person
from tests.made import proof, report
from tests.stories.test_two_at_once import InThread, at_the_same_time

RT_5 = AreaCode("9999991001002005")
JUNE = Month(2016, 6)
WORDS = "Fotonya diambil 1 Juni, bukan foto lama."


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


@pytest.fixture
def indra() -> Actor:
    """Another of the board of RT 005."""
    return _person("Indra", "pengurus-rt", RT_5.digits)  # type: ignore[return-value]


@pytest.fixture
def struck(kota: Path, ani: Actor, dodi: Actor, noon: datetime) -> Report:
    return strike(report(ani, noon, for_unit=RT_5), dodi, noon)


def strike(made: Report, by: Actor, at: datetime) -> Report:
    actions.strike(whole(made), StrikeReason.OLD_PHOTO, by=by, at=at, note="Foto Mei")
    return whole(made)


def whole(made: Report) -> Report:
    return Report.objects.select_related("kelurahan", "unit", "seat", "category").get(pk=made.pk)


def state_of(made: Report, at: datetime) -> Contest:
    standing = queries.standing_of(made)
    assert standing is not None
    return queries.contested([standing], at)[made.pk].state


# How long


def test_the_last_day_to_contest_is_counted_in_days_of_jakarta() -> None:
    terms = Terms(appeal_days=7, answer_days=7)
    late_evening = datetime(2016, 6, 1, 16, 59, tzinfo=UTC)  # 23.59 in Jakarta
    assert terms.appeal_until(late_evening) == date(2016, 6, 8)
    assert terms.appeal_until(late_evening + timedelta(minutes=1)) == date(2016, 6, 9)
    last = datetime(2016, 6, 8, 23, 59, 59, tzinfo=JAKARTA)
    assert terms.may_still_appeal(late_evening, last)
    assert not terms.may_still_appeal(late_evening, last + timedelta(seconds=1))
    assert terms.answer_by(late_evening) == datetime(2016, 6, 9, tzinfo=JAKARTA)


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


# Lodged


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
    last = datetime(2016, 6, 8, 23, 59, tzinfo=JAKARTA)
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


# Answered


def lodged(struck: Report, by: Actor, at: datetime) -> Appeal:
    actions.appeal(struck, words=WORDS, by=by, at=at)
    return queries.open_appeals(AreaCode("99")).get(verdict__report=struck)


def test_an_upheld_appeal_makes_the_report_valid_with_a_verdict_that_refers_to_it(
    struck: Report, ani: Actor, hana: Actor, noon: datetime
) -> None:
    objection = lodged(struck, ani, noon)
    verdict = actions.uphold(objection, by=hana, at=noon, note="Foto memang baru.")
    assert (verdict.number, verdict.is_valid, verdict.appeal_id) == (2, True, objection.pk)
    assert queries.counts_of_unit(RT_5, JUNE) == {"valid": 1, "struck": 0, "waiting": 0}
    assert state_of(struck, noon) is Contest.UPHELD and queries.appealed_of_unit(RT_5, JUNE) == 0
    assert not queries.open_appeals(AreaCode("99")).exists()
    event = Event.objects.get(verb="appeal.upheld")
    assert event.seat == "tapem@999999" and "Foto" not in event.facts


def test_a_rejected_appeal_leaves_the_strike_with_words_for_the_unit(
    struck: Report, ani: Actor, hana: Actor, noon: datetime
) -> None:
    objection = lodged(struck, ani, noon)
    with pytest.raises(Refused, match="akan membacanya"):
        actions.reject_appeal(objection, words=" ", by=hana, at=noon)
    verdict = actions.reject_appeal(objection, words="Foto ini ada di laporan 3 Mei.", by=hana, at=noon)
    assert (verdict.number, verdict.is_valid, verdict.reason) == (2, False, "old-photo")
    assert state_of(struck, noon) is Contest.REJECTED
    assert Event.objects.filter(verb="appeal.rejected").count() == 1


@pytest.mark.parametrize("answer", ["uphold", "reject"])
def test_an_answer_is_final_whichever_it_is(
    struck: Report, ani: Actor, dodi: Actor, hana: Actor, noon: datetime, answer: str
) -> None:
    objection = lodged(struck, ani, noon)
    with pytest.raises(Refused, match="disanggah"):
        actions.accept(struck, by=hana, at=noon)
    if answer == "uphold":
        actions.uphold(objection, by=hana, at=noon)
    else:
        actions.reject_appeal(objection, words="Tetap", by=hana, at=noon)
    with pytest.raises(Refused, match="baru saja dijawab"):
        actions.uphold(objection, by=hana, at=noon)
    with pytest.raises(Refused, match="baru saja dijawab"):
        access.appeal_to_answer(hana, struck.code)
    with pytest.raises(Refused, match="disanggah"):
        actions.strike(struck, StrikeReason.TEST, by=dodi, at=noon)
    with pytest.raises(Refused, match="sudah disanggah|tidak sedang"):
        actions.appeal(struck, words="Sekali lagi", by=ani, at=noon)
    assert Verdict.objects.count() == 2


def test_nobody_answers_an_appeal_against_an_own_decision_or_of_their_own(
    struck: Report, ani: Actor, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    objection = lodged(struck, ani, noon)
    for act in (
        lambda: actions.uphold(objection, by=dodi, at=noon),
        lambda: actions.reject_appeal(objection, words="Tetap", by=dodi, at=noon),
        lambda: access.appeal_to_answer(dodi, struck.code),
    ):
        with pytest.raises(Refused, match="dinilai orang lain"):
            act()
    assert access.next_to_answer(dodi) is None and access.next_to_answer(hana) == objection
    Report.objects.update(filer_id=None)
    became = as_validator(ani, noon)
    with pytest.raises(Refused, match="ajukan sendiri"):
        actions.uphold(queries.open_appeals(AreaCode("99")).get(), by=became, at=noon)


def as_validator(actor: Actor, noon: datetime) -> Actor:
    """The same person, out of the old seat and into one of Tapem."""
    Appointment.objects.filter(person_id=actor.person_id).delete()
    seat = people.open_seat(role=Role.VALIDATOR, area=area_by_code("99.99.99"), at=noon)
    person = Person.objects.get(pk=actor.person_id)
    people.appoint(person=person, seat=seat, sk="SK 7", held_from=date(2016, 1, 1), at=noon)
    return actor_of(actor.person_id, noon)


def test_who_holds_a_post_in_the_area_or_none_at_tapem_does_not_answer(
    struck: Report, ani: Actor, citra: Actor, eka: Actor, hana: Actor, noon: datetime
) -> None:
    objection = lodged(struck, ani, noon)
    elsewhere = _person("Lina", "tapem", "9999991002")
    for stranger in (ani, citra, eka, elsewhere, ANYONE):
        with pytest.raises(Refused) as refusal:
            actions.uphold(objection, by=stranger, at=noon)  # type: ignore[arg-type]
        assert refusal.value.code == "hidden"
        with pytest.raises(Refused) as refusal:
            access.appeal_to_answer(stranger, struck.code)  # type: ignore[arg-type]
        assert refusal.value.code == "hidden"
    seat = people.open_seat(role=Role.KETUA_RW, area=area_by_code("9999991001002"), at=noon)
    person = Person.objects.get(pk=hana.person_id)
    people.appoint(person=person, seat=seat, sk="SK 8", held_from=date(2016, 1, 1), at=noon)
    with pytest.raises(Refused, match="jabatan di wilayah ini"):
        actions.uphold(objection, by=actor_of(hana.person_id, noon), at=noon)


# Kept


def test_neither_an_appeal_nor_the_verdict_it_contests_is_ever_altered(
    struck: Report, ani: Actor, noon: datetime
) -> None:
    actions.appeal(struck, words=WORDS, by=ani, at=noon)
    for table in ("validation_appeal", "validation_verdict"):
        for change in (f"UPDATE {table} SET id = id + 100", f"DELETE FROM {table}"):
            with (
                pytest.raises(DatabaseError, match="never altered"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(change)


def test_what_stands_is_made_anew_with_the_answers(struck: Report, ani: Actor, hana: Actor, noon: datetime) -> None:
    actions.uphold(lodged(struck, ani, noon), by=hana, at=noon)
    actions.rebuild_current(at=noon)
    assert CurrentVerdict.objects.get().is_valid
    assert state_of(struck, noon) is Contest.UPHELD


# Two at once


def test_of_two_board_members_at_once_one_objection_stands_and_the_other_is_told(
    committed: Path, in_thread: InThread, ani: Actor, indra: Actor, dodi: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    outcomes = at_the_same_time(
        in_thread,
        lambda: actions.appeal(whole(made), words=WORDS, by=ani, at=noon).words,
        lambda: actions.appeal(whole(made), words="Saya juga", by=indra, at=noon).words,
    )
    assert outcomes.count("twice") == 1
    assert Appeal.objects.get().words in outcomes
    assert Event.objects.filter(verb="appeal.lodged").count() == 1


def test_the_same_objection_sent_five_times_at_once_is_one(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    same = lambda: actions.appeal(whole(made), words=WORDS, by=ani, at=noon).pk  # noqa: E731
    assert at_the_same_time(in_thread, *[same] * 5) == [Appeal.objects.get().pk] * 5


def test_who_contests_and_who_judges_anew_at_the_same_time_meet_and_one_of_them_is_told(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    outcomes = at_the_same_time(
        in_thread,
        lambda: str(actions.appeal(whole(made), words=WORDS, by=ani, at=noon, against=1).words),
        lambda: actions.accept(whole(made), by=hana, at=noon, after=1).is_valid,
    )
    assert outcomes.count("conflict") == 1
    assert Appeal.objects.exists() is (WORDS in outcomes)
    assert Verdict.objects.count() == (1 if WORDS in outcomes else 2)


def test_of_two_validators_answering_at_once_one_answer_stands(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    kiki = _person("Kiki", "tapem", "999999")
    one, other = lodged(made, ani, noon), queries.open_appeals(AreaCode("99")).get()
    outcomes = at_the_same_time(
        in_thread,
        lambda: actions.uphold(one, by=hana, at=noon).is_valid,
        lambda: actions.reject_appeal(other, words="Tetap", by=kiki, at=noon).is_valid,  # type: ignore[arg-type]
    )
    assert outcomes.count("conflict") == 1
    assert CurrentVerdict.objects.get().is_valid in outcomes
    assert Verdict.objects.count() == 2


# With photos, and in time


def test_photos_speak_for_an_appeal_and_are_seen_by_the_unit_and_the_desk_alone(
    struck: Report, ani: Actor, budi: Actor, hana: Actor, eka: Actor, fajar: Actor, noon: datetime
) -> None:
    photo = proof(5)
    lodged = actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[photo])
    assert [kept.digest for kept in lodged.photos.all()] == [photo.digest]
    assert Event.objects.get(verb="appeal.lodged").stated["photos"] == [photo.digest]
    assert queries.photos_among([photo.digest, "0" * 64]) == {photo.digest}
    for who in (ani, hana, eka):
        assert access.appeal_photo_to_see(who, photo.digest) == photo.digest
    for who in (budi, fajar, ANYONE):
        with pytest.raises(Refused):
            access.appeal_photo_to_see(who, photo.digest)
    with pytest.raises(DatabaseError), transaction.atomic():
        lodged.photos.all().delete()


def test_the_same_appeal_sent_again_keeps_its_photos_once_and_too_many_are_refused(
    struck: Report, ani: Actor, noon: datetime
) -> None:
    with pytest.raises(Refused, match="Paling banyak 5"):
        actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[proof(n) for n in range(6)])
    assert not Appeal.objects.exists()
    first = actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[proof(5)])
    assert actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[proof(5)]) == first
    assert first.photos.count() == 1


def test_the_pictures_of_an_appeal_are_not_swept_away(
    struck: Report, ani: Actor, noon: datetime, tmp_path: Path
) -> None:
    from rukun.reports.models import Picture
    from rukun.tick import tick

    kept, lost = proof(5), proof(6)
    actions.appeal(struck, words=WORDS, by=ani, at=noon, photos=[kept])
    tick(at=noon + timedelta(days=2), home=tmp_path, everything=True)
    assert set(Picture.objects.values_list("digest", flat=True)) == {kept.digest}, lost.digest


def test_an_appeal_that_nobody_answers_in_time_is_noted_once_shown_and_still_answered(
    struck: Report, ani: Actor, hana: Actor, noon: datetime
) -> None:
    lodged = actions.appeal(struck, words=WORDS, by=ani, at=noon)
    last = queries.terms().answer_by(noon)
    assert actions.escalate_appeals(at=last - timedelta(seconds=1)) == 0
    assert actions.escalate_appeals(at=last) == 1
    assert actions.escalate_appeals(at=last + timedelta(hours=1)) == 0
    event = Event.objects.get(verb="appeal.overdue")
    assert (event.seat, event.about) == ("clock", f"report:{struck.code}")
    assert queries.open_appeals(RT_5).filter(overdue__isnull=False).count() == 1
    actions.uphold(lodged, by=hana, at=last + timedelta(days=30))
    assert state_of(struck, last) is Contest.UPHELD
    assert not queries.open_appeals(RT_5).exists()


def test_an_appeal_that_was_answered_in_time_is_never_noted_as_late(
    struck: Report, ani: Actor, hana: Actor, noon: datetime
) -> None:
    actions.reject_appeal(actions.appeal(struck, words=WORDS, by=ani, at=noon), words="Tetap", by=hana, at=noon)
    assert actions.escalate_appeals(at=noon + timedelta(days=60)) == 0
