"""A city's list of areas as offices hand it over (CSV, often from Excel), read with every fault by line and column
(pure). Nothing is guessed: what cannot be meant in one way only is a fault.

Taken as it comes: with or without a byte order mark, UTF-8 or Excel's UTF-16, columns parted by comma, semicolon or
tab, a first line `sep=;`, cells that Excel wrapped as `="35.78"`, decimal commas, empty lines at the end.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rukun.areas import cells
from rukun.areas.cells import COLUMNS, NEEDED
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused

SEPARATORS = ";,\t"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the line of the file (from 1, the headings being a line) and the column's heading; of
    several files also which."""

    line: int
    column: str
    words: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One area of the list, with the line it stands in; figures are None where the list says nothing."""

    line: int
    code: AreaCode
    name: str
    lat: float | None = None
    lon: float | None = None
    km2: float | None = None
    rw: int | None = None
    rt: int | None = None
    population: int | None = None
    file: str = ""

    def seen_from(self, other: Listed) -> str:
        """Where it stands, for whoever reads the other's line."""
        return str(self.line) if self.file == other.file else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Listing:
    """The areas by code, and every fault; where there is one, the areas are not to be used."""

    areas: tuple[Listed, ...]
    faults: tuple[Fault, ...]

    def of(self, kind: Kind) -> list[Listed]:
        return [one for one in self.areas if one.code.kind is kind]

    @property
    def seat(self) -> AreaCode:
        """The area that departments of the whole city serve: the kota, or the province of a city of several."""
        towns = self.of(Kind.KOTA)
        return towns[0].code if len(towns) == 1 else self.of(Kind.PROVINSI)[0].code


def read_listing(content: bytes) -> Listing:
    """The list in a file's bytes, with every fault that is in it."""
    return read_together({"": content})


def read_together(contents: Mapping[str, bytes]) -> Listing:
    """The lists in several files, by their names, as one: a list of RW refers to the kelurahan of another. Each has
    headings and an encoding of its own."""
    faults: list[Fault] = []
    found: list[Listed] = []
    for name, content in contents.items():
        areas, wrong = _read(content)
        found += [replace(one, file=name) for one in areas]
        faults += [replace(one, file=name) for one in wrong]
    faults += _twice(found)
    # With a line left out, what lies in it would be told to lie in nothing.
    faults += [] if faults else _whole(found)
    ordered = sorted(faults, key=lambda fault: (fault.file, fault.line))
    return Listing(tuple(sorted(found, key=lambda one: one.code)), tuple(ordered))


def records(content: bytes) -> Iterator[dict[str, str]]:
    """Each record of any other table that offices hand over, by its headings; ValueError where it cannot be read."""
    lines = _cells(cells.decoded(content))
    try:
        headings = next(lines, (1, []))[1]
        for _, texts in lines:
            if any(texts):
                yield dict(zip(headings, texts, strict=False))
    except _Broken as broken:
        raise ValueError(broken.fault.words) from None


def first_code(head: bytes) -> str:
    """The first code that stands in the beginning of a file, as digits; "" where none can be read."""
    lines = _cells(head.decode(cells.encoding_of(head), errors="replace"))
    try:
        named = [cells.column_of(heading) for heading in next(lines, (1, []))[1]]
        for _, texts in lines:
            code = dict(zip(named, texts, strict=False)).get("code", "")
            if code:
                return code.replace(".", "")
    except _Broken:
        pass  # where the beginning ends, or where the list itself is broken
    return ""


def _read(content: bytes) -> tuple[list[Listed], list[Fault]]:
    """The areas of one file, and what is wrong with its lines."""
    faults: list[Fault] = []
    found: list[Listed] = []
    try:
        lines = list(_cells(cells.decoded(content)))
        headings = _headings(lines[0][1] if lines else [], lines[0][0] if lines else 1, faults)
    except _Broken as broken:
        return [], [broken.fault]
    for line, texts in [] if faults else lines[1:]:
        if any(texts):
            _take(line, headings, texts, found, faults)
    return found, faults


class _Broken(Exception):
    """The file cannot be read beyond this."""

    def __init__(self, line: int, words: Refused) -> None:
        super().__init__(str(words))
        self.fault = Fault(line, "", str(words))


