"""What is judged stands with its reason, and nobody judges what touches them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from rukun.people.rules import ANYONE, Actor
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import access, actions, queries
from rukun.validation.models import CurrentVerdict, Verdict
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import _person
from tests.made import report

RT_5 = AreaCode("9999991001002005")


@pytest.fixture
def made(kota: Path, ani: Actor, noon: datetime) -> Report:
    return report(ani, noon, for_unit=RT_5)


def test_a_verdict_stands_until_the_next_and_both_stay(made: Report, dodi: Actor, noon: datetime) -> None:
    seen = access.report_to_judge(dodi, made.code)
    actions.accept(seen, by=dodi, at=noon, after=0)
    assert queries.counts_of_unit(RT_5, Month(2016, 6)) == {"valid": 1, "struck": 0, "waiting": 0, "retracted": 0}
    actions.strike(seen, StrikeReason.OLD_PHOTO, by=dodi, at=noon + timedelta(hours=1), note="Foto Mei", after=1)
    standing = queries.standing_of(seen)
    assert standing is not None and (standing.number, standing.reason) == (2, "old-photo")
    assert Verdict.objects.count() == 2
    assert queries.counts_of_unit(RT_5, Month(2016, 6)) == {"valid": 0, "struck": 1, "waiting": 0, "retracted": 0}
    event = Event.objects.get(verb="report.struck")
    assert event.seat == "tapem@999999" and "Foto Mei" not in event.facts


def test_who_judges_what_another_judged_meanwhile_is_told(made: Report, dodi: Actor, noon: datetime) -> None:
    seen = access.report_to_judge(dodi, made.code)
    actions.accept(seen, by=dodi, at=noon, after=0)
    colleague = _person("Hana", "tapem", "999999")
    with pytest.raises(Refused, match="baru saja menilai") as told:
        actions.strike(seen, StrikeReason.TEST, by=colleague, at=noon, after=0)  # type: ignore[arg-type]
    assert told.value.facts["name"] == "Dodi"
    with pytest.raises(Refused, match="sudah Anda nilai"):
        actions.strike(seen, StrikeReason.TEST, by=dodi, at=noon, after=0)


def test_only_tapem_of_the_area_judges(
    made: Report, ani: Actor, budi: Actor, citra: Actor, eka: Actor, noon: datetime
) -> None:
    elsewhere = _person("Indra", "tapem", "9999991002")
    for stranger in (ani, budi, citra, eka, elsewhere, ANYONE):
        with pytest.raises(Refused) as refusal:
            access.report_to_judge(stranger, made.code)  # type: ignore[arg-type]
        assert refusal.value.code == "hidden"


@pytest.mark.parametrize(("role", "area"), [
    ("ketua-rt", "9999991001002005"), ("ketua-rw", "9999991001002"), ("pengurus-rt", "9999991001001001"),
    ("staff-kelurahan", "9999991001"), ("camat", "999999"),
])  # fmt: skip
def test_who_holds_a_post_where_the_report_lies_does_not_judge_it(
    made: Report, dodi: Actor, noon: datetime, role: str, area: str
) -> None:
    from datetime import date

    from rukun.areas.queries import area as area_by_code
    from rukun.people import actions as people
    from rukun.people.models import Person
    from rukun.people.queries import actor_of
    from rukun.people.rules import Role

    seat = people.open_seat(role=Role(role), area=area_by_code(area), at=noon)
    person = Person.objects.get(pk=dodi.person_id)
    people.appoint(person=person, seat=seat, sk="SK 9", held_from=date(2016, 1, 1), at=noon)
    with pytest.raises(Refused, match="dinilai orang lain"):
        access.report_to_judge(actor_of(dodi.person_id, noon), made.code)


def test_nobody_judges_an_own_report_though_they_no_longer_hold_the_post(
    made: Report, dodi: Actor, noon: datetime
) -> None:
    Report.objects.filter(pk=made.pk).update(filer_id=dodi.person_id)
    with pytest.raises(Refused, match="laporan Anda sendiri"):
        access.report_to_judge(dodi, made.code)


def test_a_duplicate_names_the_other_report(made: Report, dodi: Actor, noon: datetime) -> None:
    seen = access.report_to_judge(dodi, made.code)
    with pytest.raises(Refused, match="kode laporan yang sama"):
        actions.strike(seen, StrikeReason.DUPLICATE, by=dodi, at=noon, note=" ")


def test_many_are_accepted_all_or_none(kota: Path, ani: Actor, dodi: Actor, noon: datetime) -> None:
    codes = [report(ani, noon, for_unit=RT_5).code for _ in range(3)]
    with pytest.raises(Refused):
        access.reports_to_judge(dodi, [*codes, "0000000000"])
    actions.accept_many(access.reports_to_judge(dodi, codes), by=dodi, at=noon)
    assert Verdict.objects.count() == 3
    assert Event.objects.filter(verb="report.accepted").count() == 3
    assert list(queries.unjudged(RT_5)) == []


def test_a_report_that_a_resident_made_for_themselves_is_not_judged(
    kota: Path, budi: Actor, dodi: Actor, noon: datetime
) -> None:
    with pytest.raises(Refused):
        access.report_to_judge(dodi, report(budi, noon).code)


def test_a_verdict_is_never_altered(made: Report, dodi: Actor, noon: datetime) -> None:
    actions.accept(access.report_to_judge(dodi, made.code), by=dodi, at=noon)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Verdict.objects.update(is_valid=False, reason="test")
    CurrentVerdict.objects.all().delete()
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Verdict.objects.all().delete()
