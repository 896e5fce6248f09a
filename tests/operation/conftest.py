"""A small city with photos, money and seals in a database where transactions commit, and commands beside it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from rukun import clock
from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.operation.backup.sealing import recipient_pair
from rukun.people.rules import Actor
from rukun.reports.actions import keep_photo
from rukun.trail.actions import seal
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests.conftest import KELURAHAN
from tests.doors.test_commands import Command
from tests.made import jpeg, judged_valid, noon_of, proof, reports_for_unit, ticket

JUNE = Month(2016, 6)
NOW = noon_of(date(2016, 7, 2))
PASSPHRASE = "tujuh belas ekor bangau"
SAYS_ITSELF = {"--recipient", "--secret-file", "--passphrase-file", "--without-keys"}


class Keeper(Command):
    """The command in this process, which closes keys as `keyed` says."""

    def __call__(self, *arguments: str, code: int = 0) -> Any:
        return super().__call__(*keyed(arguments), code=code)


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Command:
    return Keeper(capsys)


@cache
def recipient() -> tuple[str, Path]:
    """For whom the tests close keys, and where the secret is."""
    public, secret = recipient_pair()
    file = Path(os.environ["RUKUN_HOME"]) / f"recipient-{os.getpid()}"
    file.write_text(secret)
    return public, file


def keyed(arguments: tuple[str, ...], environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """What the command is told, with keys closed for a recipient where a test says nothing of them: each time that a
    passphrase closes or opens them costs half a second, as it shall."""
    if "RUKUN_BACKUP_PASSPHRASE" in environment or SAYS_ITSELF & {*arguments}:
        return arguments
    public, file = recipient()
    match arguments[:2]:
        case ("backup", "verify") | ("restore", _) | ("installation", "import"):
            return (*arguments, "--secret-file", str(file))
        case ("backup", where) if where not in ("list", "recipient"):
            return (*arguments, "--recipient", public)
        case ("installation", "export"):
            return (*arguments, "--recipient", public)
    return arguments


@pytest.fixture
def city(
    committed: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, gita: Actor, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """June 2016 with photos, a finished ticket, activities judged and closed, and a seal; its home."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "wall", lambda: NOW)
    first = noon_of(JUNE.first)
    funds.load_decrees(committed / "decrees", at=first)
    for number in range(3):
        photo = keep_photo(jpeg(number), at=first)
        seen = ticket(budi, first + timedelta(hours=number), photos=[photo])
    followup.finish(seen, words="Beres", proof=proof(9), desk=citra.seats[0], at=first + timedelta(hours=9))
    judged_valid(reports_for_unit(ani, [date(2016, 6, 3)], 3), dodi, noon_of(JUNE.last))
    funds.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=NOW)
    home = Path(settings.RUKUN_HOME)
    seal(home=home, at=NOW)
    return home


@dataclass
class Machine:
    """Another machine: a home of its own, a database of its own, and the command."""

    home: Path
    url: str
    more: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, code: int = 0, bytes_max: int | None = None) -> Any:
        """What the command answers there; `bytes_max`: no file may grow beyond it, as on a disk that is full."""
        environment = os.environ | {
            "RUKUN_HOME": str(self.home), "DATABASE_URL": self.url, "RUKUN_KOTA": "contoh", **self.more,
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "rukun.channels.cli", *keyed(arguments, environment)],
            env=environment, capture_output=True, text=True, cwd=settings.REPOSITORY, check=False,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_max,) * 2)) if bytes_max else None,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout) if "--json" in arguments else done.stdout + done.stderr


@pytest.fixture
def empty_machine(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Machine]:
    """Machines with nothing on them; on PostgreSQL each gets an empty database, dropped afterwards."""

    def made(name: str = "new") -> Machine:
        home = tmp_path / f"machine-{name}"
        if connection.vendor == "sqlite":
            return Machine(home, f"sqlite:///{home}/rukun.sqlite3")
        database = f"restored_{name}_{os.getpid()}"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{database}"')
            cursor.execute(f'CREATE DATABASE "{database}"')
        request.addfinalizer(lambda: _drop(database))
        told = connection.settings_dict
        return Machine(home, f"postgresql://{told['USER']}@{told['HOST']}:{told['PORT']}/{database}")

    return made


def _drop(database: str) -> None:
    import psycopg

    told = connection.settings_dict
    with psycopg.connect(
        host=told["HOST"], port=told["PORT"], user=told["USER"], dbname="postgres", autocommit=True
    ) as direct:
        direct.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
