"""`rukun mirror`: the public side as plain files that anyone can host, and whether they are unaltered."""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rukun.channels.cli.answers import json_answer, open_house

# Whoever works beside comes first.
NICE = 10
FAILED_SHOWN = 20


@click.group()
def mirror() -> None:
    """The public side as plain files: make them, look whether they are unaltered."""


@mirror.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--photos", type=click.Choice(["none", "320", "800", "whole"]), help="Default: RUKUN_MIRROR_PHOTOS.")
@click.option("--report-days", type=click.IntRange(0, 36_500), help="Pages of reports of so many days.")
@click.option("--months", type=click.IntRange(0, 240), default=13, show_default=True, help="Months back of tables.")
@click.option("--without-data", is_flag=True, help="Leave the files of the open data out.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def make(folder: Path, as_json: bool, **asked: Any) -> None:
    """Write or renew a mirror in a folder; only what has changed is written, what is gone is taken away.

    Every public page is asked for as a stranger would and written with links from file to file, so that it may lie
    under any address and in any folder. Interrupted, the same command goes on. Exit code 1 names pages that failed.

    \b
    Example: rukun mirror make /srv/cermin --photos 320
    """
    open_house()
    from rukun.channels.mirror.making import make as made_in

    os.nice(NICE)
    # A line for each of a hundred thousand pages would bury what others have to say.
    logging.getLogger("rukun.request").setLevel(logging.ERROR)
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    told = (lambda _: None) if as_json else lambda words: click.echo(f"… {words}", err=True)
    began = time.monotonic()
    made = made_in(folder, _wanted(asked), told)
    seconds = time.monotonic() - began
    if as_json:
        json_answer(asdict(made) | {"folder": str(folder), "seconds": round(seconds, 1)})
        sys.exit(1 if made.failed else 0)
    click.echo(
        f"{folder}: {made.held.files:,} files ({made.held.pages:,} pages), {made.held.bytes:,} bytes; "
        f"{made.written:,} written, {made.same:,} as they were, {made.gone:,} taken away; "
        f"{(made.written + made.same) / max(seconds, 0.001):,.0f} files a second. Sealed: {made.sums}"
    )
    for address in made.failed[:FAILED_SHOWN]:
        click.echo(f"FAILED: {address} (what lay there stays; see the log)", err=True)
    sys.exit(1 if made.failed else 0)


def _wanted(asked: dict[str, Any]) -> Any:
    from importlib.metadata import version

    from django.conf import settings

    from rukun import clock
    from rukun.channels.mirror.making import Wanted
    from rukun.channels.mirror.reach import Extent
    from rukun.values.time import Month

    at = clock.now()
    photos = asked["photos"] or settings.RUKUN_MIRROR_PHOTOS
    edge = {"none": None, "whole": 0}.get(photos, int(photos) if photos.isdigit() else None)
    days = settings.RUKUN_MIRROR_REPORT_DAYS if asked["report_days"] is None else asked["report_days"]
    extent = Extent(settings.SITE_URL, edge, Month.of(at), asked["months"], not asked["without_data"])
    return Wanted(settings.RUKUN_HOME, version("rukun"), at, extent, days)


@mirror.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--key", "verifier", default="", help="The city's public key (rukun+...), told by another way.")
@click.option("--witness", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A witness's folder.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify(folder: Path, verifier: str, witness: Path | None, as_json: bool) -> None:
    """Read every file of a mirror and compare with its list, and the list with the city's sealed log.

    It needs no database and no city. Exit code 1 names what was changed, is missing or was added.

    \b
    Example: rukun mirror verify /srv/cermin --key 'rukun+...' --witness /var/lib/saksi
    """
    from rukun.transparency.mirror.whole import look

    found = look(folder, verifier=verifier, notes=_kept(witness) if witness else [])
    if as_json:
        json_answer(asdict(found) | {"whole": found.is_whole})
    else:
        for words in found.warnings:
            click.echo(f"NOTE: {words}", err=True)
        for words in found.wrong:
            click.echo(f"WRONG: {words}", err=True)
        if more := found.many_wrong - len(found.wrong):
            click.echo(f"WRONG: and {more:,} more", err=True)
        if found.is_whole:
            told = found.certificate
            click.echo(
                f"Unaltered: {found.files:,} files, as {told.get('site')} made them at {told.get('made_at')}; "
                f"sealed under {found.sealed_root} over {found.sealed_size:,} events by {found.verifier}"
            )
    sys.exit(0 if found.is_whole else 1)


def _kept(witness: Path) -> list[str]:
    """The signed roots that a witness remembers."""
    from rukun.channels.witness.memory import seen_in

    return [str(one["note"]) for one in seen_in(witness) if "note" in one]
