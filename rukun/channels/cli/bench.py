"""`rukun bench`: how fast, and how large, each figure beside a baseline of the same run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import click

from rukun.channels.bench import first_start, growth
from rukun.channels.bench.servers.postgres import programs
from rukun.channels.cli.answers import json_answer
from rukun.channels.cli.endurance import endurance
from rukun.channels.cli.integrity import fit, integrity, likeness, rows_of_a_month
from rukun.channels.cli.measured import SETTLED, Row, on_postgresql, on_sqlite, rows_of, tell
from rukun.channels.cli.pressing import flood, spike
from rukun.values.refused import Refused

ENGINES = ("sqlite", "postgresql")
Place = Callable[[], AbstractContextManager[dict[str, str]]]


@click.group(invoke_without_command=True)
@click.option("--reports", default=100_000, show_default=True, type=click.IntRange(1_000, 5_000_000))
@click.option("--seconds", default=6.0, show_default=True, type=click.FloatRange(0.5, 600), help="Of each load.")
@click.option("--engine", "engines", multiple=True, type=click.Choice(ENGINES), help="Only this one.")
@click.option("--database", metavar="URL", help="Only on this database, empty or just filled (see fill); it stays.")
@click.option(
    "--pages/--no-pages", "with_pages", default=True, help="First loads and a validator at work, in Chromium."
)
@click.option("--start/--no-start", "with_start", default=True, help="A newcomer's first start, from a fresh clone.")
@click.option("--seed", type=int, help="Also a labelled month by this seed, with planted fraud (half an hour).")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_context
def bench(
    ctx: click.Context, /, reports: int, seconds: float, engines: tuple[str, ...], database: str | None,
    as_json: bool, **wanted: Any,
) -> None:  # fmt: skip
    """Measure filing, the desk, places, a whole month, on SQLite and on PostgreSQL; first loads in Chromium.

    With --json a list of rows: name, engine, value, unit, baseline (in the same unit), ratio, target, met.

    \b
    Example: rukun bench
             rukun bench --reports 1000000 --engine postgresql --json
             rukun bench --database postgresql://localhost/empty --json
             rukun bench fill 5000000 postgresql://localhost/empty
             rukun bench desk 100000 5000000
             rukun bench portal 100000 3000000
             rukun bench integrity --seed 7 --json
             rukun bench likeness --seed 7
             rukun bench endurance --times 4
             rukun bench spike --minutes 10
    """
    if ctx.invoked_subcommand is not None:
        return
    if database and engines:
        raise click.UsageError("Give --engine or --database, not both.")
    rows: list[Row] = []
    left_out = []
    for engine in (*engines, *(() if engines or database else ENGINES)):
        if engine == "postgresql" and programs() is None:
            left_out.append("PostgreSQL: its programs are not on this machine")
        else:
            rows += _on_engine(engine, reports, seconds)
    rows += _on_given(database, reports, seconds) if database else []
    for what, is_wanted, measure in (
        ("first loads of pages", wanted["with_pages"], _pages), ("a first start", wanted["with_start"], _first_start),
    ):  # fmt: skip
        found, lacking = measure() if is_wanted else ([], "")
        rows += found
        left_out += [f"{what}: {lacking}"] if lacking else []
    rows += rows_of_a_month(wanted["seed"]) if wanted["seed"] is not None else []
    _answer(rows, left_out, as_json=as_json)


def _answer(rows: list[Row], left_out: list[str], *, as_json: bool) -> None:
    """The table, what was left out, and what has to come out the same everywhere; refused where it did not."""
    same = sameness(rows)
    if as_json:
        for what in left_out:
            click.echo(f"Left out: {what}.", err=True)
        json_answer(rows)
    else:
        tell(rows)
        for what in left_out:
            click.echo(f"Left out: {what}.")
        for work, results in same.items():
            click.echo(f"{work}: {', '.join(f'{engine} {result}' for engine, result in results.items())}")
    if any(len(set(results.values())) > 1 for results in same.values()):
        raise Refused("differ", "Mesin basis data yang berbeda memberi hasil yang berbeda.")


def sameness(rows: list[Row]) -> dict[str, dict[str, str]]:
    """What came out of each work that has to come out the same everywhere, by engine."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.get("result"):
            found.setdefault(row["name"], {})[row["engine"]] = row["result"]
    return found


