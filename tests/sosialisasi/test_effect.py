"""What a session changed: shares with their intervals, and nothing called a change that chance explains."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rukun.areas.queries import area
from rukun.people.models import Person, Seat
from rukun.people.rules import Actor
from rukun.sosialisasi.effect.queries import effect_around
from rukun.sosialisasi.effect.rules import JUDGED_LEAST, AreaEffect, Change, Effect, Share, compared
from rukun.sosialisasi.effect.wide import effects_within
from rukun.sosialisasi.models import Attendance, Sosialisasi
from rukun.validation.actions import strike
from rukun.validation.rules import StrikeReason
from rukun.values.time import day_of
from tests.conftest import KELURAHAN, _person
from tests.made import judged_valid, noon_of, reports_for_unit
from tests.sosialisasi.conftest import planned

SHARES = st.integers(0, 400).flatmap(lambda n: st.builds(Share, st.integers(0, n), st.just(n)))


@given(SHARES)
def test_a_share_lies_within_its_interval_which_is_wilsons(share: Share) -> None:
    # Here, or every process that looks for tests would load all of scipy.
    from scipy.stats import binomtest

    low, high = share.bounds
    assert -1e-9 <= low <= share.value + 1e-9 and share.value - 1e-9 <= high <= 1 + 1e-9
    if share.judged:
        told = binomtest(share.struck, share.judged).proportion_ci(0.95, "wilson")
        assert (low, high) == pytest.approx((told.low, told.high), abs=1e-9)


@given(SHARES, SHARES)
def test_a_change_is_called_one_only_where_its_interval_leaves_out_none(before: Share, after: Share) -> None:
    change = Change(before, after)
    low, high = change.bounds
    assert -1 <= low <= high <= 1
    assert change.verdict in ("fewer", "more", "same", "few")
    if change.verdict == "fewer":
        assert high < 0 and change.value < 0
    turned = Change(after, before).verdict
    assert turned == {"fewer": "more", "more": "fewer"}.get(change.verdict, change.verdict)


def test_few_reports_say_nothing_however_clear_they_look() -> None:
    few = JUDGED_LEAST - 1
    assert Change(Share(few, few), Share(0, few)).verdict == "few"
    assert Change(Share(40, 80), Share(8, 80)).verdict == "fewer"
    assert Change(Share(10, 80), Share(8, 80)).verdict == "same"


@pytest.fixture
def judged(session: Sosialisasi, ani: Actor, dodi: Actor) -> Sosialisasi:
    """RT 005 came: of 20 before 12 struck, of 20 after 2. Next door nobody came, and 6 of 12 stay struck."""
    day = day_of(session.starts_at)
    other = _person("Oni", "ketua-rt", f"{KELURAHAN}002004")
    seat = Seat.objects.get(pk=ani.seats[0].id)
    Attendance.objects.create(
        key="came-to-it", sosialisasi=session, way="qr", kind="seat", seat=seat, came_at=session.starts_at,
        received_at=session.starts_at, by="lurah@9999991001",
    )  # fmt: skip
    for who, on, count, struck in (
        (ani, day - timedelta(days=5), 20, 12), (ani, day, 3, 3), (ani, day + timedelta(days=5), 20, 2),
        (ani, day + timedelta(days=29), 4, 4), (other, day - timedelta(days=5), 12, 6),
        (other, day + timedelta(days=5), 12, 6),
    ):  # fmt: skip
        made = reports_for_unit(who, [on], count)  # type: ignore[arg-type]
        at = noon_of(on) + timedelta(hours=3)
        for n, report in enumerate(made[:struck]):
            reason = StrikeReason.UNREADABLE if n % 3 else StrikeReason.NOT_SHOWN
            strike(report, reason=reason, note="", by=dodi, at=at)
        judged_valid(made[struck:], dodi, at)
    return session


def test_those_who_came_and_those_who_did_not_stand_side_by_side(
    judged: Sosialisasi, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        found = effect_around(judged)
    assert (found.came.before, found.came.after) == (Share(12, 20), Share(2, 20)), "the day itself is left out"
    assert (found.others.before, found.others.after) == (Share(6, 12), Share(6, 12))
    assert (found.came.verdict, found.others.verdict) == ("fewer", "same")
    assert found.reasons["unreadable"].before == Share(8, 20)
    assert [reason for reason, _ in found.to_teach] == ["not-shown", "unreadable"]


def test_the_page_says_it_to_whoever_watches_the_kelurahan_and_to_nobody_else(
    judged: Sosialisasi, citra: Actor, budi: Actor, fajar: Actor, eka: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[[int], object],
) -> None:  # fmt: skip
    monkeypatch.setattr("rukun.clock.now", lambda: noon + timedelta(days=40))
    address = f"/sosialisasi/acara/{judged.code}/akibat/"

    def as_(actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    client = as_(citra)
    client.get("/")
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        page = client.get(address).content.decode()
    assert (
        "60%" in page and "12/20" in page and "Berkurang" in page and "Foto atau tulisannya tidak dapat dibaca." in page
    )
    assert "Belum lebih dari kebetulan" in page
    assert as_(eka).get(address).status_code == 200
    for stranger in (as_(fajar), as_(budi)):
        assert stranger.get(address).status_code == 404


def test_a_session_to_which_nobody_came_is_no_error(session: Sosialisasi, kota: Path) -> None:
    found = effect_around(session)
    assert found.came.verdict == found.others.verdict == "few" and not found.to_teach
    assert found.came.before.bounds == (0.0, 1.0)
    assert date(2016, 6, 1) == day_of(session.starts_at)


def test_a_long_list_names_no_change_that_many_looks_find_by_chance() -> None:
    """Two hundred kelurahan in which nothing changed: at 95% each some stand out, together as good as none."""
    chances = random.Random(7)

    def struck() -> Share:
        return Share(sum(chances.random() < 0.2 for _ in range(60)), 60)

    def area_of(number: int, change: Change) -> AreaEffect:
        return AreaEffect(str(number), f"Kelurahan {number}", 1, Effect(change, change, {}))

    quiet = [area_of(number, Change(struck(), struck())) for number in range(200)]
    assert sum(one.effect.came.verdict in ("fewer", "more") for one in quiet) >= 3
    assert not compared(quiet).standouts and compared(quiet).comparisons == 200
    worse, better = area_of(300, Change(Share(5, 60), Share(40, 60))), area_of(301, Change(Share(50, 60), Share(5, 60)))
    few = area_of(302, Change(Share(0, 9), Share(9, 9)))
    told = compared([*quiet, better, worse, few])
    assert [(one.code, one.is_worse) for one in told.standouts] == [("300", True), ("301", False)]
    assert told.comparisons == 202, "what is too little to judge is no comparison"
    low, high = told.standouts[0].bounds
    assert low > 0 and high - low > worse.effect.came.bounds[1] - worse.effect.came.bounds[0]


def test_a_kecamatan_sees_its_kelurahan_side_by_side_and_each_report_once(
    judged: Sosialisasi, citra: Actor, noon: datetime, django_assert_num_queries: Callable[[int], object]
) -> None:
    later = noon + timedelta(days=40)
    again = planned(citra, noon, hours=24 * 10)
    seat = Seat.objects.get(area__code=f"{KELURAHAN}002005", role="ketua-rt")
    Attendance.objects.create(
        key="came-again", sosialisasi=again, way="qr", kind="seat", seat=seat, came_at=again.starts_at,
        received_at=again.starts_at, by="lurah@9999991001",
    )  # fmt: skip
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        found = effects_within(area("999999"), 1, later)
    assert found.sessions == 2
    assert (found.whole.came.before, found.whole.came.after) == (Share(12, 20), Share(2, 20))
    assert (found.whole.others.before, found.whole.others.after) == (Share(6, 12), Share(6, 12))
    (part,) = found.parts
    assert (part.code, part.sessions, part.effect.came) == (KELURAHAN, 2, found.whole.came)
    assert [(one.reason, one.is_worse) for one in found.compared.standouts] == [("", False), ("unreadable", False)]
    assert not effects_within(area("999999"), 2, later).sessions
    assert [part.code for part in effects_within(area("9999"), 1, later).parts] == ["999999"]


def test_the_page_of_an_area_is_for_whoever_watches_it(
    judged: Sosialisasi, citra: Actor, fajar: Actor, eka: Actor, ani: Actor, noon: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("rukun.clock.now", lambda: noon + timedelta(days=40))

    def as_(actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    page = as_(eka).get("/sosialisasi/akibat/?wilayah=999999&tahap=1").content.decode()
    assert "Rukun Jaya" in page and "60%" in page and "Berkurang" in page and "Semua sebab" in page
    assert as_(citra).get("/sosialisasi/akibat/?tahap=1").status_code == 200
    assert "Belum ada acara tahap ini" in as_(citra).get("/sosialisasi/akibat/?tahap=3").content.decode()
    assert as_(fajar).get(f"/sosialisasi/akibat/?wilayah={KELURAHAN}").status_code == 404
    assert as_(ani).get("/sosialisasi/akibat/").status_code == 404
