"""Approved money goes to the bank once, comes back answered, and what failed can be tried again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.areas.queries import area, units_of
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.banking.layout import Layout
from rukun.funds.banking.library import layout_of
from rukun.funds.models import BankAccount, BankAnswer, Batch, Closing, Payment, Transfer
from rukun.funds.queries.payment import RESTS, accounts_in_use, accounts_of, orders_in, to_pay
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests import laying
from tests.made import noon_of, proof

KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode("9999991001002005")
MAY = Month(2016, 5)
WEEK = timedelta(days=7)
AT = noon_of(date(2016, 6, 20))


@pytest.fixture
def law(kota: Path, noon: datetime) -> Path:
    laying.once(funds.load_decrees, kota / "decrees", at=noon)
    return kota


@pytest.fixture
def layout(kota: Path) -> Layout:
    return layout_of(kota, "contoh-csv")


@pytest.fixture
def approved(law: Path, gita: Actor, citra: Actor) -> Closing:
    """May is closed and approved; every unit but one has an account that has rested."""
    return laying.once(_approved, gita, citra)


def _approved(gita: Actor, citra: Actor) -> Closing:
    funds.close_month(KELURAHAN, MAY, by=gita, at=AT - 2 * WEEK)
    for number, unit in enumerate(units_of(KELURAHAN)):
        if unit.code != RT_5.digits:
            named = funds.propose_account(
                unit, bank="008", number=f"12345{number:05}", holder=unit.name, by=gita, at=AT - 2 * WEEK
            )
            funds.decide_account(named.pk, is_agreed=True, by=citra, at=AT - WEEK - timedelta(hours=1))
    return funds.approve_month(KELURAHAN, MAY, by=citra, at=AT - WEEK)


def answer_of(batch: Batch, layout: Layout, failed: dict[str, str] | None = None, **changed: int) -> bytes:
    """The bank's answer: everything arrived but what is named with its code."""
    lines = ["Referensi;Jumlah;Kode;Keterangan"]
    for order in orders_in(batch):
        code = (failed or {}).get(order.reference, "00")
        lines.append(f"{order.reference};{changed.get(order.reference, order.amount)};{code};dari bank")
    return "\r\n".join(lines).encode(layout.encoding)


# Accounts


def test_an_account_counts_when_another_person_agreed_and_a_week_has_passed(
    law: Path, ani: Actor, gita: Actor, citra: Actor, noon: datetime
) -> None:
    unit = area(RT_5)
    made = funds.propose_account(unit, bank="008", number="123-456 7890", holder="RT 005", by=ani, at=noon)
    assert made.number == "1234567890" and made.masked == "008 ••••7890"
    with pytest.raises(Refused, match="mengusulkan rekening tidak dapat"):
        funds.decide_account(
            funds.propose_account(area("9999991001002"), bank="1", number="777777", holder="RW", by=gita, at=noon).pk,
            is_agreed=True, by=gita, at=noon,
        )  # fmt: skip
    with pytest.raises(Refused, match="menunggu persetujuan"):
        funds.propose_account(unit, bank="008", number="999999999", holder="Lain", by=gita, at=noon)
    funds.decide_account(made.pk, is_agreed=True, by=citra, at=noon)
    with pytest.raises(Refused, match="sudah diputuskan"):
        funds.decide_account(made.pk, is_agreed=False, words="Salah", by=gita, at=noon)
    assert accounts_in_use([unit.pk], noon + WEEK - timedelta(seconds=1)) == {}
    assert accounts_in_use([unit.pk], noon + WEEK) == {unit.pk: made}
    told = "".join(Event.objects.filter(verb__startswith="account.").values_list("facts", flat=True))
    assert "1234567890" not in told and "7890" in told


def test_the_old_account_stays_in_use_while_the_new_one_rests_and_when_it_is_turned_down(
    law: Path, ani: Actor, gita: Actor, citra: Actor, noon: datetime
) -> None:
    unit = area(RT_5)
    old = funds.propose_account(unit, bank="008", number="111111", holder="RT", by=gita, at=noon)
    funds.decide_account(old.pk, is_agreed=True, by=citra, at=noon)
    later = noon + 2 * WEEK
    wrong = funds.propose_account(unit, bank="008", number="222222", holder="RT", by=gita, at=later)
    with pytest.raises(Refused, match="mengapa rekening ini ditolak"):
        funds.decide_account(wrong.pk, is_agreed=False, by=citra, at=later)
    funds.decide_account(wrong.pk, is_agreed=False, words="Bukan milik RT", by=citra, at=later)
    new = funds.propose_account(unit, bank="008", number="333333", holder="RT", by=ani, at=later)
    funds.decide_account(new.pk, is_agreed=True, by=citra, at=later)
    (stands,) = accounts_of([unit], later)
    assert (stands.in_use, stands.coming, stands.counts_from) == (old, new, later + WEEK)
    assert accounts_in_use([unit.pk], later + WEEK) == {unit.pk: new}


