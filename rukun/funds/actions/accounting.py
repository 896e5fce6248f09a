"""A unit plans and accounts: its budget, the register, the SPJ, the meeting, and the kas handed from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from rukun.areas.models import Area
from rukun.funds.access import handover_to_confirm, seat_to_spend
from rukun.funds.ledger import Kind, accounts_of
from rukun.funds.models import Account, Accounted, Budget, Handover, Meeting, Register, Takeover
from rukun.funds.periods import Span, refuse_meeting_outside, refuse_unfinished
from rukun.funds.queries.ledger import balances_of
from rukun.funds.queries.spending import Book, book_of, catalogue_of
from rukun.people.rules import Actor, SeatHeld
from rukun.reports.rules import StoredPhoto, clean_words
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month

PEOPLE_MAX = 100_000


@transaction.atomic
def plan_budget(unit: Area, year: int, planned: Mapping[str, int], *, by: Actor, at: datetime) -> list[Budget]:
    """What the unit means to spend on each use of a year, from now on; lines that say the same add nothing."""
    seat = seat_to_spend(by, unit.area_code)
    allowed = {use.code for use in catalogue_of(unit.area_code, at).uses if use.ruling != "no"}
    standing = {row.use: row.amount for row in Budget.objects.filter(unit=unit, year=year).order_by("at", "id")}
    if unknown := planned.keys() - allowed - standing.keys():
        raise Refused("use", "Untuk ini tidak dapat dianggarkan: {uses}.", field="use", uses=", ".join(sorted(unknown)))
    new = {use: amount for use, amount in planned.items() if amount != standing.get(use, 0)}
    made = [
        Budget.objects.create(unit=unit, seat_id=seat.id, at=at, year=year, use=use, amount=amount)
        for use, amount in sorted(new.items())
    ]
    if made:
        record("budget.planned", at=at, seat=seat.named, about=f"budget:{unit.code}:{year}", facts={"uses": new})
    return made


@transaction.atomic
def hand_over(unit: Area, *, stated: int, words: str = "", by: Actor, at: datetime) -> Handover:
    """Who leaves counts the kas; what the books say stands beside it, and a difference needs a word."""
    seat = seat_to_spend(by, unit.area_code)
    kas = accounts_of([(unit.pk, Kind.KAS)])[unit.pk, Kind.KAS]
    # Two who hand over at once are seen one after the other, and no expense comes between counting and writing.
    list(Account.objects.select_for_update().filter(pk=kas).values_list("pk"))
    if Handover.objects.filter(unit=unit, takeover=None).exists():
        raise Refused("twice", "Sudah ada serah terima yang menunggu diterima.")
    booked, said = balances_of([kas])[kas], clean_words(words)
    if stated != booked and not said:
        raise Refused("words", "Uang yang dihitung berbeda dari buku; tulis mengapa.", field="words")
    made = Handover.objects.create(
        unit=unit, seat_id=seat.id, at=at, stated=stated, booked=booked, words=said, by_id=by.known_id
    )
    record("kas.handed-over", at=at, seat=seat.named, about=f"handover:{made.pk}",
           facts={"stated": stated, "booked": booked, "words": digest_of_words(said)})  # fmt: skip
    return made


@transaction.atomic
def take_over(number: int, *, found: int, words: str = "", by: Actor, at: datetime) -> Takeover:
    """The new head counts too; what is found stands beside what was stated, and a difference needs a word."""
    handover, seat = handover_to_confirm(by, number)
    said = clean_words(words)
    if found != handover.stated and not said:
        raise Refused("words", "Uang yang ditemukan berbeda dari yang diserahkan; tulis apa bedanya.", field="words")
    made = Takeover(handover=handover, found=found, words=said, by_id=by.known_id, seat_id=seat.id, at=at)
    if not append_first(made):
        raise Refused("twice", "Serah terima ini sudah diterima.")
    record("kas.taken-over", at=at, seat=seat.named, about=f"handover:{handover.pk}",
           facts={"found": found, "words": digest_of_words(said)})  # fmt: skip
    return made


@transaction.atomic
def hand_in_register(unit: Area, month: Month, *, by: Actor, at: datetime) -> Register:
    """The register of a month that is over, once; late ones are taken, and their day says so."""
    seat, book = _accounting(unit, Span(month, 1), by, at)
    made = Register(
        unit=unit, seat_id=seat.id, at=at, month=month.first, received=book.received, spent=book.spent,
        balance=book.after, digest=book.digest,
    )  # fmt: skip
    if not append_first(made):
        raise Refused("twice", "Register bulan {month} sudah diserahkan.", month=month)
    record("register.handed-in", at=at, seat=seat.named, about=f"register:{unit.code}:{month}",
           facts={"balance": made.balance, "digest": made.digest})  # fmt: skip
    return made


@transaction.atomic
def hand_in_spj(unit: Area, span: Span, *, by: Actor, at: datetime) -> Accounted:
    """The SPJ of a quarter that is over, once, with how many receipts are missing."""
    seat, book = _accounting(unit, span, by, at)
    made = Accounted(
        unit=unit, seat_id=seat.id, at=at, quarter=span.first.first, spent=book.spent, balance=book.after,
        missing=len(book.without_receipt), digest=book.digest,
    )  # fmt: skip
    if not append_first(made):
        raise Refused("twice", "SPJ masa ini sudah diserahkan.")
    record("spj.handed-in", at=at, seat=seat.named, about=f"spj:{unit.code}:{span.first}",
           facts={"balance": made.balance, "missing": made.missing, "digest": made.digest})  # fmt: skip
    return made


@transaction.atomic
def tell_of_meeting(
    unit: Area, span: Span, *, held_on: date, present: int, minutes: StoredPhoto | None, by: Actor, at: datetime
) -> Meeting:
    """The residents met and heard the account: when, how many came, and a picture of the signed minutes; once."""
    seat = seat_to_spend(by, unit.area_code)
    refuse_meeting_outside(span, held_on, at)
    if not 0 < present <= PEOPLE_MAX:
        raise Refused("present", "Tulis berapa orang yang hadir.", field="present")
    if minutes is None:
        raise Refused("minutes", "Sertakan foto berita acara yang sudah ditandatangani.", field="minutes")
    made = Meeting(
        unit=unit, seat_id=seat.id, at=at, half=span.first.first, held_on=held_on, present=present,
        minutes=minutes.digest, words="",
    )  # fmt: skip
    if not append_first(made):
        raise Refused("twice", "Musyawarah masa ini sudah dicatat.")
    record("meeting.told", at=at, seat=seat.named, about=f"meeting:{unit.code}:{span.first}",
           facts={"present": present, "minutes": made.minutes})  # fmt: skip
    return made


def _accounting(unit: Area, span: Span, by: Actor, at: datetime) -> tuple[SeatHeld, Book]:
    seat = seat_to_spend(by, unit.area_code)
    refuse_unfinished(span, at)
    return seat, book_of(unit, span.first, span.last)
