"""Another validator answers an appeal, and that is final; what nobody answers in time is noted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from rukun.areas.queries import area as area_by_code
from rukun.people import actions as people
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import ANYONE, Actor, Role
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import access, actions, queries
from rukun.validation.models import CurrentVerdict, Verdict
from rukun.validation.rules import Contest, StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests.conftest import _person
from tests.validation.appeals.contested import JUNE, RT_5, WORDS, as_validator, lodged, state_of


def test_an_upheld_appeal_makes_the_report_valid_with_a_verdict_that_refers_to_it(
    struck: Report, ani: Actor, hana: Actor, noon: datetime
) -> None:
    objection = lodged(struck, ani, noon)
    verdict = actions.uphold(objection, by=hana, at=noon, note="Foto memang baru.")
    assert (verdict.number, verdict.is_valid, verdict.appeal_id) == (2, True, objection.pk)
    assert queries.counts_of_unit(RT_5, JUNE) == {"valid": 1, "struck": 0, "waiting": 0, "retracted": 0}
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
