"""What tests bring about through the same actions as people: reports, verdicts, decrees, closed months."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from django.conf import settings
from PIL import Image

from rukun.followup.actions import open_tickets
from rukun.followup.models import Ticket
from rukun.funds.actions import load_decrees
from rukun.people.rules import Actor
from rukun.reports.actions import Draft, file_report, keep_photo
from rukun.reports.models import Report
from rukun.reports.queries import category
from rukun.reports.rules import StoredPhoto
from rukun.validation.actions import accept_many
from rukun.values.place import Place
from rukun.values.zones import WIB

KOTA = settings.REPOSITORY / "kota"
IN_RT_5 = Place(-6.501, 106.5075)
_numbers = count(1)


def noon_of(day: date) -> datetime:
    """Twelve o'clock in Jakarta."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=WIB).astimezone(UTC)


def draft(
    *, at: datetime, kind: str = "sampah", words: str = "Tumpukan sampah di depan pos ronda", **more: object
) -> Draft:
    """A report of rubbish in RT 005/RW 002, unless told otherwise."""
    facts = {"key": f"test-key-{next(_numbers)}", "captured_at": at, "place": IN_RT_5} | more
    return Draft(category=category(kind), words=words, **facts)  # type: ignore[arg-type]


def report(by: Actor, at: datetime, **more: object) -> Report:
    """A report that was filed."""
    return file_report(draft(at=at, **more), by=by, at=at)


def reports_for_unit(by: Actor, days: Sequence[date], each: int, **more: object) -> list[Report]:
    """So many reports on each of the days, in the name of the actor's unit."""
    unit = by.seats[0].area
    made = []
    for day in days:
        for number in range(each):
            at = noon_of(day) + timedelta(minutes=number)
            made.append(report(by, at, for_unit=unit, kind="kerja-bakti", **more))
    return made


def judged_valid(reports: Sequence[Report], by: Actor, at: datetime) -> None:
    """Accepted, all of them, as the desk of Tapem reads them."""
    whole = Report.objects.filter(pk__in=[r.pk for r in reports]).select_related("kelurahan", "unit", "seat")
    accept_many(list(whole), by=by, at=at)


def ticket(by: Actor, at: datetime, **more: object) -> Ticket:
    """The open ticket of a new report."""
    filed = report(by, at, **more)
    open_tickets(at=at)
    return Ticket.objects.select_related("holder", "category", "kelurahan", "report__category").get(report=filed)


def decrees(folder: Path, *names: str, at: datetime) -> None:
    """Load some of the decrees of kota/contoh and kota/jakarta (with their cases) by way of a folder of their own."""
    folder.mkdir(exist_ok=True)
    for name in names:
        for source in sorted(KOTA.glob(f"*/decrees/{name}*.toml")):
            shutil.copy(source, folder)
    load_decrees(folder, at=at)


def jpeg(seed: int = 0) -> bytes:
    """A small photo, another for every seed."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (64, 48), tuple(chance.randrange(256) for _ in range(3)))
    picture.putpixel((seed % 64, 3), (255, 255, 255))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def proof(seed: int = 0) -> StoredPhoto:
    """A kept photo of finished work."""
    return keep_photo(jpeg(seed), at=datetime(2016, 6, 1, tzinfo=UTC))
