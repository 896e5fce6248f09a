"""What was said in a session, and pictures of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.rules import SeatHeld
from rukun.reports.models import Picture
from rukun.reports.rules import StoredPhoto
from rukun.sosialisasi.models import Minutes, SessionPhoto, Sosialisasi
from rukun.sosialisasi.naming import about_session
from rukun.sosialisasi.rules import MINUTES_MAX, PHOTOS_MAX
from rukun.trail.actions import record
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused


@transaction.atomic
def write_minutes(session: Sosialisasi, words: str, *, by: SeatHeld, at: datetime) -> Minutes:
    """Write down what was said; a later version stands, the earlier stays."""
    said = words.replace("\r\n", "\n").strip()
    if not said or len(said) > MINUTES_MAX:
        raise Refused("minutes", "Tulis catatan acara, paling banyak 8.000 huruf.", field="catatan")
    _refuse_unheld(_locked(session), at)
    made = Minutes.objects.create(sosialisasi=session, words=said, by=by.named, at=at)
    facts = {"words": digest_of_words(said)}
    record("session.minuted", at=at, seat=by.named, about=about_session(session), facts=facts)
    return made


@transaction.atomic
def add_photo(session: Sosialisasi, photo: StoredPhoto, *, by: SeatHeld, at: datetime) -> SessionPhoto:
    """Keep a picture of the session; the same picture again is the same, or is shown again."""
    _refuse_unheld(_locked(session), at)
    shown = SessionPhoto.objects.filter(sosialisasi=session, removed_at=None)
    if shown.exclude(digest=photo.digest).count() >= PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto untuk satu acara.", field="foto", most=PHOTOS_MAX)
    made, _ = SessionPhoto.objects.update_or_create(
        sosialisasi=session, digest=photo.digest,
        defaults={"width": photo.width, "height": photo.height, "by": by.named, "at": at, "removed_at": None},
    )  # fmt: skip
    facts = {"photo": photo.digest}
    record("session.photographed", at=at, seat=by.named, about=about_session(session), facts=facts)
    return made


@transaction.atomic
def remove_photo(photo: SessionPhoto, *, by: SeatHeld, at: datetime) -> SessionPhoto:
    """Show it no more; the picture itself is swept away later."""
    photo.removed_at = at
    photo.save(update_fields=["removed_at"])
    # Of pictures that nothing names only those of the last days are looked for: it counts as one of them again.
    Picture.objects.filter(digest=photo.digest).update(kept_at=at)
    facts = {"photo": photo.digest}
    record("session.photo-removed", at=at, seat=by.named, about=about_session(photo.sosialisasi), facts=facts)
    return photo


def _locked(session: Sosialisasi) -> Sosialisasi:
    """As it stands now: whoever cancels or moves it at this moment is waited for."""
    return Sosialisasi.objects.select_for_update(of=("self",)).get(pk=session.pk)


def _refuse_unheld(session: Sosialisasi, at: datetime) -> None:
    if session.cancelled_at is not None:
        raise Refused("cancelled", "Acara ini sudah dibatalkan.")
    if at < session.starts_at:
        raise Refused("before", "Acara ini belum mulai.")
