"""`rukun doctor`: what is wrong with this installation, and what to do."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from rukun.channels.cli.answers import json_answer, open_house

MARKS = {"ok": "  ok  ", "look": " look ", "wrong": "WRONG "}


@click.command()
@click.option("--all", "shows_all", is_flag=True, help="Also what is as it should be.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON: everything that was looked at.")
def doctor(shows_all: bool, as_json: bool) -> None:
    """Look at everything that can be wrong: database, disk, keys, clock, worker, queues, seals, city, messages.

    Each with the command that helps. It changes nothing. Exit code 1 where something is wrong.

    \b
    Example: rukun doctor
             rukun doctor --json
    """
    open_house()
    from rukun import clock
    from rukun.operation.doctor import Look, findings

    found = findings(Look(clock.now(), clock.wall()))
    if as_json:
        json_answer([asdict(one) for one in found])
    else:
        for one in found:
            if shows_all or one.grade != "ok":
                click.echo(
                    f"{MARKS[one.grade]} {one.code}: {one.words}" + (f"\n         {one.todo}" if one.todo else "")
                )
        counted = {grade: sum(one.grade == grade for one in found) for grade in ("ok", "look", "wrong")}
        click.echo("{ok} as they should be, {look} to look at, {wrong} wrong.".format(**counted))
    sys.exit(any(one.grade == "wrong" for one in found))
