"""`rukun kota`: make the folder of a city from a list of its areas, and look through one. No database."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from rukun.areas.listing import Fault
from rukun.channels.cli.answers import json_answer
from rukun.kota.checking import Checked, OpenPoint
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah


@click.group()
def kota() -> None:
    """The folder of a city: areas, offices, categories, decrees, methods."""


@kota.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", required=True, help='As people call it, such as "Kota Surabaya".')
@click.option("--areas", "areas", required=True, type=click.Path(path_type=Path), help="CSV of its areas.")
@click.option("--from", "other", default="contoh", show_default=True, help="Whose methods it begins with.")
@click.option("--rt", default=0, type=click.IntRange(0, 100_000_000), help="Rupiah a month for an RT, as proposed.")
@click.option("--rw", default=0, type=click.IntRange(0, 100_000_000), help="Rupiah a month for an RW, as proposed.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, with every fault.")
def new(folder: Path, name: str, areas: Path, other: str, rt: int, rw: int, as_json: bool) -> None:
    """Make a whole folder from a CSV of areas; with a fault in the CSV nothing is written.

    Columns, in any order: code (or kode) and name (nama); and where known kind (jenis), parent (induk), lat, lon, km2,
    rw, rt, population (penduduk). An RW or RT may leave its code empty where parent and a numbered name are given.
    docs/another-city.md explains each.

    \b
    Example: rukun kota new kota/surabaya --name "Kota Surabaya" --areas wilayah.csv
             rukun kota new kota/malang --name "Kota Malang" --areas malang.csv --from contoh --rt 300000 --rw 400000
    """
    from django.conf import settings

    from rukun import clock
    from rukun.areas.listing import read_listing
    from rukun.kota.making import Wanted, make
    from rukun.values.time import day_of

    if not areas.is_file():
        raise Refused("areas", "Berkas {name} tidak ada.", field="areas", name=areas.name)
    content, today = areas.read_bytes(), day_of(clock.now())
    listing = read_listing(content)
    if listing.faults:
        _tell_faults(listing.faults, areas.name, as_json=as_json)
    methods = Path(settings.RUKUN_KOTA_FOLDER) / other
    if not methods.is_dir():
        raise Refused("from", "Folder {name} tidak ada.", field="from", name=other)
    wanted = Wanted(name, listing, areas.name, content, methods, today.year, Rupiah(rt), Rupiah(rw))
    files = make(folder, wanted)
    if not as_json:
        click.echo(f"{folder}: {len(files)} files.")
    _tell(folder, as_json=as_json)


@kota.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(folder: Path, as_json: bool) -> None:
    """Read every file of a city's folder; exit code 1 with every mistake. What is still to be decided is listed.

    \b
    Example: rukun kota check kota/surabaya
    """
    _tell(folder, as_json=as_json)


@kota.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--year", "years", multiple=True, type=click.IntRange(2000, 2099), help="Which; else those that lack.")
@click.option("--write", is_flag=True, help="Add the days to the folder's holidays.toml.")
def holidays(folder: Path, years: tuple[int, ...], write: bool) -> None:
    """The national days off that the folder does not tell yet, with joint leave, as the joint decree names them.

    Without --year: this year and from November on the next, where fewer than ten of its days are told. What is only
    reckoned is marked to be decided. Days that are in the file stay as they are; `rukun setup` loads them.

    \b
    Example: rukun kota holidays kota/surabaya
             rukun kota holidays kota/surabaya --year 2027 --write
    """
    from rukun import clock
    from rukun.followup.holidays import read_holidays, years_untold
    from rukun.kota.days_off import blocks, days_off
    from rukun.values.time import day_of

    file = folder / "holidays.toml"
    if not file.is_file():
        raise Refused("folder", "Berkas {name} tidak ada.", name=file)
    told = read_holidays(file.read_text(encoding="utf-8"))
    wanted = years or tuple(year for year, _ in years_untold(told, day_of(clock.now())))
    text = "".join(blocks([one for one in days_off(year) if one.day not in told], year) for year in wanted)
    if write and text:
        with file.open("a", encoding="utf-8") as kept:
            kept.write(text)
    click.echo(text.lstrip("\n") or "Nothing to add.\n", nl=False)


def told_undecided(one: OpenPoint) -> str:
    """`offices.toml:4: belum ditetapkan: ...`"""
    return f"{one.file}{f':{one.line}' if one.line else ''}: belum ditetapkan: {one.words}"


def _tell(folder: Path, *, as_json: bool) -> None:
    from rukun import clock
    from rukun.kota.checking import check_folder
    from rukun.values.time import day_of

    checked = check_folder(folder, day_of(clock.now()))
    if as_json:
        json_answer({"ok": not checked.mistakes, **asdict(checked)})
    else:
        _write(checked)
    sys.exit(1 if checked.mistakes else 0)


def _write(checked: Checked) -> None:
    click.echo(", ".join(f"{count:,} {what}" for what, count in checked.counts.items()) + f"; {checked.zone}")
    for mistake in checked.mistakes:
        click.echo(f"WRONG: {mistake}", err=True)
    for one in checked.undecided:
        click.echo(told_undecided(one))
    click.echo(f"{len(checked.mistakes)} mistakes, {len(checked.undecided)} to be decided.")


def _tell_faults(faults: tuple[Fault, ...], name: str, *, as_json: bool) -> None:
    if as_json:
        json_answer({"ok": False, "faults": [asdict(one) for one in faults]})
    else:
        for one in faults:
            click.echo(f"{name}:{one.line}{f' {one.column}' if one.column else ''}: {one.words}", err=True)
        click.echo(f"{len(faults)} faults; nothing was written.", err=True)
    sys.exit(1)
