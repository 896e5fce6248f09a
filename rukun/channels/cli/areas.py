"""`rukun areas`: where a point lies, and bring boundaries and registers in."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place

SHOWN_AT_MOST = 20


@click.group()
def areas() -> None:
    """The areas from province to RT, and their borders."""


@areas.command(context_settings={"ignore_unknown_options": True})
@click.argument("lat")
@click.argument("lon")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def locate(lat: str, lon: str, as_json: bool) -> None:
    """The kelurahan, RW and RT of a point in degrees (WGS 84).

    \b
    Example: rukun areas locate -6.2640 106.8193 --json
    """
    place = Place.parse(lat, lon)
    open_house()
    from rukun.areas import queries

    found = queries.locator().locate(place)
    levels = {kind: found.kelurahan.up_to(kind) for kind in (Kind.KOTA, Kind.KECAMATAN, Kind.KELURAHAN)}
    codes: dict[str, AreaCode | None] = {kind.value: code for kind, code in levels.items()}
    codes |= {"rw": found.rw, "rt": found.rt}
    known = queries.areas_by_code([*(code for code in codes.values() if code), *found.candidates])
    named = {
        level: None if code is None else {"code": code.official, "name": known[code.digits].name}
        for level, code in codes.items()
    }
    if as_json:
        candidates = [{"code": code.official, "name": known[code.digits].name} for code in found.candidates]
        json_answer({"placed": found.placed, "distance_m": round(found.distance_m), **named, "candidates": candidates})
    else:
        for level, area in named.items():
            click.echo(f"{level:<10} {area['code'] + '  ' + area['name'] if area else '-'}")
        click.echo(f"{'placed':<10} {found.placed} ({found.distance_m:.0f} m)")


@areas.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--layer", help="Which layer of a GeoPackage.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Refuse rows of any other kind.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, with every refusal.")
def import_areas(file: Path, layer: str | None, kind: str | None, as_json: bool) -> None:
    """Take areas and borders from GeoJSON, GeoPackage, Shapefile or CSV; every refused row is named with the reason.

    \b
    Example: rukun areas import kelurahan.geojson
             rukun areas import batas.gpkg --layer rw --kind rw
    """
    open_house()
    from rukun import clock
    from rukun.areas import actions

    done = actions.import_file(file, at=clock.now(), layer=layer, kind=Kind(kind) if kind else None)
    if as_json:
        json_answer(asdict(done))
    else:
        click.echo(
            f"{done.rows:,} rows: {done.areas_added:,} areas new, {done.areas_known:,} known; "
            f"{done.borders_added:,} borders new, {done.borders_known:,} unchanged; {len(done.refused):,} rows refused."
        )
        for row in [*done.refused, *done.mended][:SHOWN_AT_MOST]:
            click.echo(f"  row {row['number']} ({row['code'] or '-'}): {row['words']}")
        if len(done.refused) > SHOWN_AT_MOST:
            click.echo(f"  ... and {len(done.refused) - SHOWN_AT_MOST:,} more; --json lists all.")
    sys.exit(1 if done.refused and not (done.areas_added or done.borders_added or done.areas_known) else 0)
