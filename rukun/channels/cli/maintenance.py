"""`rukun maintenance`: close the system for writing for a while, and open it again."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import click

from rukun.channels.cli.answers import json_answer, open_house

BY = "administrator@cli"


@click.group()
def maintenance() -> None:
    """Close the system for writing for a while; reading and /healthz go on."""


@maintenance.command()
@click.option("--until", "until_text", required=True, help="22:30 in the city (the next), or 2026-11-26T22:30+07:00.")
@click.option("--words", default="", help="What people are told besides.")
@click.option("--no-wait", is_flag=True, help="Do not wait until the last process knows of it.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def on(until_text: str, words: str, no_wait: bool, as_json: bool) -> None:
    """Answer whoever writes with 503 and when to come again; telephones keep their reports meanwhile.

    The background work goes on: stop `rukun work` too where the database is to stand still. It stays closed until
    `rukun maintenance off`, also when that is later than was told.

    \b
    Example: rukun maintenance on --until 22:30 --words "Pindah ke mesin baru."
    """
    open_house()
    from rukun import clock
    from rukun.operation.actions import begin_maintenance
    from rukun.operation.standing import KNOWN_FOR_SECONDS

    at = clock.now()
    made = begin_maintenance(until=moment_of(until_text, at), words=words, by=BY, at=at)
    if not no_wait:
        time.sleep(KNOWN_FOR_SECONDS)
    _tell({"closed": True, "until": made.until, "words": made.words}, as_json=as_json)


@maintenance.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def off(as_json: bool) -> None:
    """Let everybody write again.

    \b
    Example: rukun maintenance off
    """
    open_house()
    from rukun import clock
    from rukun.operation.actions import end_maintenance

    ended = end_maintenance(by=BY, at=clock.now())
    _tell({"closed": False, "begun_at": ended.begun_at, "ended_at": ended.ended_at}, as_json=as_json)


@maintenance.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def status(as_json: bool) -> None:
    """Whether it is closed, and until when.

    \b
    Example: rukun maintenance status
    """
    open_house()
    from rukun.operation.standing import under_way

    standing = under_way()
    told: dict[str, Any] = {"closed": standing is not None}
    _tell(told | ({"until": standing.until, "words": standing.words} if standing else {}), as_json=as_json)


def moment_of(text: str, now: datetime) -> datetime:
    """A time of day in the city, the next one that comes; or a moment with its offset."""
    from rukun.values.refused import Refused
    from rukun.values.time import day_of, zoned

    try:
        if "T" not in text:
            hour = time_of_day.fromisoformat(text)
            today = zoned(datetime.combine(day_of(now), hour))
            return today if today > now else today + timedelta(days=1)
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused("until", "Tulis waktu seperti 22:30 atau 2026-11-26T22:30+07:00.", field="until")
    return moment


def _tell(told: dict[str, Any], *, as_json: bool) -> None:
    """Moments by the city's clocks, as they were asked for and as people are told."""
    from rukun.values.time import local

    if as_json:
        json_answer(told)
        return
    for name, value in told.items():
        told[name] = f"{local(value):%Y-%m-%d %H:%M %Z}" if isinstance(value, datetime) else value
    click.echo(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in told.items()))
