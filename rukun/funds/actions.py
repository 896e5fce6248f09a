"""Load decrees; close, approve and pay a month; propose what a late fact changes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from rukun.areas.queries import area as area_by_code
from rukun.funds import queries
from rukun.funds.access import closing_to_approve, closing_to_pay, seat_to_close
from rukun.funds.library import decrees_in
from rukun.funds.models import Account, Closing, Correction, LoadedDecree, Statement, StatementLine, Transfer
from rukun.funds.queries import Due
from rukun.people.rules import Actor
from rukun.trail.actions import Act, record, record_many
from rukun.trail.append import append_many
from rukun.values.code import AreaCode
from rukun.values.digest import canonical, digest_of, digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month
from rukun.values.words import sentence

AT_ONCE = 500
ALREADY_CLOSED = sentence("Bulan {month} untuk kelurahan ini sudah ditutup.")
# A verdict may commit a little later than the time it carries: what was just compared is compared again.
OVERLAP = timedelta(minutes=10)


@transaction.atomic
def load_decrees(folder: Path, *, at: datetime, by: str = "clock") -> list[LoadedDecree]:
    """Load each decree of the folder that is new or changed; refused whole when one has a mistake or two would rule."""
    known = {(row.decree, row.digest) for row in LoadedDecree.objects.all()}
    fresh = [
        LoadedDecree(decree=d.id, digest=d.digest, text=(folder / f"{d.id}.toml").read_text(), loaded_at=at)
        for d in decrees_in(folder)
        if (d.id, d.digest) not in known
    ]
    made = LoadedDecree.objects.bulk_create(fresh)
    record_many(Act("decree.loaded", at, by, f"decree:{row.decree}", {"digest": row.digest}) for row in made)
    return made


@transaction.atomic
def close_month(kelurahan: AreaCode, month: Month, *, by: Actor, at: datetime) -> Closing:
    """Freeze what each unit is owed: lines, reports, the decree's version; and accrue the money.

    All in one transaction: a crash in the middle leaves nothing, and of two clerks at once the second is told that the
    month is closed. Open corrections go in as far as a statement stays at or above zero.
    """
    seat = seat_to_close(by, kelurahan)
    if not queries.month_is_over(month, at):
        raise Refused("open", "Bulan {month} belum berakhir.", field="month", month=month)
    closing = _first_closing(kelurahan, month, by, seat.id, at)
    found = queries.due(kelurahan, month, at)
    if not found:
        raise Refused("units", "Kelurahan ini tidak punya RT atau RW pada bulan {month}.", month=month)
    versions = {name: row for name, (row, _) in queries.loaded_decrees().items()}
    statements = _write(found, closing, versions, month)
    closing.total = sum(d.total for d in found)
    closing.digest = digest_of(canonical({"statements": [_sealed(d, month) for d in found]}))
    closing.save(update_fields=["total", "digest"])
    _move(closing, Account.Kind.BUDGET, Account.Kind.OWED, "accrued", statements, at)
    facts = {
        "month": str(month), "total": closing.total, "statements": len(found), "digest": closing.digest,
        "decrees": sorted({d.decree.digest for d in found}),
    }  # fmt: skip
    record("month.closed", at=at, seat=seat.named, about=f"month:{kelurahan.digits}:{month}", facts=facts)
    return closing


@transaction.atomic
def approve_month(kelurahan: AreaCode, month: Month, *, by: Actor, at: datetime) -> Closing:
    """The lurah agrees to pay what was closed; another person than who closed it."""
    closing, seat = closing_to_approve(by, kelurahan, month)
    closing.state, closing.approved_at, closing.approved_by_id = Closing.State.APPROVED, at, by.person_id
    closing.save(update_fields=["state", "approved_at", "approved_by"])
    _move(closing, Account.Kind.OWED, Account.Kind.APPROVED, "approved", _statements(closing), at)
    record(
        "month.approved",
        at=at,
        seat=seat.named,
        about=f"month:{kelurahan.digits}:{month}",
        facts={"digest": closing.digest},
    )
    return closing


@transaction.atomic
def pay_month(kelurahan: AreaCode, month: Month, *, by: Actor, at: datetime) -> Closing:
    """The money goes into the kas of each unit; another person than who approved it."""
    closing, seat = closing_to_pay(by, kelurahan, month)
    closing.state, closing.paid_at, closing.paid_by_id = Closing.State.PAID, at, by.person_id
    closing.save(update_fields=["state", "paid_at", "paid_by"])
    _move(closing, Account.Kind.APPROVED, Account.Kind.KAS, "paid", _statements(closing), at)
    record(
        "month.paid", at=at, seat=seat.named, about=f"month:{kelurahan.digits}:{month}", facts={"total": closing.total}
    )
    return closing


@transaction.atomic
def propose_corrections(*, at: datetime) -> int:
    """For every closed month that a late verdict or decree touches: the difference, one line a unit; returns how many.

    Nothing closed is rewritten. What is compared is all that was stated for the month so far, earlier corrections
    included, with what is owed now: so it may run twice, and a strike that is taken back later cancels out.
    """
    made = 0
    versions = queries.loaded_decrees()
    for closing in queries.to_compare(at).select_for_update(of=("self",)):
        made += _correct(closing, {name: row for name, (row, _) in versions.items()}, at)
        Closing.objects.filter(pk=closing.pk).update(compared_at=max(closing.compared_at, at - OVERLAP))
    return made


def _correct(closing: Closing, versions: Mapping[str, LoadedDecree], at: datetime) -> int:
    month = Month.of(closing.month)
    statements = {s.unit_id: s for s in Statement.objects.filter(closing=closing).select_related("decree")}
    stated = _stated(statements.values())
    numbers = dict(
        Correction.objects.filter(statement__closing=closing).values_list("statement").annotate(Max("number"))
    )
    proposed = []
    for now in queries.due(closing.kelurahan.area_code, month, at):
        statement = statements.get(now.unit.pk)
        if statement is None or now.entitlement.total == stated[statement.pk]:
            continue
        is_decree = now.decree.id != statement.decree.decree or now.decree.digest != statement.decree.digest
        proposed.append(
            Correction(
                statement=statement,
                number=numbers.get(statement.pk, 0) + 1,
                amount=now.entitlement.total - stated[statement.pk],
                cause=Correction.Cause.DECREE if is_decree else Correction.Cause.VERDICT,
                decree=versions[now.decree.id],
                proposed_at=at,
            )
        )
    Correction.objects.bulk_create(proposed, AT_ONCE)
    if proposed:
        facts = {"units": len(proposed), "amount": sum(c.amount for c in proposed)}
        record(
            "corrections.proposed", at=at, seat="clock", about=f"month:{closing.kelurahan.code}:{month}", facts=facts
        )
    return len(proposed)


def _stated(statements: Iterable[Statement]) -> Mapping[int, int]:
    """What was stated for the month itself: its own lines without corrections of other months, plus its corrections."""
    ids = [statement.pk for statement in statements]
    stated: dict[int, int] = defaultdict(int)
    own = StatementLine.objects.filter(statement_id__in=ids, correction=None)
    for rows in (own, Correction.objects.filter(statement_id__in=ids)):
        for statement, amount in rows.values_list("statement").annotate(s=Sum("amount")).order_by():
            stated[statement] += amount
    return stated


def _first_closing(kelurahan: AreaCode, month: Month, by: Actor, seat: int, at: datetime) -> Closing:
    """The row that only one can insert: the second waits for the first to commit, and is refused."""
    try:
        with transaction.atomic():
            return Closing.objects.create(
                kelurahan=area_by_code(kelurahan), month=month.first, state=Closing.State.CLOSED, digest="", total=0,
                closed_at=at, closed_by_id=by.known_id, closed_in_id=seat, compared_at=at - OVERLAP,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("closed", ALREADY_CLOSED, month=month) from None


def _write(
    found: Sequence[Due], closing: Closing, versions: Mapping[str, LoadedDecree], month: Month
) -> list[Statement]:
    statements = Statement.objects.bulk_create(
        [
            Statement(
                closing=closing, unit=d.unit, month=month.first, decree=versions[d.decree.id], total=d.total,
                reports=_codes(d),
            )
            for d in found
        ],
        AT_ONCE,
    )  # fmt: skip
    lines = []
    for statement, d in zip(statements, found, strict=True):
        for order, line in enumerate(d.lines):
            later = order - len(d.entitlement.lines)
            lines.append(
                StatementLine(
                    statement=statement, order=order, what=line.what, count=line.count, rate=line.rate,
                    amount=line.amount, correction_id=d.corrections[later].correction if later >= 0 else None,
                )
            )  # fmt: skip
    append_many(lines)
    return statements


def _codes(found: Due) -> str:
    """The reports by what became of them, as the statement keeps them: in one spelling."""
    sorted_out = {field.name: getattr(found.reports, field.name) for field in fields(found.reports)}
    return json.dumps(sorted_out, sort_keys=True, separators=(",", ":"))


def _sealed(found: Due, month: Month) -> dict[str, object]:
    """What the digest of a closing covers, for each statement."""
    return {
        "unit": found.unit.code, "month": str(month), "decree": found.decree.digest, "total": found.total,
        "lines": [[line.what, line.count, line.rate, line.amount] for line in found.lines],
        "reports": digest_of_words(_codes(found)),
    }  # fmt: skip


def _statements(closing: Closing) -> list[Statement]:
    return list(Statement.objects.filter(closing=closing).order_by("unit__code"))


def _move(
    closing: Closing,
    source: Account.Kind,
    target: Account.Kind,
    cause: str,
    statements: Sequence[Statement],
    at: datetime,
) -> None:
    """One transfer a unit with something to move; the source of the first is the budget of the kelurahan."""
    moving = [statement for statement in statements if statement.total]
    units = [statement.unit_id for statement in moving]
    targets = _accounts(units, target)
    if source is Account.Kind.BUDGET:
        budget = _accounts([closing.kelurahan_id], source)[closing.kelurahan_id]
        sources = dict.fromkeys(units, budget)
    else:
        sources = _accounts(units, source)
    append_many(
        Transfer(
            debit_id=targets[s.unit_id],
            credit_id=sources[s.unit_id],
            amount=s.total,
            cause=cause,
            closing=closing,
            at=at,
        )
        for s in moving
    )


def _accounts(owners: Sequence[int], kind: Account.Kind) -> dict[int, int]:
    """Owner to account, made where there is none; at most three statements however many."""
    known = dict(Account.objects.filter(kind=kind, owner_id__in=owners).values_list("owner_id", "id"))
    if len(known) == len(owners):
        return known
    missing = [Account(owner_id=owner, kind=kind) for owner in owners if owner not in known]
    Account.objects.bulk_create(missing, AT_ONCE, ignore_conflicts=True)
    return dict(Account.objects.filter(kind=kind, owner_id__in=owners).values_list("owner_id", "id"))
