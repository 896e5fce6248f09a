"""Makes a city's folder from a list of its areas and the methods of another city. Everything or nothing is written.

What a city must decide itself is sketched; what is a method (what makes a report doubtful, how kelurahan are ranked,
what is taught) is taken from the other city. Whatever is still to be decided is marked in the file itself, so that
deciding is editing the file and taking the mark away.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from rukun.areas.listing import Listing
from rukun.kota.checking import UNDECIDED, check_folder
from rukun.kota.days_off import blocks, days_off
from rukun.values.code import Kind
from rukun.values.digest import digest_of
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah, written

SKETCHES = Path(__file__).with_name("sketch")
SKETCHED = ("offices.toml", "routing.toml", "categories.toml", "follow-up.toml")
# What is taken from the other city, and what this one has yet to say about it.
TAKEN = {
    "abuse.toml": "kata-kata kasar dalam bahasa setempat",
    "awards.toml": "penghargaan apa yang ada dan siapa yang memutuskannya",
    "curriculum.toml": "isi sosialisasi dan bahan yang ditautkan",
    "retention.toml": "berapa lama data seseorang disimpan",
    "sampling.toml": "berapa laporan yang diperiksa",
    "signals.toml": "batas tanda-tanda yang membuat laporan diperiksa lebih dahulu",
    "validation.toml": "berapa hari untuk menyanggah dan menjawab",
}
BANK, SCORING = "susunan berkas menurut bank kota ini", "cara menghitung peringkat"
NAME = re.compile(r"[^\W_][\w .,'()/-]{1,79}")
FOLDER = re.compile(r"[a-z][a-z0-9-]{1,39}")
COLUMNS = ("code", "name", "lat", "lon", "km2", "rw", "rt", "population")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make: the city's name, its list (as read, and its file's name and bytes), whose methods it begins with,
    the year, and what RT and RW are to have a month by the proposed decree."""

    name: str
    listing: Listing
    list_name: str
    list_bytes: bytes
    methods: Path
    year: int
    rt: Rupiah
    rw: Rupiah


def make(folder: Path, wanted: Wanted) -> list[str]:
    """Write the folder; returns its files. Refused where there is one already, or where it would not pass the check."""
    if not FOLDER.fullmatch(folder.name) or not NAME.fullmatch(wanted.name):
        raise Refused("name", "Nama folder memakai huruf kecil, angka, dan tanda hubung; nama kota huruf biasa.")
    if wanted.listing.faults:
        raise Refused("areas", "Daftar wilayah memuat {count} kesalahan.", count=len(wanted.listing.faults))
    if folder.exists():
        raise Refused("folder", "Folder {name} sudah ada.", name=folder)
    if not folder.parent.is_dir():
        raise Refused("folder", "Buat dahulu folder {parent}.", parent=folder.parent)
    files = files_of(wanted)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as apart:
        made = Path(apart) / folder.name
        for name, text in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(text, encoding="utf-8")
        checked = check_folder(made, date(wanted.year, 1, 1))
        if checked.mistakes:
            raise Refused("folder", "Folder tidak dibuat: {mistakes}", mistakes=" ".join(checked.mistakes))
        try:
            made.rename(folder)
        except OSError:
            raise Refused("folder", "Folder {name} sudah ada.", name=folder) from None
    return sorted(files)


def files_of(wanted: Wanted) -> dict[str, str]:
    """Name to text of every file of the folder."""
    facts = _facts(wanted)
    files = {name: _sketch(name, facts) for name in SKETCHED}
    files["holidays.toml"] = _sketch("holidays.toml", facts) + _holidays(wanted.year)
    files["areas/areas.csv"] = _areas(wanted.listing)
    files["areas/README.md"] = _sketch("areas.md", facts)
    files["decrees/rancangan.toml"] = _sketch("decree.toml", facts)
    files["decrees/rancangan.cases.toml"] = _sketch("decree.cases.toml", facts)
    return files | _taken(wanted.methods)


def _facts(wanted: Wanted) -> dict[str, object]:
    counts = {kind.value: len(wanted.listing.of(kind)) for kind in Kind}
    money = {
        "rt_amount": wanted.rt, "rw_amount": wanted.rw, "rt_half": wanted.rt * 15 // 30,
        "rt_written": written(wanted.rt), "rw_written": written(wanted.rw),
    }  # fmt: skip
    told = {"list": wanted.list_name, "digest": digest_of(wanted.list_bytes), "seat": wanted.listing.seat.official}
    return {"name": wanted.name, "year": wanted.year, **counts, **money, **told}


def _sketch(name: str, facts: dict[str, object]) -> str:
    return Template((SKETCHES / name).read_text(encoding="utf-8")).substitute(facts)


def _holidays(year: int) -> str:
    return "".join(blocks(days_off(each), each) for each in (year, year + 1))


def _areas(listing: Listing) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in listing.areas:
        figures = [one.lat, one.lon, one.km2, one.rw, one.rt, one.population]
        writer.writerow([one.code.official, one.name, *("" if figure is None else figure for figure in figures)])
    return out.getvalue()


def _taken(methods: Path) -> dict[str, str]:
    """The other city's methods, each line that names that city marked. Of its ways to rank, the newest."""
    wanted = {name: (methods / name, why) for name, why in TAKEN.items()}
    for file in sorted(methods.glob("bank/*.toml"))[:1]:
        wanted[f"bank/{file.name}"] = (file, BANK)
    for file in sorted(methods.glob("scoring/*.toml"), key=_begins)[-1:]:
        wanted[f"scoring/{file.name}"] = (file, SCORING)
    if missing := sorted(name for name, (file, _) in wanted.items() if not file.is_file()):
        raise Refused("from", "Di {city} tidak ada {files}.", city=methods.name, files=", ".join(missing))
    return {name: _marked(file.read_text(encoding="utf-8"), why, methods.name) for name, (file, why) in wanted.items()}


def _begins(file: Path) -> str:
    return str(tomllib.loads(file.read_text(encoding="utf-8")).get("months_from", ""))


def _marked(text: str, why: str, city: str) -> str:
    """The text with a mark above it, and one above each line that still speaks of the other city."""
    lines = []
    for line in text.splitlines():
        if city.lower() in line.lower():
            lines.append(f"# {UNDECIDED}: baris berikut masih menyebut {city}")
        lines.append(line)
    marked = "\n".join([f"# {UNDECIDED}: {why}; diambil dari {city}", *lines, ""])
    # A mark within a text of several lines would become part of it: then the one at the top must do.
    return (
        marked if tomllib.loads(marked) == tomllib.loads(text) else f"# {UNDECIDED}: {why}; diambil dari {city}\n{text}"
    )
