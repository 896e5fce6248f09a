"""What one unit reads of its own money: the month line by line, open or closed, and its account."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum

from rukun.areas.models import Area
from rukun.funds.decree import Decree, Grant, PerReport
from rukun.funds.explained import Waiting, Why, why
from rukun.funds.models import Account, Closing, Correction, Statement, StatementLine, Transfer
from rukun.funds.quality import Measured, Service
from rukun.funds.queries.due import Due, due_of_unit
from rukun.funds.queries.law import decree_of
from rukun.funds.readiness import Came
from rukun.funds.rules import Line, as_applied, days_existed
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of what a month makes; a correction names the month that it corrects, and why."""

    what: str
    count: int
    rate: int
    amount: int
    month: date | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """What a closed month came out too low or too high, told afterwards: whether the bendahara accepted it, and
    `settled` in these months so far."""

    amount: int
    cause: str
    proposed_at: datetime
    settled: tuple[tuple[date, int], ...]
    is_accepted: bool

    @property
    def left(self) -> int:
        return self.amount - sum(part for _, part in self.settled)


@dataclass(frozen=True, slots=True)
class Slip:
    """A unit's month as the unit reads it, on so many days of which it `existed`. `closing` is None while it is open;
    `later` is what came after closing, `came` what its head was trained in, where the decree waits for that."""

    decree: Decree
    grant: Grant
    lines: tuple[SlipLine, ...]
    total: int
    reports: dict[str, list[str]]
    closing: Closing | None
    existed: int
    measured: Measured
    later: tuple[Later, ...] = ()
    came: Came | None = None

    def explained(self, month: Month) -> list[tuple[SlipLine, Why | None]]:
        """Each line with why it is so much; corrections name the month they correct instead."""
        return [
            (line, why(Line(line.what, line.count, line.rate, line.amount), self.grant, month, existed=self.existed,
                       measured=self.measured, sorted_out=self.reports, waiting=self.waiting(month)))
            for line in self.lines
        ]  # fmt: skip

    def waiting(self, month: Month) -> Waiting | None:
        """What keeps the decree's own grant from holding for the unit; None where nothing does."""
        gate = self.decree.readiness
        if gate is None or self.came is None or gate.binds(self.came, month):
            return None
        return Waiting(gate, self.came)

    @property
    def counts_quiet(self) -> bool:
        """Whether the decree takes a month that was attested as quiet for one that was reported."""
        return isinstance(self.grant, Service) and any(part.measure == "reported" for part in self.grant.parts)

    @property
    def pays_by_report(self) -> bool:
        return isinstance(self.grant, PerReport)

    @property
    def counted(self) -> int:
        return len(self.reports["counted"])

    @property
    def room(self) -> int | None:
        """How many more could count; None where the decree counts none."""
        return max(0, self.grant.counted_per_month_max - self.counted) if isinstance(self.grant, PerReport) else None

    def uncounted(self) -> dict[str, str]:
        """Valid reports that make no money, with why: "beyond" the caps, "out_of_bound", "not_counting"."""
        if not self.pays_by_report:
            return {}
        return {code: why for why in ("beyond", "out_of_bound", "not_counting") for code in self.reports[why]}


def slip_of(unit: Area, month: Month, at: datetime, *, takes_corrections: bool = True) -> Slip:
    """The slip of a month: as it was closed, or the draft that follows the verdicts; refused where no decree rules.

    `takes_corrections` is False for an open month after the first open one: corrections go into the first. At most
    six queries, whatever was reported.
    """
    statement = Statement.objects.select_related("closing", "decree").filter(unit=unit, month=month.first).first()
    if statement is None:
        return _draft(due_of_unit(unit, month, at), month, takes_corrections)
    decree = as_applied(decree_of(statement), Kind(unit.kind), month, statement.came)
    own = StatementLine.objects.filter(statement=statement).select_related("correction__statement").order_by("order")
    lines = tuple(
        SlipLine(
            line.what, line.count, line.rate, line.amount,
            line.correction.statement.month if line.correction else None,
            line.correction.cause if line.correction else "",
        )
        for line in own
    )  # fmt: skip
    grant = decree.grants[Kind(unit.kind)]
    return Slip(
        decree, grant, lines, statement.total, statement.codes, statement.closing, _existed(unit, month),
        statement.measured, _later(statement), statement.came,
    )  # fmt: skip


def _existed(unit: Area, month: Month) -> int:
    return days_existed(month, unit.founded_on, unit.dissolved_on)


def _draft(found: Due, month: Month, takes_corrections: bool) -> Slip:
    own = [SlipLine(line.what, line.count, line.rate, line.amount) for line in found.entitlement.lines]
    if takes_corrections:
        own += [SlipLine("correction", 1, p.amount, p.amount, p.month, p.cause) for p in found.corrections]
    grant = found.decree.grants[Kind(found.unit.kind)]
    return Slip(
        found.decree, grant, tuple(own), sum(line.amount for line in own), found.reports.codes, None,
        _existed(found.unit, month), found.measured, came=found.came,
    )  # fmt: skip


def _later(statement: Statement) -> tuple[Later, ...]:
    """Corrections of a closed month, oldest first, and the months that took them in; two queries."""
    parts: dict[int, list[tuple[date, int]]] = defaultdict(list)
    taken = StatementLine.objects.filter(correction__statement=statement).order_by("statement__month", "id")
    for correction, month, amount in taken.values_list("correction_id", "statement__month", "amount"):
        parts[correction].append((month, amount))
    corrections = Correction.objects.filter(statement=statement).select_related("acceptance").order_by("number")
    return tuple(
        Later(c.amount, c.cause, c.proposed_at, tuple(parts[c.pk]), hasattr(c, "acceptance")) for c in corrections
    )


@dataclass(frozen=True, slots=True)
class UnitAccount:
    """How the books of a unit stand: money that came into its kas and left it, and what is on its way there."""

    received: int
    left: int
    owed: int
    approved: int

    @property
    def balance(self) -> int:
        return self.received - self.left


def account_of(unit: Area) -> UnitAccount:
    """From the transfers alone; two queries."""
    accounts = list(Account.objects.filter(owner=unit).values_list("id", flat=True))
    inward: dict[str, int] = defaultdict(int)
    outward: dict[str, int] = defaultdict(int)
    rows = (
        Transfer.objects.filter(Q(debit__in=accounts) | Q(credit__in=accounts))
        .values_list("debit__kind", "credit__kind")
        .annotate(s=Sum("amount"))
        .order_by()
    )
    for debit, credit, amount in rows:
        inward[debit] += amount
        outward[credit] += amount
    kas, owed, approved = Account.Kind.KAS.value, Account.Kind.OWED.value, Account.Kind.APPROVED.value
    return UnitAccount(
        received=inward[kas], left=outward[kas], owed=inward[owed] - outward[owed],
        approved=inward[approved] - outward[approved],
    )  # fmt: skip


def payments_of(unit: AreaCode) -> QuerySet[Statement]:
    """The closed months of a unit with how far each is paid, newest first; one query."""
    return Statement.objects.filter(unit__code=unit.digits).select_related("closing").order_by("-month")
