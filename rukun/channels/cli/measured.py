"""What every `rukun bench` has in common: a process for what is measured, a database to measure on, and the table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rukun.values.refused import Refused

Row = dict[str, Any]
SETTLED = {"RUKUN_KOTA": "jakarta", "DJANGO_SETTINGS_MODULE": "rukun.settings"}


def rows_of(module: str, *arguments: str | float, environment: Mapping[str, str]) -> list[Row]:
    """Run a module of the bench in a process of its own, and read the rows that it writes (`Measured.told`)."""
    command = [sys.executable, "-m", f"rukun.channels.bench.{module}", *(str(one) for one in arguments)]
    done = subprocess.run(command, env=os.environ | environment | SETTLED, stdout=subprocess.PIPE, check=True)
    rows: list[Row] = json.loads(done.stdout)
    return rows


@contextmanager
def on_sqlite() -> Iterator[dict[str, str]]:
    """What the measured processes are told: a home of their own with an empty file in it."""
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        yield {"RUKUN_HOME": home, "DATABASE_URL": f"sqlite:///{home}/rukun.sqlite3"}


@contextmanager
def on_postgresql(url: str | None = None) -> Iterator[dict[str, str]]:
    """The same with the database that was named, or a durable cluster that is gone afterwards; refused without one."""
    from rukun.channels.bench.servers.postgres import Cluster, programs

    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        if url is not None:
            yield {"RUKUN_HOME": home, "DATABASE_URL": url}
        elif programs() is None:
            raise Refused("postgresql", "Program PostgreSQL tidak ada di mesin ini.")
        else:
            with Cluster(durable=True) as cluster:
                yield {"RUKUN_HOME": home, "DATABASE_URL": cluster.url}


def tell(rows: list[Row]) -> None:
    """A line for each row, for people."""
    from rich.console import Console
    from rich.table import Table

    table = Table("work", "engine", "measured", "target", "baseline", "ratio", "", show_lines=True)
    for row in rows:
        baseline = f"{row['baseline']:,.2f} {row['unit']}\n{row['beside']}" if row["baseline"] else ""
        wanted = f"\n(wanted {row['ratio_target']})" if row["ratio_target"] else ""
        table.add_row(
            f"{row['name']}\n[dim]{row['note']}[/]", row["engine"], f"{row['value']:,.2f} {row['unit']}",
            f"{row['target']:,} {row['unit']}", baseline, f"{row['ratio']:.2f}{wanted}" if row["ratio"] else "",
            "met" if row["met"] else "[bold]short[/]",
        )  # fmt: skip
    Console(width=140).print(table)
