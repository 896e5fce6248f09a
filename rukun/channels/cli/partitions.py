"""`rukun partitions`: the log of events by month, on PostgreSQL."""

from __future__ import annotations

from dataclasses import asdict

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.group()
def partitions() -> None:
    """Keep the events of each month in a table of their own: for a city whose log outgrows one."""


@partitions.command()
def begin() -> None:
    """Part the log from this month on. What is there becomes the first part as it lies; nothing is copied.

    Whoever files meanwhile waits for a moment, and nothing has to be stopped. Make a backup before. Afterwards
    `rukun partitions keep` belongs into a timer, once a day.

    \b
    Example: rukun partitions begin
    """
    open_house()
    from rukun import clock
    from rukun.trail import partitions as log
    from rukun.values.time import Month

    log.begin(Month.of(clock.wall()))
    _tell(as_json=False)


@partitions.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def keep(as_json: bool) -> None:
    """The upkeep: parts for this month and the next three, numbers from the new month on, and what is over is frozen.

    May be run at any time, also twice at once. Where it was forgotten, events go on into the last month's part.

    \b
    Example: rukun partitions keep
    """
    open_house()
    from rukun import clock
    from rukun.trail import partitions as log
    from rukun.values.time import Month

    month = Month.of(clock.wall())
    done = {"made": log.keep(month), "frozen": log.freeze(month)}
    if as_json:
        json_answer(done)
    else:
        click.echo("; ".join(f"{what}: {', '.join(names) or 'none'}" for what, names in done.items()))


@partitions.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def show(as_json: bool) -> None:
    """The parts, with about how many events and how many bytes each holds.

    \b
    Example: rukun partitions show
    """
    open_house()
    _tell(as_json=as_json)


def _tell(*, as_json: bool) -> None:
    from rukun.trail import partitions as log

    found = log.parts()
    if as_json:
        json_answer([asdict(one) for one in found])
    else:
        for one in found:
            click.echo(f"{one.name:<24} {one.events:>14,} events {one.size / 1e6:>12,.1f} MB")
