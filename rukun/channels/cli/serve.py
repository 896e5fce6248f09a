"""`rukun setup | serve | work | tick`: run the system."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

import click

from rukun.channels.cli import pages
from rukun.channels.cli.answers import json_answer, open_house
from rukun.channels.cli.hands import work_with_all_hands
from rukun.channels.cli.lifeline import end_with
from rukun.channels.cli.port import refuse_taken


@click.command()
def setup() -> None:
    """Make or renew the database and load the city's folder: areas, offices, categories, holidays, decrees.

    Before anything is touched every file of the folder is looked through, also those that are read only later; where
    one has a mistake, all mistakes are told, and nothing is done (exit code 1).

    \b
    Example: rukun setup
    """
    open_house()
    _refuse_mistakes()
    prepare_database()
    counts = load_city()
    click.echo("Ready: " + ", ".join(f"{count:,} {name}" for name, count in counts.items()))


def _refuse_mistakes() -> None:
    """What `rukun kota check` finds wrong in the city's folder, a line each; what is undecided is no mistake."""
    from django.conf import settings

    from rukun import clock
    from rukun.kota.checking import check_folder
    from rukun.values.time import day_of

    folder = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA
    mistakes = check_folder(folder, day_of(clock.now())).mistakes
    for mistake in mistakes:
        click.echo(f"WRONG: {mistake}", err=True)
    if mistakes:
        click.echo(f"Nothing was done. {len(mistakes)} to mend in {folder}; then rukun setup again.", err=True)
        sys.exit(1)


def prepare_database() -> None:
    """Make the database or bring it forward, unless a restore was interrupted in it or it holds another city; harmless
    when done already."""
    from django.conf import settings

    from rukun.areas.listed import refuse_another
    from rukun.databases import structure
    from rukun.operation.interrupted import refuse_half

    refuse_half(settings.RUKUN_HOME)
    settings.RUKUN_HOME.mkdir(parents=True, exist_ok=True)
    structure.prepare()
    refuse_another(settings.RUKUN_KOTA_FOLDER / settings.RUKUN_KOTA)


def load_city() -> dict[str, int]:
    """What the city's folder says, through the same actions as everything else; harmless when done already."""
    from django.conf import settings

    from rukun import clock
    from rukun.areas import actions as areas
    from rukun.followup import actions as followup
    from rukun.funds import actions as funds
    from rukun.people import actions as people
    from rukun.reports import actions as reports

    folder, at = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA, clock.now()
    areas.load_kota(folder, at=at)
    return {
        "offices": people.load_offices(folder, at=at),
        "categories": reports.load_categories(folder, at=at),
        "holidays": followup.load_holidays(folder, at=at),
        "routes": followup.load_routes(folder, at=at),
        "templates": followup.load_templates(folder, at=at),
        "decrees": funds.bring_decrees(folder / "decrees", at=at),
    }


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option("--no-work", is_flag=True, help="Do not run the background work beside.")
def serve(host: str, port: int, workers: int, no_work: bool) -> None:
    """Serve the pages, with the background work beside.

    \b
    Example: rukun serve --port 8000
    """
    refuse_taken(host, port, "rukun serve --port {port}")
    open_house()
    prepare_database()
    pages.let_go()
    pages.become(host, port, workers, with_work=not no_work)


@click.command()
@click.option("--until-closed", type=int, hidden=True, help="Also stop when this pipe ends.")
def work(until_closed: int | None) -> None:
    """Do the background work until stopped: open tickets, escalate, propose corrections, seal, tell people.

    \b
    Example: rukun work
    """
    open_house()
    from django.conf import settings

    from rukun.areas.listed import refuse_another
    from rukun.databases.away import AWAY
    from rukun.operation.interrupted import refuse_half

    refuse_half(settings.RUKUN_HOME)
    # One that is away for a moment is asked again by whatever is done.
    with suppress(*AWAY):
        refuse_another(settings.RUKUN_KOTA_FOLDER / settings.RUKUN_KOTA)
    stop = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    if until_closed is not None:
        end_with(until_closed)
    work_with_all_hands(stop)


@click.command("tick")
@click.option("--everything", is_flag=True, help="Also what otherwise waits for its hour.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def tick_once(everything: bool, as_json: bool) -> None:
    """Go once through what the clock does.

    \b
    Example: rukun tick --json
    """
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.tick import tick

    done = tick(at=clock.now(), home=settings.RUKUN_HOME, everything=everything)
    if as_json:
        json_answer(done)
    else:
        click.echo(", ".join(f"{name}: {count}" for name, count in done.items()))
