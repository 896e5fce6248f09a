"""Borders of units: asked for by the kelurahan, agreed to by Tapem, in force on their day, none beside them lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import shapely

from rukun.areas import queries as areas
from rukun.areas.asked import Outline
from rukun.areas.fitting import fitted
from rukun.areas.models import Boundary
from rukun.areas.outline import asked_for
from rukun.penataan import actions
from rukun.penataan.models import Change
from rukun.penataan.rules import State, What
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.refused import Refused
from tests.penataan.test_changes import ANIS, BEGINS, KELURAHAN, NEW, TODAY

pytestmark = pytest.mark.any_engine
# The western half of RT 005, which lies in the north of RW 002.
HALF = (106.505, -6.502, 106.5075, -6.5)
IN_HALF = Place(-6.501, 106.506)
BORDERS = replace(BEGINS, what=What.BORDERED, unit=ANIS)


def outline(box: tuple[float, float, float, float], *, cuts: bool = True, is_drawn: bool = False) -> Outline:
    return asked_for(json.dumps(shapely.geometry.mapping(shapely.box(*box))), is_drawn=is_drawn, cuts=cuts)


def border(unit: AreaCode) -> shapely.Geometry:
    return shapely.from_wkb(bytes(Boundary.objects.get(area__code=unit.digits, valid_until=None).shape))


def test_a_unit_that_is_split_off_has_its_border_on_its_day_and_the_old_one_has_the_rest(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    before = border(ANIS)
    wish = replace(BEGINS, on=TODAY + timedelta(days=2), border=outline(HALF))
    change = actions.propose(wish, by=citra, at=noon)
    assert actions.propose(wish, by=citra, at=noon).pk == change.pk, "the same sent again"
    actions.agree(change.pk, by=dodi, at=noon)
    assert border(ANIS).equals(before) and areas.locator().locate(IN_HALF).rt == ANIS
    assert actions.carry_out_due(at=noon + timedelta(days=2)) == 1
    assert border(NEW).equals(shapely.box(*HALF)) and border(ANIS).equals(before.difference(shapely.box(*HALF)))
    assert areas.locator().locate(IN_HALF).rt == NEW
    old = Boundary.objects.get(area__code=ANIS.digits, valid_until=wish.on)
    assert shapely.from_wkb(bytes(old.shape)).equals(before), "what held before is kept"
    new = Boundary.objects.get(area__code=NEW.digits)
    assert (new.source, new.approximate) == (wish.decision, False)
    told = Event.objects.get(verb="area.bordered")
    assert told.about == f"area:{NEW.digits}" and told.stated["from"] == [ANIS.digits]
    asked = Event.objects.get(verb="unit-change.proposed")
    assert asked.stated["border"] == told.stated["border"] != ""


def test_a_unit_that_is_there_gets_another_border_and_keeps_seats_and_money(
    kota: Path, ani: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    smaller = outline((106.505, -6.502, 106.51, -6.5005), is_drawn=True)
    actions.agree(actions.propose(replace(BORDERS, border=smaller), by=citra, at=noon).pk, by=dodi, at=noon)
    assert areas.area(ANIS).dissolved_on is None and border(ANIS).equals(shapely.from_wkb(smaller.shape))
    assert Boundary.objects.get(area__code=ANIS.digits, valid_until=None).approximate, "it was drawn by hand"
    with pytest.raises(Refused, match="unggah berkas GeoJSON"):
        actions.propose(BORDERS, by=citra, at=noon)


@pytest.mark.parametrize(
    ("box", "cuts", "words"),
    [
        ((106.505, -6.502, 106.5125, -6.5), True, "keluar dari RW 002"),
        ((106.5025, -6.502, 106.5075, -6.5), True, "keluar dari RW 002"),
        (HALF, False, "menindih RT 005. Bila"),
        ((106.505, -6.507, 106.51, -6.5), False, "menindih RT 002, RT 003, RT 004, …"),
        ((106.505, -6.502, 106.51, -6.5), True, "Dari RT 005 tidak tersisa"),
    ],
)
def test_a_border_lies_in_its_rw_and_on_no_other_unit_that_does_not_give_way(
    kota: Path, citra: Actor, noon: datetime, box: tuple[float, float, float, float], cuts: bool, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        actions.propose(replace(BEGINS, border=outline(box, cuts=cuts)), by=citra, at=noon)
    assert refused.value.field == "batas" and not Change.objects.exists()


def test_two_drawings_of_one_street_may_differ_by_metres(kota: Path) -> None:
    wide = (106.50499, -6.50201, 106.5075, -6.49999)
    borders = fitted(NEW, outline(wide))
    assert borders.keys() == {NEW.digits, ANIS.digits}, "the sliver of RT 004 is passed over"
    rw = shapely.box(106.505, -6.51, 106.51, -6.5)
    assert borders[NEW.digits].within(rw.buffer(1e-9)), "and nothing reaches out of the RW"


def test_without_the_border_of_its_kelurahan_that_of_a_unit_cannot_be_checked(kota: Path) -> None:
    Boundary.objects.filter(area__code__in=[KELURAHAN.digits, NEW.digits[:13]]).delete()
    with pytest.raises(Refused, match="belum dimuat"):
        fitted(NEW, outline(HALF))


def test_what_fits_no_more_on_its_day_is_told_and_changes_nothing(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    first = replace(BEGINS, border=outline(HALF), on=TODAY + timedelta(days=3))
    second = replace(first, unit=AreaCode(f"{NEW.digits[:13]}020"), on=TODAY + timedelta(days=4),
                     border=outline((106.505, -6.502, 106.50749, -6.5)))  # fmt: skip
    made = [actions.propose(wish, by=citra, at=noon) for wish in (first, second)]
    for change in made:
        actions.agree(change.pk, by=dodi, at=noon)
    assert actions.carry_out_due(at=noon + timedelta(days=5)) == 1
    made[1].refresh_from_db()
    assert made[1].state == State.FAILED and "tidak tersisa" in made[1].reason
    assert border(NEW).equals(shapely.box(*HALF)) and not areas.areas_by_code([second.unit])
