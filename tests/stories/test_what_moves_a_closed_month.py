"""Whatever becomes known of a closed month: it is compared in the next round, or a comparison gives what was stated.

Money must not depend on whether something else happens in the kelurahan afterwards. So after any of it, a round that is
told to compare every month anew finds nothing more than the round that looked for what had happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rukun.areas.changing import dissolve, found
from rukun.areas.queries import area
from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.followup.rules import Verdict
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.decree import read_decree
from rukun.funds.models import Attestation, Closing, Correction, LoadedDecree
from rukun.funds.queries.compared import MOVES, STANDS
from rukun.people.actions import leave_seats
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.sosialisasi.models import Attendance
from rukun.validation import actions as validation
from rukun.validation.models import Appeal, CurrentVerdict
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import _person
from tests.followup.test_closings import finished
from tests.funds.test_readiness import came_to
from tests.funds.test_spending import funded
from tests.made import KOTA, decrees, judged_valid, noon_of, reports_for_unit, ticket
from tests.stories.test_contested_money import whole

KELURAHAN = AreaCode("9999991001")
RT, QUIET, OTHER, NEW = (AreaCode(f"{KELURAHAN.digits}002{number}") for number in ("005", "004", "003", "019"))
JUNE = Month(2018, 6)
EARLY, CLOSED, AFTER = (noon_of(date(2018, *day)) for day in ((4, 2), (7, 2), (7, 12)))
ROUND = timedelta(minutes=17)
SERVICE = (KOTA / "contoh" / "decrees" / "sk-3-2018.toml").read_text()
PARTS = "".join(
    f'[[grant.rt.part]]\nmeasure = "{name}"\namount = {amount}\nleast = 1\nwithout = "none"\n\n'
    for name, amount in (("confirmed", 31_000), ("trained", 37_000))
)
ALL_MEASURES = SERVICE.replace('without = "full"', 'without = "none"').replace("least = 3", "least = 1").replace(
    "[grant.rw]", f"{PARTS}[grant.rw]"
)  # fmt: skip
GATE = '[readiness]\nstages = [1]\npractice_months = 0\nrt = 975_000\narticle = "Pasal 4"\n\n'
ALL_BUT_READY = ALL_MEASURES.replace("[grant.rt]", f"{GATE}[grant.rt]", 1)
LAWS = ("by reports", "by service", "all measures", "after training")


def ruled_by(name: str, at: datetime) -> None:
    """A version comes to rule, as one does that somebody agreed to; a month of 2018 goes by it from then on."""
    if name == "by reports":
        return
    text = {"by service": SERVICE, "all measures": ALL_MEASURES, "after training": ALL_BUT_READY}[name]
    digest = read_decree("sk-3-2018", text.encode()).digest
    if not LoadedDecree.objects.filter(digest=digest).exists():
        LoadedDecree.objects.create(decree="sk-3-2018", digest=digest, text=text, loaded_at=at)


@dataclass
class World:
    """Who acts, and on what: reports that were judged or not, and closings of the unit's reports."""

    who: dict[str, Actor]
    made: list[Report]
    appeal: Appeal
    closings: list[Ticket]
    attestation: Attestation


@pytest.fixture
def who(kota: Path, tmp_path: Path, ani: Actor, citra: Actor, dodi: Actor, eka: Actor, gita: Actor) -> dict[str, Actor]:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=EARLY)
    hana = _person("Hana", "tapem", "999999")
    hadi = _person("Hadi", "ketua-rt", QUIET.digits)
    return {"ani": ani, "citra": citra, "dodi": dodi, "eka": eka, "gita": gita, "hana": hana, "hadi": hadi}  # type: ignore[dict-item]


