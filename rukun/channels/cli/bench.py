"""`rukun bench`: how fast, and how large, each figure beside a baseline of the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

import click

from rukun.channels.cli.answers import json_answer
from rukun.channels.cli.endurance import endurance
from rukun.channels.cli.integrity import fit, integrity, likeness
from rukun.channels.cli.pressing import flood, spike
from rukun.values.refused import Refused

ENGINES = ("sqlite", "postgresql")


@click.group(invoke_without_command=True)
@click.option("--reports", default=100_000, show_default=True, type=click.IntRange(1_000, 5_000_000))
@click.option("--seconds", default=6.0, show_default=True, type=click.FloatRange(0.5, 600), help="Of each load.")
@click.option("--engine", "engines", multiple=True, type=click.Choice(ENGINES), help="Only this one.")
@click.option("--database", metavar="URL", help="Only on this database, which has to be empty and stays filled.")
@click.option(
    "--pages/--no-pages", "with_pages", default=True, help="First loads and a validator at work, in Chromium."
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.pass_context
def bench(
    ctx: click.Context, reports: int, seconds: float, engines: tuple[str, ...], database: str | None,
    with_pages: bool, as_json: bool,
) -> None:  # fmt: skip
    """Measure filing, the desk, places, a whole month, on SQLite and on PostgreSQL; first loads in Chromium.

    With --json a list of rows: name, engine, value, unit, baseline (in the same unit), ratio, target, met.

    \b
    Example: rukun bench
             rukun bench --reports 1000000 --engine postgresql --json
             rukun bench --database postgresql://localhost/empty --json
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
    rows: list[dict[str, Any]] = []
    left_out = []
    for engine in (*engines, *(() if engines or database else ENGINES)):
        found = _on_sqlite(reports, seconds) if engine == "sqlite" else _on_postgresql(reports, seconds)
        if found is None:
            left_out.append("PostgreSQL: its programs are not on this machine")
        else:
            rows += found
    rows += _on_given(database, reports, seconds) if database else []
    if with_pages:
        found, lacking = _pages()
        rows += found
        left_out += [f"first loads of pages: {lacking}"] if lacking else []
    _answer(rows, left_out, as_json=as_json)


def _answer(rows: list[dict[str, Any]], left_out: list[str], *, as_json: bool) -> None:
    """The table, what was left out, and what has to come out the same everywhere; refused where it did not."""
    same = sameness(rows)
    if as_json:
        for what in left_out:
            click.echo(f"Left out: {what}.", err=True)
        json_answer(rows)
    else:
        _tell(rows)
        for what in left_out:
            click.echo(f"Left out: {what}.")
        for work, results in same.items():
            click.echo(f"{work}: {', '.join(f'{engine} {result}' for engine, result in results.items())}")
    if any(len(set(results.values())) > 1 for results in same.values()):
        raise Refused("differ", "Mesin basis data yang berbeda memberi hasil yang berbeda.")


def sameness(rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """What came out of each work that has to come out the same everywhere, by engine."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.get("result"):
            found.setdefault(row["name"], {})[row["engine"]] = row["result"]
    return found


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(50_000, 20_000_000))
def desk(sizes: tuple[int, ...]) -> None:
    """How a desk's list, archive and step grow with the tickets: a line of JSON for each number, on PostgreSQL.

    \b
    Example: rukun bench desk 100000 5000000
    """
    from rukun.channels.bench.postgres import programs

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
    from rukun.channels.bench.postgres import programs

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
    from rukun.channels.bench.postgres import Cluster, programs

    command = [sys.executable, "-m", "rukun.channels.bench.anything", str(examples)]
    settled = os.environ | {
        "DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_KOTA": "contoh", "RUKUN_SECOND_FACTOR_ROLES": "",
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
bench.add_command(endurance)
bench.add_command(portal)
bench.add_command(spike)
bench.add_command(flood)
bench.add_command(integrity)
bench.add_command(likeness)
bench.add_command(fit)


def _on_sqlite(reports: int, seconds: float) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        return _measured(reports, seconds, {"RUKUN_HOME": home, "DATABASE_URL": f"sqlite:///{home}/rukun.sqlite3"})


def _on_postgresql(reports: int, seconds: float) -> list[dict[str, Any]] | None:
    from rukun.channels.bench.postgres import Cluster, programs

    if programs() is None:
        return None
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home, Cluster(durable=True) as cluster:
        return _measured(reports, seconds, {"RUKUN_HOME": home, "DATABASE_URL": cluster.url})


def _on_given(database: str, reports: int, seconds: float) -> list[dict[str, Any]]:
    """On a database of somebody's; refused where anything is in it, so that no city is written over."""
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        environment = {"RUKUN_HOME": home, "DATABASE_URL": database}
        os.environ |= environment
        import django
        from django.db import connection

        django.setup()
        tables = connection.introspection.table_names()
        connection.close()
        if tables:
            raise Refused("filled", "Basis data ini sudah berisi; ukur pada yang kosong.")
        return _measured(reports, seconds, environment)


def _pages() -> tuple[list[dict[str, Any]], str]:
    """The rows of the pages, or what is missing for them."""
    from rukun.channels.bench.pages import missing

    lacking = missing()
    if lacking:
        return [], lacking
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        environment = {"RUKUN_HOME": home, "DATABASE_URL": f"sqlite:///{home}/rukun.sqlite3"}
        rows = _run(["rukun.channels.bench.pages"], environment)
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        environment = {"RUKUN_HOME": home, "DATABASE_URL": f"sqlite:///{home}/rukun.sqlite3"}
        return rows + _run(["rukun.channels.bench.validator"], environment), ""


def _measured(reports: int, seconds: float, environment: dict[str, str]) -> list[dict[str, Any]]:
    return _run(["rukun.channels.bench.engine", str(reports), str(seconds)], environment)


def _run(module: list[str], environment: dict[str, str]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", *module]
    settled = os.environ | environment | {"RUKUN_KOTA": "jakarta", "DJANGO_SETTINGS_MODULE": "rukun.settings"}
    done = subprocess.run(command, env=settled, stdout=subprocess.PIPE, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def _tell(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("work", "engine", "measured", "target", "baseline of this run", "ratio", "", show_lines=True)
    for row in rows:
        baseline = f"{row['baseline']:,.2f} {row['unit']}\n{row['beside']}" if row["baseline"] else ""
        wanted = f"\n(wanted {row['ratio_target']})" if row["ratio_target"] else ""
        table.add_row(
            f"{row['name']}\n[dim]{row['note']}[/]", row["engine"], f"{row['value']:,.1f} {row['unit']}",
            f"{row['target']:,} {row['unit']}", baseline, f"{row['ratio']:.2f}{wanted}" if row["ratio"] else "",
            "met" if row["met"] else "[bold]short[/]",
        )  # fmt: skip
    Console(width=140).print(table)
