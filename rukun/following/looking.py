"""What somebody wishes to follow, looked up: an area that is there, or the kelurahan around a point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rukun.areas import queries as areas
from rukun.areas.models import Area
from rukun.following import rules
from rukun.following.queries import ward_name
from rukun.following.rules import Wish
from rukun.notices.followed import place_words
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import day_of


@dataclass(frozen=True, slots=True)
class Found:
    """A wish with its area: the one that was named, or the kelurahan in which the middle of the circle lies."""

    area: Area
    place: Place | None

    def words(self, metres: int) -> str:
        """The place as letters and pages name it."""
        return place_words(
            {"area": self.area.code, "ward": ward_name(self.area), "metres": metres if self.place else 0}
        )  # fmt: skip


def look_up(wish: Wish, *, at: datetime) -> Found:
    """The area of a wish; refused where it cannot be followed. Two queries."""
    if wish.place is not None:
        rules.refuse_other_circle(wish.metres)
        return Found(areas.area(areas.locator().locate(wish.place).kelurahan), rules.about(wish.place))
    found = areas.area(wish.area)
    rules.refuse_too_large(found.area_code)
    if not found.existed_on(day_of(at)):
        raise Refused("area", "Wilayah ini sudah tidak ada lagi.", field="wilayah")
    return Found(found, None)
