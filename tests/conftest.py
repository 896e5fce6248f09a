"""The cast and their kelurahan, in the fictional kota: what most tests begin with."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("RUKUN_HOME", tempfile.mkdtemp(prefix="rukun-test-"))
os.environ.setdefault("RUKUN_KOTA", "contoh")
# The cast opens its desks without a second factor; the tests of that ask for it themselves.
os.environ.setdefault("RUKUN_SECOND_FACTOR_ROLES", "none")
# A line for every request would go to a console that a test took away.
os.environ.setdefault("RUKUN_LOG_LEVEL", "ERROR")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

import django
import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.staticfiles import handlers as static_files
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.test import client as test_client
from whitenoise.middleware import WhiteNoiseMiddleware

from tests import emptying, laying, served
from tests.choosing import (  # noqa: F401  pytest looks for its hooks here
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_ignore_collect,
    pytest_runtestloop,
)

if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because a database in memory lets no second connection in.
    database = settings.DATABASES["default"]
    database["TEST"] = database.get("TEST", {}) | {"NAME": str(Path(os.environ["RUKUN_HOME"]) / "test.sqlite3")}
else:
    # A pool keeps sessions open, and a database with an open session is not dropped afterwards.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
django.setup()
# Real hashes at the least cost; that an installation pays the whole price is told in `tests/people/test_hashes.py`.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1
# Each client of a test loads the middleware anew: which static files there are is read from the disk by the first.
_look, _static = WhiteNoiseMiddleware.add_files_from_finders, dict[str, object]()


def _look_once(middleware: WhiteNoiseMiddleware) -> None:
    if not _static:
        _look(middleware)
        _static.update(middleware.files)
    middleware.files.update(_static)


WhiteNoiseMiddleware.add_files_from_finders = _look_once
# A server under test sends its files as an installation does, through the middleware, and browsers keep them.
static_files.StaticFilesHandler = lambda served: served  # type: ignore[assignment, misc]
# No test asks which templates drew a page, or with what: each would be kept, and what it was drawn with copied.
test_client.store_rendered_templates = lambda *_, **__: None  # type: ignore[assignment]
served.remember()
# Django truncates every table there is; most tests wrote to a dozen.
TransactionTestCase._fixture_teardown = lambda _: emptying.empty(connection)  # type: ignore[attr-defined]
# How long an example takes says how busy the machine is; speed is measured by the bench.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

KELURAHAN = "9999991001"
NEXT_KELURAHAN = "9999991002"
NOON = datetime(2016, 6, 1, 5, 0, tzinfo=UTC)  # 1 June 2016, 12:00 WIB


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A worker begins with a copy of the database that `tests/run.py` migrated for this run; alone it migrates."""
    template, wanted = os.environ.get("RUKUN_TEST_TEMPLATE"), connection.settings_dict["TEST"]
    if template and connection.vendor == "sqlite":
        shutil.copy(template, wanted["NAME"])
    elif template:
        wanted["TEMPLATE"] = template