def test_strangers_and_the_next_kelurahan_name_and_agree_to_nothing(
    law: Path, ani: Actor, budi: Actor, fajar: Actor, dodi: Actor, gita: Actor, noon: datetime
) -> None:
    for stranger in (budi, fajar, dodi):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            funds.propose_account(area(RT_5), bank="008", number="111111", holder="RT", by=stranger, at=noon)
    made = funds.propose_account(area(RT_5), bank="008", number="111111", holder="RT", by=gita, at=noon)
    for stranger in (budi, fajar, dodi, ani):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            funds.decide_account(made.pk, is_agreed=True, by=stranger, at=noon)
    for wrong in ("12", "12a456", "1" * 35):
        with pytest.raises(Refused, match="angka"):
            funds.propose_account(area("9999991001002"), bank="8", number=wrong, holder="RW", by=gita, at=noon)
    assert BankAccount.objects.count() == 1


# Through the bank


def test_a_third_person_hands_the_month_to_the_bank_and_what_arrives_is_in_the_kas(
    approved: Closing, layout: Layout, gita: Actor, citra: Actor, kartika: Actor
) -> None:
    with pytest.raises(Refused, match="orang lain yang membayarkan"):
        funds.draw_batch(KELURAHAN, layout, by=gita, at=AT)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        funds.draw_batch(KELURAHAN, layout, by=citra, at=AT)
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    left = [one.statement.unit.code for one in to_pay(KELURAHAN, AT)]
    assert left == [RT_5.digits] and batch.total == approved.total - 75_000
    with pytest.raises(Refused, match="siap dikirim"):
        funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    assert queries.trial_balance()["sent"] == batch.total
    funds.take_answer(batch.pk, answer_of(batch, layout), layout, by=gita, at=AT)
    balance = queries.trial_balance()
    assert (balance["sent"], balance["kas"], balance["approved"]) == (0, batch.total, 75_000)
    approved.refresh_from_db()
    assert approved.state == "approved", "one unit has no account"
    cash = funds.pay_in_cash(to_pay(KELURAHAN, AT)[0].statement.pk, proof(1), by=kartika, at=AT)
    approved.refresh_from_db()
    assert (approved.state, approved.paid_by_id, cash.receipt) == ("paid", kartika.person_id, proof(1).digest)
    assert sum(queries.trial_balance().values()) == 0 and queries.trial_balance()["kas"] == approved.total


def test_what_the_bank_turned_down_is_approved_again_and_goes_along_as_another_attempt(
    approved: Closing, layout: Layout, gita: Actor, kartika: Actor
) -> None:
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    first, second = [order.reference for order in orders_in(batch)][:2]
    funds.take_answer(batch.pk, answer_of(batch, layout, {first: "14", second: "62"}), layout, by=gita, at=AT)
    again = {one.statement.unit.code: one for one in to_pay(KELURAHAN, AT) if one.failed}
    assert sorted(one.failed for one in again.values()) == [
        "Nama tidak cocok dengan rekening.", "Nomor rekening tidak ditemukan.",
    ]  # fmt: skip
    retry = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT + timedelta(hours=1))
    assert retry.count == 2 and {o.reference for o in orders_in(retry)} == {
        f"{first[:-1]}2", f"{second[:-1]}2"
    }  # fmt: skip
    funds.take_answer(retry.pk, answer_of(retry, layout), layout, by=gita, at=AT + timedelta(hours=2))
    assert queries.trial_balance()["kas"] == batch.total
    paid = Transfer.objects.filter(cause="paid").values_list("debit__owner", flat=True)
    assert len(paid) == len(set(paid)) == batch.count, "no unit is paid twice"


def test_what_came_back_waits_for_the_new_account_instead_of_going_to_the_old_one_again(
    approved: Closing, layout: Layout, gita: Actor, kartika: Actor
) -> None:
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    first = orders_in(batch)[0].reference
    funds.take_answer(batch.pk, answer_of(batch, layout, {first: "14"}), layout, by=gita, at=AT)
    back = next(one for one in to_pay(KELURAHAN, AT) if one.failed)
    assert back.account is not None and back.coming is None
    made = funds.propose_account(back.statement.unit, bank="BRI", number="5550001234", holder="Kas RT", by=gita, at=AT)
    held = next(one for one in to_pay(KELURAHAN, AT) if one.failed)
    assert held.account is None and held.coming is not None and held.coming.counts_from is None
    with pytest.raises(Refused, match="siap dikirim"):
        funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    funds.decide_account(made.pk, is_agreed=True, by=kartika, at=AT)
    held = next(one for one in to_pay(KELURAHAN, AT) if one.failed)
    assert held.coming is not None and held.coming.counts_from == AT + RESTS
    retry = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT + RESTS)
    assert [order.account for order in orders_in(retry)] == ["5550001234"]


