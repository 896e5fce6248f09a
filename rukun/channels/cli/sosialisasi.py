"""`rukun sosialisasi`: whether a curriculum can be taught, and how far the city has come."""

from __future__ import annotations

from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.group()
def sosialisasi() -> None:
    """Sessions that bring the heads of RT and RW on board."""


@sosialisasi.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(folder: Path | None, as_json: bool) -> None:
    """Read curriculum.toml of a city's folder with every mistake named; needs no database.

    \b
    Example: rukun sosialisasi check kota/contoh
    """
    from django.conf import settings

    from rukun.sosialisasi import library

    made = library.check(folder or Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA)
    told = [{"number": one.number, "title": one.title, "roles": list(one.roles)} for one in made.stages]
    if as_json:
        json_answer({"version": made.version, "stages": told})
        return
    click.echo(f"Curriculum {made.version}: {len(made.stages)} stages.")
    for one in made.stages:
        click.echo(f"  {one.number}  {one.title} ({', '.join(one.roles)})")


@sosialisasi.command()
def recount() -> None:
    """Count how far every kelurahan has come, now and not when the clock comes round to it.

    \b
    Example: rukun sosialisasi recount
    """
    open_house()
    from rukun import clock
    from rukun.sosialisasi.tallying import rebuild_tallies

    click.echo(f"{rebuild_tallies(at=clock.now())} kelurahan counted.")