@pytest.fixture(autouse=True)
def _own_home(
    request: pytest.FixtureRequest, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Media, keys and what a process keeps of borders and maintenance are a test's own; what was served is closed."""
    from rukun.areas import queries
    from rukun.operation import standing

    monkeypatch.setattr(queries, "_kept", None)
    # Nothing is closed, and no page asks whether it is: how many queries it takes stays the same.
    monkeypatch.setattr(standing, "_kept", (float("inf"), None))
    # What a process has in hand of a minute, of which the database knows no more.
    for paced in filter(None, map(sys.modules.get, ("rukun.channels.api.limits", "rukun.channels.web.warga.unggah"))):
        paced.PACE.hands.clear()
    settings.RUKUN_HOME = tmp_path  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    laying.course.begin(request.path)
    yield
    served.close()


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def kota(db: None) -> Path:
    """The fictional kota: its areas, offices, categories, holidays."""
    return _open_kota()


@pytest.fixture
def committed(emptied: None) -> Path:
    """The fictional kota in a database where transactions really commit, for several connections at once."""
    return _open_kota()


@pytest.fixture(scope="module")
def standing(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """What a file's fixtures build once stands for all of its tests, each of which takes back its own; the home.

    One transaction around those of the tests: the file's own fixtures for `db` come after it.
    """
    home = tmp_path_factory.mktemp("standing")
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        laying.course.is_beneath = True
        yield home
        laying.course.is_beneath = False
        transaction.set_rollback(True)


def counted() -> None:
    """Let PostgreSQL count its tables, as it does by itself where a city has been loaded and committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@pytest.fixture
def uncounted(db: None) -> None:
    """PostgreSQL plans as for tables that it never counted: what an earlier test had it count outlives that test's
    transaction, and plans of a dozen rows would turn with it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0"
                           " WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace")  # fmt: skip
            cursor.execute("DELETE FROM pg_statistic USING pg_class WHERE starelid = pg_class.oid"
                           " AND relnamespace = 'public'::regnamespace")  # fmt: skip


@pytest.fixture
def emptied(transactional_db: None) -> None:
    """A database where transactions really commit, and that is emptied afterwards, guards and all."""


@pytest.fixture
def in_thread() -> Iterator[Callable[..., threading.Thread]]:
    """Start something in a thread with a database connection of its own; what it raises, the test raises."""
    failures: list[BaseException] = []
    threads: list[threading.Thread] = []

    def start(what: Callable[..., object], *arguments: object) -> threading.Thread:
        def run() -> None:
            try:
                what(*arguments)
            except BaseException as failure:  # noqa: BLE001  the test must see whatever it was
                failures.append(failure)
            finally:
                connection.close()

        threads.append(threading.Thread(target=run, daemon=True))
        threads[-1].start()
        return threads[-1]

    yield start
    for thread in threads:
        thread.join(30)
    assert not failures, failures


CONTOH = Path(settings.REPOSITORY) / "kota" / "contoh"


def _open_kota(folder: Path | None = None) -> Path:
    return laying.once(_load_kota, CONTOH) if folder is None else _load_kota(folder)


def _load_kota(folder: Path) -> Path:
    from rukun.areas.actions import load_kota
    from rukun.followup.actions import load_holidays, load_routes, load_templates
    from rukun.people.actions import load_offices
    from rukun.reports.actions import load_categories

    load_kota(folder, at=NOON)
    load_offices(folder, at=NOON)
    load_categories(folder, at=NOON)
    load_holidays(folder, at=NOON)
    load_routes(folder, at=NOON)
    load_templates(folder, at=NOON)
    return folder


def _person(name: str, role: str = "", area: str = "", office: str = "") -> object:
    return laying.once(_registered, name, role, area, office)


def _registered(name: str, role: str, area: str, office: str) -> object:
    from rukun.areas.queries import area as area_by_code
    from rukun.people import actions, queries
    from rukun.people.rules import Role

    person = actions.register_person(
        login=f"{name.lower()}@contoh.id", name=name, pseudonym=name[:1], password=None, at=NOON
    )
    if role:
        seat = actions.open_seat(
            role=Role(role), area=area_by_code(area), at=NOON, office=queries.office(office) if office else None
        )
        actions.appoint(person=person, seat=seat, sk="SK 1/2016", held_from=date(2016, 1, 1), at=NOON)
    return queries.actor_of(person.pk, NOON)


@pytest.fixture
def ani(request: pytest.FixtureRequest) -> object:
    """Ketua RT 005/RW 02 of Rukun Jaya."""
    return _person("Ani", "ketua-rt", f"{KELURAHAN}002005")


@pytest.fixture
def budi() -> object:
    """A resident."""
    return _person("Budi")


@pytest.fixture
def citra() -> object:
    """Lurah of Rukun Jaya."""
    return _person("Citra", "lurah", KELURAHAN, KELURAHAN)


@pytest.fixture
def dodi() -> object:
    """Officer of Tapem for the kecamatan."""
    return _person("Dodi", "tapem", "999999")


@pytest.fixture
def eka() -> object:
    """Auditor of the province."""
    return _person("Eka", "auditor", "99")


@pytest.fixture
def fajar() -> object:
    """Lurah of the next kelurahan, who must see nothing."""
    return _person("Fajar", "lurah", NEXT_KELURAHAN, NEXT_KELURAHAN)


@pytest.fixture
def gita() -> object:
    """Bendahara of Rukun Jaya."""
    return _person("Gita", "bendahara", KELURAHAN)


@pytest.fixture
def kartika() -> object:
    """Bendahara of the whole kota, who pays what others closed and approved."""
    return _person("Kartika", "bendahara", KELURAHAN[:4])