def closed_under(law: str, who: dict[str, Actor]) -> World:
    """June, closed: reports of two days, closings that nobody answered, and a month that was attested as quiet."""
    ruled_by(law, EARLY)
    funded(400_000, at=EARLY)
    made = reports_for_unit(who["ani"], [date(2018, 6, 3), date(2018, 6, 20)], 3)
    judged_valid(made[:4], who["dodi"], noon_of(date(2018, 6, 22)))
    validation.strike(whole(made[4]), StrikeReason.OLD_PHOTO, by=who["dodi"], at=noon_of(date(2018, 6, 23)))
    appeal = validation.appeal(whole(made[4]), words="Tolong lihat lagi.", by=who["ani"], at=noon_of(date(2018, 6, 24)))
    began, done = noon_of(date(2018, 6, 4)), noon_of(date(2018, 6, 10))
    seen = [
        finished(ticket(who["ani"], began + timedelta(hours=n), for_unit=who["ani"].seats[0].area), who["citra"], done)
        for n in range(3)
    ]  # fmt: skip
    followup.answer(seen[0], kind=Verdict.CONFIRMED, by=who["ani"], at=done + timedelta(days=1))
    quiet = funds.attest_quiet(area(QUIET), JUNE, by=who["hadi"], at=noon_of(date(2018, 6, 30)))
    funds.close_month(KELURAHAN, JUNE, by=who["gita"], at=CLOSED, despite="Warga menunggu uangnya.")
    return World(who, made, appeal, seen, quiet)


def names(kind: str) -> Callable[[World, datetime], object]:
    """A sheet of names of June is typed in."""
    if kind == "head":
        return lambda world, at: came_to(1, date(2018, 6, 6), received=at)
    board = {"kind": "board", "seat": None, "name": "Wulan", "unit": None}
    return lambda world, at: came_to(1, date(2018, 6, 7), received=at, **board | {"unit": area(RT)})


def change_of(number: int, is_valid: bool) -> Callable[[World, datetime], object]:
    def act(world: World, at: datetime) -> object:
        report, by = whole(world.made[number]), world.who["dodi"]
        if is_valid:
            return validation.accept(report, by=by, at=at)
        after = CurrentVerdict.objects.get(report=report).verdict.number
        return validation.strike(report, StrikeReason.OLD_PHOTO, by=by, at=at, after=after)

    return act


def take_back(world: World, at: datetime) -> None:
    """A first verdict that a round has seen already is taken back."""
    judged, since = world.made[5], at - timedelta(minutes=16)
    validation.accept(whole(judged), by=world.who["hana"], at=since)
    funds.propose_corrections(at=at - timedelta(minutes=1))
    validation.take_back(whole(judged), 1, by=world.who["hana"], at=at, since=since)


def look(stood: bool) -> Callable[[World, datetime], object]:
    return lambda world, at: funds.check_attestation(
        world.attestation, stood=stood, words="Ada sampah.", by=world.who["citra"], at=at
    )


ACTS: dict[str, Callable[[World, datetime], object]] = {
    "a first verdict": change_of(5, True),
    "a strike": change_of(0, False),
    "a verdict taken back": take_back,
    "an appeal upheld": lambda w, at: validation.uphold(
        w.appeal, by=w.who["hana"], at=at
    ),
    "found as attested": look(True),
    "found otherwise": look(False),
    "attested late": lambda w, at: funds.attest_quiet(area(OTHER), JUNE, by=w.who["hadi"], at=at),
    "names of the head": names("head"),
    "names of the board": names("board"),
    "names taken back": lambda w, at: Attendance.objects.filter(withdrawn_at=None).update(withdrawn_at=at),
    "stars": lambda w, at: followup.rate(w.closings[1], stars=5, words="", by=w.who["ani"], at=at),
    "an audit that failed": lambda w, at: followup.audit(
        w.closings[0], stood=False, words="Tidak ada.", desk=w.who["eka"].seats[0], at=at
    ),
    "an audit that stood": lambda w, at: followup.audit(
        w.closings[2], stood=True, words="Ada.", desk=w.who["eka"].seats[0], at=at
    ),
    "a register": lambda w, at: funds.hand_in_register(area(RT), JUNE.previous, by=w.who["ani"], at=at),
    "the head leaves": lambda w, at: leave_seats(Person.objects.get(pk=w.who["ani"].person_id), at=at),
    "a unit ended": lambda w, at: dissolve(area(OTHER), on=date(2018, 6, 11), at=at),
    "a unit ended long ago": lambda w, at: dissolve(area(OTHER), on=date(2018, 5, 11), at=at),
    "a unit merged": lambda w, at: dissolve(area(RT), on=date(2018, 6, 16), at=at, into=area(QUIET)),
    "a unit begun": lambda w, at: found(code=NEW, name="RT 019", on=date(2018, 6, 16), at=at),
    "by service": lambda w, at: ruled_by("by service", at),
    "all measures": lambda w, at: ruled_by("all measures", at),
    "after training": lambda w, at: ruled_by("after training", at),
}  # fmt: skip


