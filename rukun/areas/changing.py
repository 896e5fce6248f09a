"""Carry areas through time: founded, given a border, dissolved, merged."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from rukun.areas.asked import Outline
from rukun.areas.bordering import Drawn, put_borders, stamp_anew, unite
from rukun.areas.fitting import fitted
from rukun.areas.models import Area, Boundary
from rukun.areas.turns import take_turn
from rukun.trail.actions import record
from rukun.values.code import AreaCode
from rukun.values.digest import digest_of
from rukun.values.refused import Refused


@transaction.atomic
def found(*, code: AreaCode, name: str, on: date, at: datetime, by: str = "clock") -> Area:
    """A new area, from a day on; refused when the code is taken, or the area above is unknown or gone on that day."""
    if Area.objects.filter(code=code.digits).exists():
        raise Refused("twice", "Wilayah {area} sudah ada.", area=code.official)
    parent = Area.objects.filter(code=code.parent.digits).first() if code.parent else None
    if parent is None or not parent.existed_on(on):
        raise Refused("parent", "Wilayah di atas {area} tidak dikenal.", area=code.official)
    area = Area.objects.create(
        code=code.digits, kind=code.kind, name=name, parent=parent, founded_on=on, begin_known_at=take_turn(code, at)
    )
    record("area.founded", at=at, seat=by, about=f"area:{code.digits}", facts={"on": on.isoformat()})
    return area


@transaction.atomic
def draw(area: Area, outline: Outline, *, source: str, on: date, at: datetime, by: str = "clock") -> int:
    """The area has this border from a day on, and those it is taken out of have theirs without it; returns how many
    borders are new. Refused where it does not fit."""
    borders = fitted(area.area_code, outline)
    drawn = put_borders(borders, Drawn(source, on, approximate=outline.is_drawn))
    facts = {
        "on": on.isoformat(), "border": digest_of(outline.shape), "drawn": outline.is_drawn,
        "from": sorted(borders.keys() - {area.code}),
    }  # fmt: skip
    record("area.bordered", at=at, seat=by, about=f"area:{area.code}", facts=facts)
    return drawn


@transaction.atomic
def dissolve(area: Area, *, on: date, at: datetime, into: Area | None = None, by: str = "clock") -> Area:
    """The area ends on the day before `on`. Where another of its kind is named it is merged into that, whose border
    holds both from then on."""
    known_at = take_turn(area.area_code, at)
    fresh = Area.objects.select_for_update().get(pk=area.pk)
    if fresh.dissolved_on is not None:
        raise Refused("twice", "Wilayah {area} sudah dihapus.", area=fresh.official_code)
    if fresh.founded_on is not None and on <= fresh.founded_on:
        raise Refused("on", "Wilayah berakhir setelah hari berdirinya.", field="on")
    if into is not None and (into.pk == fresh.pk or into.kind != fresh.kind or into.dissolved_on is not None):
        raise Refused("into", "Gabungkan ke wilayah lain yang sejenis dan masih ada.", field="into")
    if Area.objects.filter(parent=fresh, dissolved_on=None).exists():
        raise Refused("children", "Wilayah ini masih memuat wilayah lain.")
    fresh.dissolved_on, fresh.end_known_at, fresh.merged_into = on, known_at, into
    fresh.save(update_fields=["dissolved_on", "end_known_at", "merged_into"])
    if into is not None:
        unite(fresh, into, on=on)
    Boundary.objects.filter(area=fresh, valid_until=None).update(valid_until=on)
    stamp_anew()
    facts = {"on": on.isoformat(), "into": into.code if into else ""}
    record("area.dissolved", at=at, seat=by, about=f"area:{fresh.code}", facts=facts)
    return fresh
