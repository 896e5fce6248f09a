"""Reads the trail on behalf of whoever tells of it: each event once, none left out, whenever its transaction commits.

An event that has committed either waits to be sealed or has its leaf, and leaves come without gaps and in order. So
the sealed trail is read by leaf, from a cursor; and what waits for its seal is read at once and remembered as seen,
until the cursor passes its leaf. Whoever reads keeps both in tables of its own (`CursorOfReader`, `SeenByReader`), and
tells within the same transaction: when that does not commit, nothing has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rukun.trail.models import CursorOfReader, Leaf, SeenByReader, Unsealed
from rukun.trail.queries import newest_seal

EVENTS_AT_ONCE = 1_000
# Gets the ids of events that were not told yet, and the moment before which events are nobody's news.
Tell = Callable[[Collection[int], datetime], int]


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a reader is: whether sealed events lie beyond its cursor, or unsealed ones that it has not seen."""

    is_behind: bool
    has_fresh: bool

    @property
    def is_done(self) -> bool:
        return not (self.is_behind or self.has_fresh)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads the trail, and where they keep how far they are."""

    cursor: type[CursorOfReader]
    seen: type[SeenByReader]

    def stand(self) -> Stand | None:
        """None before the first start; one query."""
        row = (
            _rows(self.cursor)
            .annotate(
                is_behind=Exists(Leaf.objects.filter(index__gte=OuterRef("index"))), has_fresh=Exists(self.unseen())
            )
            .values_list("is_behind", "has_fresh")
            .first()
        )
        return Stand(*map(bool, row)) if row else None

    def unseen(self) -> QuerySet[Unsealed]:
        """Events that wait for their seal and were not read yet."""
        return Unsealed.objects.filter(~Exists(_rows(self.seen).filter(event_id=OuterRef("event_id"))))

    def begin(self, *, at: datetime) -> None:
        """Put the cursor at the end of what is sealed; what happened before `at` is nobody's news. Once only."""
        newest = newest_seal()
        _rows(self.cursor).get_or_create(number=1, defaults={"index": newest.size if newest else 0, "begun_at": at})

    def walk(self, tell: Tell, *, most: int = EVENTS_AT_ONCE) -> int:
        """Tell what is new, at most so many events of each kind; returns what `tell` counted.

        Of two that walk at once one reads, and the other leaves it to that.
        """
        with transaction.atomic():
            cursor = _rows(self.cursor).select_for_update(skip_locked=True).first()
            if cursor is None:
                return 0
            return self._walk_sealed(cursor, tell, most) + self._walk_fresh(cursor, tell, most)

    def _walk_sealed(self, cursor: CursorOfReader, tell: Tell, most: int) -> int:
        leaves = list(
            Leaf.objects.filter(index__gte=cursor.index).order_by("index").values_list("index", "event_id")[:most]
        )
        if not leaves:
            return 0
        ids = {event for _, event in leaves}
        seen = _rows(self.seen).filter(event_id__in=ids)
        fresh = ids - set(seen.values_list("event_id", flat=True))
        told = tell(fresh, cursor.begun_at) if fresh else 0
        seen.delete()
        cursor.index = leaves[-1][0] + 1
        cursor.save(update_fields=["index"])
        return told

    def _walk_fresh(self, cursor: CursorOfReader, tell: Tell, most: int) -> int:
        ids = list(self.unseen().order_by("event_id").values_list("event_id", flat=True)[:most])
        _rows(self.seen).bulk_create([self.seen(event_id=event) for event in ids])
        return tell(set(ids), cursor.begun_at) if ids else 0


def _rows(model: type[Any]) -> QuerySet[Any]:
    """The rows of one of a reader's own tables."""
    found: QuerySet[Any] = model.objects.all()
    return found
