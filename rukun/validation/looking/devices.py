"""From which device a report for a unit came: kept apart from the report, as a digest that means nothing elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.utils.crypto import salted_hmac

from rukun.reports.models import Report
from rukun.validation.models import SentFrom
from rukun.values.time import Month


def note_device(report: Report, device: str, *, at: datetime) -> bool:
    """Remember by a keyed digest, another one every month, which device sent a report for a unit.

    `device` is what a browser was given to keep (a cookie without meaning). Residents' own reports are never noted.
    Nobody reads it but the clock, which counts accounts; after a hundred days it is gone. It is no act of anybody's and
    leaves no trace. False where there is nothing to note.
    """
    if report.unit_id is None or not device:
        return False
    row = SentFrom(report=report, device=device_digest(device, Month.of(at)), sent_at=at)
    SentFrom.objects.bulk_create([row], ignore_conflicts=True)
    return True


def device_digest(device: str, month: Month) -> str:
    """The same for one device within a month, and nothing that leads back to it."""
    return salted_hmac(f"rukun.device.{month}", device, algorithm="sha256").hexdigest()[:32]
