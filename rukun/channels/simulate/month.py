"""A whole demonstration: the city loaded, a month played, closed, ranked and sealed; and what came of it."""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.db import transaction

from rukun.areas import actions as areas
from rukun.areas.queries import present_borders
from rukun.channels.simulate.books import Books
from rukun.channels.simulate.cast import SHOWN_RT, Cast, kelurahan_of, seat_everybody
from rukun.channels.simulate.drive import Month as Played
from rukun.channels.simulate.photographer import Photographer
from rukun.channels.simulate.plan import Said, Unit, Writer, month_of
from rukun.channels.simulate.questions import ask_and_answer
from rukun.channels.simulate.resident import COURSES, Resident
from rukun.channels.simulate.scene import read_scene
from rukun.channels.simulate.teaching import Teaching
from rukun.channels.simulate.visited import with_visited
from rukun.followup import actions as followup
from rukun.followup.queries import tickets_by_state
from rukun.funds import actions as funds
from rukun.funds.banking.library import layouts_in
from rukun.funds.queries import totals
from rukun.notices import walking
from rukun.people import actions as people
from rukun.ranking import actions as ranking
from rukun.ranking.access import may_decide
from rukun.ranking.awards import Outcome
from rukun.reports import actions as reports
from rukun.reports.queries import counts_by_category, reports_of
from rukun.tick import lines
from rukun.trail import actions as trail
from rukun.trail import queries as trail_queries
from rukun.validation.queries import unjudged_by_kelurahan, verdicts_by_outcome
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month

# What people find in their notices when they look in: the end of the month, and not all of it.
NEWS_OF = timedelta(days=5)
# When people begin to ask: in the weeks of the first sessions.
ASKED_AFTER = timedelta(days=24)
# Some reports of the month are still unjudged when it is closed, as in every month.
WHY_NOW = "Uang operasional dibayar sebelum tanggal 10; yang belum dinilai dikoreksi bulan depan."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to simulate. `reports` is how many are filed in the month."""

    month: Month
    reports: int
    seed: int
    folder: Path
    home: Path

    @property
    def begins_at(self) -> datetime:
        """When the city is loaded and everybody has their seat: two months before, so that money came already."""
        return self.month.previous.previous.starts_at

    @property
    def ends_at(self) -> datetime:
        """Nine in the morning after the month: when all is closed, and where the demonstration's clock starts."""
        return self.month.ends_at + timedelta(hours=9)


def simulate(wanted: Wanted, say: Callable[[str], None]) -> dict[str, Any]:
    """Play the month and tell what came of it. The same `Wanted` on an empty database gives the same root."""
    began = time.monotonic()
    say("Memuat kota")
    scene, words = read_scene(wanted.folder)
    kelurahan, shown = _load(wanted, scene.kecamatan), scene.shown
    walking.begin(at=wanted.ends_at - NEWS_OF)
    writer = Writer(words, np.random.Generator(np.random.PCG64(wanted.seed + 1)))
    units = _units(scene.kecamatan)
    planned = list(month_of(wanted.month, units, scene, words, wanted.reports, wanted.seed))
    said = with_visited(planned, _visited(units, shown), wanted.seed)
    with Photographer(said, wanted.seed) as photographer:
        with transaction.atomic():
            cast = seat_everybody(kelurahan, scene, writer, wanted.begins_at)
        teaching = Teaching(cast, shown, wanted.begins_at, wanted.seed)
        with transaction.atomic():
            teaching.hold(kelurahan)
            ask_and_answer(wanted.folder, cast, shown, wanted.begins_at + ASKED_AFTER)
        bank = next(iter(layouts_in(wanted.folder).values()))
        books = Books(cast, kelurahan, shown, wanted.month, wanted.seed, bank)
        books.play_before()
        # What is made until now stays until the end, and an action leaves next to nothing: looking for garbage at every
        # few hundred objects, as the collector does by itself, takes a tenth of the time.
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        played = Played(cast, scene, photographer, wanted.ends_at, wanted.home, wanted.seed)
        books.plan(played.stage)
        homes = {unit.code: unit.shape for unit in units if unit.kelurahan == shown.digits}
        home = homes.get(f"{shown.digits}{SHOWN_RT}", next(iter(homes.values())))
        Resident(cast, home, words, wanted.seed).plan(played.stage, scene.own, wanted.ends_at)
        played.play(said, wanted.month.starts_at, lambda filed: say(f"{filed:,} laporan"))
    say("Menutup bulan, menyusun peringkat, menyegel")
    _close(wanted, kelurahan, cast)
    teaching.plan_next(kelurahan, wanted.ends_at)
    walking.catch_up(at=wanted.ends_at)
    # What oversight shows is kept by the clock; a demonstration does not begin with empty figures.
    kept = lines(wanted.ends_at, wanted.home, everything=True)
    for name in ("areas counted again", "days tallied", "boarding counted", "money counted"):
        kept[name].work()
    return _told(wanted, scene.kecamatan, said, played, time.monotonic() - began)


