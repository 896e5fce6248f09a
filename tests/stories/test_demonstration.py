"""One command plays a month; the same seed plays the same month, on either engine."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection

from rukun.channels.cli import main
from rukun.channels.simulate.month import Wanted, simulate
from rukun.followup import verdicts
from rukun.followup.models import Ticket
from rukun.followup.rules import State
from rukun.funds import queries as funds
from rukun.people.actions import register_person
from rukun.people.models import Person
from rukun.people.queries import demonstration_people
from rukun.trail import queries as trail
from rukun.transparency import front
from rukun.validation import actions as validation
from rukun.validation.models import CurrentVerdict
from rukun.values.time import Month

REPORTS, SEED = 900, 5
COMMAND = ["-m", "rukun.channels.cli", "demo", "--no-serve", "--reports", str(REPORTS), "--seed", str(SEED), "--json"]


def played(home: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return in_home(home, *COMMAND, *more)


def in_home(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python there, as whoever has just installed it starts it."""
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "RUKUN_KOTA")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=settings.REPOSITORY, env=clean | {"RUKUN_HOME": str(home)},
        capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip


# The same command, to which somebody says Ctrl-C when the first reports have been filed.
INTERRUPTED = """
import os, signal, sys
os.environ["RUKUN_DEMO"] = "true"
import django; django.setup()
from rukun.channels.cli import main
from rukun.channels.simulate import month
whole = month.simulate
# Whoever runs the suite in the background of a shell has it ignored in all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
stop = lambda words: os.kill(os.getpid(), signal.SIGINT) if "laporan" in words else None
month.simulate = lambda wanted, say: whole(wanted, stop)
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """What the command said of a small month, in a home where one of another seed was interrupted before.

    The command's own database is a file, whatever the engine of this run: in one run of the whole suite it plays once,
    and the second engine is held to what it said then.
    """
    kept = os.environ.get("RUKUN_TEST_KEPT")
    home = Path(kept) / "demo" if kept else tmp_path_factory.mktemp("demo")
    home.mkdir(exist_ok=True)
    with (home / "playing").open("w") as turn:
        # Both engines may be at it: the second waits.
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (home / "demo.json").exists():
            _play(home)
    return home, json.loads((home / "demo.json").read_text())


def _play(home: Path) -> None:
    broken = in_home(home, "-c", INTERRUPTED, *COMMAND[2:], "--seed", "6")
    assert broken.returncode == 1 and not (home / "demo.json").exists(), broken.stderr
    assert left_in(home) > 0, "it was in the middle of it"
    done = played(home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads((home / "demo.json").read_text())


def left_in(home: Path) -> int:
    """How many reports lie in the database of a home."""
    with closing(sqlite3.connect(home / "rukun.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM reports_report").fetchone()
    return int(count)


@pytest.fixture
def numbered_anew(emptied: None) -> None:
    """An empty database that counts from one: what other tests took back has used up numbers, and the trail names
    rows by theirs."""
    sequences = connection.introspection.sequence_list()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(statement)


def test_the_command_tells_of_tickets_verdicts_money_ranking_and_the_seal(told: tuple[Path, dict[str, Any]]) -> None:
    _, month = told
    assert month["reports"] > 0.9 * REPORTS and sum(month["tickets"].values()) > 50
    assert month["tickets"]["paused"] + month["tickets"]["merged"] > 0
    assert month["verdicts"]["valid"] > 400 and set(month["verdicts"]) & {"duplicate", "not-public"}
    assert len(month["statements"]) == 5 and month["statements_sum"] == sum(month["statements"].values()) > 0
    assert month["seal"]["verified"] and month["seal"]["seals"] >= 30
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in month["ranking"])


def test_a_second_start_only_tells_again(told: tuple[Path, dict[str, Any]]) -> None:
    home, month = told
    again = played(home)
    assert json.loads(again.stdout) == month


def test_a_month_that_was_interrupted_is_begun_anew(told: tuple[Path, dict[str, Any]]) -> None:
    home, month = told
    filed = month["planned"] - sum(month["refused"].values())
    assert left_in(home) == filed, "nothing of the month before is left"
    assert month["seed"] == SEED and month["seal"]["verified"]


@pytest.fixture
def month(
    told: tuple[Path, dict[str, Any]], numbered_anew: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, dict[str, Any]]:
    """The month in this test's database, and its home: on SQLite the command's own, elsewhere played once more."""
    monkeypatch.setattr(settings, "RUKUN_KOTA", "jakarta")  # the reasons for waiting are those of the city
    if connection.vendor != "sqlite":
        return tmp_path, _simulated(tmp_path, SEED)
    connection.ensure_connection()
    with closing(sqlite3.connect(told[0] / "rukun.sqlite3")) as database:
        database.backup(connection.connection)
    return told


def test_the_same_seed_gives_the_same_month_on_either_engine(
    told: tuple[Path, dict[str, Any]], month: tuple[Path, dict[str, Any]]
) -> None:
    home, played_here = month
    assert played_here["root"] == told[1]["root"]
    assert played_here["tickets"] == told[1]["tickets"] and played_here["statements"] == told[1]["statements"]
    assert trail.verify(home).broken is None
    assert sum(funds.trial_balance().values()) == 0
    columns = [field.attname for field in CurrentVerdict._meta.concrete_fields]
    before = set(CurrentVerdict.objects.values_list(*columns))
    validation.rebuild_current(at=Month(2016, 7).starts_at)
    assert set(CurrentVerdict.objects.values_list(*columns)) == before
    roles = {person.role.value for person in demonstration_people()}
    assert {"warga", "ketua-rt", "ketua-rw", "lurah", "bendahara", "tapem", "skpd"} <= roles
    own = Ticket.objects.filter(report__filer__login="demo-warga").order_by("-report__received_at")
    assert [ticket.state for ticket in own][:3] == [State.WAITING, State.IN_HAND, State.DONE], "a resident to try it as"
    asked = verdicts.awaiting_answer(Person.objects.get(login="demo-warga").pk, Month(2016, 7).starts_at)
    assert [ticket.category.code for ticket in asked] == ["sampah"]
    shown = front.home_area()
    assert shown and shown.name == "Mampang Prapatan", (
        "the first page is of where the reports are, from the first second"
    )
    assert front.overview(shown).reports > 0.9 * REPORTS
    assert front.money_this_year(shown, Month(2016, 7).starts_at).received > 0


def test_a_demonstration_does_not_run_over_real_people(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUKUN_DEMO", "")
    register_person(login="joko@contoh.id", name="Joko", pseudonym="J", password=None, at=Month(2016, 6).starts_at)
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--no-serve", "--json"])
    assert ended.value.code == 1 and json.loads(capsys.readouterr().out)["refused"]["code"] == "real-people"
    assert not demonstration_people()


def _simulated(home: Path, seed: int) -> dict[str, Any]:
    folder = Path(settings.REPOSITORY) / "kota" / "jakarta"
    wanted = Wanted(Month(2016, 6), REPORTS, seed, folder, home)
    return simulate(wanted, lambda _: None)
