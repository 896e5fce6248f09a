"""The worker fetches what telephones sent straight to the store, draws it anew, and only then is it a photo."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rukun.reports.direct import store
from rukun.reports.models import Photo, Report, Upload
from rukun.reports.photos import keep_photo
from rukun.reports.rules import StoredPhoto
from rukun.trail.actions import record
from rukun.trail.append import append
from rukun.values.digest import digest_of
from rukun.values.refused import Refused

log = logging.getLogger("rukun.uploads")
DRAWN_AT_ONCE = 20
# A store may show a moment late what was written to it; what is not there after a day never will be.
LOOKED_FOR = timedelta(days=1)


@dataclass(slots=True)
class Place:
    """Behind which upload this process looks next: those that the store does not show yet hold up nobody's."""

    behind: int = 0

    def next(self, most: int) -> list[Upload]:
        """So many that wait, oldest first from this place on, and then from the beginning."""
        waiting = Upload.objects.filter(settled_at=None).order_by("id")
        found = list(waiting.filter(id__gt=self.behind)[:most])
        if self.behind and len(found) < most:
            found += waiting.filter(id__lte=self.behind)[: most - len(found)]
        self.behind = found[-1].pk if len(found) == most else 0
        return found


PLACE = Place()


def draw_uploads(*, at: datetime, most: int = DRAWN_AT_ONCE) -> int:
    """Draw the next photos; returns how many were settled. May run twice and at once."""
    settled = 0
    for upload in PLACE.next(most):
        try:
            settled += _draw(upload, at)
        except Refused:
            log.warning("the store is away, or its pictures are many; %d uploads were drawn before", settled)
            break
    return settled


def _draw(upload: Upload, at: datetime) -> int:
    try:
        content = store.fetched(upload.name)
    except FileNotFoundError:
        if (before := _drawn_before(upload)) is not None:
            return _settle(upload, "drawn", at, before)
        return _settle(upload, "gone", at) if at - upload.named_at > LOOKED_FOR else 0
    photo = None
    if digest_of(content) == upload.digest and len(content) == upload.size:
        try:
            photo = keep_photo(content, at=at)
        except Refused as refusal:
            if refusal.code == "busy":
                raise
    done = _settle(upload, "drawn" if photo else "refused", at, photo)
    store.removed(upload.name)
    return done


def _drawn_before(upload: Upload) -> StoredPhoto | None:
    """The same bytes of the same person, as they were drawn for another report: what lay in the store went then."""
    before = Upload.objects.filter(name=upload.name, outcome="drawn").order_by("id").first()
    photo = before and Photo.objects.filter(report_id=before.report_id, order=before.order).first()
    if not photo:
        return None
    return StoredPhoto(photo.digest, photo.width, photo.height, photo.size, photo.original)


@transaction.atomic
def _settle(upload: Upload, outcome: str, at: datetime, photo: StoredPhoto | None = None) -> int:
    """Of two workers one writes it down."""
    if not Upload.objects.filter(pk=upload.pk, settled_at=None).update(settled_at=at, outcome=outcome):
        return 0
    if photo is not None:
        append(
            Photo(
                report_id=upload.report_id, digest=photo.digest, original=photo.original, order=upload.order,
                width=photo.width, height=photo.height, size=photo.size,
            )
        )  # fmt: skip
    code = Report.objects.values_list("code", flat=True).get(pk=upload.report_id)
    facts = {"sent": upload.digest, "outcome": outcome, "photo": photo.digest if photo else ""}
    record("photo.settled", at=at, seat="clock", about=f"report:{code}", facts=facts)
    return 1
