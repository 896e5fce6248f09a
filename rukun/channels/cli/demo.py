"""`rukun demo`: a simulated month to look at, and the pages served over it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from rukun.channels.cli.answers import json_answer
from rukun.channels.cli.port import refuse_taken
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.time import Month

SUMMARY = "demo.json"


@click.command()
@click.option("--serve/--no-serve", default=True, help="Serve the pages afterwards.")
@click.option("--reports", default=20_500, show_default=True, type=click.IntRange(100, 2_000_000))
@click.option("--seed", default=2016, show_default=True, type=int)
@click.option("--month", "month_text", default="2016-06", show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def demo(serve: bool, reports: int, seed: int, month_text: str, host: str, port: int, as_json: bool) -> None:
    """Simulate a month in a kecamatan of the city and serve it. A second start only serves.

    \b
    Example: rukun demo
             rukun demo --no-serve --reports 30000 --seed 7 --json
    """
    if serve:
        refuse_taken(host, port, "make demo PORT={port} (rukun demo --port {port})")
    os.environ["RUKUN_DEMO"] = "true"
    month = Month.parse(month_text)
    told = _summary_of(month, reports, seed, quiet=as_json)
    if as_json:
        json_answer(told)
    else:
        _tell(told)
    if serve:
        from rukun.channels.cli import pages

        _invite(host, port)
        pages.let_go()
        pages.become(host, port, 1, with_work=True)


def _summary_of(month: Month, reports: int, seed: int, *, quiet: bool) -> dict[str, Any]:
    """What is there already, or what is simulated now. A month that was interrupted is thrown away and begun anew."""
    from django.conf import settings

    kept = Path(settings.RUKUN_HOME) / SUMMARY
    if kept.exists():
        told: dict[str, Any] = json.loads(kept.read_text())
        from rukun.channels.cli.answers import open_house
        from rukun.channels.cli.serve import prepare_database

        open_house()
        # Made by an older version perhaps: a second start brings it up to this one.
        prepare_database()
        return told
    _clear_interrupted(Path(settings.RUKUN_HOME))
    told = _simulate(month, reports, seed, Path(settings.RUKUN_HOME), quiet=quiet)
    kept.write_text(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    return told


def _simulate(month: Month, reports: int, seed: int, home: Path, *, quiet: bool) -> dict[str, Any]:
    from django.conf import settings
    from rich.console import Console

    from rukun import clock
    from rukun.channels.cli.answers import open_house
    from rukun.channels.cli.serve import prepare_database

    open_house()
    from rukun.channels.simulate.month import Wanted, simulate

    prepare_database()
    _refuse_real_people()
    folder = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA
    wanted = Wanted(month, reports, seed, folder, home)
    with Console(stderr=True, quiet=quiet).status("...") as status:
        told = simulate(wanted, lambda words: status.update(words))
    clock.stand_at(wanted.ends_at)
    return told


def _clear_interrupted(home: Path) -> None:
    """An embedded database without a summary is a demonstration that was interrupted, unless it holds real people."""
    database = home / "rukun.sqlite3"
    if database.exists() and "DATABASE_URL" not in os.environ:
        from django.db import connection

        from rukun.channels.cli.answers import open_house

        open_house()
        _refuse_real_people()
        connection.close()
        for file in home.glob("rukun.sqlite3*"):
            file.unlink()


def _refuse_real_people() -> None:
    from django.db import connection

    from rukun.people.queries import has_real_people

    if "people_person" in connection.introspection.table_names() and has_real_people():
        raise Refused("real-people", "Di sini sudah ada warga sungguhan; demonstrasi perlu RUKUN_HOME yang kosong.")


def _tell(told: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    figures = Table(title=f"{told['month']}, seed {told['seed']}: {told['reports']:,} reports", show_header=False)
    for name in ("tickets", "verdicts"):
        figures.add_row(name, ", ".join(f"{key} {count:,}" for key, count in told[name].items()))
    figures.add_row("statements", f"{written(told['statements_sum'])} for {len(told['statements'])} kelurahan")
    seal = told["seal"]
    figures.add_row(
        "seal", f"{'verified' if seal['verified'] else 'BROKEN'}: {seal['events']:,} events, {seal['seals']} seals"
    )
    figures.add_row("root", told["root"])
    figures.add_row("made in", f"{told['seconds']} s, {told['peak_memory_mb']} MB at most")
    console.print(figures)
    ranks = Table("rank", "90%", "kelurahan", "score", "90%", "paid")
    for row in told["ranking"]:
        scores = f"{row['score_low']:.1f}-{row['score_high']:.1f}"
        paid = written(told["statements"].get(row["code"], 0))
        ranks.add_row(
            str(row["rank"]), f"{row['rank_low']}-{row['rank_high']}", row["name"], f"{row['score']:.2f}", scores, paid
        )
    console.print(
        ranks if told["ranking"] else "No kelurahan has reports enough to be ranked: ask for more (--reports)."
    )


def _invite(host: str, port: int) -> None:
    from rukun.people.queries import demonstration_people

    click.echo(f"\nRukun: http://{host}:{port}/   (Ctrl+C stops it)\nSign in at /masuk/ with one click as:")
    for person in demonstration_people():
        click.echo(f"  {person.role.value:<16} {person.name} {person.area and '(' + person.area + ')'}")
