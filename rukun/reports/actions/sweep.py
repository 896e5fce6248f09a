"""Sweep away pictures that were kept and that nothing names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from rukun.reports import storage
from rukun.reports.models import Photo, Picture
from rukun.trail.actions import record
from rukun.values.digest import digest_of_words

SWEPT_AT_ONCE = 50
# A form that was refused is sent again within a day, or never; what a stopped worker left behind is found for a while.
KEPT_FOR = timedelta(days=1)
LOOK_BACK = timedelta(days=8)
Naming = Callable[[Collection[str]], set[str]]


def sweep_pictures(*, named_elsewhere: Naming, at: datetime, most: int = SWEPT_AT_ONCE) -> int:
    """Take away pictures that nobody named within a day: of a form that was refused, or never sent again.

    `named_elsewhere` says which of some digests a higher floor names (proofs of finished work). Each picture is locked
    while its file goes: whoever sends the same one at that moment waits, and keeps it anew.
    """
    old = Picture.objects.filter(kept_at__lt=at - KEPT_FOR, kept_at__gte=at - LOOK_BACK)
    is_named = Exists(Photo.objects.filter(digest=OuterRef("digest")))
    digests = set(old.exclude(is_named).order_by("kept_at").values_list("digest", flat=True))
    swept = 0
    for digest in sorted(digests - named_elsewhere(digests))[:most]:
        swept += _sweep(digest, named_elsewhere, at)
    return swept


@transaction.atomic
def _sweep(digest: str, named_elsewhere: Naming, at: datetime) -> int:
    picture = Picture.objects.select_for_update().filter(digest=digest, kept_at__lt=at - KEPT_FOR).first()
    if picture is None or Photo.objects.filter(digest=digest).exists() or named_elsewhere([digest]):
        return 0
    storage.remove(digest)
    picture.delete()
    record(
        "picture.swept", at=at, seat="clock", about=f"picture:{digest_of_words(digest)[:16]}", facts={"digest": digest}
    )
    return 1