def test_the_same_answer_again_changes_nothing_and_a_later_one_adds_what_is_new(
    approved: Closing, layout: Layout, gita: Actor, kartika: Actor
) -> None:
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    whole = answer_of(batch, layout)
    part = b"\r\n".join(whole.split(b"\r\n")[:3])
    assert len(funds.take_answer(batch.pk, part, layout, by=gita, at=AT)) == 2
    with pytest.raises(Refused, match="sudah dimuat"):
        funds.take_answer(batch.pk, part, layout, by=gita, at=AT)
    assert len(funds.take_answer(batch.pk, whole, layout, by=gita, at=AT)) == batch.count - 2
    assert BankAnswer.objects.count() == batch.count and queries.trial_balance()["kas"] == batch.total


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("RKN000000000-1;75000;00;", "tidak ada di kiriman ini"),
        ("{reference};74999;00;", "berjumlah Rp 75.000, bukan Rp 74.999"),
        ("{reference};tujuh;00;", "bukan angka"),
        ("{reference};75000;;", "tanpa kode"),
        ("{reference};75000;0;", "kode 0 tidak dikenal"),
        ("{reference};750.00;00;", "berjumlah Rp 75.000, bukan Rp 750"),
        (";75000;00;", "tanpa referensi"),
        ("{reference};75000;00;\r\n{reference};75000;14;", "dua kali"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_whole_with_its_line(
    approved: Closing, layout: Layout, gita: Actor, kartika: Actor, line: str, told: str
) -> None:
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    good, one = [order.reference for order in orders_in(batch)][:2]
    content = f"Referensi;Jumlah;Kode;Keterangan\r\n{good};75000;00;\r\n{line.format(reference=one)}\r\n"
    with pytest.raises(Refused, match=told) as refused:
        funds.take_answer(batch.pk, content.encode(), layout, by=gita, at=AT)
    assert "baris 3" in str(refused.value) or "baris 4" in str(refused.value)
    assert not BankAnswer.objects.exists() and queries.trial_balance()["sent"] == batch.total


def test_what_the_bank_does_not_know_yet_stays_on_its_way_and_is_answered_later(
    approved: Closing, layout: Layout, gita: Actor, kartika: Actor
) -> None:
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    first, *rest = [order.reference for order in orders_in(batch)]
    early = answer_of(batch, layout, {first: "68"})
    assert len(funds.take_answer(batch.pk, early, layout, by=gita, at=AT)) == len(rest)
    assert queries.trial_balance()["sent"] == 75_000 and RT_5.digits in {
        one.statement.unit.code for one in to_pay(KELURAHAN, AT)
    }, "only the unit without an account can be paid"
    with pytest.raises(Refused, match="siap dikirim"):
        funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    with pytest.raises(Refused, match="Bank belum selesai"):
        funds.take_answer(batch.pk, early, layout, by=gita, at=AT)
    late = answer_of(batch, layout)
    assert len(funds.take_answer(batch.pk, late, layout, by=gita, at=AT)) == 1
    with pytest.raises(Refused, match="Bank belum selesai"):
        funds.take_answer(batch.pk, early, layout, by=gita, at=AT)
    assert queries.trial_balance()["kas"] == batch.total


def test_an_answer_that_changes_its_mind_is_named(
    approved: Closing, layout: Layout, gita: Actor, kartika: Actor
) -> None:
    batch = funds.draw_batch(KELURAHAN, layout, by=kartika, at=AT)
    first = orders_in(batch)[0].reference
    funds.take_answer(batch.pk, answer_of(batch, layout), layout, by=gita, at=AT)
    with pytest.raises(Refused, match="sudah dijawab lain"):
        funds.take_answer(batch.pk, answer_of(batch, layout, {first: "14"}), layout, by=gita, at=AT)


def test_cash_needs_a_receipt_and_a_third_person_and_is_paid_once(
    approved: Closing, layout: Layout, gita: Actor, kartika: Actor, fajar: Actor
) -> None:
    statement = next(one.statement for one in to_pay(KELURAHAN, AT) if one.account is None)
    with pytest.raises(Refused, match="foto tanda terima"):
        funds.pay_in_cash(statement.pk, None, by=kartika, at=AT)
    with pytest.raises(Refused, match="orang lain yang membayarkan"):
        funds.pay_in_cash(statement.pk, proof(1), by=gita, at=AT)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        funds.pay_in_cash(statement.pk, proof(1), by=fajar, at=AT)
    funds.pay_in_cash(statement.pk, proof(1), by=kartika, at=AT)
    with pytest.raises(Refused, match="sudah dikirim atau dibayar"):
        funds.pay_in_cash(statement.pk, proof(2), by=kartika, at=AT)
    with pytest.raises(Refused, match="lewat bank atau tunai"):
        funds.pay_month(KELURAHAN, MAY, by=kartika, at=AT)
    assert Payment.objects.count() == 1