@click.command()
@click.argument("reports", type=click.IntRange(1_000, 5_000_000))
@click.argument("database", metavar="URL")
def fill(reports: int, database: str) -> None:
    """Fill an empty database once. Copies of it (CREATE DATABASE ... TEMPLATE) are measured with --database, each once.

    \b
    Example: rukun bench fill 5000000 postgresql://localhost/empty
    """
    with on_postgresql(database) as environment:
        _looked_at(environment, reports)
        command = [sys.executable, "-m", "rukun.channels.bench.cities.filled", str(reports)]
        subprocess.run(command, env=os.environ | environment | SETTLED, check=True)


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(50_000, 20_000_000))
def desk(sizes: tuple[int, ...]) -> None:
    """How a desk's list, archive and step grow with the tickets: a line of JSON for each number, on PostgreSQL.

    \b
    Example: rukun bench desk 100000 5000000
    """
    from rukun.channels.bench.servers.postgres import programs

    if programs() is None:
        raise Refused("postgresql", "Program PostgreSQL tidak ada di mesin ini.")
    command = [sys.executable, "-m", "rukun.channels.bench.desk", *(str(size) for size in sizes)]
    subprocess.run(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "rukun.settings"}, check=True)


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(50_000, 20_000_000))
def portal(sizes: tuple[int, ...]) -> None:
    """How the public pages grow with the reports: a line of JSON for each number, on PostgreSQL.

    \b
    Example: rukun bench portal 100000 3000000
    """
    from rukun.channels.bench.servers.postgres import programs

    if programs() is None:
        raise Refused("postgresql", "Program PostgreSQL tidak ada di mesin ini.")
    command = [sys.executable, "-m", "rukun.channels.bench.portal", *(str(size) for size in sizes)]
    subprocess.run(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "rukun.settings"}, check=True)


@click.command()
@click.option("--examples", default=10_000, show_default=True, type=click.IntRange(100, 1_000_000))
@click.option("--engine", "engines", multiple=True, type=click.Choice(ENGINES), help="Only this one.")
def api(examples: int, engines: tuple[str, ...]) -> None:
    """Send the API whatever its description allows and what it does not; every answer has to be as described.

    \b
    Example: rukun bench api --examples 10000
    """
    from rukun.channels.bench.servers.postgres import Cluster, programs

    command = [sys.executable, "-m", "rukun.channels.bench.anything", str(examples)]
    settled = os.environ | {
        "DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_KOTA": "contoh", "RUKUN_SECOND_FACTOR_ROLES": "none",
        "RUKUN_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    for engine in engines or ENGINES:
        with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
            click.echo(f"{engine}:")
            if engine == "sqlite":
                url = f"sqlite:///{home}/rukun.sqlite3"
                subprocess.run(command, env=settled | {"RUKUN_HOME": home, "DATABASE_URL": url}, check=True)
            elif programs() is not None:
                with Cluster() as cluster:
                    url = cluster.url
                    subprocess.run(command, env=settled | {"RUKUN_HOME": home, "DATABASE_URL": url}, check=True)


bench.add_command(api)
bench.add_command(desk)
bench.add_command(fill)
bench.add_command(endurance)
bench.add_command(portal)
bench.add_command(spike)
bench.add_command(flood)
bench.add_command(integrity)
bench.add_command(likeness)
bench.add_command(fit)


def _on_engine(engine: str, reports: int, seconds: float) -> list[Row]:
    place = on_sqlite if engine == "sqlite" else on_postgresql
    with place() as environment:
        rows = rows_of("engine", reports, seconds, environment=environment)
    return rows + (_grown(place, rows, reports, seconds) if reports > growth.SMALL else [])


def _grown(place: Place, rows: list[Row], reports: int, seconds: float) -> list[Row]:
    """How much of a small city's pace is left, the small one measured in the same run."""
    with place() as environment:
        small = rows_of("growth", growth.SMALL, seconds, environment=environment)
    return list(growth.grown(small, rows, reports))


def _on_given(database: str, reports: int, seconds: float) -> list[Row]:
    """On a database of somebody's, empty or filled by `rukun bench fill`; what else there is is not written over."""
    with on_postgresql(database) as environment:
        is_sqlite = _looked_at(environment, reports)
        rows = rows_of("engine", reports, seconds, environment=environment)
    place = on_sqlite if is_sqlite else on_postgresql
    return rows + (_grown(place, rows, reports, seconds) if reports > growth.SMALL else [])


def _looked_at(environment: dict[str, str], reports: int) -> bool:
    """Whether a database of somebody's is SQLite's; refused, and left as it is, where anything else is in it."""
    os.environ |= environment
    import django

    django.setup()
    from django.db import DatabaseError, connection

    from rukun.channels.bench.cities import city

    try:
        if connection.introspection.table_names():
            city.standing(reports)
    except DatabaseError:
        raise Refused("filled", "Basis data ini sudah berisi; ukur pada yang kosong.") from None
    finally:
        connection.close()
    return connection.vendor == "sqlite"


def _pages() -> tuple[list[Row], str]:
    """The rows of the pages, or what is missing for them."""
    from rukun.channels.bench.pages import missing

    if lacking := missing():
        return [], lacking
    rows = []
    for module in ("pages", "validator"):
        with on_sqlite() as environment:
            rows += rows_of(module, environment=environment)
    return rows, ""


def _first_start() -> tuple[list[Row], str]:
    from rukun.settings import REPOSITORY

    if lacking := first_start.missing(REPOSITORY):
        return [], lacking
    return [row.told() for row in first_start.measure(REPOSITORY)], ""
