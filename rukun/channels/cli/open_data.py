"""`rukun open-data`: write what everyone may have as files."""

from __future__ import annotations

from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.time import Month


@click.group("open-data")
def open_data() -> None:
    """The open data: reports, verdicts, money and ranking as files that anyone can check."""


@open_data.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--month", "month_text", help="Such as 2016-06 (default: the month before this one).")
@click.option("--since", help="Instead of a month what changed since a day (2016-06-14) or a seal (12).")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), help="Only this one (default: both).")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def export(folder: Path, month_text: str | None, since: str | None, form: str | None, as_json: bool) -> None:
    """Write a month, or what changed, into a folder; other months that lie there stay.

    \b
    Example: rukun open-data export ./unduhan --month 2016-06
    """
    if month_text and since:
        raise click.UsageError("Give --month or --since, not both.")
    month = Month.parse(month_text) if month_text else None
    open_house()
    from rukun import clock
    from rukun.channels.cli.ranking import scoring_folder
    from rukun.transparency.open_data import describing, exporting
    from rukun.transparency.open_data.dictionary import FORMATS

    at, formats = clock.now(), (form,) if form else FORMATS
    if since:
        exporting.export_delta(folder, exporting.moment_named(since), at=at, formats=formats)
    else:
        month = month or Month.of(at).previous
        exporting.export_month(folder, month, scoring=scoring_folder(), at=at, formats=formats)
    files = describing.listed(folder)
    if as_json:
        json_answer({"folder": str(folder), "files": {one.path: one.digest for one in files}})
    else:
        click.echo(f"{len(files)} files in {folder}, {sum(one.size for one in files):,} bytes.")
