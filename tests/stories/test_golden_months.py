"""The golden cases of money (04-rules, section 2) through the whole house: reported, judged, closed, corrected."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from rukun.areas.changing import dissolve
from rukun.areas.queries import area
from rukun.funds import actions, queries
from rukun.funds.models import Correction, Statement, StatementLine
from rukun.people import actions as people
from rukun.people.models import Appointment
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import actions as validation
from rukun.validation.models import CurrentVerdict
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import decrees, judged_valid, noon_of, report, reports_for_unit

KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode(KELURAHAN.digits + "002005")
JUNE = Month(2016, 6)
AFTER_JUNE = noon_of(date(2016, 7, 2))


@pytest.fixture
def law(kota: Path, tmp_path: Path, noon: datetime) -> Path:
    """Kepgub 850/2013 and 903/2016: what was in force in June 2016."""
    decrees(tmp_path / "law", "kepgub-850-2013", "kepgub-903-2016", at=noon)
    return tmp_path / "law"


def whole(report: Report) -> Report:
    return Report.objects.select_related("kelurahan", "unit", "seat").get(pk=report.pk)


def total_of(unit: AreaCode, month: Month) -> int:
    statement = queries.statement_of(unit, month)
    assert statement is not None
    return statement.total


def test_three_valid_a_day_in_june_make_975_000(law: Path, ani: Actor, dodi: Actor, gita: Actor) -> None:
    judged_valid(reports_for_unit(ani, list(JUNE.days), 3), dodi, AFTER_JUNE)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    statement = queries.statement_of(RT_5, JUNE)
    assert statement is not None and statement.total == 975_000
    assert [(line.what, line.count, line.rate, line.amount) for line in statement.lines.all()] == [
        ("reports", 90, 10_000, 900_000), ("allowance", 1, 75_000, 75_000),
    ]  # fmt: skip
    assert len(statement.codes["counted"]) == 90 and statement.codes["beyond"] == []


def test_twelve_of_sixty_struck_on_second_reading_leave_555_000(
    law: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    made = reports_for_unit(ani, list(JUNE.days)[:20], 3)
    judged_valid(made, dodi, AFTER_JUNE)
    for again in made[::5]:
        validation.strike(whole(again), StrikeReason.NOT_SHOWN, by=dodi, at=AFTER_JUNE, after=1)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE + timedelta(hours=1))
    assert total_of(RT_5, JUNE) == 48 * 10_000 + 75_000 == 555_000
    statement = queries.statement_of(RT_5, JUNE)
    assert statement is not None and len(statement.codes["struck"]) == 12


def test_a_decree_signed_later_leaves_the_closed_month_and_proposes_one_correction_for_the_next_open_one(
    law: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    judged_valid(reports_for_unit(ani, list(JUNE.days)[:20], 2), dodi, AFTER_JUNE)
    closing = actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    assert total_of(RT_5, JUNE) == 475_000
    before = [(s.pk, s.total, s.reports) for s in Statement.objects.order_by("pk")]
    signed = noon_of(date(2016, 10, 26))
    assert actions.propose_corrections(at=signed) == 0
    decrees(law, "kepgub-2432-2016", at=signed)
    units = Statement.objects.filter(closing=closing).count()
    assert actions.propose_corrections(at=signed + timedelta(hours=1)) == units
    correction = Correction.objects.get(statement__unit__code=RT_5.digits)
    assert (correction.amount, correction.cause, correction.decree.decree) == (500_000, "decree", "kepgub-2432-2016")
    assert actions.propose_corrections(at=signed + timedelta(hours=2)) == 0
    actions.accept_corrections(KELURAHAN, by=gita, at=signed + timedelta(hours=3))
    assert [(s.pk, s.total, s.reports) for s in Statement.objects.filter(closing=closing).order_by("pk")] == before
    october = Month(2016, 10)
    actions.close_month(KELURAHAN, october, by=gita, at=noon_of(date(2016, 11, 2)))
    assert total_of(RT_5, october) == 975_000 + 500_000
    assert actions.propose_corrections(at=noon_of(date(2016, 11, 3))) == 0


def test_a_decree_known_beforehand_rules_from_the_day_it_is_signed_without_being_loaded_again(
    kota: Path, tmp_path: Path, noon: datetime, ani: Actor, gita: Actor
) -> None:
    decrees(tmp_path / "law", "kepgub-850-2013", "kepgub-903-2016", "kepgub-2432-2016", at=noon)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    assert total_of(RT_5, JUNE) == 75_000
    assert actions.propose_corrections(at=noon_of(date(2016, 10, 24))) == 0
    assert actions.propose_corrections(at=noon_of(date(2016, 10, 25))) > 0
    assert Correction.objects.get(statement__unit__code=RT_5.digits).amount == 900_000


def test_the_money_is_the_units_when_its_ketua_changes_in_mid_month(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, noon: datetime
) -> None:
    first = reports_for_unit(ani, [date(2016, 6, 3)], 3)
    until = date(2016, 6, 16)
    old = Appointment.objects.get(person_id=ani.person_id)
    people.end_appointment(old, until=until, at=noon_of(until))
    heir = people.register_person(login="hadi@contoh.id", name="Hadi", pseudonym="H", password=None, at=noon)
    people.appoint(person=heir, seat=old.seat, sk="SK 2/2016", held_from=until, at=noon_of(until))
    hadi = actor_of(heir.pk, noon_of(until))
    second = reports_for_unit(hadi, [date(2016, 6, 20)], 2)
    judged_valid([*first, *second], dodi, AFTER_JUNE)
    with pytest.raises(Refused, match="tidak memegang jabatan"):
        report(actor_of(ani.person_id, noon_of(until)), noon_of(until), for_unit=RT_5)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    assert Statement.objects.filter(unit__code=RT_5.digits).count() == 1
    assert total_of(RT_5, JUNE) == 5 * 10_000 + 75_000


def test_an_rt_dissolved_on_the_fifteenth_counts_the_days_before_and_a_flat_amount_by_day(
    law: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, day) for day in (3, 14)], 3)
    judged_valid(made, dodi, AFTER_JUNE)
    dissolve(area(RT_5), on=date(2016, 6, 15), at=noon_of(date(2016, 6, 15)), into=area(KELURAHAN.digits + "002004"))
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    assert total_of(RT_5, JUNE) == 6 * 10_000 + 75_000 * 14 // 30
    decrees(law, "kepgub-2432-2016", at=noon_of(date(2016, 10, 26)))
    actions.propose_corrections(at=noon_of(date(2016, 10, 27)))
    correction = Correction.objects.get(statement__unit__code=RT_5.digits)
    assert total_of(RT_5, JUNE) + correction.amount == 975_000 * 14 // 30


def test_a_report_struck_after_closing_is_taken_back_from_the_next_month_and_never_below_zero(
    law: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    made = reports_for_unit(ani, list(JUNE.days)[:10], 3)
    judged_valid(made, dodi, AFTER_JUNE)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    later = noon_of(date(2016, 7, 20))
    for late in made:
        validation.strike(whole(late), StrikeReason.OLD_PHOTO, by=dodi, at=later, after=1)
    assert actions.propose_corrections(at=later + timedelta(hours=1)) == 1
    actions.accept_corrections(KELURAHAN, by=gita, at=later + timedelta(hours=2))
    july, august, september = Month(2016, 7), Month(2016, 8), Month(2016, 9)
    left = 300_000
    for month in (july, august, september):
        actions.close_month(KELURAHAN, month, by=gita, at=month.ends_at + timedelta(days=1))
        left -= 75_000
        assert total_of(RT_5, month) == 0
    taken = StatementLine.objects.filter(what="correction", statement__unit__code=RT_5.digits)
    assert sum(line.amount for line in taken) == -225_000 and left == 75_000


def test_a_strike_that_is_taken_back_after_closing_cancels_out(law: Path, ani: Actor, dodi: Actor, gita: Actor) -> None:
    (made,) = reports_for_unit(ani, [date(2016, 6, 3)], 1)
    judged_valid([made], dodi, AFTER_JUNE)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    later = noon_of(date(2016, 7, 20))
    validation.strike(whole(made), StrikeReason.OUTSIDE, by=dodi, at=later, after=1)
    assert actions.propose_corrections(at=later + timedelta(hours=1)) == 1
    validation.accept(whole(made), by=dodi, at=later + timedelta(hours=2), after=2)
    assert actions.propose_corrections(at=later + timedelta(hours=3)) == 1
    assert sorted(Correction.objects.values_list("amount", flat=True)) == [-10_000, 10_000]
    assert len(actions.accept_corrections(KELURAHAN, by=gita, at=later + timedelta(hours=4))) == 2
    actions.close_month(KELURAHAN, Month(2016, 7), by=gita, at=noon_of(date(2016, 8, 2)))
    assert total_of(RT_5, Month(2016, 7)) == 75_000


def test_a_month_goes_from_closed_to_approved_to_paid_each_by_another_and_the_books_stay_balanced(
    law: Path, ani: Actor, citra: Actor, fajar: Actor, gita: Actor, kartika: Actor, dodi: Actor
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 6, 3)], 3), dodi, AFTER_JUNE)
    for stranger in (ani, citra, fajar, dodi):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.close_month(KELURAHAN, JUNE, by=stranger, at=AFTER_JUNE)
    with pytest.raises(Refused, match="tidak dapat dilakukan"):
        actions.approve_month(KELURAHAN, JUNE, by=citra, at=AFTER_JUNE)
    closing = actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    with pytest.raises(Refused, match="tidak dapat dilakukan"):
        actions.pay_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.approve_month(KELURAHAN, JUNE, by=fajar, at=AFTER_JUNE)
    balances = [queries.trial_balance()]
    actions.approve_month(KELURAHAN, JUNE, by=citra, at=AFTER_JUNE)
    balances.append(queries.trial_balance())
    with pytest.raises(Refused, match="menutup bulan tidak dapat membayarkan"):
        actions.pay_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    actions.pay_month(KELURAHAN, JUNE, by=kartika, at=AFTER_JUNE)
    balances.append(queries.trial_balance())
    assert all(sum(balance.values()) == 0 for balance in balances)
    assert [balance["budget"] for balance in balances] == [-closing.total] * 3
    assert [b["owed"] for b in balances] == [closing.total, 0, 0]
    assert [b["approved"] for b in balances] == [0, closing.total, 0]
    assert [b["kas"] for b in balances] == [0, 0, closing.total]
    verbs = (
        Event.objects.filter(about=f"month:{KELURAHAN.digits}:2016-06").order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["month.closed", "month.approved", "month.paid"]


def test_who_closed_does_not_approve_and_who_approved_does_not_pay_though_they_hold_both_posts(
    law: Path, ani: Actor, citra: Actor, gita: Actor, noon: datetime
) -> None:
    def also(actor: Actor, role: Role) -> Actor:
        from rukun.people.models import Person

        seat = people.open_seat(role=role, area=area(KELURAHAN), at=noon)
        person = Person.objects.get(pk=actor.person_id)
        people.appoint(person=person, seat=seat, sk="SK 3/2016", held_from=date(2016, 1, 1), at=noon)
        return actor_of(actor.person_id, noon)

    both = also(gita, Role.LURAH)
    actions.close_month(KELURAHAN, JUNE, by=both, at=AFTER_JUNE)
    with pytest.raises(Refused, match="menutup bulan tidak dapat"):
        actions.approve_month(KELURAHAN, JUNE, by=both, at=AFTER_JUNE)
    lurah = also(citra, Role.BENDAHARA)
    actions.approve_month(KELURAHAN, JUNE, by=lurah, at=AFTER_JUNE)
    with pytest.raises(Refused, match="menyetujui tidak dapat"):
        actions.pay_month(KELURAHAN, JUNE, by=lurah, at=AFTER_JUNE)


def test_a_month_that_is_not_over_or_was_closed_is_not_closed(law: Path, gita: Actor) -> None:
    with pytest.raises(Refused, match="belum berakhir"):
        actions.close_month(KELURAHAN, JUNE, by=gita, at=noon_of(date(2016, 6, 30)))
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)


@pytest.mark.parametrize("table", ["funds_statement", "funds_statementline", "funds_transfer", "funds_correction"])
def test_the_database_refuses_to_alter_what_was_closed(law: Path, gita: Actor, table: str) -> None:
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    guards = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
              "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"}[connection.vendor]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(guards)
        assert any(name.startswith(f"{table}_no_") for (name,) in cursor.fetchall())
    if table != "funds_correction":
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET id = id + 1000000")


def test_what_stands_of_each_report_can_be_made_anew_from_the_verdicts(law: Path, ani: Actor, dodi: Actor) -> None:
    made = reports_for_unit(ani, list(JUNE.days)[:4], 3)
    judged_valid(made, dodi, AFTER_JUNE)
    validation.strike(whole(made[0]), StrikeReason.TEST, by=dodi, at=AFTER_JUNE, after=1)
    columns = ("report_id", "verdict_id", "is_valid", "unit_id", "counted_on")
    before = set(CurrentVerdict.objects.values_list(*columns))
    assert validation.rebuild_current(at=AFTER_JUNE) == 12
    assert set(CurrentVerdict.objects.values_list(*columns)) == before


def test_a_report_far_from_the_rw_does_not_count_and_one_within_the_tolerance_does(
    law: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    from rukun.values.place import Place

    metre = 1 / 111_195
    near = reports_for_unit(ani, [date(2016, 6, 3)], 1, place=Place(-6.505, 106.505 - 140 * metre))
    far = reports_for_unit(ani, [date(2016, 6, 4)], 1, place=Place(-6.505, 106.505 - 170 * metre))
    by_hand = reports_for_unit(ani, [date(2016, 6, 5)], 1, place=None, chosen=AreaCode(KELURAHAN.digits + "001001"))
    judged_valid([*near, *far, *by_hand], dodi, AFTER_JUNE)
    actions.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    statement = queries.statement_of(RT_5, JUNE)
    assert statement is not None
    assert statement.codes["counted"] == [near[0].code, by_hand[0].code]
    assert statement.codes["out_of_bound"] == [far[0].code]
