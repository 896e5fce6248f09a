"""Whatever happens in whatever order: books sum to zero, nothing is paid twice or above a cap, nothing closed moves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rukun.areas.queries import area, units_of
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.banking.layout import Layout
from rukun.funds.banking.library import layout_of
from rukun.funds.models import Account, Batch, Closing, Payment, Statement, StatementLine, Transfer
from rukun.funds.queries.payment import orders_in, to_pay
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.validation import actions as validation
from rukun.validation.models import Appeal
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import decrees, noon_of, proof, reports_for_unit
from tests.stories.test_contested_money import contested, whole

KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode(KELURAHAN.digits + "002005")
MAY, JUNE = Month(2016, 5), Month(2016, 6)
START = noon_of(date(2016, 7, 2))
STEPS = (
    "file", "accept", "accept", "strike", "appeal", "uphold", "close-may", "close-june", "approve", "approve", "draw",
    "draw", "answer", "answer-some", "answer-again", "cash", "correct", "take-correction", "law", "spend", "take-back",
)  # fmt: skip
THROUGH_THE_BANK = [
    ("accept", 0), ("close-may", 0), ("approve", 0), ("draw", 0), ("answer-some", 1), ("draw", 0), ("answer", 0),
    ("strike", 0), ("correct", 0), ("take-correction", 0), ("close-june", 0), ("approve", 1), ("draw", 0),
]  # fmt: skip
IN_CASH = [
    ("close-may", 0), ("law", 0), ("correct", 0), ("take-correction", 0), ("approve", 0), ("cash", 0), ("cash", 1),
    ("spend", 0), ("take-back", 0), ("close-june", 0),
]  # fmt: skip
LATER_LAW = "kepgub-2432-2016"


@dataclass
class World:
    """What the steps act on; `closed` is what each closed month said when it was closed."""

    who: dict[str, Actor]
    layout: Layout
    law: Path
    made: list[Report] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    closed: dict[int, str] = field(default_factory=dict)


@pytest.fixture
def law(kota: Path, tmp_path: Path) -> Path:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon_of(date(2016, 5, 1)))
    return tmp_path / "law"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(THROUGH_THE_BANK)
@example(IN_CASH)
@example([("strike", 0), ("uphold", 0), ("uphold", 0)])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), max_size=22))
def test_no_order_of_things_unbalances_the_books_pays_twice_or_moves_what_was_closed(
    law: Path, kota: Path, ani: Actor, dodi: Actor, gita: Actor, citra: Actor, kartika: Actor, hana: Actor,
    steps: list[tuple[str, int]],
) -> None:  # fmt: skip
    who = {"ani": ani, "dodi": dodi, "gita": gita, "citra": citra, "kartika": kartika, "hana": hana}
    with transaction.atomic():
        world = World(who, layout_of(kota, "contoh-csv"), law)
        _begin(world)
        at = START
        for name, which in steps:
            at += timedelta(minutes=17)
            with suppress(Refused), transaction.atomic():
                step(world, name, which, at)
            _hold(world)
        transaction.set_rollback(True)


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    from tests.conftest import _person

    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


def _begin(world: World) -> None:
    world.made = reports_for_unit(world.who["ani"], [date(2016, 5, 3), date(2016, 6, 7)], 2)
    for number, unit in enumerate(units_of(KELURAHAN)):
        if number % 3:
            named = funds.propose_account(
                unit, bank="8", number=f"{700_000 + number}", holder="RT", by=world.who["gita"],
                at=START - timedelta(days=9),
            )  # fmt: skip
            funds.decide_account(named.pk, is_agreed=True, by=world.who["citra"], at=START - timedelta(days=9))


def step(world: World, name: str, which: int, at: datetime) -> None:
    """One step by whoever may take it; one that the rules refuse changes nothing."""
    who, report = world.who, world.made[which % len(world.made)]
    ways: dict[str, Callable[[], object]] = {
        "file": lambda: world.made.extend(reports_for_unit(who["ani"], [date(2016, 6, 20 + which)], 1)),
        "accept": lambda: validation.accept(whole(report), by=who["dodi"], at=at),
        "strike": lambda: validation.strike(whole(report), StrikeReason.OLD_PHOTO, by=who["dodi"], at=at),
        "appeal": lambda: validation.appeal(whole(report), words="Tolong lihat lagi.", by=who["ani"], at=at),
        "uphold": lambda: _uphold(world, report, at),
        "close-may": lambda: funds.close_month(KELURAHAN, MAY, by=who["gita"], at=at, despite="Tetap"),
        "close-june": lambda: funds.close_month(KELURAHAN, JUNE, by=who["gita"], at=at, despite="Tetap"),
        "approve": lambda: funds.approve_month(KELURAHAN, (MAY, JUNE)[which % 2], by=who["citra"], at=at),
        "draw": lambda: funds.draw_batch(KELURAHAN, world.layout, by=who["kartika"], at=at),
        "answer": lambda: _answer(world, 0, at),
        "answer-some": lambda: _answer(world, which + 1, at),
        "answer-again": lambda: funds.take_answer(*world.answers[which % len(world.answers)], world.layout,
                                                  by=who["gita"], at=at) if world.answers else None,
        "cash": lambda: _cash(world, which, at),
        "correct": lambda: funds.propose_corrections(at=at),
        "take-correction": lambda: funds.accept_corrections(KELURAHAN, by=who["gita"], at=at),
        "law": lambda: decrees(world.law, LATER_LAW, at=at),
        "spend": lambda: _spend(world, which, at),
        "take-back": lambda: funds.take_back(which + 1, words="Salah", by=who["ani"], at=at),
    }  # fmt: skip
    ways[name]()


def _uphold(world: World, report: Report, at: datetime) -> None:
    """Contested and found right; once: the same objection sent again is the one that was answered."""
    try:
        objection = contested(report, world.who["ani"])
    except Appeal.DoesNotExist:
        return
    validation.uphold(objection, by=world.who["hana"], at=at)


def _answer(world: World, failed: int, at: datetime) -> None:
    """The bank answers the newest batch, with some turned down."""
    batch = Batch.objects.order_by("-pk").first()
    if batch is None:
        return
    lines = [f"{o.reference};{o.amount};{'14' if n < failed else '00'}" for n, o in enumerate(orders_in(batch))]
    content = "\r\n".join(["Referensi;Jumlah;Kode", *lines]).encode()
    world.answers.append((batch.pk, content))
    funds.take_answer(batch.pk, content, world.layout, by=world.who["gita"], at=at)


def _cash(world: World, which: int, at: datetime) -> None:
    waiting = to_pay(KELURAHAN, at)
    statements = [one.statement.pk for one in waiting] or list(Statement.objects.values_list("pk", flat=True)[:1])
    if statements:
        funds.pay_in_cash(statements[which % len(statements)], proof(which), by=world.who["kartika"], at=at)


def _spend(world: World, which: int, at: datetime) -> None:
    paid = funds.Paid(
        key=f"belanja-{which}", use="rapat", day=date(2016, 7, 1), amount=20_000 * (which + 1), supplier="Warung",
        without="Tidak ada",
    )  # fmt: skip
    funds.record_expense(area(RT_5), paid, by=world.who["ani"], at=at)


def _hold(world: World) -> None:
    """What is true after every step."""
    balance = queries.trial_balance()
    assert sum(balance.values()) == 0
    assert all(amount >= 0 for kind, amount in balance.items() if kind not in ("city", "budget"))
    for closing in Closing.objects.all():
        said = digest_of_words(json.dumps(list(
            StatementLine.objects.filter(statement__closing=closing).order_by("pk").values_list()
        ) + list(Statement.objects.filter(closing=closing).order_by("pk").values_list()), default=str))  # fmt: skip
        assert world.closed.setdefault(closing.pk, said) == said, "nothing closed moves"
    arrived = Counter(
        Transfer.objects.filter(cause="paid", debit__kind=Account.Kind.KAS).values_list("debit__owner", "closing")
    )
    assert all(times == 1 for times in arrived.values()), "no unit is paid twice for a month"
    said = Payment.objects.filter(Q(answer__is_paid=True) | Q(batch=None)).values_list("amount", flat=True)
    into = Transfer.objects.filter(cause="paid", debit__kind=Account.Kind.KAS).values_list("amount", flat=True)
    assert sum(into) == sum(said), "what arrived is what the bank and the receipts say"
    on_the_way = Payment.objects.filter(batch__isnull=False, answer=None).values_list("amount", flat=True)
    assert balance["sent"] == sum(on_the_way)
    _no_report_twice()
    _no_more_than_owed()


def _no_report_twice() -> None:
    counted = Counter(code for statement in Statement.objects.all() for code in statement.codes["counted"])
    assert all(times == 1 for times in counted.values()), "no report is paid twice"


def _no_more_than_owed() -> None:
    rows = Statement.objects.select_related("unit", "decree")
    for statement in rows:
        grant = queries.decree_of(statement).grants[Kind(statement.unit.kind)]
        own = sum(StatementLine.objects.filter(statement=statement, correction=None).values_list("amount", flat=True))
        assert 0 <= own <= getattr(grant, "ceiling", own), "no month is above its cap"
        assert statement.total >= 0
    stated = sum(rows.values_list("total", flat=True))
    moved = sum(Payment.objects.exclude(answer__is_paid=False).values_list("amount", flat=True))
    assert moved <= stated, "no more goes out than was stated"
