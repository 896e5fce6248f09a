"""`rukun bench spike | flood`: a city under pressure, on a database of its own or on one that is named."""

from __future__ import annotations

import click

from rukun.channels.cli.answers import json_answer
from rukun.channels.cli.measured import Row, on_postgresql, rows_of, tell

on_database = click.option(
    "--database", "url", help="A database of PostgreSQL that may be written full; else a new one."
)
as_json_too = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.command()
@click.option("--reports", default=1_000_000, show_default=True, type=click.IntRange(1_000, 20_000_000))
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0, 600), help="Of the pattern.")
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(0, 600), help="Of whole lives.")
@on_database
@as_json_too
def spike(reports: int, minutes: float, seconds: float, url: str | None, as_json: bool) -> None:
    """The pattern that broke a peer: create, assign, resolve and search 1, 15, 1, 25, 2, 35, 10 times a second; then
    how many such lives of a report a second.

    \b
    Example: rukun bench spike
             rukun bench spike --reports 100000 --minutes 1 --json
    """
    with on_postgresql(url) as environment:
        _answer(rows_of("spike", reports, minutes, seconds, environment=environment), as_json=as_json)


@click.command()
@click.option("--reports", default=100_000, show_default=True, type=click.IntRange(1_000, 20_000_000))
@click.option("--rate", default=20.0, show_default=True, type=click.FloatRange(0.1, 10_000), help="Usual, a second.")
@click.option("--minutes", default=3.0, show_default=True, type=click.FloatRange(0.1, 600), help="Of the flood.")
@on_database
@as_json_too
def flood(reports: int, rate: float, minutes: float, url: str | None, as_json: bool) -> None:
    """The usual load, ten times as much for some minutes, the usual again: what was accepted, told to wait, and lost.

    \b
    Example: rukun bench flood
             rukun bench flood --rate 5 --minutes 1 --json
    """
    with on_postgresql(url) as environment:
        _answer(rows_of("flood", reports, rate, minutes, environment=environment), as_json=as_json)


def _answer(rows: list[Row], *, as_json: bool) -> None:
    json_answer(rows) if as_json else tell(rows)