def happens(name: str, world: World, at: datetime) -> bool:
    """Whether it did; what the rules refuse changes nothing."""
    with suppress(Refused), transaction.atomic():
        ACTS[name](world, at)
        return True
    return False


def hold(at: datetime, what: object) -> int:
    """What the round proposed; told to compare everything as if anything had happened, it finds nothing more."""
    made = funds.propose_corrections(at=at)
    Closing.objects.update(compared_at=at + timedelta(days=1))  # as by a clock that was ahead: compared in any case
    more = funds.propose_corrections(at=at + timedelta(seconds=1))
    left = list(Correction.objects.order_by("-pk").values_list("statement__unit__code", "amount", "cause")[:more])
    assert left == [], f"found only because something else had happened, after {what}"
    return made


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("name", ACTS)
def test_each_fact_is_compared_at_once_or_moves_nothing(who: dict[str, Actor], law: str, name: str) -> None:
    world = closed_under(law, who)
    happens(name, world, AFTER)
    hold(AFTER + ROUND, name)


MOVING = {
    "by reports": {"a first verdict", "a verdict taken back", "a strike", "an appeal upheld"},
    "all measures": {"a first verdict", "a verdict taken back", "a strike", "an appeal upheld", "found otherwise"},
}
UNITS = {"a unit ended", "a unit ended long ago", "a unit merged", "a unit begun"}


@pytest.mark.parametrize(("law", "moving"), MOVING.items())
def test_what_moves_money_does_and_what_was_settled_then_does_not(
    who: dict[str, Actor], law: str, moving: set[str]
) -> None:
    """The other tests here would hold as well if nothing ever happened."""
    world, moved = closed_under(law, who), set()
    Closing.objects.update(compared_at=AFTER)
    for name in ACTS.keys() - set(LAWS):
        with transaction.atomic():
            if happens(name, world, AFTER + ROUND) and funds.propose_corrections(at=AFTER + 2 * ROUND):
                moved.add(name)
            transaction.set_rollback(True)
    assert moved == moving | UNITS


AFTERWARDS = st.lists(st.sampled_from([*ACTS, "a round", "a round"]), max_size=9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    "by reports", ["stars", "names of the board", "all measures", "a round", "an audit that failed", "names taken back"]
)
@example(
    "by service", ["a unit begun", "all measures", "a round", "names of the head", "a register", "the head leaves"]
)
@example("after training", ["names of the head", "a unit begun", "a round", "names taken back", "by service"])
@given(st.sampled_from(LAWS), AFTERWARDS)
def test_whatever_happens_afterwards_in_whatever_order_no_unit_is_paid_by_chance(
    who: dict[str, Actor], law: str, steps: list[str]
) -> None:
    with transaction.atomic():
        world, at = closed_under(law, who), AFTER
        for name in steps:
            at += 2 * ROUND
            if name == "a round":
                funds.propose_corrections(at=at)
            else:
                happens(name, world, at)
        hold(at + ROUND, steps)
        transaction.set_rollback(True)


def test_what_is_read_for_a_closed_month_moves_it_or_is_said_to_stand(who: dict[str, Actor]) -> None:
    """Every table that is asked when a closed month is compared is in `funds.queries.compared`, on one side or the
    other; and none is there that nobody asks any more."""
    closed_under("by reports", who)
    read: set[str] = set()
    for law in ("all measures", "after training"):
        ruled_by(law, AFTER)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.due_under(KELURAHAN, JUNE, [one for _, one in queries.loaded_decrees().values()], date(2018, 7, 12),
                              is_corrected=False)  # fmt: skip
        for query in asked.captured_queries:
            read |= set(re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"]))
    tables = {model._meta.db_table: model._meta.label for model in apps.get_models() if not model._meta.proxy}
    moved = {fact.known_after(AFTER).model._meta.label for fact in MOVES}
    assert {tables[name] for name in read} - moved == STANDS.keys()
