"""What the database sorts out of a month is what the rules sort out report by report, in the same order; and a closing
asks as little of a large kelurahan as of a small one."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.funds import actions
from rukun.funds.ledger import Kind as Of
from rukun.funds.ledger import Move, move, move_stated
from rukun.funds.models import Account, Closing, Statement, Transfer
from rukun.funds.queries.counting import judged_under, sorted_out
from rukun.funds.rules import Fact, sort_capped, sort_out
from rukun.funds.sealed import FATES, stated
from rukun.people.rules import Actor
from rukun.reports.queries import categories
from rukun.trail.append import ROWS_A_COPY, append_columns
from rukun.trail.models import Event
from rukun.validation.counted import Judged
from rukun.validation.models import CurrentVerdict
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.time import Month, start_of
from tests.conftest import KELURAHAN
from tests.funds.test_rules import per_report
from tests.made import decrees, judged_valid, noon_of, reports_for_unit

JUNE = Month(2016, 6)
NEXT = timedelta(minutes=1)
AFTER_JUNE = noon_of(date(2016, 7, 2))
RT_5 = AreaCode(KELURAHAN + "002005")

caps = st.integers(0, 4)
days = st.lists(st.sampled_from(list(JUNE.days)), max_size=60).map(sorted)


@given(days, caps, st.integers(0, 20))
@example([date(2016, 6, 1)] * 3 + [date(2016, 6, 2)] * 3, 2, 3)
def test_by_the_day_the_caps_leave_what_they_leave_report_by_report(rows: list[date], daily: int, monthly: int) -> None:
    decree = per_report(counted_per_day_max=daily, counted_per_month_max=monthly)
    codes = [f"B{number}" for number in range(len(rows))]
    facts: list[Fact] = [(code, day, "sampah", True, 0) for code, day in zip(codes, rows, strict=True)]
    by_day = sort_capped(decree.grants[Kind.RT], rows, codes)
    assert by_day == sort_out(decree, Kind.RT, facts, frozenset({"sampah"}))


@pytest.fixture
def judged(kota: Path, ani: Actor, dodi: Actor) -> list[CurrentVerdict]:
    """Reports of one unit that stand judged: some on the same day, and filed in no order of their receipt."""
    reports = reports_for_unit(ani, list(JUNE.days)[:6], 4)
    judged_valid(reports, dodi, AFTER_JUNE)
    return list(CurrentVerdict.objects.order_by("report_id"))


@pytest.mark.any_engine
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), names_kinds=st.booleans(), daily=caps)
def test_the_database_sorts_a_unit_out_as_the_rules_do_and_in_the_order_of_days_and_receipt(
    judged: list[CurrentVerdict], seed: int, names_kinds: bool, daily: int
) -> None:
    chance, kinds = random.Random(seed), list(categories())
    for row in judged:
        row.is_valid, row.category = chance.random() < 0.7, chance.choice(kinds)
        row.rw_distance_m = chance.choice([None, 0, 149, 150, 151, 900])
        row.counted_on, row.received_at = chance.choice(list(JUNE.days)[:3]), AFTER_JUNE + chance.randrange(5) * NEXT
    CurrentVerdict.objects.bulk_update(judged, ["is_valid", "category", "rw_distance_m", "counted_on", "received_at"])
    decree = replace(
        per_report(counted_per_day_max=daily),
        categories=frozenset({kinds[0].code, kinds[1].code}) if names_kinds else None,
    )
    counting = frozenset(kind.code for kind in kinds if kind.counts)
    ordered = sorted(judged, key=lambda row: (row.counted_on, row.received_at, row.report_id))
    facts: list[Fact] = [
        (row.code, row.counted_on, row.category.code, row.is_valid, row.rw_distance_m) for row in ordered
    ]
    unit = area(RT_5)
    found = judged_under([unit], JUNE, {Kind.RT: decree})[unit.pk]
    assert sorted_out(decree.grants[Kind.RT], found) == sort_out(decree, Kind.RT, facts, counting)
    assert (found.valid, found.many) == (sum(row.is_valid for row in judged), len(judged))


def test_of_a_unit_that_ended_within_the_month_only_its_own_days_are_left() -> None:
    whole = Judged(1, ["01", "02", "15"], ["B1", "B2", "B3"], ["s02", "k15"], ["B4", "B5"])
    assert whole.there([date(2016, 6, 1), date(2016, 6, 2)]) == Judged(1, ["01", "02"], ["B1", "B2"], ["s02"], ["B4"])
    assert whole.there([]).many == 0


@pytest.fixture
def law(kota: Path, tmp_path: Path, noon: datetime) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)


def statements_of_closing(month: Month, by: Actor) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        actions.close_month(AreaCode(KELURAHAN), month, by=by, at=start_of(month.next.first) + NEXT)
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.any_engine
def test_a_closing_asks_as_little_of_many_reports_as_of_none(law: None, ani: Actor, dodi: Actor, gita: Actor) -> None:
    statements_of_closing(JUNE.previous.previous, gita)  # opens the accounts
    judged_valid(reports_for_unit(ani, list(JUNE.days)[:10], 3), dodi, AFTER_JUNE)
    without, with_thirty = statements_of_closing(JUNE.previous, gita), statements_of_closing(JUNE, gita)
    assert len(without) == len(with_thirty) <= 25, "\n".join(sql[:150] for sql in with_thirty)
    assert Closing.objects.get(month=JUNE.first).total > Closing.objects.get(month=JUNE.previous.first).total


@pytest.mark.any_engine
def test_a_month_that_is_closed_again_is_refused_and_leaves_nothing(law: None, gita: Actor) -> None:
    actions.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=AFTER_JUNE)
    before = (Event.objects.count(), Statement.objects.count(), Transfer.objects.count())
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=AFTER_JUNE)
    assert (Event.objects.count(), Statement.objects.count(), Transfer.objects.count()) == before


@pytest.mark.any_engine
def test_what_a_closing_states_moves_once_to_each_unit_and_on_only_where_it_still_is(law: None, gita: Actor) -> None:
    closing = actions.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=AFTER_JUNE)
    owed = dict(Statement.objects.filter(closing=closing, total__gt=0).values_list("unit_id", "total"))
    accrued = Transfer.objects.filter(closing=closing, credit__owner_id=closing.kelurahan_id, credit__kind=Of.BUDGET)
    assert dict(accrued.filter(debit__kind=Of.OWED).values_list("debit__owner_id", "amount")) == owed
    with pytest.raises(Refused, match="sudah pernah"), transaction.atomic():
        move_stated(closing, Of.BUDGET, Of.OWED, "accrued", at=AFTER_JUNE)
    unit, amount = next(iter(owed.items()))
    move([Move((unit, Of.OWED), (unit, Of.RETURNED), 1, "test", "one-away")], at=AFTER_JUNE)
    with pytest.raises(Refused, match="tinggal") as refusal:
        move_stated(closing, Of.OWED, Of.APPROVED, "approved", at=AFTER_JUNE)
    assert refusal.value.code == "overdraft" and str(refusal.value.facts["asked"]) == written(amount)
    assert not Transfer.objects.filter(cause="approved").exists()


@given(st.lists(st.text(max_size=12), max_size=5), st.booleans(), st.booleans())
@example(['B1","B2', "B\\3", "é🙂\n"], True, True)
def test_a_statement_is_kept_in_one_spelling_whatever_its_codes(
    codes: list[str], is_measured: bool, is_trained: bool
) -> None:
    reports = dict.fromkeys(FATES, ()) | {"counted": codes}
    measured, came = {"reported": (1, 2)} if is_measured else {}, {2: date(2016, 5, 1)} if is_trained else None
    beside = ({"measured": measured} if measured else {}) | ({"came": {"2": "2016-05-01"}} if came else {})
    found = stated((RT_5.digits, "RT 005"), ("sk", "0" * 64), (), reports, measured, came)
    assert found.kept == json.dumps(reports | beside, sort_keys=True, separators=(",", ":"))


# Many rows at once


@pytest.mark.any_engine
@pytest.mark.django_db
@pytest.mark.parametrize("leave_taken", [True, False])
@pytest.mark.parametrize("many", [1, ROWS_A_COPY + 5])
def test_many_rows_keep_their_words_to_the_letter(many: int, leave_taken: bool) -> None:
    words = "tab\t, baris\n, \\N, \\., \"kutip\", 'satu', %s, é 🙂"
    rows = [(AFTER_JUNE + number * NEXT, "test.words", words, f"row:{number}", "{}") for number in range(many)]
    at, _, _, about, _ = map(list, zip(*rows, strict=True))
    columns = {"at": at, "verb": "test.words", "seat": words, "about": about, "facts": "{}"}
    assert append_columns(Event, columns, leave_taken=leave_taken) == many
    kept = Event.objects.filter(verb="test.words").order_by("id")
    assert list(kept.values_list("at", "verb", "seat", "about", "facts")) == rows


@pytest.mark.any_engine
@pytest.mark.parametrize("many", [2, ROWS_A_COPY])
def test_of_many_rows_one_whose_key_is_taken_is_left_out_or_refuses_all(kota: Path, many: int) -> None:
    owners = list(Area.objects.order_by("code").values_list("pk", flat=True)[:many])
    Account.objects.create(owner_id=owners[1], kind=Account.Kind.KAS)
    columns = {"owner_id": owners, "kind": Account.Kind.KAS.value}
    with pytest.raises(IntegrityError), transaction.atomic():
        append_columns(Account, columns)
    assert Account.objects.count() == 1
    append_columns(Account, columns, leave_taken=True)
    assert set(Account.objects.values_list("owner_id", flat=True)) == set(owners)