def _load(wanted: Wanted, kecamatan: AreaCode) -> list[AreaCode]:
    at = wanted.begins_at
    areas.load_kota(wanted.folder, at=at)
    kelurahan = kelurahan_of(kecamatan)
    areas.draw_units(kelurahan, at=at)
    people.load_offices(wanted.folder, at=at)
    reports.load_categories(wanted.folder, at=at)
    followup.load_holidays(wanted.folder, at=at)
    followup.load_routes(wanted.folder, at=at)
    followup.load_templates(wanted.folder, at=at)
    funds.load_decrees(wanted.folder / "decrees", at=at)
    return kelurahan


def _units(kecamatan: AreaCode) -> list[Unit]:
    return [
        Unit(code, AreaCode(code).up_to(Kind.KELURAHAN).digits, shapely.from_wkb(bytes(shape)))
        for code, shape in present_borders(kecamatan, [Kind.RW, Kind.RT])
    ]


def _visited(units: list[Unit], shown: AreaCode) -> list[Unit]:
    """The RT and the RW whose heads a visitor may be."""
    codes = {f"{shown.digits}{SHOWN_RT}", f"{shown.digits}{SHOWN_RT[:3]}"}
    return [unit for unit in units if unit.code in codes]


def _close(wanted: Wanted, kelurahan: list[AreaCode], cast: Cast) -> None:
    at = wanted.ends_at
    for number, code in enumerate(kelurahan):
        hour = at + timedelta(minutes=number)
        funds.close_month(code, wanted.month, by=cast.bendahara[code.digits], at=hour, despite=WHY_NOW)
        funds.approve_month(code, wanted.month, by=cast.lurah[code.digits], at=hour)
        funds.pay_month(code, wanted.month, by=cast.treasurer, at=hour)
    ranking.publish_tables(wanted.month, scoring=wanted.folder / "scoring", at=at)
    proposed = ranking.propose_awards(wanted.month, file=wanted.folder / "awards.toml", at=at)
    for award in [one for one in proposed if may_decide(cast.camat, one)][:1]:
        ranking.decide_award(award.pk, outcome=Outcome.GIVEN, words="", by=cast.camat, at=at + timedelta(minutes=5))
    trail.seal(home=wanted.home, at=at + timedelta(minutes=10))


def _told(wanted: Wanted, area: AreaCode, said: list[Said], played: Played, seconds: float) -> dict[str, Any]:
    month = wanted.month
    verified = trail_queries.verify(wanted.home)
    seal = trail_queries.newest_seal()
    from rukun.ranking.queries import newest_table

    table = newest_table(month)
    paid = totals(month, area)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "month": str(month),
        "seed": wanted.seed,
        "reports": reports_of(area).count(),
        "planned": len(said) + len(COURSES),
        "refused": played.refused,
        "categories": counts_by_category(area),
        "tickets": tickets_by_state(area),
        "verdicts": verdicts_by_outcome(area, month) | {"unjudged": sum(unjudged_by_kelurahan(area).values())},
        "statements": {AreaCode(code).official: total for code, total in paid.items()},
        "statements_sum": sum(paid.values()),
        "ranking": [row for row in table.told["rows"] if row["rank"]] if table else [],
        "seal": {"verified": verified.broken is None, "events": verified.sealed, "seals": verified.seals},
        "root": bytes(seal.root).hex() if seal else "",
        "seconds": round(seconds, 1),
        "peak_memory_mb": round(peak / 1024),
    }
