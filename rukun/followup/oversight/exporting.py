"""Lists that somebody takes away: asked for, made slice by slice by the worker, fetched, and gone after a while.

A slice is a file of its own, written before the row says so: whoever comes after a crash writes the same name again.
Of two workers one holds the lease. The file is read by nobody but whoever asked, through the page.
"""

from __future__ import annotations

import json
import logging
import tempfile
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation

from rukun.followup.models import Ticket
from rukun.followup.oversight import columns
from rukun.followup.oversight.access import Scope
from rukun.followup.oversight.archive import NAMES, Key, Sought, behind, found_in, key_of
from rukun.followup.oversight.models import Export
from rukun.people.rules import Actor, SeatHeld
from rukun.reports.models import Report
from rukun.reports.storage import reached
from rukun.trail.actions import record
from rukun.values.code import AreaCode
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

log = logging.getLogger("rukun.archive")
FOLDER = "arsip"
ROWS_A_SLICE = 5_000
# A workbook is put together in one go at the end; beyond that only CSV, which is put together as it comes.
XLSX_ROWS_MAX = 200_000
OPEN_AT_ONCE = 3
KEPT_FOR = timedelta(days=2)
LEASE = timedelta(minutes=10)
TRIES_MAX = 5
AGAIN_AFTER = timedelta(minutes=1)
Hides = Callable[[Collection[Report]], set[int]]
# Written before everything else, so that spreadsheets know it for UTF-8.
MARK = "\ufeff"


@transaction.atomic
def ask_for(
    *, scope: Scope, asked: Mapping[str, str], form: str, language: str, desk: SeatHeld, by: Actor, at: datetime
) -> Export:
    """A list of what the archive shows under these filters, to be made by the worker."""
    if form not in Export.Form.values:
        raise Refused("form", "Pilih CSV atau XLSX.", field="form")
    waiting = Export.objects.filter(person_id=by.known_id, state=Export.State.WAITING).count()
    if waiting >= OPEN_AT_ONCE:
        raise Refused("often", "Paling banyak {most} unduhan disiapkan bersamaan; tunggu sebentar.", most=OPEN_AT_ONCE)
    kept = {name: asked.get(name, "") for name in NAMES if asked.get(name)}
    total = found_in(scope, Sought.read(kept)).filter(done_at__lte=at).count()
    if form == Export.Form.XLSX and total > XLSX_ROWS_MAX:
        raise Refused("form", "Terlalu banyak baris untuk XLSX; pilih CSV atau saring dahulu.", field="form")
    made = Export.objects.create(
        key=uuid.uuid4().hex, person_id=by.known_id, form=form, language=language, asked=json.dumps(kept),
        scope=json.dumps({"area": scope.area.digits, "office": scope.office}), total=total, after_at=at,
        after_id=2**62, asked_at=at,
    )  # fmt: skip
    facts = {"form": form, "rows": total, "asked": digest_of_words(made.asked)}
    record("archive.taken", at=at, seat=desk.named, about=f"area:{scope.area.digits}", facts=facts)
    return made


def work_on(*, at: datetime, hides: Hides) -> int:
    """Make the next slice of the list that waits longest, or put it together; returns how many rows were written.

    `hides` says of which reports neither words nor point may be told. One query when nothing waits.
    """
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    if not Export.objects.filter(free, state=Export.State.WAITING).exists():
        return 0
    with transaction.atomic():
        waiting = Export.objects.filter(free, state=Export.State.WAITING).order_by("id")
        export = waiting.select_for_update(skip_locked=True).first()
        if export is None:
            return 0
        export.lease_until, export.tries = at + LEASE, export.tries + 1
        if export.tries > TRIES_MAX:
            export.state = Export.State.FAILED
        export.save(update_fields=["lease_until", "tries", "state"])
    if export.state == Export.State.FAILED:
        return 0
    with translation.override(export.language):
        try:
            return _slice(export, hides, at)
        except Refused:
            log.exception("a slice of %s could not be kept; it is tried again", export)
            _held(export).update(lease_until=at + AGAIN_AFTER)
            return 0


