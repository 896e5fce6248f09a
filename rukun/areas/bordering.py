"""Put borders in force: the old one of an area ends on the day on which the new one begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import shapely
from django.db.models import QuerySet
from shapely.geometry.base import BaseGeometry

from rukun.areas.models import Area, BorderVersion, Boundary

AT_ONCE = 1_000
SOURCE_MAX = 120


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where borders come from, since which day they hold, and whether they were drawn and not surveyed."""

    source: str
    since: date
    approximate: bool

    @property
    def told_source(self) -> str:
        """As much of it as is kept: names of files may be longer."""
        return self.source[:SOURCE_MAX]


def put_borders(shapes: Mapping[str, BaseGeometry], drawn: Drawn) -> int:
    """Close the borders that changed and open the new ones, by the code of their area; returns how many are new."""
    present = {b.area.code: b for b in Boundary.objects.filter(valid_until=None).select_related("area")}
    ids = dict(Area.objects.values_list("code", "id"))
    fresh, closed = [], []
    for code, shape in shapes.items():
        wkb = shapely.to_wkb(shapely.normalize(shape))
        known = present.get(code)
        if known is not None and bytes(known.shape) == wkb:
            continue
        if known is not None:
            closed.append(known.pk)
        inner = shape.representative_point()
        fresh.append(
            Boundary(
                area_id=ids[code], source=drawn.told_source, shape=wkb, inner_lat=inner.y, inner_lon=inner.x,
                approximate=drawn.approximate, valid_from=drawn.since if known else None,
            )
        )  # fmt: skip
    Boundary.objects.filter(pk__in=closed).update(valid_until=drawn.since)
    Boundary.objects.bulk_create(fresh, AT_ONCE)
    if fresh:
        stamp_anew()
    return len(fresh)


def still_due(shapes: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Of the borders of a file that is loaded again and again those that may still be put: none that lay there and was
    replaced since (by a decision, say, of which the file knows nothing), and none of an area that is gone. Two
    queries."""
    known = {code: shapely.to_wkb(shapely.normalize(shape)) for code, shape in shapes.items()}
    passed = set(gone())
    before = Boundary.objects.exclude(valid_until=None).values_list("area__code", "shape")
    for code, shape in before.iterator(AT_ONCE):
        if known.get(code) == bytes(shape):
            passed.add(code)
    return {code: shape for code, shape in shapes.items() if code not in passed}


def gone() -> QuerySet[Area, str]:
    """The codes of areas that have ended; one query."""
    return Area.objects.exclude(dissolved_on=None).values_list("code", flat=True)


def unite(area: Area, into: Area, *, on: date) -> None:
    """From a day on the border of one area holds the other's as well, and the other has none; nothing where the one
    that goes has no border, or the one that stays."""
    present = {
        border.area_id: border for border in Boundary.objects.filter(valid_until=None, area__in=[area.pk, into.pk])
    }
    gone, kept = present.get(area.pk), present.get(into.pk)
    if gone is None or kept is None:
        return
    whole = shapely.union_all([shapely.from_wkb(bytes(border.shape)) for border in (gone, kept)])
    drawn = Drawn(f"{kept.source} + {area.name}", on, gone.approximate or kept.approximate)
    put_borders({into.code: whole}, drawn)


def stamp_anew() -> None:
    """Every process loads the borders anew before it places the next report."""
    BorderVersion.objects.update_or_create(pk=1, defaults={"stamp": uuid4().hex})
