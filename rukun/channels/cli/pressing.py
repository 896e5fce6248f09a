"""`rukun bench spike | flood`: a city under pressure, on a database of its own or on one that is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from rukun.channels.cli.answers import json_answer
from rukun.values.refused import Refused

NAMED = {"DJANGO_SETTINGS_MODULE": "rukun.settings"}
on_database = click.option(
    "--database", "url", help="A database of PostgreSQL that may be written full; else a new one."
)
as_json_too = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.command()
@click.option("--reports", default=1_000_000, show_default=True, type=click.IntRange(1_000, 20_000_000))
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0, 600), help="Of the pattern.")
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(0, 600), help="Of whole lives.")
@on_database
@as_json_too
def spike(reports: int, minutes: float, seconds: float, url: str | None, as_json: bool) -> None:
    """The pattern that broke a peer: create, assign, resolve and search 1, 15, 1, 25, 2, 35, 10 times a second; then
    how many such lives of a report a second.

    \b
    Example: rukun bench spike
             rukun bench spike --reports 100000 --minutes 1 --json
    """
    with a_database(url) as environment:
        tell(_run(["rukun.channels.bench.spike", str(reports), str(minutes), str(seconds)], environment), as_json)


@click.command()
@click.option("--reports", default=100_000, show_default=True, type=click.IntRange(1_000, 20_000_000))
@click.option("--rate", default=20.0, show_default=True, type=click.FloatRange(0.1, 10_000), help="Usual, a second.")
@click.option("--minutes", default=3.0, show_default=True, type=click.FloatRange(0.1, 600), help="Of the flood.")
@on_database
@as_json_too
def flood(reports: int, rate: float, minutes: float, url: str | None, as_json: bool) -> None:
    """The usual load, ten times as much for some minutes, the usual again: what was accepted, told to wait, and lost.

    \b
    Example: rukun bench flood
             rukun bench flood --rate 5 --minutes 1 --json
    """
    with a_database(url) as environment:
        tell(_run(["rukun.channels.bench.flood", str(reports), str(rate), str(minutes)], environment), as_json)


@contextmanager
def a_database(url: str | None) -> Iterator[dict[str, str]]:
    """What the measured processes are told: a home of their own, and the database that was named or a new one."""
    from rukun.channels.bench.postgres import Cluster, programs

    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        if url is not None:
            yield {"RUKUN_HOME": home, "DATABASE_URL": url}
        elif programs() is None:
            raise Refused("postgresql", "Program PostgreSQL tidak ada di mesin ini.")
        else:
            with Cluster(durable=True) as cluster:
                yield {"RUKUN_HOME": home, "DATABASE_URL": cluster.url}


def _run(module: list[str], environment: dict[str, str]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", *module]
    settled = os.environ | environment | {"RUKUN_KOTA": "jakarta"} | NAMED
    done = subprocess.run(command, env=settled, stdout=subprocess.PIPE, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def tell(rows: list[dict[str, Any]], as_json: bool) -> None:
    """A line for each; for machines name, value, unit, baseline, ratio, target and whether it was met."""
    if as_json:
        json_answer([
            {"name": row["work"], "value": row["value"], "unit": row["unit"], "baseline": row["baseline_value"],
             "ratio": row["ratio"], "target": row["target"], "met": row["holds"], "note": row["note"]}
            for row in rows
        ])  # fmt: skip
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("work", "measured", "target", "baseline", "ratio", "", show_lines=True)
    for row in rows:
        baseline = f"{row['baseline_value']:,.1f} {row['unit']}\n{row['baseline']}" if row["baseline_value"] else ""
        table.add_row(
            f"{row['work']}\n[dim]{row['note']}[/]", f"{row['value']:,.2f} {row['unit']}",
            f"{row['target']:,} {row['unit']}", baseline, f"{row['ratio']:.2f}" if row["ratio"] else "",
            "holds" if row["holds"] else "[bold]short[/]",
        )  # fmt: skip
    Console(width=140).print(table)
