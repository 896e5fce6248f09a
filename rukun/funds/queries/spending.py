"""What a unit spent and why it was allowed to: the catalogue, the cash book, the budget, the questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet, Sum

from rukun.areas.models import Area
from rukun.funds.catalogue import ASKED, Answered, amended
from rukun.funds.decree import Certainty, Decree, Ruling
from rukun.funds.models import Account, Answer, Budget, Expense, Handover, Meeting, Question
from rukun.funds.queries.law import decree_for
from rukun.funds.queries.ledger import Entry, balance_at, entries_of
from rukun.people.rules import Role
from rukun.people.words import ROLE_WORDS
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import canonical, digest_of
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month, day_of

TAX = "-tax"
BACK = "-back"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The decree of a day, and its uses with the answers of one kelurahan in them."""

    decree: Decree
    uses: tuple[Ruling, ...]


def catalogue_of(unit: AreaCode, at: datetime) -> Catalogue:
    """What may be bought there now; refused where no decree rules. Two queries."""
    decree = decree_for(unit.kind, Month.of(at), day_of(at))
    return Catalogue(decree, amended(decree.uses, answers_in(unit.up_to(Kind.KELURAHAN), decree)))


def answers_in(kelurahan: AreaCode, decree: Decree) -> list[Answered]:
    """The answers that stand in a kelurahan under a decree, oldest first; one query."""
    rows = (
        Answer.objects.filter(question__kelurahan__code=kelurahan.digits, question__decree=decree.id)
        .select_related("question__kelurahan", "seat")
        .order_by("at", "id")
    )
    return [_answered(row) for row in rows]


def _answered(row: Answer) -> Answered:
    asked = row.question
    return Answered(
        code=asked.use or f"{ASKED}{asked.pk}", name=asked.words[:1].upper() + asked.words[1:], ruling=row.ruling,
        reason=row.reason, words=(asked.words,), limit=Rupiah(row.limit) if row.limit is not None else None,
        certainty=Certainty.TEXT if row.article else Certainty.PRACTICE, sentence=row.article,
        office=f"{ROLE_WORDS[Role(row.seat.role)]} {asked.kelurahan.name}", day=day_of(row.at), question=asked.pk,
    )  # fmt: skip


def questions_of(unit: Area) -> QuerySet[Question]:
    """What a unit asked, newest first, with the answers; one query."""
    return Question.objects.filter(unit=unit).select_related("answer").order_by("-at", "-id")


