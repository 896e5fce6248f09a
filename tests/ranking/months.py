"""Months of the fictional kota with enough in them for a rank: what the tests of pages and awards begin with."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from rukun.followup import actions as followup
from rukun.people.rules import Actor
from rukun.ranking import actions as ranking
from rukun.ranking.models import Award
from rukun.values.place import Place
from rukun.values.time import Month
from tests import laying
from tests.conftest import _person
from tests.made import IN_RT_5, judged_valid, noon_of, proof, reports_for_unit, ticket

MAY, JUNE = Month(2016, 5), Month(2016, 6)
IN_THE_NEXT = Place(-6.505, 106.515)
EACH = 31
# The day after June: tables are published, awards proposed.
AFTER = noon_of(date(2016, 7, 12))


def worked(month: Month, by: Actor, desk: Actor, place: Place, *, late: int, each: int = EACH) -> None:
    """So many problems at a place in a month, all closed by the desk that holds them, `late` of them late."""
    for number in range(each):
        came = noon_of(month.first) + timedelta(hours=number)
        seen = ticket(by, came, place=place)
        done = came + (timedelta(days=9) if number < late else timedelta(hours=3, minutes=number))
        followup.finish(seen, words="Beres", proof=proof(), desk=desk.seats[0], at=done)


def ranked_june(kota: Path, budi: Actor, citra: Actor, fajar: Actor, *, may_too: bool = False) -> None:
    """June with its tables: Rukun Jaya works better than Rukun Damai, and much better than in May, if that is asked."""
    laying.once(_ranked, kota, budi, citra, fajar, may_too=may_too)


def _ranked(kota: Path, budi: Actor, citra: Actor, fajar: Actor, *, may_too: bool) -> None:
    for month, late in ((MAY, 20), (JUNE, 2)) if may_too else ((JUNE, 2),):
        worked(month, budi, citra, IN_RT_5, late=late)
        worked(month, budi, fajar, IN_THE_NEXT, late=13)
        ranking.publish_tables(month, scoring=kota / "scoring", at=noon_of(month.next.first))


def active_rt(ani: Actor, dodi: Actor) -> None:
    """RT 005/RW 02 with a valid activity on each of 21 days of June."""
    laying.once(_active, ani, dodi)


def _active(ani: Actor, dodi: Actor) -> None:
    made = reports_for_unit(ani, [date(2016, 6, day) for day in range(1, 22)], 1)
    judged_valid(made, dodi, noon_of(date(2016, 6, 28)))


def proposed(kota: Path, at: datetime = AFTER) -> dict[str, Award]:
    """The awards of June by kind."""
    return {award.kind: award for award in ranking.propose_awards(JUNE, file=kota / "awards.toml", at=at)}


def head(role: str, area: str) -> Actor:
    """Who decides: `camat` of a kecamatan, `wali-kota` of a kota."""
    return _person(role.capitalize(), role, area)  # type: ignore[return-value]
