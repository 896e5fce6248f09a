"""`rukun check`: settings and city files that cannot work, and what is missing for follow-up."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(as_json: bool) -> None:
    """Find what cannot work: settings, categories with nobody in charge, empty desks, a calendar that ends.

    Exit code 1 where reports go nowhere because of it.

    \b
    Example: rukun check
    """
    open_house()
    from django.core.management import call_command

    from rukun import clock
    from rukun.followup.soundness import findings

    if not as_json:
        call_command("check")
    found = findings(clock.now())
    if as_json:
        json_answer([asdict(one) for one in found])
    else:
        for one in found:
            click.echo(f"{'WRONG' if one.is_serious else 'missing'}: {one.words}")
    sys.exit(any(one.is_serious for one in found))