def questions_within(areas: Collection[AreaCode]) -> QuerySet[Question]:
    """What was asked of some kelurahan: the open ones first, oldest first; the answered, newest first. One query."""
    within = Q(pk__in=[])
    for code in areas:
        within |= Q(kelurahan__code__startswith=code.digits)
    found = Question.objects.filter(within).select_related("unit", "kelurahan", "answer")
    return found.order_by(F("answer__id").desc(nulls_first=True), "at", "id")


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the cash book, numbered in its period; the expense behind it, where there is one.

    `is_back` where an expense was taken back, `is_tax` where tax of it was held back.
    """

    number: int
    entry: Entry
    expense: Expense | None
    is_back: bool
    is_tax: bool

    @property
    def came_in(self) -> int:
        return max(0, self.entry.amount)

    @property
    def went_out(self) -> int:
        return max(0, -self.entry.amount)


@dataclass(frozen=True, slots=True)
class Book:
    """The kas of a unit in a span of months: what lay there before, line by line, and what lies there after."""

    before: int
    lines: tuple[BookLine, ...]

    @property
    def received(self) -> int:
        """What came in, without what was only taken back."""
        return sum(line.came_in for line in self.lines if not line.is_back)

    @property
    def spent(self) -> int:
        """What went out, less what was taken back."""
        back = sum(line.came_in for line in self.lines if line.is_back)
        return sum(line.went_out for line in self.lines) - back

    @property
    def after(self) -> int:
        return self.before + sum(line.entry.amount for line in self.lines)

    @property
    def standing(self) -> list[Expense]:
        """Expenses of these lines that were not taken back, each once."""
        found = {line.expense.pk: line.expense for line in self.lines if line.expense and not line.is_back}
        return [expense for expense in found.values() if not hasattr(expense, "reversal")]

    @property
    def digest(self) -> str:
        """What an account of it said: every line in one spelling."""
        lines = [[line.entry.key, line.entry.amount, line.entry.balance] for line in self.lines]
        return digest_of(canonical({"before": self.before, "lines": lines}))

    @property
    def without_receipt(self) -> list[Expense]:
        return [expense for expense in self.standing if not expense.receipt]


def book_of(unit: Area, first: Month, last: Month) -> Book:
    """The cash book from the first day of a month to the last of another; at most five queries, however many lines."""
    entries = entries_of(unit, Account.Kind.KAS, first.starts_at, last.ends_at)
    if not entries:
        return Book(balance_at(unit, Account.Kind.KAS, last.ends_at), ())
    found = _expenses_of([entry.key for entry in entries])
    lines = tuple(_line(number, entry, found) for number, entry in enumerate(entries, start=1))
    return Book(entries[0].balance - entries[0].amount, lines)


def _line(number: int, entry: Entry, found: dict[str, Expense]) -> BookLine:
    is_back, is_tax = entry.cause == "taken-back", entry.key.removesuffix(BACK).endswith(TAX)
    return BookLine(number, entry, found.get(_plain(entry.key)), is_back, is_tax)


def _plain(key: str) -> str:
    return key.removesuffix(BACK).removesuffix(TAX)


def _expenses_of(keys: Iterable[str]) -> dict[str, Expense]:
    plain = {_plain(key) for key in keys}
    rows = Expense.objects.filter(moved__in=plain).select_related("reversal", "seat")
    return {row.moved: row for row in rows}


def expense(number: int) -> Expense | None:
    """With its unit and whether it was taken back; one query."""
    return Expense.objects.select_related("unit", "seat", "reversal").filter(pk=number).first()


@dataclass(frozen=True, slots=True)
class Planned:
    """A use in a year: what was planned for it, and what was spent."""

    code: str
    name: str
    planned: int
    spent: int

    @property
    def left(self) -> int:
        return self.planned - self.spent

    @property
    def share(self) -> int:
        """Percent of the plan that is spent; 100 where it is more, and where there was none."""
        return min(100, 100 * self.spent // self.planned) if self.planned else 100 * bool(self.spent)


def budget_of(unit: Area, year: int, uses: Sequence[Ruling]) -> list[Planned]:
    """Each use that was planned or spent on in a year, the dearest first; two queries."""
    names = {use.code: use.name for use in uses}
    planned = {row.use: row.amount for row in Budget.objects.filter(unit=unit, year=year).order_by("at", "id")}
    begins, ends = Month(year, 1).starts_at, Month(year, 12).ends_at
    rows = Expense.objects.filter(unit=unit, at__gte=begins, at__lt=ends, reversal=None)
    spent: dict[str, int] = {}
    for code, name, amount in rows.values_list("use", "use_name").annotate(s=Sum("amount")).order_by("use"):
        spent[code] = spent.get(code, 0) + amount
        names.setdefault(code, name)
    found = [Planned(code, names.get(code, code), planned.get(code, 0), spent.get(code, 0)) for code in planned | spent]
    return sorted((p for p in found if p.planned or p.spent), key=lambda p: (-p.spent, -p.planned, p.code))


def last_handover(unit: Area) -> Handover | None:
    """The newest handover with its other side; one query."""
    return Handover.objects.filter(unit=unit).select_related("takeover", "seat").order_by("-at", "-id").first()


def receipts_among(digests: Collection[str]) -> set[str]:
    """Which of the pictures are receipts or minutes, so that they are kept; two queries."""
    kept = set(Expense.objects.filter(receipt__in=digests).values_list("receipt", flat=True))
    return (kept | set(Meeting.objects.filter(minutes__in=digests).values_list("minutes", flat=True))) - {""}
