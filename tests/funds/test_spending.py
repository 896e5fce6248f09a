"""Spending: what the catalogue lets pass, once each, never more than is there; and what a unit accounts for."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from openpyxl import load_workbook
from pypdf import PdfReader

from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.funds import actions, queries
from rukun.funds.actions import Paid, Ruled
from rukun.funds.catalogue import rupiah_of
from rukun.funds.ledger import Kind, Move, move
from rukun.funds.models import Expense
from rukun.funds.periods import Span
from rukun.funds.queries.accounts import accounts_of_units, registers_in_time
from rukun.funds.queries.spending import Book, book_of, budget_of, catalogue_of
from rukun.funds.sheets import Paper, amount_in_words, pdf_of, signers_of, workbook_of
from rukun.people.rules import Actor
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import KELURAHAN, NEXT_KELURAHAN, NOON, _person
from tests.made import decrees, proof

RT = f"{KELURAHAN}002005"
JUNE, Q2 = Month(2016, 6), Span(Month(2016, 4), 3)
Start = Callable[..., threading.Thread]


@pytest.fixture
def law(kota: Path, tmp_path: Path, noon: datetime) -> Path:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    return tmp_path / "law"


@pytest.fixture
def unit(law: Path) -> Area:
    """RT 005/RW 002 with one million in its kas."""
    return funded()


def funded(amount: int = 1_000_000, at: datetime = NOON) -> Area:
    found = area(RT)
    move([Move((area(KELURAHAN).pk, Kind.BUDGET), (found.pk, Kind.KAS), amount, "paid", f"test:{at}")], at=at)
    return found


def paid(use: str = "rapat", amount: int = 50_000, key: str = "key-of-a-phone", **more: object) -> Paid:
    facts = {"day": date(2016, 6, 1), "supplier": "Warung Bu Tini", "without": "Warung tidak memberi kuitansi"} | more
    return Paid(key=key, use=use, amount=amount, **facts)  # type: ignore[arg-type]


def spent(unit: Area, by: Actor, *, at: datetime = NOON, **more: object) -> Expense:
    return actions.record_expense(unit, paid(**more), by=by, at=at)  # type: ignore[arg-type]


# The catalogue


def test_an_expense_leaves_the_kas_and_keeps_what_the_decree_said_of_it(unit: Area, ani: Actor) -> None:
    made = spent(unit, ani)
    assert (made.ruling, made.rests_on, made.use_name) == ("yes", "2/2016", "Konsumsi dan perlengkapan rapat warga")
    assert queries.account_of(unit).balance == 950_000
    assert sum(queries.trial_balance().values()) == 0 and queries.trial_balance()["spent"] == 50_000


@pytest.mark.parametrize(
    ("use", "amount", "code", "told"),
    [
        ("honor", 50_000, "forbidden", "Pasal 6"),
        ("komputer", 50_000, "ask", "Tanyakan dahulu"),
        ("ponsel", 1_000_001, "ask", "boleh sampai Rp 1.000.000"),
        ("gaib", 50_000, "use", "untuk apa"),
        ("rapat", 0, "amount", "lebih dari nol"),
        ("rapat", 1_000_001, "overdraft", "tinggal Rp 1.000.000"),
    ],
)
def test_what_may_not_be_bought_is_refused_with_why_and_leaves_nothing(
    unit: Area, ani: Actor, use: str, amount: int, code: str, told: str
) -> None:
    with pytest.raises(Refused) as refusal:
        spent(unit, ani, use=use, amount=amount)
    assert refusal.value.code == code and told in str(refusal.value)
    assert not Expense.objects.exists() and queries.account_of(unit).balance == 1_000_000


def test_up_to_its_limit_a_use_is_bought_without_asking(unit: Area, ani: Actor) -> None:
    assert spent(unit, ani, use="ponsel", amount=1_000_000).ruling == "up-to"


def test_an_answer_of_the_kelurahan_opens_what_was_left_to_it_for_every_unit_there_and_nowhere_else(
    unit: Area, ani: Actor, citra: Actor, noon: datetime
) -> None:
    asked = actions.ask(unit, words="Laptop bekas untuk surat", use="komputer", by=ani, at=noon)
    with pytest.raises(Refused, match="Tanyakan"):
        spent(unit, ani, use="komputer", amount=400_000)
    actions.answer(asked.pk, Ruled("up-to", "Satu untuk surat warga", 500_000), by=citra, at=noon)
    made = spent(unit, ani, use="komputer", amount=400_000)
    assert made.rests_on == "Lurah Rukun Jaya"
    with pytest.raises(Refused, match=r"500\.000"):
        spent(unit, ani, use="komputer", amount=500_001, key="another-key")
    ruling = {
        code: next(u.ruling for u in catalogue_of(area(code).area_code, noon).uses if u.code == "komputer")
        for code in (f"{KELURAHAN}002006", f"{NEXT_KELURAHAN}001001")
    }
    assert list(ruling.values()) == ["up-to", "ask"]


def test_an_answer_raises_a_limit_but_never_lowers_one_and_opens_nothing_forbidden(
    unit: Area, ani: Actor, citra: Actor, noon: datetime
) -> None:
    for words, ruled in (
        ("murah saja", Ruled("no", "Tidak perlu")),
        ("lebih baik", Ruled("up-to", "Boleh", 1_500_000)),
    ):
        asked = actions.ask(unit, words=words, use="ponsel", by=ani, at=noon)
        actions.answer(asked.pk, ruled, by=citra, at=noon)
        limit = next(u.limit for u in catalogue_of(unit.area_code, noon).uses if u.code == "ponsel")
        assert limit == (1_000_000 if ruled.ruling == "no" else 1_500_000)
    with pytest.raises(Refused, match="sudah menjawab"):
        actions.ask(unit, words="honor ketua", use="honor", by=ani, at=noon)


def test_a_question_outside_the_catalogue_is_found_again_by_its_words_once_it_is_answered(
    unit: Area, ani: Actor, gita: Actor, noon: datetime
) -> None:
    asked = actions.ask(unit, words="tabung gas untuk dapur umum", by=ani, at=noon)
    assert actions.ask(unit, words="tabung gas untuk dapur umum", by=ani, at=noon) == asked, "the same one waits"
    actions.answer(asked.pk, Ruled("yes", "Dapur umum saat banjir"), by=gita, at=noon)
    assert spent(unit, ani, use=f"tanya-{asked.pk}").use_name == "Tabung gas untuk dapur umum"


def test_a_question_is_answered_once_by_the_own_kelurahan_alone(
    unit: Area, ani: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    asked = actions.ask(unit, words="Laptop", use="komputer", by=ani, at=noon)
    for stranger in (fajar, ani):
        with pytest.raises(Refused, match="Halaman ini tidak ada"):
            actions.answer(asked.pk, Ruled("yes", "Boleh"), by=stranger, at=noon)
    actions.answer(asked.pk, Ruled("yes", "Boleh"), by=citra, at=noon)
    with pytest.raises(Refused, match="sudah dijawab"):
        actions.answer(asked.pk, Ruled("no", "Tidak"), by=citra, at=noon)


def test_a_new_decree_ends_the_answers_given_under_the_old_one(
    unit: Area, ani: Actor, citra: Actor, noon: datetime, tmp_path: Path
) -> None:
    asked = actions.ask(unit, words="Laptop", use="komputer", by=ani, at=noon)
    actions.answer(asked.pk, Ruled("yes", "Boleh"), by=citra, at=noon)
    later = datetime(2018, 2, 1, 5, tzinfo=noon.tzinfo)
    decrees(tmp_path / "law", "sk-3-2018", at=later)
    assert next(u.ruling for u in catalogue_of(unit.area_code, later).uses if u.code == "komputer") == "ask"


# Once, and never more than is there


def test_the_same_expense_from_two_devices_is_booked_once(unit: Area, ani: Actor) -> None:
    assert spent(unit, ani) == spent(unit, ani)
    assert queries.account_of(unit).balance == 950_000


def test_an_expense_taken_back_stands_in_the_book_with_its_reversal_and_only_once(unit: Area, ani: Actor) -> None:
    made = spent(unit, ani, amount=100_000, tax=10_000)
    assert queries.trial_balance()["tax"] == 10_000
    actions.take_back(made.pk, words="Salah jumlah", by=ani, at=NOON)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        actions.take_back(made.pk, words="Salah jumlah", by=ani, at=NOON)
    book = book_of(unit, JUNE, JUNE)
    assert [line.entry.amount for line in book.lines] == [1_000_000, -90_000, -10_000, 90_000, 10_000]
    assert (book.received, book.spent, book.after, book.standing) == (1_000_000, 0, 1_000_000, [])
    assert sum(queries.trial_balance().values()) == 0


def test_money_given_back_to_the_city_is_booked_apart_from_what_was_spent(unit: Area, ani: Actor) -> None:
    spent(unit, ani, use="kembali", amount=300_000)
    balance = queries.trial_balance()
    assert (balance["returned"], balance["spent"], balance["kas"]) == (300_000, 0, 700_000)


def test_only_the_units_own_board_spends(unit: Area, citra: Actor, fajar: Actor, noon: datetime) -> None:
    rw = _person("Kiki", "ketua-rw", f"{KELURAHAN}002")
    for stranger in (citra, fajar, rw):
        with pytest.raises(Refused, match="Halaman ini tidak ada"):
            spent(unit, stranger)  # type: ignore[arg-type]


def test_a_fact_of_spending_is_never_altered(unit: Area, ani: Actor) -> None:
    made = spent(unit, ani)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Expense.objects.filter(pk=made.pk).update(amount=1)


def test_of_two_board_members_who_spend_the_same_money_at_once_one_is_refused(
    committed: Path, tmp_path: Path, ani: Actor, in_thread: Start, noon: datetime
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    unit = funded(100_000)
    board = _person("Oki", "pengurus-rt", RT)
    ready, told = threading.Barrier(2), []

    def spend(who: Actor, key: str) -> None:
        ready.wait(10)
        try:
            spent(unit, who, amount=70_000, key=key)
            told.append("booked")
        except Refused as refusal:
            told.append(refusal.code)

    threads = [in_thread(spend, ani, "phone-one-key"), in_thread(spend, board, "phone-two-key")]
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["booked", "overdraft"] and queries.account_of(unit).balance == 30_000


@pytest.mark.parametrize(
    ("typed", "amount"), [("50.000", 50_000), ("Rp 50.000,-", 50_000), ("1000", 1_000), ("1.500.000", 1_500_000)]
)
def test_amounts_are_read_as_people_write_them(typed: str, amount: int) -> None:
    assert rupiah_of(typed) == amount


@pytest.mark.parametrize(
    "typed", ["", "-5", "1,5", "seribu", "٥٠٠", "9" * 13, "1500.50", "50000.00", "1.5", ".500", "5..000"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="angka"):
        rupiah_of(typed)


# Accounting


def test_a_budget_stands_beside_what_was_spent_and_is_planned_anew(unit: Area, ani: Actor, noon: datetime) -> None:
    actions.plan_budget(unit, 2016, {"rapat": 40_000, "pulsa": 25_000}, by=ani, at=noon)
    actions.plan_budget(unit, 2016, {"rapat": 60_000, "pulsa": 25_000}, by=ani, at=noon)
    spent(unit, ani)
    lines = {p.code: (p.planned, p.spent, p.left) for p in budget_of(unit, 2016, ())}
    assert lines == {"rapat": (60_000, 50_000, 10_000), "pulsa": (25_000, 0, 25_000)}
    with pytest.raises(Refused, match="honor"):
        actions.plan_budget(unit, 2016, {"honor": 1}, by=ani, at=noon)


def test_a_handover_names_every_difference_and_needs_two_people(unit: Area, ani: Actor, noon: datetime) -> None:
    board = _person("Oki", "pengurus-rt", RT)
    with pytest.raises(Refused, match="tulis mengapa"):
        actions.hand_over(unit, stated=990_000, by=board, at=noon)  # type: ignore[arg-type]
    over = actions.hand_over(unit, stated=990_000, words="Kembalian hilang", by=board, at=noon)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Sudah ada"):
        actions.hand_over(unit, stated=1_000_000, by=ani, at=noon)
    with pytest.raises(Refused):
        actions.take_over(over.pk, found=990_000, by=board, at=noon)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="apa bedanya"):
        actions.take_over(over.pk, found=980_000, by=ani, at=noon)
    taken = actions.take_over(over.pk, found=980_000, words="Sepuluh ribu palsu", by=ani, at=noon)
    assert (over.stated, over.booked, taken.found) == (990_000, 1_000_000, 980_000)


def test_a_head_who_counted_does_not_receive_from_themselves(unit: Area, ani: Actor, noon: datetime) -> None:
    over = actions.hand_over(unit, stated=1_000_000, by=ani, at=noon)
    with pytest.raises(Refused, match="sendiri"):
        actions.take_over(over.pk, found=1_000_000, by=ani, at=noon)


def test_a_register_is_handed_in_once_when_its_month_is_over_and_counts_where_it_came_in_time(
    unit: Area, ani: Actor, noon: datetime
) -> None:
    with pytest.raises(Refused, match="belum berakhir"):
        actions.hand_in_register(unit, JUNE, by=ani, at=noon)
    in_time, late = noon + timedelta(days=39), noon + timedelta(days=40)  # 10 and 11 July
    assert registers_in_time([unit.pk], JUNE) == {unit.pk: False}
    made = actions.hand_in_register(unit, JUNE, by=ani, at=in_time)
    assert made.balance == 1_000_000 and registers_in_time([unit.pk], JUNE) == {unit.pk: True}
    with pytest.raises(Refused, match="sudah diserahkan"):
        actions.hand_in_register(unit, JUNE, by=ani, at=late)
    other = area(f"{KELURAHAN}002006")
    assert registers_in_time([other.pk], JUNE) == {}, "a unit without money has no register to hand in"


def test_a_late_register_says_how_late(unit: Area, ani: Actor, noon: datetime) -> None:
    actions.hand_in_register(unit, JUNE, by=ani, at=noon + timedelta(days=40))
    assert registers_in_time([unit.pk], JUNE) == {unit.pk: False}
    found = accounts_of_units([unit], laws(), noon + timedelta(days=50))[0]
    assert [(one.span.first, one.days_late) for one in found.registers] == [(JUNE, 1)]


def laws() -> list[object]:
    return [decree for _, decree in queries.loaded_decrees().values()]


def test_an_spj_is_overdue_after_the_tenth_and_replaced_where_the_decree_says_so(
    kota: Path, tmp_path: Path, ani: Actor, noon: datetime
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", at=noon)
    unit, later = funded(), noon + timedelta(days=45)
    before = accounts_of_units([unit], laws(), later)[0]  # type: ignore[arg-type]
    assert [one.span.name for one in before.spj if one.is_overdue] == ["Triwulan II 2016"]
    decrees(tmp_path / "law", "sk-2-2016", at=noon)
    after = accounts_of_units([unit], laws(), later)[0]  # type: ignore[arg-type]
    assert not after.spj and [span.name for span in after.spj_replaced] == ["Triwulan II 2016"]


def test_a_meeting_is_told_once_with_its_minutes(unit: Area, ani: Actor, noon: datetime) -> None:
    half = Span(Month(2016, 1), 6)
    told = {"held_on": date(2016, 5, 30), "present": 41, "by": ani, "at": noon}
    with pytest.raises(Refused, match="berita acara"):
        actions.tell_of_meeting(unit, half, minutes=None, **told)  # type: ignore[arg-type]
    assert actions.tell_of_meeting(unit, half, minutes=proof(3), **told).present == 41  # type: ignore[arg-type]
    with pytest.raises(Refused, match="sudah dicatat"):
        actions.tell_of_meeting(unit, half, minutes=proof(3), **told)  # type: ignore[arg-type]


# Papers


def paper(unit: Area) -> Paper:
    return Paper(
        title="Surat Pertanggungjawaban Uang Operasional", period=Q2.name, number=f"02/SPJ/{RT}/2016", unit=unit,
        above=("Kota Contoh", "Mekar", "Rukun Jaya"), rule="2/2016", on=date(2016, 7, 1),
        signers=signers_of(unit, "spj"),
    )  # fmt: skip


@pytest.fixture
def book(unit: Area, ani: Actor) -> Book:
    spent(unit, ani, supplier="#strong[Toko] =1+1", key="first-key")
    spent(unit, ani, use="pulsa", amount=25_000, receipt=proof(5), key="second-key", supplier="=cmd|' /C calc'!A0")
    return book_of(unit, Q2.first, Q2.last)


def test_the_spj_says_every_line_its_sums_in_words_what_is_missing_and_who_signs(unit: Area, book: Book) -> None:
    from tests.made import jpeg

    made = PdfReader(io.BytesIO(pdf_of(paper(unit), book, {proof(5).digest: jpeg(5)})))
    words = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert "RUKUN TETANGGA 005 RUKUN WARGA 002" in words and "KELURAHAN RUKUN JAYA" in words
    assert "#strong[Toko] =1+1" in words, "what somebody typed is printed and not obeyed"
    assert "925.000" in words and "sembilan ratus dua puluh lima ribu rupiah" in words
    assert "Pengeluaran tanpa kuitansi" in words and "Warung tidak memberi kuitansi" in words
    assert "Ketua RT" in words and "Mengetahui, Lurah" in words and "B-3" in words
    assert len(made.pages) == 2 and len(made.pages[1].images) == 1


def test_the_workbook_holds_numbers_and_sums_and_no_formula_that_somebody_typed(unit: Area, book: Book) -> None:
    content = workbook_of(paper(unit), book)
    sheet = load_workbook(io.BytesIO(content))["Buku kas"]
    cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    typed = next(cell for cell in cells.values() if "cmd" in str(cell.value))
    assert typed.data_type == "s"
    kept = load_workbook(io.BytesIO(content), data_only=True)["Buku kas"]
    sums = next(row for row in kept.iter_rows(values_only=True) if row[2] == "Jumlah dan saldo akhir")
    assert sums[4:] == (1_000_000, 75_000, 925_000)
    assert sum(str(cell.value).startswith("=") and cell.data_type == "f" for cell in cells.values()) == 3


def test_an_amount_below_zero_says_so_in_words() -> None:
    assert amount_in_words(-1_500) == "-Rp 1.500 (minus seribu lima ratus rupiah)"


def test_a_book_takes_the_same_queries_however_many_lines(
    unit: Area, ani: Actor, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(12):
        spent(unit, ani, amount=1_000, key=f"key-number-{number}")
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        assert len(book_of(unit, JUNE, JUNE).standing) == 12
