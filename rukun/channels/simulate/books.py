"""What the units of a simulation do with their money: two months before are closed and paid, heads enter what they
bought with the receipts, hand in registers, and ask the kelurahan.

The first of those months ran under the flat money of the decree before, the second has no reports yet: so whoever looks
in sees what a change of the law did to a kas.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from rukun.areas.queries import area, units_of
from rukun.channels.simulate.cast import SHOWN_RT, Cast
from rukun.channels.simulate.drive import Stage
from rukun.channels.simulate.photographer import draw_receipt
from rukun.funds import actions as funds
from rukun.funds.banking.layout import Layout
from rukun.funds.ledger import Kind as Account
from rukun.funds.queries.ledger import balance_at
from rukun.funds.queries.payment import orders_in
from rukun.people.rules import Actor, Role
from rukun.reports.photos import note_picture
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

if TYPE_CHECKING:
    from rukun.funds.models import Batch

PAID_ON_DAY, REGISTER_ON_DAY = 2, 5
# For which use, to whom, from and to how many thousand rupiah. Invented for the demonstration.
BOUGHT = (
    ("rapat", "Warung Bu Yanti", 60, 180),
    ("alat-tulis", "Fotokopi Melati", 18, 75),
    ("kebersihan", "Toko Bangunan Jaya", 45, 190),
    ("keamanan", "Toko Listrik Terang", 35, 120),
    ("perbaikan", "Toko Bangunan Jaya", 40, 210),
    ("pulsa", "Konter Mulya", 25, 55),
    ("sosial", "Toko Bunga Asri", 75, 200),
)
TURNED_DOWN = 3
WITHOUT_EVERY, LATE_EVERY, BOUGHT_MOST = 9, 6, 3
PLANNED = {"rapat": 1_800_000, "kebersihan": 1_500_000, "pulsa": 900_000, "keamanan": 1_200_000, "sosial": 1_000_000}


@dataclass(frozen=True, slots=True)
class Books:
    """The books of all units of some kelurahan; those of `shown` buy most, as that is where a visitor looks."""

    cast: Cast
    kelurahan: Sequence[AreaCode]
    shown: AreaCode
    month: Month
    seed: int
    layout: Layout

    def play_before(self) -> None:
        """All until the simulated month begins, in the order of time, in one transaction."""
        flat, first = self.month.previous.previous, self.month.previous
        stage = Stage(self.month.starts_at)
        stage.later(_on(flat, 11), self._name_accounts)
        stage.later(_on(first, PAID_ON_DAY), lambda at: self._pay(flat, at))
        self._buy_in(first, stage)
        with transaction.atomic():
            stage.play_to(self.month.starts_at)

    def plan(self, stage: Stage) -> None:
        """What falls into the simulated month itself, among its reports."""
        before = self.month.previous
        stage.later(_on(self.month, PAID_ON_DAY), lambda at: self._pay(before, at))
        for number, unit in enumerate(self._units()):
            day = REGISTER_ON_DAY if (number + 1) % LATE_EVERY else REGISTER_ON_DAY + 9
            stage.later(_on(self.month, day, 17), partial(self._register, unit, before))
        self._buy_in(self.month, stage)
        self._ask(stage)

    def _units(self) -> list[str]:
        """Every unit of the kelurahan that is shown, and each RW of the others."""
        heads = sorted(self.cast.heads)
        return [
            code for code in heads
            if code.startswith(self.shown.digits) or self.cast.heads[code].seats[0].role is Role.KETUA_RW
        ]  # fmt: skip

    def _name_accounts(self, at: datetime) -> None:
        """Every unit of the kelurahan that is shown has a bank account; the others are paid another way."""
        treasurer, lurah = self.cast.bendahara[self.shown.digits], self.cast.lurah[self.shown.digits]
        for number, unit in enumerate(units_of(self.shown)):
            named = funds.propose_account(
                unit, bank="111", number=f"40{number:03}{unit.code[-6:]}", holder=f"{unit.name} {self.shown.digits}",
                by=treasurer, at=at,
            )  # fmt: skip
            funds.decide_account(named.pk, is_agreed=True, by=lurah, at=at + timedelta(hours=3))

    def _pay(self, month: Month, at: datetime) -> None:
        for code in self.kelurahan:
            funds.close_month(code, month, by=self.cast.bendahara[code.digits], at=at)
            funds.approve_month(code, month, by=self.cast.lurah[code.digits], at=at + timedelta(hours=1))
            if code != self.shown:
                funds.pay_month(code, month, by=self.cast.treasurer, at=at + timedelta(hours=2))
        self.through_the_bank(at + timedelta(hours=2), TURNED_DOWN)

    def through_the_bank(self, at: datetime, turned_down: int) -> None:
        """The money of the kelurahan that is shown: some accounts are not found at first, and are found a day later."""
        batch = funds.draw_batch(self.shown, self.layout, by=self.cast.treasurer, at=at)
        self._answer(batch, at + timedelta(minutes=20), turned_down)
        if turned_down:
            again = funds.draw_batch(self.shown, self.layout, by=self.cast.treasurer, at=at + timedelta(minutes=40))
            self._answer(again, at + timedelta(minutes=50), 0)

    def _answer(self, batch: Batch, at: datetime, turned_down: int) -> None:
        orders = orders_in(batch)
        step = max(1, len(orders) // max(1, turned_down))
        codes = ["14" if turned_down and number % step == step - 1 else "00" for number in range(len(orders))]
        lines = [f"{order.reference};{order.amount};{code}" for order, code in zip(orders, codes, strict=True)]
        content = "\r\n".join(["Referensi;Jumlah;Kode", *lines]).encode()
        funds.take_answer(batch.pk, content, self.layout, by=self.cast.bendahara[self.shown.digits], at=at)

    def _buy_in(self, month: Month, stage: Stage) -> None:
        for unit in self._units():
            chance = random.Random(f"{self.seed}:{month}:{unit}")
            for number in range(chance.randint(1, BOUGHT_MOST)):
                day, hour = chance.randint(PAID_ON_DAY + 1, month.length), chance.randint(8, 19)
                key = f"sim-{self.seed}-{unit}-{month}-{number}"
                stage.later(_on(month, day, hour), partial(self._buy, unit, key))

    def _buy(self, unit: str, key: str, at: datetime) -> None:
        """One purchase, as far as the kas reaches and the decree lets a head buy without asking first."""
        chance = random.Random(key)
        use, supplier, least, most = chance.choice(BOUGHT)
        by = self.cast.heads[unit]
        found = area(AreaCode(unit))
        amount = min(chance.randint(least, most) * 1_000, balance_at(found, Account.KAS, at))
        if amount <= 0:
            return
        has_receipt = chance.randrange(WITHOUT_EVERY) > 0
        receipt = draw_receipt(supplier, amount, day_of(at), key) if has_receipt else None
        if receipt is not None:
            note_picture(receipt, at=at)
        paid = funds.Paid(
            key=key, use=use, day=day_of(at), amount=amount, supplier=supplier, receipt=receipt,
            without="" if receipt else "Warungnya tidak memberi kuitansi.",
        )  # fmt: skip
        try:
            funds.record_expense(found, paid, by=by, at=at)
        except Refused as refusal:
            if refusal.code != "ask":
                raise

    def _register(self, unit: str, month: Month, at: datetime) -> None:
        funds.hand_in_register(area(AreaCode(unit)), month, by=self.cast.heads[unit], at=at)

    def _ask(self, stage: Stage) -> None:
        """The heads that a visitor may be: what they plan, a question that was answered, and one that waits."""
        rt, rw = (self.cast.heads.get(f"{self.shown.digits}{code}") for code in (SHOWN_RT, SHOWN_RT[:3]))
        if rt is None or rw is None:
            return
        for by in (rt, rw):
            stage.later(_on(self.month, 1), partial(self._plan_year, by))
        stage.later(_on(self.month, 6), lambda at: self._answered(rt, at))
        waiting = "Bolehkah membeli telepon genggam untuk melapor? Punya saya rusak."
        stage.later(_on(self.month, 27), lambda at: funds.ask(
            area(rw.seats[0].area), words=waiting, use="ponsel", amount=1_500_000, by=rw, at=at))  # fmt: skip

    def _plan_year(self, by: Actor, at: datetime) -> None:
        funds.plan_budget(area(by.seats[0].area), self.month.first.year, PLANNED, by=by, at=at)

    def _answered(self, rt: Actor, at: datetime) -> None:
        unit = area(rt.seats[0].area)
        asked = funds.ask(unit, words="Hadiah lomba 17 Agustus untuk anak-anak", use="perayaan", amount=400_000, by=rt,
                          at=at)  # fmt: skip
        lurah = self.cast.lurah[rt.seats[0].area.up_to(Kind.KELURAHAN).digits]
        ruled = funds.Ruled("up-to", "Hadiah sederhana untuk lomba anak, dengan kuitansi.", limit=500_000)
        funds.answer(asked.pk, ruled, by=lurah, at=at + timedelta(days=1))


def _on(month: Month, day: int, hour: int = 9) -> datetime:
    return month.starts_at + timedelta(days=day - 1, hours=hour)
