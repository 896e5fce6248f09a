"""The database as one file, and back: SQLite's own copy, or pg_dump and pg_restore; consistent while it is used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection, connections, transaction

from rukun.operation.backup.files import copied, room
from rukun.values.refused import Refused

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
# Setting of Django's connection -> variable by which PostgreSQL's programs know it. No password stands in a command.
PG = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "NAME": "PGDATABASE", "PASSWORD": "PGPASSWORD"}
PG_OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


@contextmanager
def snapshot(folder: Path) -> Iterator[Path]:
    """Write the database into the folder. Within, whatever is asked of the database is answered as that file says."""
    file = folder / NAMES[connection.vendor]
    with room(folder), (_of_sqlite if connection.vendor == "sqlite" else _of_postgresql)(file):
        yield file


@contextmanager
def moment(folder: Path) -> Iterator[None]:
    """Whatever is asked within is answered as of one moment; nothing of the database stays in the folder."""
    if connection.vendor == "sqlite":
        with snapshot(folder) as file:
            yield
        file.unlink()
        return
    with transaction.atomic():
        _one_moment()
        yield


def _one_moment() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


@contextmanager
def _of_sqlite(file: Path) -> Iterator[None]:
    """`VACUUM INTO` reads in one transaction: writers go on meanwhile, and the copy is as of one moment."""
    live = sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True, timeout=60)
    try:
        live.execute("VACUUM INTO ?", [str(file)])
    finally:
        live.close()
    with _reading(file):
        yield


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Let the models of this thread read a copy instead of the database that is served."""
    before = connections["default"]
    copy = type(before)(
        before.settings_dict | {"NAME": f"file:{file}?mode=ro", "OPTIONS": {"uri": True}}, alias="default"
    )
    connections["default"] = copy
    try:
        yield
    finally:
        connections["default"] = before
        copy.close()


@contextmanager
def _of_postgresql(file: Path) -> Iterator[None]:
    """pg_dump and we read one exported snapshot."""
    with transaction.atomic():
        _one_moment()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", f"--file={file}"]
        _run("pg_dump", *options)
        yield


def is_empty() -> bool:
    """Whether there is nothing yet where the database is to be; asks without making a file."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        if not file.exists() or file.stat().st_size == 0:
            return True
    return not connection.introspection.table_names()


def bring_back(file: Path) -> None:
    """The database from its file: all of it or nothing."""
    if connection.vendor == "postgresql":
        # One transaction: whatever is there after an interruption is all of it.
        if not is_empty():
            return
        connection.close()
        into = f"--dbname={connection.settings_dict['NAME']}"
        _run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", into, str(file))
        return
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    with room(target.parent), file.open("rb") as source:
        copied(source, target)
    for beside in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{target}{beside}").unlink()


def _run(program: str, *options: str) -> None:
    found = _program(program)
    done = subprocess.run([str(found), *options], env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if "No space left" in done.stderr or "File too large" in done.stderr or done.returncode in (-25, 153):
        raise Refused("full", "Tempat untuk berkas pangkalan data habis: {said}", said=done.stderr.strip()[-300:])
    raise Refused(
        program.replace("_", "-"), "{program} gagal: {said}", program=program, said=done.stderr.strip()[-600:]
    )


def _program(name: str) -> Path:
    """The newest that is installed: a newer one reads what an older server says, and not the other way round."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    found = next((home / name for home in homes if (home / name).exists()), None) or shutil.which(name)
    if found is None:
        raise Refused(
            "programs", "Program {name} tidak ada di mesin ini: pasang klien PostgreSQL (postgresql-client).", name=name
        )
    return Path(found)


def _environment() -> dict[str, str]:
    told = connection.settings_dict
    known = {variable: str(told[name]) for name, variable in PG.items() if told.get(name)}
    known |= {
        variable: str(told["OPTIONS"][name]) for name, variable in PG_OPTIONS.items() if told["OPTIONS"].get(name)
    }
    return os.environ | known
