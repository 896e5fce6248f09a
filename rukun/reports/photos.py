"""Photos as they are kept: decoded in a process of its own, drawn anew, stored by digest, with a row for each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.reports import storage
from rukun.reports.decoding.forms import refusal
from rukun.reports.decoding.pool import redrawn_apart
from rukun.reports.models import Original, Picture
from rukun.reports.rules import PHOTO_BYTES_MAX, StoredPhoto
from rukun.reports.storage import path_of
from rukun.trail.append import append_first, append_with
from rukun.values.refused import Refused

__all__ = ["keep_photo", "note_picture", "path_of", "refuse_too_large"]


def keep_photo(content: bytes, *, at: datetime) -> StoredPhoto:
    """Keep a photo before the transaction that names it; the same picture twice is kept once.

    What cannot be read, is no JPEG, PNG, WebP or HEIC, or costs too much to open is refused in words. What the camera
    wrote into the file is kept apart, for validation alone. Nobody need name it afterwards: it is swept away then.
    """
    if not content:
        raise refusal("Foto ini kosong.")
    refuse_too_large(len(content))
    made = redrawn_apart(content)
    photo = storage.described(made, content)
    # The row comes first: a file without a row would lie there for ever.
    is_new = note_picture(photo, at=at)
    try:
        storage.put(path_of(photo.digest), made.content)
    except Refused:
        if is_new:
            Picture.objects.filter(digest=photo.digest, kept_at=at).delete()
        raise
    return photo


def refuse_too_large(size: int) -> None:
    """The limit on bytes, for a door that knows the size before it reads."""
    if size > PHOTO_BYTES_MAX:
        raise refusal("Foto ini terlalu besar: paling besar {most} MB.", most=PHOTO_BYTES_MAX // 1_000_000)


def note_picture(photo: StoredPhoto, *, at: datetime) -> bool:
    """A row for a stored picture and one for the file it came as; True where the picture is new.

    A picture that is known already is kept from now on again, so that nobody sweeps it away meanwhile.
    """
    picture = Picture(
        digest=photo.digest, width=photo.width, height=photo.height, size=photo.size, kept_at=at, sized_at=None
    )
    original = _original(photo)
    return append_with(picture, original) or _noted_again(picture, original, at)


@transaction.atomic
def _noted_again(picture: Picture, original: Original, at: datetime) -> bool:
    known = Picture.objects.filter(digest=picture.digest)
    # Between the two a sweep may take the row away: then there is room for ours.
    while not known.update(kept_at=at):
        if append_with(picture, original):
            return True
    original.picture = known.get()
    append_first(original)
    return False


def _original(photo: StoredPhoto) -> Original:
    camera = photo.camera
    return Original(
        digest=photo.original, form=photo.form, size=photo.original_size, taken_at=camera.taken_at,
        is_zone_said=camera.is_zone_said, lat=camera.place.lat if camera.place else None,
        lon=camera.place.lon if camera.place else None, make=camera.make, model=camera.model,
    )  # fmt: skip
