"""`rukun check`: settings and city files that cannot work, and what is missing for follow-up."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.command()
@click.option("--deploy", is_flag=True, help="Instead: settings that must not go where real residents are.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(deploy: bool, as_json: bool) -> None:
    """Find what cannot work: settings, categories with nobody in charge, empty desks, a calendar that ends,
    a channel of chats that was connected by half.

    Exit code 1 where reports go nowhere because of it; with --deploy, where a setting must not go to production.

    \b
    Example: rukun check
             rukun check --deploy
    """
    open_house()
    from django.core.management import call_command

    from rukun import clock
    from rukun.chats.soundness import findings as of_chats
    from rukun.followup.soundness import findings

    if not as_json:
        call_command("check")
    if deploy:
        _deploy(as_json=as_json)
    found = sorted([*findings(clock.now()), *of_chats()], key=lambda one: not one.is_serious)
    if as_json:
        json_answer([asdict(one) for one in found])
    else:
        for one in found:
            click.echo(f"{'WRONG' if one.is_serious else 'missing'}: {one.words}")
    sys.exit(any(one.is_serious for one in found))


def _deploy(*, as_json: bool) -> None:
    """Ours, and what Django itself warns of; asks no database."""
    from django.conf import settings

    from rukun.operation.deploying import findings

    found = [one for one in findings(settings) if one.grade != "ok"]
    if as_json:
        json_answer([asdict(one) for one in found])
    else:
        for one in found:
            click.echo(f"{'WRONG' if one.grade == 'wrong' else 'look'}: {one.words}\n       {one.todo}")
        click.echo("Fit for production." if not found else f"{len(found)} to settle.")
    sys.exit(any(one.grade == "wrong" for one in found))
