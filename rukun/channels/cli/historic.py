"""`rukun reports`: bring in what another system took in earlier."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.cells import plain

if TYPE_CHECKING:
    from rukun.followup.importing import Tally
    from rukun.reports.history.rows import RefusedRow

BY = "administrator@cli"
SHOWN_AT_MOST, WARDS_SHOWN = 20, 15
TOLD_EVERY_SECONDS = 2.0
HEADER = ("row", "id", "column", "code", "reason")
Hears = Callable[["RefusedRow"], None]


@click.group()
def reports() -> None:
    """The reports themselves."""


@reports.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", required=True, help="A mapping file (TOML), or the name of one that is shipped.")
@click.option("--dry-run", is_flag=True, help="Write nothing; tell what would come in, and every refusal.")
@click.option("--refusals", type=click.Path(path_type=Path), help="Write every refusal to this CSV.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, with every refusal.")
def import_reports(file: Path, mapping: str, dry_run: bool, refusals: Path | None, as_json: bool) -> None:
    """Take over earlier reports from a CSV (also .gz), XLSX or GeoJSON, each once, with its own time and outcome.

    May be stopped at any moment and begun again: it goes on behind what is there already. The same file again, or a
    newer one of the same source, adds what is new and follows what was closed there since.

    \b
    Example: rukun reports import qlue-2017.csv --mapping qlue.toml --dry-run --refusals refused.csv
             rukun reports import dashboard.csv --mapping fixmystreet-csv
             rukun reports mappings
    """
    open_house()
    from rukun import clock
    from rukun.followup import importing
    from rukun.reports.history.library import fieldmap_named
    from rukun.reports.history.tables import rows_of

    fieldmap, at = fieldmap_named(mapping), clock.now()
    heard: list[RefusedRow] = []
    with written(refusals, heard if as_json or refusals is None else None) as hears:
        walk = importing.look_through if dry_run else partial(importing.bring_in, by=BY)
        tally = followed(walk(rows_of(file, fieldmap), fieldmap, hears=hears, at=at))
    if not dry_run:
        importing.count_days_of(fieldmap.source.code)
    if as_json:
        json_answer(as_facts(tally, heard, dry_run=dry_run))
    else:
        tell(tally, heard, refusals, dry_run=dry_run)
    sys.exit(1 if tally.rows_refused and not (tally.filed or tally.known or tally.changed) else 0)


@reports.command("mappings")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def mappings(as_json: bool) -> None:
    """The mapping files that are shipped: to use as they are, or to copy and fit.

    \b
    Example: rukun reports mappings
    """
    from rukun.reports.history.library import shipped

    rows = [{"name": path.stem, "file": str(path), "about": about} for path, about in shipped()]
    if as_json:
        json_answer(rows)
        return
    for row in rows:
        click.echo(f"{row['name']:<20} {row['about']}\n{'':<20} {row['file']}")


@contextmanager
def written(file: Path | None, kept: list[RefusedRow] | None) -> Iterator[Hears]:
    """Hears refusals: writes them to a CSV where one is named, and keeps them where a list is given."""
    if file is None:
        yield (kept if kept is not None else []).append
        return
    with file.open("w", newline="", encoding="utf-8") as text:
        rows = csv.writer(text)
        rows.writerow(HEADER)

        def hears(one: RefusedRow) -> None:
            rows.writerow([plain(cell) for cell in (one.number, one.identity, one.column, one.code, one.words)])
            if kept is not None:
                kept.append(one)

        yield hears


def followed(tallies: Iterator[Tally]) -> Tally:
    """Go through to the end, and say on standard error how far it is, every other second; what it came to."""
    from rukun.followup.importing import Tally

    tally, began = Tally(), monotonic()
    told_at = began
    for tally in tallies:
        now = monotonic()
        if now - told_at >= TOLD_EVERY_SECONDS:
            told_at = now
            click.echo(
                f"{tally.rows:>9,} rows  {tally.filed:>9,} new  {tally.known:>9,} known  "
                f"{tally.rows_refused:>7,} refused  {tally.rows / (now - began):>7,.0f} rows/s",
                err=True,
            )
    return tally


def as_facts(tally: Tally, heard: list[RefusedRow], *, dry_run: bool) -> dict[str, Any]:
    """What it came to, for a program."""
    from rukun.followup.importing import ward_names

    named = ward_names(tally.wards)
    return {
        "dry_run": dry_run, "rows": tally.rows, "filed": tally.filed, "known": tally.known, "changed": tally.changed,
        "open_work": tally.opened, "twice": tally.twice, "rows_refused": tally.rows_refused,
        "by_category": dict(tally.kinds.most_common()), "by_kelurahan": named, "by_outcome": dict(tally.fates),
        "refused": [
            {"row": one.number, "id": one.identity, "column": one.column, "code": one.code, "words": one.words}
            for one in heard
        ],
    }  # fmt: skip


def tell(tally: Tally, heard: list[RefusedRow], file: Path | None, *, dry_run: bool) -> None:
    """The same for people."""
    from rukun.followup.importing import ward_names

    verb = "would be taken over" if dry_run else "taken over"
    click.echo(
        f"{tally.rows:,} rows: {tally.filed:,} {verb}, {tally.changed:,} stand otherwise now, {tally.known:,} known, "
        f"{tally.rows_refused:,} refused ({tally.twice:,} of them stand in the file twice)."
    )
    for title, counts in (("kind", tally.kinds), ("outcome there", tally.fates)):
        for name, many in counts.most_common():
            click.echo(f"  {title}: {many:>8,}  {name}")
    wards = ward_names(tally.wards)
    for name, many in list(wards.items())[:WARDS_SHOWN]:
        click.echo(f"  kelurahan: {many:>8,}  {name}")
    if len(wards) > WARDS_SHOWN:
        click.echo(f"  ... and {len(wards) - WARDS_SHOWN:,} kelurahan more; --json lists all.")
    for code, many in tally.refusals.most_common():
        click.echo(f"  refused: {many:>8,}  {code}")
    tell_refusals(heard, len(heard) if dry_run else SHOWN_AT_MOST)
    if file is not None:
        click.echo(f"Every refusal stands in {file}.")


def tell_refusals(heard: list[RefusedRow], most: int) -> None:
    """The first of them, row by row."""
    for one in heard[:most]:
        click.echo(f"  row {one.number}, {one.column or '-'} ({one.identity}): {one.words}")
    if len(heard) > most:
        click.echo(f"  ... and {len(heard) - most:,} more; --refusals FILE lists all.")