def _cells(text: str | tuple[int, Refused]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line where it begins, its cells without what Excel puts around them."""
    if not isinstance(text, str):
        raise _Broken(*text)
    first, _, rest = text.partition("\n")
    skipped = first.strip().lower().startswith("sep=")
    body = rest if skipped else text
    heading = body.partition("\n")[0]
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=max(SEPARATORS, key=heading.count), strict=True)
    begun = 1 + skipped
    try:
        for record in reader:
            yield begun, [cells.unwrapped(cell) for cell in record]
            begun = reader.line_num + 1 + skipped
    except csv.Error:
        raise _Broken(begun, Refused("quotes", "Tanda kutipnya tidak berpasangan mulai baris ini.")) from None


def _headings(texts: list[str], line: int, faults: list[Fault]) -> list[str]:
    """Which column each heading names."""
    named = [cells.column_of(text) for text in texts]
    while named and not texts[len(named) - 1]:
        named.pop()
    for text, column in zip(texts, named, strict=False):
        if not column:
            words = Refused("column", "Kolom ini tidak dikenal; yang dikenal: {known}.", known=", ".join(COLUMNS))
            faults.append(Fault(line, text, str(words)))
        elif named.count(column) > 1:
            faults.append(Fault(line, text, str(Refused("column", "Kolom ini ada dua kali."))))
    for column in NEEDED:
        if column not in named:
            faults.append(Fault(line, column, str(Refused("column", "Kolom ini tidak ada."))))
    return named


def _take(line: int, headings: list[str], texts: list[str], found: list[Listed], faults: list[Fault]) -> None:
    """Read one line: every cell is looked at, so that all its faults are told at once."""
    if any(texts[len(headings) :]):
        words = Refused("cells", "Baris ini punya lebih banyak kolom daripada judulnya.")
        faults.append(Fault(line, "", str(words)))
        return
    said = dict(zip(headings, texts, strict=False))
    before = len(faults)

    def tried(column: str) -> object:
        try:
            return cells.READERS[column](said.get(column, ""))
        except Refused as refusal:
            faults.append(Fault(line, column, str(refusal)))
            return None

    read = {column: tried(column) for column in COLUMNS}
    if len(faults) == before:
        try:
            found.append(_area(line, said, read))
        except cells.Wrong as wrong:
            faults.append(Fault(line, wrong.column, str(wrong.refusal)))


def _area(line: int, said: Mapping[str, str], read: Mapping[str, object]) -> Listed:
    code = cells.code_of(said, read)
    cells.refuse_disagreeing(code, read)
    name = said.get("name", "")
    made = Listed(line, code, cells.unit_name(code) if name.isdigit() and len(code.digits) > 10 else name)
    figures = {column: read[column] for column in ("lat", "lon", "km2", "rw", "rt", "population")}
    return replace(made, **figures)  # type: ignore[arg-type]


def _twice(found: list[Listed]) -> Iterator[Fault]:
    """A code that stands in two lines."""
    by_code: dict[str, Listed] = {}
    for one in found:
        known = by_code.setdefault(one.code.digits, one)
        if known is not one:
            yield _fault(
                one, "code", Refused("twice", "Kode ini sudah ada di baris {line}.", line=known.seen_from(one))
            )


def _whole(found: list[Listed]) -> Iterator[Fault]:
    """What only the list as a whole shows."""
    yield from _same_names(found)
    yield from _above({one.code.digits: one for one in found})
    kinds = {one.code.kind for one in found}
    for kind in (Kind.KOTA, Kind.KECAMATAN, Kind.KELURAHAN):
        if kind not in kinds:
            yield Fault(1, "code", str(Refused("kind", "Daftar ini tidak memuat satu {kind} pun.", kind=kind.value)))


def _same_names(areas: Iterable[Listed]) -> Iterator[Fault]:
    """Two areas of one name within the same area are one that was listed twice, or a slip."""
    named: dict[tuple[str, str], Listed] = {}
    for one in areas:
        above = one.code.parent.digits if one.code.parent else ""
        alike = named.setdefault((above, one.name.casefold()), one)
        if alike is not one:
            words = Refused(
                "twice", "Nama ini sudah ada di baris {line}, di wilayah yang sama.", line=alike.seen_from(one)
            )
            yield _fault(one, "name", words)


def _above(by_code: Mapping[str, Listed]) -> Iterator[Fault]:
    """Every area but one province lies in an area that is listed."""
    for one in by_code.values():
        above = one.code.parent
        if above and above.digits not in by_code:
            words = Refused("parent", "Wilayah di atasnya ({code}) tidak ada dalam daftar.", code=above.official)
            yield _fault(one, "parent", words)
    for one in [one for one in by_code.values() if one.code.kind is Kind.PROVINSI][1:]:
        yield _fault(one, "code", Refused("province", "Provinsi kedua; sebuah kota terletak dalam satu provinsi."))


def _fault(one: Listed, column: str, refusal: Refused) -> Fault:
    return Fault(one.line, column, str(refusal), one.file)
