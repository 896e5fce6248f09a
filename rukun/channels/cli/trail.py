"""`rukun trail`: seal the log, verify it, prove an entry."""

from __future__ import annotations

import sys

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.group()
def trail() -> None:
    """The log of all decisions: seal it, check it, prove an entry of it."""


@trail.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def seal(as_json: bool) -> None:
    """Seal what has happened since the last seal.

    \b
    Example: rukun trail seal
    """
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.trail import actions

    made = actions.seal(home=settings.RUKUN_HOME, at=clock.now())
    if as_json:
        json_answer({"sealed": made is not None, "number": made and made.number, "size": made and made.size})
    elif made is None:
        click.echo("Nothing new to seal.")
    else:
        click.echo(made.note)


@trail.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify(as_json: bool) -> None:
    """Hash every event anew and compare with the seals; exit code 1 names the first broken place.

    \b
    Example: rukun trail verify --json
    """
    open_house()
    from django.conf import settings

    from rukun.trail import queries

    found = queries.verify(settings.RUKUN_HOME)
    if as_json:
        broken = found.broken and {
            "index": found.broken.index,
            "event": found.broken.event,
            "words": found.broken.words,
        }
        json_answer(
            {
                "unbroken": broken is None,
                "sealed": found.sealed,
                "seals": found.seals,
                "unsealed": found.unsealed,
                "broken": broken,
            }
        )
    elif found.broken is None:
        click.echo(
            f"Unbroken: {found.sealed:,} events under {found.seals} seals; {found.unsealed:,} wait to be sealed."
        )
    else:
        click.echo(f"BROKEN: {found.broken.words}", err=True)
    sys.exit(0 if found.broken is None else 1)


@trail.command()
@click.argument("event", type=int, required=False)
@click.option("--grown-from", type=int, help="Instead: prove that the log begins with its first N events.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON (the proof is always JSON).")
def prove(event: int | None, grown_from: int | None, as_json: bool) -> None:  # noqa: ARG001
    """Prove that an event stands in the sealed log, or that the log only grew.

    \b
    Example: rukun trail prove 17
             rukun trail prove --grown-from 1000
    """
    if (event is None) == (grown_from is None):
        raise click.UsageError("Name one event, or --grown-from N.")
    open_house()
    from django.conf import settings

    from rukun.trail import queries

    if event is not None:
        json_answer(queries.prove(event, settings.RUKUN_HOME))
    elif grown_from is not None:
        json_answer(queries.prove_growth(grown_from))
