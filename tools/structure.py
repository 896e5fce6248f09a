"""Write how an empty database looks after all migrations, for both engines (`make structure`).

`rukun/databases/structure` lays it. What is written comes from migrations that ran from nothing, by each engine's own
account of what there is; `tests/operation/test_structure.py` holds both ways to the same structure. With `--tell` it
says the same of the database of `DATABASE_URL`, and migrates nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "rukun" / "databases" / "structure"
HEAD = "-- Written by `make structure` from these migrations; not by hand.\n"
# What pg_dump says of the session it would be read in, and of itself.
NOISE = ("--", "SET ", "SELECT pg_catalog.set_config(", "\\restrict", "\\unrestrict")
# Tables before what points to them.
KINDS = ("table", "index", "trigger", "view")


def main() -> None:
    """Migrate an empty database of each engine, in processes of their own, and write what came of it."""
    from rukun.channels.bench.servers.postgres import Cluster

    with tempfile.TemporaryDirectory() as home, Cluster() as cluster:
        for engine, url in (("sqlite", f"sqlite:///{home}/empty.sqlite3"), ("postgresql", cluster.url)):
            env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_HOME": home}
            subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=env, check=True)
            told = subprocess.run([sys.executable, __file__, "--tell"], env=env, check=True, stdout=subprocess.PIPE)
            (FOLDER / f"{engine}.sql").write_bytes(told.stdout)
            print(f"{engine}.sql: {len(told.stdout) // 1000} kB")


def tell() -> None:
    """The structure of the database at hand, with the migrations that it has had."""
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from rukun.databases.structure import MIGRATION

    had = MigrationRecorder(connection).migration_qs.order_by("id").values_list("app", "name")
    print(HEAD, *(f"{MIGRATION}{app} {name}\n" for app, name in had), sep="", end="")
    print(_of_sqlite() if connection.vendor == "sqlite" else _of_postgresql(), end="")


def _of_sqlite() -> str:
    """What SQLite was told to make. An index of words makes its own tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_list WHERE type = 'shadow'")
        shadows = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        made = [
            (KINDS.index(kind), name, sql)
            for kind, name, sql in cursor.fetchall()
            if name not in shadows and not name.startswith("sqlite_")
        ]
    return "".join(f"{sql};\n" for _, _, sql in sorted(made))


def _of_postgresql() -> str:
    from django.db import connection

    from rukun.channels.bench.servers.postgres import programs

    with connection.cursor() as cursor:
        info = cursor.connection.info
        where = ["--host", info.host, "--port", str(info.port), "--username", info.user, info.dbname]
    command = [str((programs() or Path()) / "pg_dump"), "--schema-only", "--no-owner", "--no-privileges", *where]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return "".join(f"{line}\n" for line in dumped.splitlines() if line and not line.startswith(NOISE))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    tell() if sys.argv[1:] == ["--tell"] else main()
