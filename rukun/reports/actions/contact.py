"""A handler looks up how to reach the reporter; the reporter is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.rules import SeatHeld
from rukun.reports import hiding
from rukun.reports.models import ContactOpened, Report
from rukun.reports.rules import clean_words
from rukun.trail.actions import record
from rukun.trail.append import append
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused


@transaction.atomic
def open_contact(report: Report, *, reason: str, desk: SeatHeld, at: datetime) -> tuple[ContactOpened, str]:
    """Note who looks and why, and tell the reporter's number or address; each time it is told, it is noted anew."""
    said = clean_words(reason)
    hiding.refuse_unsaid_reason(said)
    if report.filer is None or not report.filer.is_active:
        raise Refused("contact", "Pelapor ini tidak dapat dihubungi: akunnya sudah ditutup.")
    opened = ContactOpened(report=report, seat_id=desk.id, reason=said, at=at)
    append(opened)
    facts = {"holder": desk.office, "reason": digest_of_words(said)}
    record("contact.opened", at=at, seat=desk.named, about=f"report:{report.code}", facts=facts)
    return opened, report.filer.login