def _slice(export: Export, hides: Hides, at: datetime) -> int:
    """Write one slice and say so, unless another has taken the lease meanwhile."""
    assert export.after_at is not None
    rows = behind(_rows(export), Key(export.after_at, export.after_id))
    tickets = list(rows[:ROWS_A_SLICE])
    if tickets:
        hidden = hides([ticket.report for ticket in tickets])
        cells = [columns.cells_of(ticket, is_hidden=ticket.report_id in hidden) for ticket in tickets]
        _put(_part(export, export.slices), columns.csv_of(cells))
    if len(tickets) == ROWS_A_SLICE:
        last = key_of(tickets[-1])
        _held(export).update(
            rows=F("rows") + len(tickets), slices=F("slices") + 1, after_at=last.at, after_id=last.id,
            lease_until=None, tries=0,
        )  # fmt: skip
        return len(tickets)
    export.slices += bool(tickets)
    size = _join(export)
    _held(export).update(
        rows=F("rows") + len(tickets), slices=export.slices, state=Export.State.READY, size=size, ready_at=at,
        expires_at=at + KEPT_FOR, lease_until=None,
    )  # fmt: skip
    return len(tickets)


def _held(export: Export) -> QuerySet[Export]:
    return Export.objects.filter(pk=export.pk, lease_until=export.lease_until, state=Export.State.WAITING)


def _rows(export: Export) -> QuerySet[Ticket]:
    scope = json.loads(export.scope)
    return found_in(Scope(AreaCode(scope["area"]), scope["office"]), Sought.read(export.facts))


def _join(export: Export) -> int:
    """Put the slices together into one file; returns how large it is."""
    heads = columns.headings()
    with tempfile.TemporaryFile() as whole:
        _write_whole(export, heads, whole)
        whole.seek(0, 2)
        size = whole.tell()
        whole.seek(0)
        _put(name_of(export), whole)
    for number in range(export.slices):
        with reached():
            default_storage.delete(_part(export, number))
    return size


def _write_whole(export: Export, heads: list[str], out: IO[bytes]) -> None:
    if export.form == Export.Form.XLSX:
        columns.write_workbook(out, heads, _parts(export), translation.gettext("Arsip"))
        return
    out.write(MARK.encode() + columns.csv_of([heads]))
    for part in _parts(export):
        out.write(part)


def _parts(export: Export) -> Iterator[bytes]:
    for number in range(export.slices):
        with reached(), default_storage.open(_part(export, number)) as part:
            yield part.read()


def name_of(export: Export) -> str:
    """Where the whole file lies."""
    return f"{FOLDER}/{export.key}/arsip.{export.form}"


def _part(export: Export, number: int) -> str:
    return f"{FOLDER}/{export.key}/{number:06d}.part"


def _put(name: str, content: bytes | IO[bytes]) -> None:
    """Write a file whole, in the place of what a worker that was stopped has left."""
    with reached():
        default_storage.delete(name)
        default_storage.save(name, ContentFile(content) if isinstance(content, bytes) else File(content))


def opened(export: Export, at: datetime) -> IO[bytes]:
    """The file to read; refused where it is not ready, or gone."""
    if export.state != Export.State.READY or export.expires_at is None or at >= export.expires_at:
        raise Refused("conflict", "Unduhan ini belum siap, atau sudah lewat waktunya.")
    with reached():
        file: IO[bytes] = default_storage.open(name_of(export))
    return file


def exports_of(person_id: int, at: datetime) -> list[Export]:
    """What somebody asked for and can still see, newest first; one query."""
    return list(Export.objects.filter(person_id=person_id, asked_at__gte=at - 2 * KEPT_FOR).order_by("-id")[:20])


def sweep(*, at: datetime) -> int:
    """Take away the files whose time is over; returns how many lists are gone. With them goes what lies there of lists
    that could not be made, or whose person was forgotten."""
    over = Export.objects.filter(state=Export.State.READY, expires_at__lte=at).update(state=Export.State.GONE)
    lying = _folders()
    kept = Export.objects.filter(key__in=lying, state__in=(Export.State.WAITING, Export.State.READY))
    for key in lying - set(kept.values_list("key", flat=True)):
        _take_away(f"{FOLDER}/{key}")
    return over


def _folders() -> set[str]:
    """The keys of lists of which something lies in the store."""
    try:
        with reached():
            return set(default_storage.listdir(FOLDER)[0])
    except FileNotFoundError:
        return set()


def _take_away(folder: str) -> None:
    with reached():
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        # A folder is nothing of its own in every store.
        default_storage.delete(folder)
