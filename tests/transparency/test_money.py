"""The open books: what is kept equals what the books say, however often it is counted, and names no person."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.funds import actions
from rukun.funds.actions import Paid
from rukun.funds.catalogue import BACK
from rukun.funds.ledger import Kind, Move, move
from rukun.people.rules import Actor
from rukun.transparency.models import MoneyLooked, MoneyMonth, MoneyUse
from rukun.transparency.money import files, queries, unit
from rukun.transparency.money.facts import ANSWERED, ledger_of, public_name, units_within
from rukun.transparency.money.figures import FIELDS, Period, gathered
from rukun.transparency.money.keeping import keep_money, rebuild_money
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import KELURAHAN, NEXT_KELURAHAN, NOON
from tests.made import decrees, proof

RT, RW = f"{KELURAHAN}002005", f"{KELURAHAN}002"
JUNE, JULY = Month(2016, 6), Month(2016, 7)
YEAR = Period.asked("", "2016", JUNE)
LATER = datetime(2016, 8, 12, 5, tzinfo=NOON.tzinfo)


def fund(code: str, amount: int, at: datetime = NOON) -> Area:
    found = area(code)
    ward = area(AreaCode(code[:10]))
    key = f"paid:{code}:{at:%Y-%m-%d}"
    move([Move((ward.pk, Kind.BUDGET), (found.pk, Kind.KAS), amount, "paid", key)], at=at)
    return found


def spend(found: Area, by: Actor, key: str, amount: int, **more: object) -> int:
    at = more.pop("at", NOON)
    assert isinstance(at, datetime)
    told = {"use": "rapat", "day": date(2016, 6, 1), "supplier": "Pak Slamet", "without": "tidak diberi"} | more
    paid = Paid(key=f"key-of-{key}", amount=amount, **told)  # type: ignore[arg-type]
    return actions.record_expense(found, paid, by=by, at=at).pk


@pytest.fixture
def books(kota: Path, tmp_path: Path, ani: Actor) -> Area:
    """Three units with money in June, one of the next kelurahan; RT 005 bought, took back, gave back, handed in."""
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=NOON)
    unit_ = fund(RT, 1_000_000)
    fund(RW, 500_000)
    other = Area.objects.filter(code__startswith=NEXT_KELURAHAN, kind="rt").order_by("code").first()
    assert other
    fund(other.code, 250_000)
    spend(unit_, ani, "meeting", 50_000, tax=5_000)
    spend(unit_, ani, "proven", 30_000, receipt=proof(1), without="")
    wrong = spend(unit_, ani, "wrong", 20_000)
    spend(unit_, ani, "back", 100_000, use=BACK.code)
    july = NOON + timedelta(days=35)
    actions.take_back(wrong, words="salah", by=ani, at=july)
    actions.hand_in_register(unit_, JUNE, by=ani, at=july)
    return unit_


def test_what_a_kelurahan_shows_adds_up_from_its_units_month_by_month_and_use_by_use(books: Area) -> None:
    money = queries.money_of(area(KELURAHAN), YEAR, LATER)
    assert (money.total.received, money.total.spent, money.total.returned) == (1_500_000, 80_000, 100_000)
    assert money.balance == 1_320_000 == sum(line.balance for line in money.lines)
    assert sum(bar.amount for bar in money.uses) == money.total.spent
    assert sum(line.sums.received for line in money.lines) == money.total.received
    june, july = (queries.money_of(area(KELURAHAN), Period.asked(str(m), "", LATER_MONTH), LATER) for m in (JUNE, JULY))
    assert (june.total.spent, july.total.spent) == (100_000, -20_000), "what is taken back counts where it was"
    assert july.before == 1_300_000 and july.balance == 1_320_000


LATER_MONTH = Month(2016, 8)


def test_an_rw_stands_with_its_rt_and_by_itself(books: Area) -> None:
    money = queries.money_of(area(RW), YEAR, LATER)
    own = [line for line in money.lines if line.is_own]
    assert money.total.received == 1_500_000 and [line.sums.received for line in own] == [500_000]
    assert sum(line.sums.received for line in money.lines) == 1_500_000
    assert queries.money_of(books, YEAR, LATER).total.received == 1_000_000


def test_the_kept_sums_are_what_the_books_say_and_counting_twice_changes_nothing(books: Area) -> None:
    keep_money(at=LATER)
    first = kept()
    assert first == expected() and first
    assert keep_money(at=LATER) == 0 and kept() == first
    rebuild_money(at=LATER)
    assert kept() == first


def test_what_was_added_since_is_counted_at_the_next_look_and_only_there(books: Area, ani: Actor) -> None:
    keep_money(at=LATER)
    spend(books, ani, "later", 10_000, at=LATER, day=date(2016, 8, 11))
    assert kept() != expected()
    # Reaching back behind what was seen, the look finds the other kelurahan of these few transfers as well.
    assert keep_money(at=LATER) == 2
    assert kept() == expected()
    looked = MoneyLooked.objects.get()
    assert looked.at == LATER


def test_a_sum_that_went_wrong_unseen_is_put_right_by_the_round(books: Area) -> None:
    keep_money(at=LATER)
    MoneyMonth.objects.filter(area__code=KELURAHAN).update(received=1)
    MoneyUse.objects.all().delete()
    keep_money(at=LATER)
    assert kept() == expected()


def test_a_look_that_stopped_halfway_is_done_again_because_how_far_is_written_last(books: Area, ani: Actor) -> None:
    keep_money(at=LATER)
    before = MoneyLooked.objects.get()
    spend(books, ani, "later", 10_000, at=LATER, day=date(2016, 8, 11))
    keep_money(at=LATER)
    # As it stands where the keeper died after it counted some, and before it said so.
    MoneyLooked.objects.update(transfers=before.transfers)
    MoneyMonth.objects.filter(area__kind="provinsi").delete()
    keep_money(at=LATER)
    assert kept() == expected()


def test_the_city_reads_the_kept_sums_and_is_the_sum_of_its_parts(books: Area) -> None:
    assert queries.money_of(area("99"), YEAR, LATER).total.received == 0, "nothing is counted yet"
    keep_money(at=LATER)
    for code in ("99", "9999", "999999"):
        money = queries.money_of(area(code), YEAR, LATER)
        assert money.total.received == 1_750_000 == sum(line.sums.received for line in money.lines)
        assert money.balance == 1_570_000 == sum(line.balance for line in money.lines)
        assert sum(bar.amount for bar in money.uses) == money.total.spent == 80_000
        assert money.as_of == LATER and money.units == 3
    ward = next(line for line in money.lines if line.area.code == KELURAHAN)
    assert ward.sums.told == queries.money_of(area(KELURAHAN), YEAR, LATER).total.told


def test_registers_are_due_by_the_tenth_and_missed_only_afterwards(books: Area) -> None:
    def handing(day: datetime) -> tuple[int, int, int]:
        found = queries.money_of(area(KELURAHAN), YEAR, day).handing
        return found.registers_due, found.in_time, found.registers_missing

    assert handing(datetime(2016, 7, 10, 5, tzinfo=NOON.tzinfo)) == (0, 0, 0)
    assert handing(datetime(2016, 7, 11, 5, tzinfo=NOON.tzinfo)) == (2, 1, 1)
    assert handing(LATER) == (4, 1, 3), "July was due for both of them, too"


def test_receipts_that_are_missing_are_counted_with_their_sum(books: Area) -> None:
    total = queries.money_of(books, YEAR, LATER).total
    assert (total.expenses, total.unproven, total.unproven_amount) == (2, 1, 50_000)


def test_areas_below_are_ordered_by_what_was_asked_and_by_nothing_else(books: Area) -> None:
    lines = queries.money_of(area(RW), YEAR, LATER, "diterima").lines
    assert [line.sums.received for line in lines][:2] == [1_000_000, 500_000]
    with pytest.raises(Refused):
        queries.money_of(area(RW), YEAR, LATER, "nama")


def test_everybody_reads_what_was_bought_but_not_from_whom(books: Area) -> None:
    rows, has_more = unit.bought_by(books, YEAR)
    assert [row.amount for row in rows] == [100_000, 20_000, 30_000, 50_000] and not has_more
    assert [row.has_receipt for row in rows] == [False, False, True, False]
    assert rows[1].taken_back and rows[0].is_return
    assert not any("Slamet" in str(row) or "tidak diberi" in str(row) for row in rows)


def test_a_use_named_in_somebodys_own_words_is_not_named_to_everybody() -> None:
    assert public_name("tanya-7", "Bantuan untuk Bu Siti") == ANSWERED
    assert public_name("rapat", "Konsumsi rapat") == "Konsumsi rapat"


def test_the_files_hold_what_the_page_sums_up_and_no_person(books: Area) -> None:
    found = {kind: table(b"".join(files.csv_of(area("99"), kind, YEAR))) for kind in files.COLUMNS}
    for kind, rows in found.items():
        assert rows[0] == [column.name for column in files.COLUMNS[kind]]
        assert all(len(row) == len(rows[0]) for row in rows)
    standing = [row for row in found["belanja"][1:] if not row[-1] and row[4] != BACK.code]
    assert sum(int(row[8]) for row in standing) == 80_000
    into_kas = [row for row in found["transfer"][1:] if row[7] == "kas" and row[2] == "paid"]
    assert sum(int(row[3]) for row in into_kas) == 1_750_000
    assert "Slamet" not in str(found) and "Ani" not in str(found)


def test_the_workbook_holds_the_same_rows_and_says_what_its_columns_mean(books: Area) -> None:
    book = load_workbook(io.BytesIO(files.workbook_of(area(KELURAHAN), YEAR, str)))
    assert book.sheetnames == ["hak", "transfer", "belanja", "kolom"]
    rows = list(book["belanja"].iter_rows(values_only=True))
    plain = table(b"".join(files.csv_of(area(KELURAHAN), "belanja", YEAR)))
    assert [[str(cell if cell is not None else "") for cell in row] for row in rows] == plain
    assert len(list(book["kolom"].iter_rows())) == sum(len(columns) for columns in files.COLUMNS.values())


def test_a_period_is_a_month_or_a_year_that_has_begun() -> None:
    assert Period.asked("2016-06", "", JUNE).is_month and not Period.asked("", "", JUNE).is_month
    for month, year in (("2016-07", ""), ("", "2017"), ("", "x"), ("juni", ""), ("", "20166")):
        with pytest.raises(Refused):
            Period.asked(month, year, JUNE)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode().removeprefix(files.MARK))))


def kept() -> dict[tuple[str, str], tuple[int, ...]]:
    """Every kept sum by area and month, or by area, month and use."""
    found: dict[tuple[str, str], tuple[int, ...]] = {
        (code, f"{month:%Y-%m}"): tuple(told)
        for code, month, *told in MoneyMonth.objects.values_list("area__code", "month", *FIELDS)
    }
    uses = MoneyUse.objects.values_list("area__code", "month", "use", "amount")
    return found | {(code, f"{month:%Y-%m} {use}"): (amount,) for code, month, use, amount in uses}


def expected() -> dict[tuple[str, str], tuple[int, ...]]:
    """The same from the books, at each level above the units."""
    ledger = ledger_of(units_within(AreaCode("99")))
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for length in (2, 4, 6, 10):
        for code, months in gathered(ledger, length).items():
            for month, sums in months.items():
                found[code, str(month)] = sums.told
                found |= {(code, f"{month} {use}"): (amount,) for use, amount in sums.uses.items() if amount}
    return found
