"""Looks through a city's folder as a whole: every file is read, what one file says of another is compared, and what
still has to be decided is listed. No database."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from rukun.areas.folder import borders_in, listing_of, mistakes_in
from rukun.areas.listing import Listing
from rukun.areas.zone import zone_in
from rukun.followup.holidays import read_holidays, years_untold
from rukun.followup.routes import OF_THE_PLACE, read_routes
from rukun.followup.terms import Terms
from rukun.followup.terms import read_terms as read_follow_up
from rukun.funds import library as law
from rukun.funds.banking.library import layouts_in
from rukun.funds.decree import Decree, Status
from rukun.people.offices import OfficeFacts, read_offices
from rukun.ranking.awards import read_awards
from rukun.ranking.files import methods_in
from rukun.reports.categories import CategoryFacts, read_categories
from rukun.reports.questions import read_questions
from rukun.rights.rules import read_retention
from rukun.sosialisasi import library as lessons
from rukun.validation.sample.plan import read_plan
from rukun.validation.signals.weights import read_weights
from rukun.validation.terms import read_terms as read_validation
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.zones import Zone

T = TypeVar("T")

# Whoever decides takes the mark away; until then `rukun check` lists it.
UNDECIDED = "BELUM DITETAPKAN"
NEEDED = ("offices.toml", "categories.toml", "holidays.toml", "follow-up.toml", "curriculum.toml")


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that a person has yet to decide: the file and line that says so (0: the folder), and the words."""

    file: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a folder holds, by which clock its city lives, every mistake in it, and what is still to be decided."""

    counts: dict[str, int]
    zone: Zone
    mistakes: tuple[str, ...]
    undecided: tuple[OpenPoint, ...]


def check_folder(folder: Path, today: date) -> Checked:
    """Everything that can be found without a database. A mistake is what `rukun setup` or a page would fail at."""
    if not folder.is_dir():
        raise Refused("folder", "Folder {name} tidak ada.", name=folder.name)
    look = _Look(folder)
    areas = look.areas()
    offices = look.read("offices.toml", read_offices) or ()
    categories = look.read("categories.toml", read_categories) or ()
    look.compare(areas, offices, categories)
    holidays = look.read("holidays.toml", read_holidays) or {}
    look.compare_urgent(look.read("follow-up.toml", read_follow_up) or Terms(), categories)
    look.methods()
    decrees = look.decrees()
    counts = {kind.value: len(areas.of(kind)) for kind in Kind}
    counts |= {"offices": len(offices), "categories": len(categories), "holidays": len(holidays)}
    counts |= {"decrees": len(decrees)}
    rules = any(one.status is Status.IN_FORCE and one.covers(today) for one in decrees)
    undecided = [*open_points(folder), *_not_there(folder, areas, rules=rules), *_untold(holidays, today)]
    return Checked(counts, zone_in(folder), tuple(look.mistakes), tuple(undecided))


def open_points(folder: Path) -> Iterator[OpenPoint]:
    """Every mark in the texts of a folder, in their order."""
    for file in sorted(folder.rglob("*")):
        if file.suffix not in (".toml", ".md") or not file.is_file():
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            _, mark, words = line.partition(f"{UNDECIDED}:")
            if mark:
                yield OpenPoint(file.relative_to(folder).as_posix(), number, words.strip())


def _not_there(folder: Path, areas: Listing, *, rules: bool) -> Iterator[OpenPoint]:
    if not rules:
        yield OpenPoint("decrees", 0, "tidak ada keputusan yang berlaku sekarang: bulan tidak dapat ditutup")
    wards = areas.of(Kind.KELURAHAN)
    bare = [one.name for one in wards if one.lat is None]
    if bare and not list((folder / "areas").glob("*.geojson")):
        words = f"{len(bare)} kelurahan tanpa batas dan tanpa titik tengah: laporan di sana perlu batas yang diimpor"
        yield OpenPoint("areas/areas.csv", 0, words)


def _untold(holidays: Collection[date], today: date) -> Iterator[OpenPoint]:
    for year, known in years_untold(holidays, today):
        words = f"baru {known} hari libur tahun {year}: tambahkan menurut SKB tiga menteri (rukun kota holidays)"
        yield OpenPoint("holidays.toml", 0, words)


class _Look:
    """Goes through the files and collects what is wrong with each; one broken file hides no other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.mistakes = folder, list[str]()

    def tried(self, name: str, what: Callable[[], T]) -> T | None:
        try:
            return what()
        except Refused as refusal:
            self.mistakes.append(f"{name}: {refusal}")
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, TypeError, KeyError) as wrong:
            self.mistakes.append(f"{name}: {wrong}")
        except AttributeError:
            # A value where a table is meant; the readers go by the tables' keys.
            words = Refused("shape", "Susunannya keliru. Bagian yang berulang diberi judul [[…]], dengan dua kurung.")
            self.mistakes.append(f"{name}: {words}")
        return None

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """A file as its own package reads it; one that is missing is a mistake where a city cannot do without."""
        file = self.folder / name
        if not file.is_file():
            if name in NEEDED:
                self.mistakes.append(f"{name}: tidak ada")
            return None
        return self.tried(name, lambda: reader(file.read_text(encoding="utf-8")))

    def areas(self) -> Listing:
        """Its lists and borders as they are loaded."""
        if not list((self.folder / "areas").glob("*.csv")):
            self.mistakes.append("areas: tidak ada daftar wilayah (areas.csv)")
            return Listing((), ())
        listing = self.tried("areas", lambda: listing_of(self.folder)) or Listing((), ())
        borders = self.tried("areas", lambda: borders_in(self.folder)) or {}
        self.mistakes += mistakes_in(listing, borders)
        return listing

    def compare(self, areas: Listing, offices: tuple[OfficeFacts, ...], categories: tuple[CategoryFacts, ...]) -> None:
        """Offices serve areas that exist, and categories and routes name offices that exist."""
        listed = {one.code.digits for one in areas.areas}
        desks = {one.code for one in offices} | {OF_THE_PLACE} | {code for code in listed if len(code) in (6, 10)}
        known = {one.code for one in categories}
        for office in offices:
            if listed and office.area.digits not in listed:
                self.mistakes.append(f"offices.toml: {office.code} melayani {office.area.official}, yang tidak ada")
        for one in categories:
            if one.needs_followup and one.owner not in desks:
                self.mistakes.append(f"categories.toml: {one.code} ditangani {one.owner}, yang tidak ada")
        self._compare_routes(known, desks, listed)

    def compare_urgent(self, terms: Terms, categories: tuple[CategoryFacts, ...]) -> None:
        """What is urgent by itself is a kind that somebody follows up."""
        followed = {one.code for one in categories if one.needs_followup}
        for reason in terms.urgents.values():
            for code in sorted(set(reason.kinds) - followed):
                self.mistakes.append(f"follow-up.toml: {reason.code} menyebut jenis {code}, yang tidak ditindaklanjuti")

    def _compare_routes(self, known: set[str], desks: set[str], listed: set[str]) -> None:
        for route in self.read("routing.toml", read_routes) or ():
            if route.category not in known or route.office not in desks or route.area not in listed:
                self.mistakes.append(f"routing.toml: {route.category} di {route.area} ke {route.office}: tidak dikenal")
        for question in self.read("questions.toml", read_questions) or ():
            for code in sorted({str(one) for one in question.categories} - known):
                self.mistakes.append(f"questions.toml: {question.code} menyebut jenis {code}, yang tidak ada")

    def methods(self) -> None:
        """What judges, ranks, honours and teaches."""
        folder = self.folder
        self.read("sampling.toml", read_plan)
        self.read("validation.toml", read_validation)
        self.tried("curriculum.toml", lambda: lessons.check(folder))
        self.tried("bank", lambda: layouts_in(folder))
        if not self.tried("scoring", lambda: methods_in(folder / "scoring")):
            self.mistakes.append("scoring: tidak ada cara menghitung peringkat")
        if (signals := folder / "signals.toml").is_file():
            abuse = folder / "abuse.toml"
            said = abuse.read_text(encoding="utf-8") if abuse.is_file() else ""
            self.tried("signals.toml", lambda: read_weights(signals.read_text(encoding="utf-8"), said))
        if (retention := folder / "retention.toml").is_file():
            self.tried("retention.toml", lambda: read_retention(retention.read_text()))
        if (awards := folder / "awards.toml").is_file():
            self.tried("awards.toml", lambda: read_awards(awards.name, awards.read_bytes()))

    def decrees(self) -> tuple[Decree, ...]:
        found = self.tried("decrees", lambda: law.check_folder(self.folder / "decrees"))
        self.mistakes += found.mistakes if found else ()
        return found.decrees if found else ()
