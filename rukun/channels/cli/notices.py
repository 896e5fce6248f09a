"""`rukun notices`: what could not be sent, and sending it again."""

from __future__ import annotations

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.group()
def notices() -> None:
    """Messages to people: how they stand, which could not be sent, and sending them again."""


@notices.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def stand(as_json: bool) -> None:
    """How many deliveries wait, were sent, failed, or were dropped because they had been read.

    \b
    Example: rukun notices stand
    """
    open_house()
    from rukun.notices import queries

    counts = queries.by_state()
    if as_json:
        json_answer(counts)
    else:
        click.echo(", ".join(f"{state}: {count}" for state, count in counts.items()))


@notices.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def failed(as_json: bool) -> None:
    """The messages that were given up, each with its number and the last error.

    \b
    Example: rukun notices failed --json
    """
    open_house()
    from rukun.notices import queries

    rows = queries.failed()
    if as_json:
        json_answer(rows)
        return
    for row in rows:
        click.echo(f"{row['id']}\t{row['way']}\t{row['failed_at']:%Y-%m-%d %H:%M}\t{row['tries']}x\t{row['error']}")
    if not rows:
        click.echo("Nothing has failed.")


@notices.command()
@click.argument("number", metavar="ID", type=int, required=False)
@click.option("--all", "everything", is_flag=True, help="All that have failed.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def resend(number: int | None, everything: bool, as_json: bool) -> None:
    """Send a failed message again, or all of them; they keep their keys.

    \b
    Example: rukun notices resend 17
             rukun notices resend --all
    """
    if (number is None) != everything:
        raise click.UsageError("Name one ID, or --all.")
    open_house()
    from rukun import clock
    from rukun.notices import actions

    count = actions.send_again(number=number, at=clock.now())
    if as_json:
        json_answer({"waiting": count})
    else:
        click.echo(f"{count} will be sent again.")
