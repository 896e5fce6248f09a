"""Pages that explain: how it works, the law in plain words, how to redo the figures; and the way for search engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape

from rukun.channels.web.request.asked import Asked
from rukun.followup.rules import NEXT, State
from rukun.transparency import addresses, law
from rukun.values.refused import hidden
from rukun.values.time import Month, day_of

KEPT_SECONDS = 3600
# Pages of their own, for the first file of the sitemap.
PAGES = (
    "home", "laporan", "sekitar", "peringkat", "uang", "data-terbuka", "validasi", "aturan", "segel", "segel-bukti",
    "segel-tumbuh", "segel-saksi", "cermin", "cara-kerja", "hitung-sendiri", "penghargaan", "sosialisasi", "tanya",
)  # fmt: skip
# Folders for some only (a test compares them with the access table), and what is of no use to a search engine.
CLOSED = (
    "/akun/", "/arsip/", "/bulan-ini/", "/dana/", "/isi/", "/kas/", "/keputusan/", "/laporan-saya/", "/meja/",
    "/nihil/", "/penataan/", "/pengawasan/", "/sanggah/", "/tapem/", "/undangan/", "/masuk/", "/daftar/", "/lupa/",
    "/bergabung/", "/lapor/", "/kabar/", "/ikuti/", "/petugas/", "/kunci-program/", "/loket/", "/pendamping/",
    "/webhook/", "/chat/", "/slip/", "/segel/bukti.json", "/segel/tumbuh.json",
)  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def how_it_works(request: Asked) -> HttpResponse:
    """From a report to the money and the ranking, in six steps, and every way that a ticket may go; no query."""
    moves = [(state, [after for after in State if after in NEXT[state]]) for state in State]
    return render(request, "portal/cara-kerja.html", {"moves": moves})


def recompute(request: Asked) -> HttpResponse:
    """How anyone redoes the ranking and the money; no query."""
    month = Month.of(request.now).previous
    commands = {
        "sums": "sha256sum -c SHA256SUMS",
        "ranking": f"rukun ranking recompute data --month {month} --json",
        "money": f"rukun month recompute data --month {month} --json",
        "proof": f"rukun trail witness {request.build_absolute_uri('/').rstrip('/')} --home saksi",
    }
    return render(request, "portal/hitung-sendiri.html", {"commands": commands})


def mirror(request: Asked) -> HttpResponse:
    """What a mirror is, how anyone hosts one, and how it is checked; no query."""
    return render(request, "portal/cermin.html", {"address": settings.RUKUN_MIRROR_URL})


def decrees(request: Asked) -> HttpResponse:
    """All decrees, those in force first; two queries."""
    return render(request, "portal/aturan.html", {"decrees": law.decrees_told(day_of(request.now))})


def decree(request: Asked, code: str) -> HttpResponse:
    """One decree: what it pays, what may be bought, its versions; two queries."""
    return render(request, "portal/aturan-satu.html", {"told": law.decree_told(code, day_of(request.now))})


def robots(request: Asked) -> HttpResponse:
    """What a search engine need not walk through, and where the sitemap lies."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return _kept(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


def sitemap(request: Asked) -> HttpResponse:
    """The index of the files; two queries."""
    names = [
        reverse("sitemap-halaman"),
        *(reverse("sitemap-wilayah", args=[number + 1]) for number in range(addresses.files_of_areas())),
        *(reverse("sitemap-laporan", args=[number + 1]) for number in range(addresses.files_of_reports())),
    ]
    rows = "".join(f"<sitemap><loc>{_absolute(request, name)}</loc></sitemap>\n" for name in names)
    return _xml(f"<sitemapindex {SCHEMA}>\n{rows}</sitemapindex>\n")


def sitemap_of_pages(request: Asked) -> HttpResponse:
    """The pages of their own."""
    return _listed(_absolute(request, reverse(name)) for name in PAGES)


def sitemap_of_areas(request: Asked, number: int) -> HttpResponse:
    """One file of areas; one query."""
    before = _absolute(request, "/wilayah/")
    found = [f"{before}{escape(area.official_code)}/" for area in addresses.areas_in(number)]
    return _some(found, number, addresses.files_of_areas)


def sitemap_of_reports(request: Asked, number: int) -> HttpResponse:
    """One file of public reports; one query."""
    before = _absolute(request, "/laporan/")
    found = [f"{before}{escape(code)}/" for code, _ in addresses.reports_in(number)]
    return _some(found, number, addresses.files_of_reports)


def _some(found: list[str], number: int, files: Callable[[], int]) -> HttpResponse:
    """A file that the index names is there even where nothing in it is public; one beyond is not."""
    if not found and number > files():
        raise hidden()
    return _listed(found)


def _listed(found: Iterable[str]) -> HttpResponse:
    rows = "".join(f"<url><loc>{one}</loc></url>\n" for one in found)
    return _xml(f"<urlset {SCHEMA}>\n{rows}</urlset>\n")


def _absolute(request: Asked, path: str) -> str:
    return escape(request.build_absolute_uri(path))


def _xml(content: str) -> HttpResponse:
    return _kept(HttpResponse(HEAD + content, content_type="application/xml; charset=utf-8"))


def _kept(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer
