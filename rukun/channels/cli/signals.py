"""`rukun photos compare` and `rukun events load`: two pictures side by side; what officials saw."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer, open_house


@click.group()
def photos() -> None:
    """Photos as evidence."""


@photos.command()
@click.argument("one", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("other", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def compare(one: Path, other: Path, as_json: bool) -> None:
    """Whether one photo was made from the other: cropped, turned, brightened, mirrored, written over.

    \b
    Example: rukun photos compare before.jpg after.jpg --json
    """
    from rukun.validation.signals.pictures import same_picture

    found = same_picture(one.read_bytes(), other.read_bytes())
    if as_json:
        json_answer(asdict(found))
    else:
        click.echo(found.why)


@click.group()
def events() -> None:
    """What officials saw, to lay beside what residents report."""


@events.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default="bpbd", show_default=True, help="Whose record this is.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def load(file: Path, source: str, as_json: bool) -> None:
    """Load official events from a CSV (rt_kode or area; waktu or begins_at; until, tergenang, kind). Again: only news.

    \b
    Example: rukun events load bpbd_rt_flood_2021-02_2022-11.csv --source bpbd
    """
    open_house()
    from rukun import clock
    from rukun.validation.looking.officials import load_events

    done = load_events(file, source=source, at=clock.now())
    if as_json:
        json_answer(asdict(done))
    else:
        click.echo(
            f"{done.new:,} new, {done.known:,} known already, {done.elsewhere:,} in areas that are not ours, "
            f"{done.unreadable:,} dry or unreadable."
        )
