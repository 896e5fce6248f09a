"""Close, approve and pay a month: each in one transaction, each by another person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from rukun.areas.queries import area as area_by_code
from rukun.areas.queries import unit_ids
from rukun.areas.turns import take_turn
from rukun.databases.kept import Kept
from rukun.funds import queries
from rukun.funds.access import closing_to_approve, closing_to_pay, seat_to_close
from rukun.funds.ledger import move_stated
from rukun.funds.models import Account, Closing, Payment, Statement, StatementLine
from rukun.funds.queries import Due
from rukun.funds.queries.corrections import hold_corrections
from rukun.funds.queries.late import open_matters
from rukun.funds.sealed import Stated, seal_of
from rukun.people.rules import Actor
from rukun.reports.rules import REASON_MAX, clean_words
from rukun.trail.actions import record
from rukun.trail.append import append_columns, append_first
from rukun.validation.sample.queries import closing_state
from rukun.values.code import AreaCode
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of
from rukun.values.words import sentence

ALREADY_CLOSED = sentence("Bulan {month} untuk kelurahan ini sudah ditutup.")
# A verdict may commit a little later than the time it carries: what was just compared is compared again.
OVERLAP = timedelta(minutes=10)
Kind = Account.Kind


@transaction.atomic
def close_month(kelurahan: AreaCode, month: Month, *, by: Actor, at: datetime, despite: str = "") -> Closing:
    """Freeze what each unit is owed: lines, reports, the decree's version; and accrue the money.

    While reports are unjudged, the sample does not hold or an appeal waits, it is closed only with a word why
    (`despite`), which everybody reads: people need their money, and what comes late becomes a correction.

    All in one transaction: a crash in the middle leaves nothing, and of two clerks at once the second is told that the
    month is closed. Open corrections go in as far as a statement stays at or above zero, and into one month only, also
    where two months are closed at once.
    """
    seat = seat_to_close(by, kelurahan)
    _forget_plans()
    if not queries.month_is_over(month, at):
        raise Refused("open", "Bulan {month} belum berakhir.", field="month", month=month)
    came, at = at, take_turn(kelurahan, at)
    units = unit_ids(kelurahan)
    is_corrected, law = hold_corrections(units), queries.loaded_decrees()
    ruling = [decree for _, decree in law.values()]
    found = queries.due_under(kelurahan, month, ruling, day_of(at), is_corrected=is_corrected)
    if not found:
        raise Refused("units", "Kelurahan ini tidak punya RT atau RW pada bulan {month}.", month=month)
    said = _why_now(kelurahan, month, units, found, despite)
    versions = {name: row.pk for name, (row, _) in law.items()}
    stated = [d.stated for d in found]
    closing = Closing(
        kelurahan=area_by_code(kelurahan), month=month.first, state=Closing.State.CLOSED, digest=seal_of(month, stated),
        total=sum(one.total for one in stated), closed_at=at, closed_by_id=by.known_id, closed_in_id=seat.id,
        compared_at=came - OVERLAP, despite=said,
    )  # fmt: skip
    # Only one can insert it: a second who did not wait for the turn waits for the first to commit.
    if not append_first(closing):
        raise Refused("closed", ALREADY_CLOSED, month=month)
    _write(found, stated, closing, versions)
    move_stated(closing, Kind.BUDGET, Kind.OWED, "accrued", at=at)
    facts = {
        "month": str(month), "total": closing.total, "statements": len(found), "digest": closing.digest,
        "decrees": sorted({d.decree.digest for d in found}),
    } | ({"despite": digest_of_words(said)} if said else {})  # fmt: skip
    record("month.closed", at=at, seat=seat.named, about=f"month:{kelurahan.digits}:{month}", facts=facts)
    return closing


@transaction.atomic
def approve_month(kelurahan: AreaCode, month: Month, *, by: Actor, at: datetime) -> Closing:
    """The lurah agrees to pay what was closed; another person than who closed it."""
    closing, seat = closing_to_approve(by, kelurahan, month)
    closing.state, closing.approved_at, closing.approved_by_id = Closing.State.APPROVED, at, by.person_id
    closing.save(update_fields=["state", "approved_at", "approved_by"])
    move_stated(closing, Kind.OWED, Kind.APPROVED, "approved", at=at)
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
    """The money went into the kas of each unit, by a way outside of Rukun; a third person says so.

    Refused where some of it is on its way through the bank or was handed over: then each payment is told by itself.
    """
    closing, seat = closing_to_pay(by, kelurahan, month)
    if Payment.objects.filter(statement__closing=closing).exists():
        raise Refused("conflict", "Sebagian bulan ini dibayar lewat bank atau tunai; selesaikan tiap pembayarannya.")
    closing.state, closing.paid_at, closing.paid_by_id = Closing.State.PAID, at, by.person_id
    closing.save(update_fields=["state", "paid_at", "paid_by"])
    move_stated(closing, Kind.APPROVED, Kind.KAS, "paid", at=at)
    record(
        "month.paid", at=at, seat=seat.named, about=f"month:{kelurahan.digits}:{month}", facts={"total": closing.total}
    )
    return closing


def _why_now(kelurahan: AreaCode, month: Month, units: Collection[int], found: Sequence[Due], despite: str) -> str:
    """The word for closing though something is open; refused where it is missing, and dropped where nothing is.

    What was judged was read with what is due. Of a unit that was not there all month some of that may be left out.
    """
    judged = {d.unit.id: d.reports.many for d in found if d.is_of_whole_month}
    if not open_matters(closing_state(kelurahan, month, units, judged)):
        return ""
    said = clean_words(despite)
    if not said:
        raise Refused(
            "unready", "Masih ada yang belum selesai pada bulan ini; tulis mengapa tetap ditutup sekarang.",
            field="despite",
        )  # fmt: skip
    if len(said) > REASON_MAX:
        raise Refused("words", "Tulis paling panjang {most} huruf.", field="despite", most=REASON_MAX)
    return said


def _forget_plans() -> None:
    """PostgreSQL plans the checks of foreign keys, which it makes when all is written, for the tables as they are then.

    A plan is otherwise kept for the session. Made while the statements of a city were few, it reads the whole table
    for every row, and closing all of Jakarta in one session spent two thirds of its time on that. To plan each of a
    thousand checks anew takes longer than the checks.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DISCARD PLANS")


def _write(found: Sequence[Due], stated: Sequence[Stated], closing: Closing, versions: Mapping[str, int]) -> None:
    units = [d.unit.id for d in found]
    append_columns(Statement, {
        "closing_id": closing.pk, "unit_id": units, "month": closing.month,
        "decree_id": [versions[one.decree] for one in stated], "total": [one.total for one in stated],
        "reports": [one.kept for one in stated], "is_late": False,
    })  # fmt: skip
    ids = dict(OF_CLOSING.rows(closing.pk))
    lines = [line for one in stated for line in one.lines]
    append_columns(StatementLine, {
        "statement_id": [ids[unit] for unit, one in zip(units, stated, strict=True) for _ in one.lines],
        "order": [order for one in stated for order in range(len(one.lines))],
        "what": [line.what for line in lines], "count": [line.count for line in lines],
        "rate": [line.rate for line in lines], "amount": [line.amount for line in lines],
        "correction_id": [settled for d in found for settled in d.settled],
    })  # fmt: skip


OF_CLOSING: Kept[tuple[int, int]] = Kept(
    lambda closing: Statement.objects.filter(closing=closing).values_list("unit_id", "id"), int
)
