"""A new border held against those that are there: it lies within the area above, and on none of its kind.

Two good drawings of one street differ by some metres, so a hundredth of an area is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from rukun.areas.asked import Outline
from rukun.areas.outline import FIELD
from rukun.areas.queries import present_borders
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.words import sentence

SLACK = 0.01
# What a unit must keep of its area when another is taken out of it.
LEFT_LEAST = 0.05
NAMED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Around:
    """The borders around a unit: of the RW that it lies in, or of the kelurahan where that has none (None: of neither),
    of the others of its kind by their code, and of all RT of its kelurahan."""

    holder: tuple[AreaCode, BaseGeometry] | None
    beside: Mapping[str, BaseGeometry]
    rts: Mapping[str, BaseGeometry]

    def under(self, shape: BaseGeometry) -> dict[str, BaseGeometry]:
        """Those on which a shape lies by more than two good drawings differ."""
        return {
            code: other
            for code, other in self.beside.items()
            if shape.intersection(other).area > SLACK * min(shape.area, other.area)
        }


def around(unit: AreaCode) -> Around:
    """What a border of the unit is held against; one query."""
    kelurahan = unit.up_to(Kind.KELURAHAN)
    known = {code: shapely.from_wkb(bytes(wkb)) for code, wkb in present_borders(within=kelurahan)}
    above = [(one, known[one.digits]) for one in (unit.parent, kelurahan) if one and one.digits in known]
    beside = {code: other for code, other in known.items() if len(code) == len(unit.digits) and code != unit.digits}
    rts = {code: border for code, border in known.items() if AreaCode(code).kind is Kind.RT}
    return Around(above[0] if above else None, beside, rts)


def fitted(unit: AreaCode, outline: Outline) -> dict[str, BaseGeometry]:
    """The borders to put, by code: of the unit, and of each that gives up a part; refused where it does not fit. One
    query."""
    shape, there = shapely.from_wkb(outline.shape), around(unit)
    whole = _within(shape, there)
    taken = there.under(shape)
    if taken and not outline.cuts:
        words = sentence("Batasnya menindih {units}. Bila unit ini diambil dari sana, centang bahwa batasnya menyusut.")
        raise Refused("overlap", words, field=FIELD, units=_named(sorted(taken)))
    return {unit.digits: whole} | {code: _left(code, other, shape) for code, other in taken.items()}


def left_outside(unit: AreaCode, outline: Outline, there: Around) -> list[AreaCode]:
    """The RT whose own borders, which nothing changes, lie partly outside their RW once an RW has this border; by more
    than two good drawings differ. None for the border of an RT."""
    if unit.kind is not Kind.RW:
        return []
    shape = shapely.from_wkb(outline.shape)
    taken = there.under(shape) if outline.cuts else {}
    after = {code: other.difference(shape) for code, other in taken.items()} | {unit.digits: shape}
    return [
        rt
        for rt, border in ((AreaCode(code), border) for code, border in there.rts.items())
        if rt.parent and (rw := after.get(rt.parent.digits)) and border.difference(rw).area > SLACK * border.area
    ]


def _within(shape: BaseGeometry, there: Around) -> BaseGeometry:
    """What lies in the area above, which is nearly all of it."""
    if there.holder is None:
        words = sentence("Batas kelurahan ini belum dimuat, jadi batas unitnya belum dapat diperiksa.")
        raise Refused("parent", words, field=FIELD)
    area, holder = there.holder
    inside = _polygons(shape.intersection(holder))
    if inside.area >= (1 - SLACK) * shape.area:
        return inside
    if area.kind is Kind.RW:
        raise Refused("outside", "Batasnya keluar dari {area}.", field=FIELD, area=area.numbered)
    raise Refused("outside", "Batasnya keluar dari kelurahan ini.", field=FIELD)


def _left(code: str, other: BaseGeometry, shape: BaseGeometry) -> BaseGeometry:
    left = _polygons(other.difference(shape))
    if left.area < LEFT_LEAST * other.area:
        raise Refused("overlap", "Dari {unit} tidak tersisa apa-apa.", field=FIELD, unit=AreaCode(code).numbered)
    return left


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def _named(codes: list[str]) -> str:
    names = [AreaCode(code).numbered for code in codes[:NAMED_AT_MOST]]
    return ", ".join(names) + (", …" if len(codes) > NAMED_AT_MOST else "")
