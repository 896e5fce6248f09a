"""Which addresses a mirror holds, and as which files; everything else leads to the living city.

The routes are named as the access table names them. A test compares: a public page that is neither here nor among
those that need the living city fails it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from rukun.transparency.mirror.ledger import Ledger
from rukun.transparency.mirror.naming import Copied, file_of, is_safe, page_of
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import Month

STATIC = "/static/"
# Pages of their own, without anything asked.
PLAIN_PAGES = frozenset({
    "home", "laporan", "segel", "segel-saksi", "cara-kerja", "hitung-sendiri", "aturan", "peringkat", "penghargaan",
    "uang", "uang-kolom", "validasi", "sosialisasi", "tanya", "data-terbuka", "api", "cermin",
})  # fmt: skip
PAGES = PLAIN_PAGES | {
    "wilayah", "belum", "laporan-satu", "aturan-satu", "mengapa", "kinerja-unit", "penghargaan-bukti", "uang-wilayah",
    "tahap", "segel-bukti",
}  # fmt: skip
PLAIN_FILES = frozenset({
    "umpan", "segel-akar", "segel-kunci", "segel-daftar", "uang-kolom-csv", "kalender", "api-openapi",
})  # fmt: skip
FILES = PLAIN_FILES | {
    "umpan-wilayah", "kalender-wilayah", "data-berkas", "foto", "bukti", "segel-satu", "segel-bukti-json",
    "undian-json", "tahap-lembar", "bahan", "piagam", "uang-csv",
}  # fmt: skip
# What may be asked of a page besides its address; anything else is a view that only the living city has.
ASKED = {
    "laporan": {"wilayah"}, "segel": {"halaman"}, "peringkat": {"bulan", "untuk", "masa", "di"}, "validasi": {"bulan"},
    "mengapa": {"bulan"}, "kinerja-unit": {"bulan"}, "uang": {"tahun", "bulan"}, "uang-wilayah": {"tahun", "bulan"},
    "data-terbuka": {"bulan"}, "tanya": {"topik"}, "segel-bukti": {"nomor", "tentang"}, "segel-bukti-json": {"nomor"},
    "segel-daftar": {"sesudah"}, "undian-json": {"bulan", "kelurahan"}, "uang-csv": {"tahun"},
}  # fmt: skip
# Pages that are asked for by month in many places keep only the newest.
MANY_PLACES = frozenset({"mengapa", "kinerja-unit", "uang-wilayah"})
MONTHS_OF_MANY = 3
# Only the first pages of the seals: all of them are in the lists beside.
SEAL_PAGES = 10
# Of areas below the kelurahan there is a page, and no more.
WIDE = frozenset({"belum", "umpan-wilayah", "kalender-wilayah", "uang-csv"})
Query = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the city a mirror holds: photos by their edge (0: whole, None: none), months back, open data."""

    site: str
    photos: int | None
    now: Month
    months: int
    has_data: bool

    @property
    def earliest(self) -> Month:
        found = self.now
        for _ in range(self.months):
            found = found.previous
        return found


@dataclass(frozen=True, slots=True)
class Reach:
    """Answers for every link of a page whether the mirror has it."""

    extent: Extent
    ledger: Ledger

    def living(self, address: str) -> str:
        return f"{self.extent.site}{address}"

    def of(self, address: str, language: str, source: str = "") -> Copied | None:
        """The file of an address; None where only the living city has it. `source` is the page that names it."""
        path, _, asked = address.partition("?")
        if path.startswith(STATIC):
            return file_of(path) if is_safe(path) else None
        found = _resolved(unquote(path))
        if found is None or not is_safe(unquote(path)):
            return None
        name = str(found.url_name)
        if name == "laporan-satu":
            report = page_of(path, (), language)
            return report if not asked and self.ledger.is_wanted(page_of(path, (), "id").name) else None
        if name in ("foto", "bukti"):
            return self._picture(path)
        query = self._query(name, parse_qsl(asked), found, source)
        return None if query is None else self._copied(name, path, query, language)

    def _copied(self, name: str, path: str, query: Query, language: str) -> Copied | None:
        if name in PAGES:
            return page_of(path, query, language)
        if name in FILES and (name != "data-berkas" or self.extent.has_data):
            return file_of(path, query)
        return None

    def _picture(self, path: str) -> Copied | None:
        if self.extent.photos is None:
            return None
        return file_of(path, [("ukuran", str(self.extent.photos))] if self.extent.photos else [])

    def _query(self, name: str, asked: Query, found: ResolverMatch, source: str) -> Query | None:
        """What is asked, in one spelling and without what is so anyway; None where the mirror has no such view."""
        if name not in PAGES and name not in FILES:
            return None
        area = _area(found.kwargs.get("code", "") if found.kwargs else "")
        if area is not None and name in WIDE and not _is_wide(area):
            return None
        kept = []
        for key, value in asked:
            if not value or self._is_so_anyway(name, key, value):
                continue
            if key not in ASKED.get(name, ()) or not self._may(name, key, value, area, source):
                return None
            kept.append((key, value))
        return None if name == "peringkat" and len(kept) > 2 else sorted(kept)

    def _is_so_anyway(self, name: str, key: str, value: str) -> bool:
        standing = {
            "tahun": str(self.extent.now.year), "halaman": "1", "sesudah": "0", "untuk": "kelurahan", "masa": "month",
        }  # fmt: skip
        return standing.get(key) == value and name != "segel-daftar"

    def _may(self, name: str, key: str, value: str, area: AreaCode | None, source: str) -> bool:
        judges: dict[str, Callable[[], bool]] = {
            "bulan": lambda: self._is_near(value, name in MANY_PLACES) and (area is None or _is_wide(area)),
            "tahun": lambda: _is_year(value) and int(value) >= self.extent.earliest.year and _is_wide(area),
            "halaman": lambda: (number_in(value) or SEAL_PAGES + 1) <= SEAL_PAGES,
            "wilayah": lambda: _is_wide(_area(value)),
            # An entry whose proof the mirror holds is one of those that a page of it lists.
            "nomor": lambda: source.startswith("/segel/bukti/?"),
            "tentang": lambda: ":" in value,
        }
        return judges.get(key, lambda: True)()

    def _is_near(self, text: str, is_one_of_many: bool) -> bool:
        try:
            month = Month.parse(text)
        except Refused:
            return False
        earliest = self.extent.earliest
        if is_one_of_many:
            earliest = max(earliest, _back(self.extent.now, MONTHS_OF_MANY))
        return month >= earliest


def _back(month: Month, many: int) -> Month:
    for _ in range(many):
        month = month.previous
    return month


@lru_cache(maxsize=8192)
def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except (Resolver404, ValueError):
        return None


def _area(text: object) -> AreaCode | None:
    try:
        return AreaCode.parse(str(text))
    except Refused:
        return None


def _is_wide(area: AreaCode | None) -> bool:
    return area is None or area.kind not in (Kind.RW, Kind.RT)


def _is_year(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) == 4


def path_of(href: str, page: str, site: str) -> str | None:
    """The address within the city that a link means, without what follows `#`; None where it leads elsewhere."""
    if href.startswith(site + "/") or href == site:
        href = href[len(site) :] or "/"
    if href.startswith("?"):
        return page.partition("?")[0] + href
    if href.startswith("/") and not href.startswith("//"):
        return href
    found = urlsplit(href)
    if found.scheme or found.netloc or not found.path:
        return None
    return page.partition("?")[0].rpartition("/")[0] + "/" + quote(href, safe="/?&=%.-_~:,+")
