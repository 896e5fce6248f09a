"""An empty database is laid at once, and is what all migrations would have made of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from rukun.channels.bench.servers.postgres import free_port
from rukun.databases import structure
from tests.operation.conftest import Machine

CASTS = re.compile(r"::(?:text|character varying)(?:\[\])?|[()]")
LAY = "import django; django.setup(); from rukun.databases import structure; print(structure.lay())"


def python(url: str, *arguments: str) -> subprocess.Popen[str]:
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "rukun.settings"}
    return subprocess.Popen(
        [sys.executable, *arguments], env=env, cwd=settings.REPOSITORY, text=True, stdout=subprocess.PIPE
    )


def told(url: str) -> list[str]:
    """Every line of its structure, without casts of words: PostgreSQL moves them inwards when it reads them."""
    process = python(url, "tools/structure.py", "--tell")
    said = process.communicate()[0].splitlines()
    assert process.returncode == 0
    return [CASTS.sub("", line) for line in said]


def migrated_url() -> str:
    """The database that this run migrated from nothing; a worker's own copy of it has been back and forth since."""
    at = connection.settings_dict
    name = os.environ.get("RUKUN_TEST_TEMPLATE") or at["NAME"]
    return f"sqlite:///{name}" if connection.vendor == "sqlite" else (
        f"postgresql://{at['USER']}@{at['HOST']}:{at['PORT']}/{name}"
    )  # fmt: skip


def test_a_new_city_has_the_database_that_migrations_from_nothing_make(
    emptied: None, empty_machine: Callable[[str], Machine]
) -> None:
    laid = empty_machine("laid")
    laid("setup")
    assert told(laid.url) == told(migrated_url())
    other = Machine(laid.home, laid.url, {"RUKUN_KOTA": "surabaya"})
    for command in (("serve", "--port", str(free_port())), ("work",)):
        assert "Kota Contoh" in other(*command, code=1), "a city is not served by the folder of another"


@pytest.mark.django_db
def test_the_file_comes_from_every_migration_that_there_is() -> None:
    behind = set(MigrationLoader(None).disk_migrations) - set(structure.migrations())
    assert behind == set(), "make structure"


def test_two_who_set_up_at_once_lay_once(emptied: None, empty_machine: Callable[[str], Machine]) -> None:
    machine = empty_machine("twice")
    machine.home.mkdir(parents=True, exist_ok=True)
    both = [python(machine.url, "-c", LAY) for _ in range(2)]
    assert sorted(process.communicate()[0].strip() for process in both) == ["False", "True"]


@pytest.mark.django_db
def test_nothing_is_laid_over_what_is_there() -> None:
    assert structure.lay() is False
