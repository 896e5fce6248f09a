"""`rukun routing`: who is in charge of what, and since when."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.group()
def routing() -> None:
    """Which office is in charge of a category in an area."""


@routing.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(folder: Path | None) -> None:
    """Load routing.toml of the city's folder. Tickets that are open stay with whom they are.

    \b
    Example: rukun routing load
    """
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.followup import actions

    named = folder or Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA
    count = actions.load_routes(named, at=clock.now(), by="administrator@cli")
    click.echo(f"{count} routes. Open tickets stay where they are; rukun routing apply --open moves those that wait.")


@routing.command()
@click.option("--open", "is_open", is_flag=True, required=True, help="Say that open tickets are to be moved.")
def apply(is_open: bool) -> None:
    """Forward tickets that wait untouched to whom the routes of today name, each with a trace.

    \b
    Example: rukun routing apply --open
    """
    open_house()
    from rukun import clock
    from rukun.followup import actions

    moved = actions.apply_routes(at=clock.now(), by="administrator@cli") if is_open else 0
    click.echo(f"{moved} tickets forwarded.")


@routing.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def show(as_json: bool) -> None:
    """The routes that are loaded.

    \b
    Example: rukun routing show
    """
    open_house()
    from rukun.followup.queries import routes

    lines = [line for kept in routes().by_category.values() for line in kept]
    if as_json:
        json_answer([asdict(line) for line in lines])
        return
    for line in lines:
        until = f" until {line.until}" if line.until else ""
        click.echo(f"{line.category} in {line.area}: {line.office}, since {line.since}{until}")
