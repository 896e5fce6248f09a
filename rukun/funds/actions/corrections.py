"""What changes of a closed month by what came to be known since (`queries.compared`): proposed, never in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Sum

from rukun.funds import queries
from rukun.funds.actions.closing import OVERLAP
from rukun.funds.decree import Decree
from rukun.funds.models import Closing, Correction, LoadedDecree, Statement, StatementLine
from rukun.funds.sealed import nothing_of
from rukun.trail.actions import record
from rukun.values.time import Month, day_of

AT_ONCE = 500
# The decrees as they are known: read once, so that what is owed and under which version belong together.
Law = Mapping[str, tuple[LoadedDecree, Decree]]


@transaction.atomic
def propose_corrections(*, at: datetime) -> int:
    """For every closed month that something touches which moves its money: the difference, one line a unit; returns how
    many.

    Nothing closed is rewritten. What is compared is all that was stated for the month so far, earlier corrections
    included, with what is owed now: so it may run twice, and a strike that is taken back later cancels out.
    """
    made = 0
    law = queries.loaded_decrees()
    for closing in queries.to_compare(at).select_for_update(of=("self",)):
        made += _correct(closing, law, at)
        compared = at - OVERLAP if closing.compared_at > at else max(closing.compared_at, at - OVERLAP)
        Closing.objects.filter(pk=closing.pk).update(compared_at=compared)
    return made


def _correct(closing: Closing, law: Law, at: datetime) -> int:
    statements = {s.unit_id: s for s in Statement.objects.filter(closing=closing).select_related("decree")}
    stated = _stated(statements.values())
    numbers = dict(
        Correction.objects.filter(statement__closing=closing).values_list("statement").annotate(Max("number"))
    )
    proposed = [
        Correction(
            statement=now.statement, number=numbers.get(now.statement.pk, 0) + 1,
            amount=now.amount - stated[now.statement.pk], cause=now.cause, decree=now.decree, proposed_at=at,
        )
        for now in _owed_now(closing, statements, law, at)
        if now.amount != stated[now.statement.pk]
    ]  # fmt: skip
    Correction.objects.bulk_create(proposed, AT_ONCE)
    if proposed:
        facts = {"units": len(proposed), "amount": sum(c.amount for c in proposed)}
        record(
            "corrections.proposed",
            at=at,
            seat="clock",
            about=f"month:{closing.kelurahan.code}:{Month.of(closing.month)}",
            facts=facts,
        )
    return len(proposed)


class Owed(NamedTuple):
    """What is owed by what is known now where a statement says something, under which version, and what for there
    would be a correction."""

    statement: Statement
    amount: int
    decree: LoadedDecree
    cause: Correction.Cause


def _owed_now(closing: Closing, statements: Mapping[int, Statement], law: Law, at: datetime) -> Iterator[Owed]:
    """Of every statement of a closing; a unit that had ended before the month is owed nothing, and one that was founded
    since gets a statement of nothing where it is owed something."""
    month, causes = Month.of(closing.month), queries.causes_since_compared(closing)
    gone = dict(statements)
    ruling = [decree for _, decree in law.values()]
    for now in queries.due_under(closing.kelurahan.area_code, month, ruling, day_of(at), is_corrected=False):
        statement = gone.pop(now.unit.pk, None)
        version = law[now.decree.id][0]
        if statement is None:
            if now.unit.begin_known_at is not None and now.entitlement.total:
                yield Owed(_late(closing, now, version), now.entitlement.total, version, Correction.Cause.UNIT)
            continue
        cause = causes.get(now.unit.pk, Correction.Cause.VERDICT)
        if now.decree.id != statement.decree.decree or now.decree.digest != statement.decree.digest:
            cause = Correction.Cause.DECREE
        yield Owed(statement, now.entitlement.total, version, cause)
    for statement in gone.values():
        yield Owed(statement, 0, statement.decree, Correction.Cause.UNIT)


def _late(closing: Closing, now: queries.Due, version: LoadedDecree) -> Statement:
    """What the closed month says of a unit that was founded since: nothing, so that there is something to correct."""
    return Statement.objects.create(
        closing=closing, unit=now.unit, month=closing.month, decree=version, total=0, reports=nothing_of(now.came),
        is_late=True,
    )  # fmt: skip


def _stated(statements: Iterable[Statement]) -> Mapping[int, int]:
    """What was stated for the month itself: its own lines without corrections of other months, plus its corrections."""
    ids = [statement.pk for statement in statements]
    stated: dict[int, int] = defaultdict(int)
    own = StatementLine.objects.filter(statement_id__in=ids, correction=None)
    for rows in (own, Correction.objects.filter(statement_id__in=ids)):
        for statement, amount in rows.values_list("statement").annotate(s=Sum("amount")).order_by():
            stated[statement] += amount
    return stated
