"""Nobody chooses a draw: promised in time, fixed and sealed before anything is opened, and repeated by anyone."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.tick import tick
from rukun.trail import actions as trail
from rukun.trail import keys
from rukun.trail.append_only import disarming
from rukun.trail.models import Event
from rukun.validation import actions
from rukun.validation.models import MonthFramed, MonthSeed, Picked, Sample, SampleDrawn, SeedCommitment
from rukun.validation.sample import published
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import noon_of, reports_for_unit
from tests.stories.test_two_at_once import InThread, at_the_same_time
from tests.validation.conftest import COMPLETE, JUNE, risky

KELURAHAN = AreaCode("9999991001")
SECRET = "5e" * 32
DIGEST = hashlib.sha256(SECRET.encode()).hexdigest()
FIRST = noon_of(date(2016, 6, 1))


def test_a_seed_is_promised_before_the_month_ends_and_once(kota: Path, tmp_path: Path) -> None:
    made = actions.commit_month(JUNE, home=tmp_path, at=FIRST)
    assert made is not None
    assert actions.commit_month(JUNE, home=tmp_path, at=FIRST) is None
    event = Event.objects.get(verb="seed.committed")
    assert (event.seat, event.about, event.stated) == ("clock", "samples:2016-06", {"digest": made.digest})
    assert actions.commit_month(Month(2016, 5), home=tmp_path, at=FIRST) is None
    with pytest.raises(Refused, match="sudah berakhir"):
        actions.commit_seed(Month(2016, 5), DIGEST, party="clock", at=FIRST)


def test_the_clocks_secret_follows_from_the_key_so_there_is_nothing_to_choose(
    month: list[Report], drawn: Callable[..., None], tmp_path: Path
) -> None:
    from rukun.validation.sample.promises import secret_of

    drawn()
    (promise,) = published.seed_of(JUNE).promises
    assert promise.secret == secret_of(JUNE, tmp_path) != secret_of(JUNE.next, tmp_path)


def test_a_key_that_was_changed_meanwhile_gives_no_seed_and_so_no_sample(
    month: list[Report], drawn: Callable[..., None], tmp_path: Path
) -> None:
    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    trail.seal(home=tmp_path, at=COMPLETE)
    keys.next_key(tmp_path)
    (tmp_path / "keys" / keys.NEXT).replace(tmp_path / "keys" / keys.PRESENT)
    assert actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE) is None
    assert not MonthSeed.objects.exists()


def test_the_seed_waits_for_the_seal_over_the_lists(month: list[Report], tmp_path: Path) -> None:
    trail.seal(home=tmp_path, at=COMPLETE - timedelta(minutes=1))
    assert actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE) is None
    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    assert actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE) is None
    sealed = trail.seal(home=tmp_path, at=COMPLETE)
    made = actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE)
    assert sealed is not None and made is not None
    assert (made.seal, made.root) == (sealed.number, bytes(sealed.root).hex())
    trail.seal(home=tmp_path, at=COMPLETE + timedelta(minutes=15))
    assert published.wrong_in(JUNE) == [], "a later seal changes nothing"


def test_an_auditors_secret_is_waited_for_and_mixed_in(
    month: list[Report], eka: Actor, dodi: Actor, tmp_path: Path
) -> None:
    actions.commit_own_seed(JUNE, DIGEST, by=eka, at=noon_of(date(2016, 6, 9)))
    with pytest.raises(Refused, match="sudah dijanjikan"):
        actions.commit_own_seed(JUNE, DIGEST, by=eka, at=noon_of(date(2016, 6, 9)))
    for somebody in (dodi, Actor(None)):
        with pytest.raises(Refused):
            actions.commit_own_seed(JUNE, DIGEST, by=somebody, at=noon_of(date(2016, 6, 9)))
    with pytest.raises(Refused, match="sesudah daftar"):
        actions.reveal_own_seed(JUNE, SECRET, by=eka, at=COMPLETE)
    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    trail.seal(home=tmp_path, at=COMPLETE)
    assert actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE + timedelta(hours=1)) is None
    with pytest.raises(Refused, match="bukan benih yang dijanjikan"):
        actions.reveal_own_seed(JUNE, "00" * 32, by=eka, at=COMPLETE + timedelta(hours=1))
    opened = actions.reveal_own_seed(JUNE, SECRET, by=eka, at=COMPLETE + timedelta(hours=1))
    assert actions.reveal_own_seed(JUNE, SECRET, by=eka, at=COMPLETE + timedelta(hours=2)) == opened
    assert actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE + timedelta(hours=2)) is not None
    assert {p.secret for p in published.seed_of(JUNE).promises} > {SECRET}
    assert published.wrong_in(JUNE) == []
    with pytest.raises(Refused, match="sudah dicampur"):
        actions.reveal_own_seed(JUNE, SECRET, by=eka, at=COMPLETE + timedelta(hours=3))


def test_an_auditor_who_never_opens_theirs_holds_nothing_up_for_more_than_two_days(
    month: list[Report], eka: Actor, tmp_path: Path
) -> None:
    actions.commit_own_seed(JUNE, DIGEST, by=eka, at=noon_of(date(2016, 6, 9)))
    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    trail.seal(home=tmp_path, at=COMPLETE)
    assert actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE + timedelta(hours=47, minutes=59)) is None
    assert actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE + timedelta(hours=48)) is not None
    assert published.wrong_in(JUNE) == []


# Repeated


def test_a_script_that_knows_nothing_of_rukun_repeats_the_draw_from_the_download(
    month: list[Report], drawn: Callable[..., None], client: object, tmp_path: Path
) -> None:
    drawn()
    answer = client.get("/validasi/undian.json?bulan=2016-06&kelurahan=99.99.99.1001")  # type: ignore[attr-defined]
    (tmp_path / "undian.json").write_bytes(answer.content)
    (script,) = re.findall(
        r"```python\n(.*?)```", (Path(settings.REPOSITORY) / "docs" / "repeat-a-draw.md").read_text(), re.DOTALL
    )
    assert "rukun" not in script
    (tmp_path / "repeat.py").write_text(script)
    told = subprocess.run(
        [sys.executable, "-I", "-S", "repeat.py", "undian.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    picked = Picked.objects.filter(why="drawn").values_list("report__code", flat=True)
    assert told.stdout.split() == list(picked.order_by("id")) and len(picked) > 0
    forged = json.loads(answer.content)
    forged["list"][0]["code"] = "0000000000"
    (tmp_path / "undian.json").write_text(json.dumps(forged))
    refused = subprocess.run([sys.executable, "-I", "-S", "repeat.py", "undian.json"], cwd=tmp_path, check=False,
                             capture_output=True, text=True)  # fmt: skip
    assert refused.returncode == 1 and "the list is another" in refused.stderr


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        ("validation_sample", "UPDATE validation_sample SET frame = 'ABC'", "the list is not"),
        ("validation_picked", "DELETE FROM validation_picked WHERE why = 'drawn'", "what was drawn is not"),
        ("validation_monthseed", "UPDATE validation_monthseed SET root = seed", "root"),
        ("validation_seedreveal", "UPDATE validation_seedreveal SET secret = '00'", "not the one that was promised"),
        ("trail_event", "DELETE FROM trail_event WHERE verb = 'seed.committed'", "the trail does not say"),
    ],
)
def test_whoever_changes_a_draw_behind_the_guards_is_found(
    month: list[Report], drawn: Callable[..., None], table: str, change: str, told: str
) -> None:
    drawn()
    assert published.wrong_in(JUNE) == []
    with connection.cursor() as cursor:
        for statement in disarming(connection.vendor, table):
            cursor.execute(statement)
        cursor.execute(change)
    assert any(told in one for one in published.wrong_in(JUNE))


# By the clock


def test_the_clock_promises_frames_seals_and_draws_by_itself_each_once(kota: Path, ani: Actor, tmp_path: Path) -> None:
    cache.clear()
    tick(at=FIRST, home=tmp_path, everything=True)
    risky(reports_for_unit(ani, [date(2016, 6, day) for day in range(2, 6)], 2))
    tick(at=JUNE.ends_at - timedelta(hours=1), home=tmp_path, everything=True)
    assert set(SeedCommitment.objects.values_list("month", flat=True)) == {JUNE.first, JUNE.next.first}
    for minutes in (0, 16, 32, 48):
        tick(at=COMPLETE + timedelta(minutes=minutes), home=tmp_path, everything=True)
    assert (Sample.objects.count(), MonthSeed.objects.count(), SampleDrawn.objects.count()) == (1, 1, 1)
    assert Picked.objects.filter(why="drawn").count() == Sample.objects.get().size == 8
    before = Event.objects.count()
    tick(at=COMPLETE + timedelta(minutes=64), home=tmp_path, everything=True)
    assert Event.objects.count() == before
    assert published.wrong_in(JUNE) == []


def test_workers_at_once_fix_seed_and_draw_a_month_once(
    committed: Path, in_thread: InThread, ani: Actor, tmp_path: Path
) -> None:
    at_the_same_time(in_thread, *[lambda: actions.commit_month(JUNE, home=tmp_path, at=FIRST)] * 3)
    risky(reports_for_unit(ani, [date(2016, 6, day) for day in range(2, 6)], 2))
    at_the_same_time(in_thread, *[lambda: actions.frame_month(JUNE, is_full=False, at=COMPLETE)] * 3)
    trail.seal(home=tmp_path, at=COMPLETE)
    at_the_same_time(in_thread, *[lambda: actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE)] * 3)
    at_the_same_time(in_thread, *[lambda: actions.draw_samples(at=COMPLETE)] * 3)
    once = ("seed.committed", "seed.revealed", "sample.framed", "samples.framed", "samples.seeded", "sample.drawn")
    assert {verb: Event.objects.filter(verb=verb).count() for verb in once} == dict.fromkeys(once, 1)
    assert (MonthFramed.objects.count(), Picked.objects.count()) == (1, 8)
    assert published.wrong_in(JUNE) == []


def test_a_crash_in_the_middle_of_a_draw_leaves_nothing_and_the_next_draws_it_whole(
    month: list[Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rukun.validation.actions import samples

    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    trail.seal(home=tmp_path, at=COMPLETE)
    actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE)

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(samples, "record", die)
        actions.draw_samples(at=COMPLETE)
    assert (SampleDrawn.objects.count(), Picked.objects.filter(why="drawn").count()) == (0, 0)
    assert actions.draw_samples(at=COMPLETE) == 1
    assert Picked.objects.filter(why="drawn").count() == Sample.objects.get().size
