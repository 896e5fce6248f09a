"""`rukun reports`: bring in what another system took in earlier."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.code import Kind

SHOWN_AT_MOST = 20


@click.group()
def reports() -> None:
    """The reports themselves."""


@reports.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--category", default="banjir", show_default=True, help="For rows that name none.")
@click.option("--for-units", type=click.Choice(["rt", "rw"]), help="In the name of the head of the unit of the place.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, with every refusal.")
def import_reports(file: Path, category: str, for_units: str | None, as_json: bool) -> None:
    """File earlier reports from a CSV (id, created_at, lat, lon, title, text), each with its own time and place.

    \b
    Example: rukun reports import qlue-2017.csv --category banjir
             rukun reports import qlue-2017.csv --for-units rw --json
    """
    open_house()
    from rukun import clock
    from rukun.reports import actions

    at = clock.now()
    done = actions.import_historic(file, category=category, for_units=Kind(for_units) if for_units else None, at=at)
    if as_json:
        json_answer(asdict(done))
    else:
        click.echo(f"{done.filed:,} reports filed, {done.known:,} known already, {len(done.refused):,} refused.")
        for code, count in Counter(row.code for row in done.refused).most_common():
            click.echo(f"  {count:,} x {code}")
        for row in done.refused[:SHOWN_AT_MOST]:
            click.echo(f"  row {row.number} ({row.id}): {row.words}")
        if len(done.refused) > SHOWN_AT_MOST:
            click.echo(f"  ... and {len(done.refused) - SHOWN_AT_MOST:,} more; --json lists all.")
        click.echo("Their tickets are opened by the worker, or now by `rukun tick --everything`.")
    sys.exit(1 if done.refused and not (done.filed or done.known) else 0)
