"""Make a mirror: begin with what is known to be public, follow what its pages name, write what has changed.

Each file is whole or not there. What a run does not find any more (a report that was struck for privacy, a photo that
was hidden) is taken away at its end, before the new list of digests takes the place of the old one.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from rukun.channels.mirror.asking import City
from rukun.channels.mirror.reach import PLAIN_FILES, PLAIN_PAGES, Extent, Reach
from rukun.channels.mirror.rewriting import STAMP, rewritten
from rukun.operation.backup.files import room
from rukun.trail.queries import newest_seal
from rukun.transparency import addresses
from rukun.transparency.mirror import whole
from rukun.transparency.mirror.ledger import FOLDER, Held, Known, Ledger, opened
from rukun.transparency.mirror.naming import LANGUAGES, Copied, file_of, page_of
from rukun.transparency.mirror.promising import promise
from rukun.transparency.open_data import published
from rukun.transparency.open_data.writing import SUMS, sum_of, sums_in
from rukun.values.code import Kind
from rukun.values.time import day_of, iso

Told = Callable[[str], None]
SEALS_A_LIST = 1000
TELL_EVERY = 2_000
BROKEN = 500
# What never changes under its address: a picture in its final size, a built file, a signed root.
SETTLED = re.compile(r"^(static/built/.+-[0-9A-Z]{8}\.\w+|segel/[0-9]+\.txt)$")
IN_STYLES = re.compile(r"url\(\./([^)]+)\)")
PICTURES, PICTURE_SETTLES = ("foto/", "bukti/"), "private, max-age=3600"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a mirror is made. `at` is the city's time."""

    home: Path
    version: str
    at: datetime
    extent: Extent
    report_days: int = 31


@dataclass(slots=True)
class Made:
    """What a run did, and what lies there now."""

    held: Held
    written: int = 0
    same: int = 0
    gone: int = 0
    absent: int = 0
    failed: list[str] = field(default_factory=list)
    went_on: bool = False
    sums: str = ""


def make(root: Path, wanted: Wanted, told: Told = lambda _: None) -> Made:
    """One run over the whole public side; interrupted, the same command goes on."""
    with room(root), opened(root) as ledger:
        run = _Run(root, wanted, ledger)
        run.made.went_on = ledger.begin(_asked(wanted))
        with ledger.together():
            _seeds(ledger, wanted, Reach(wanted.extent, ledger))
        told("pages")
        run.through(told)
        told("list, seal and proof")
        run.sweep()
        run.certify()
        ledger.finish()
    return run.made


def _asked(wanted: Wanted) -> str:
    """Whether a run that was interrupted is still the one that is asked for: not on another day, because what was
    written before might have been struck meanwhile."""
    extent, day = wanted.extent, day_of(wanted.at)
    told = (wanted.version, day, extent.site, extent.photos, extent.months, extent.has_data, wanted.report_days)
    return " ".join(map(str, told))


def _seeds(ledger: Ledger, wanted: Wanted, reach: Reach) -> None:
    """What is not left to be found: pages of their own, every area, the newest reports, open data, lists of seals."""
    for pages in (
        (reverse(name) for name in sorted(PLAIN_PAGES)),
        _of_areas(),
        (reverse("laporan-satu", args=[code]) for code in _reports(wanted)),
    ):
        ledger.want(page_of(path, (), language) for path in pages for language in LANGUAGES)
    ledger.want(file_of(reverse(name)) for name in sorted(PLAIN_FILES))
    seal = newest_seal()
    lists = range(0, seal.number if seal else 0, SEALS_A_LIST)
    ledger.want(file_of(reverse("segel-daftar"), [("sesudah", str(number))]) for number in lists)
    if reach.extent.has_data:
        names = [*sums_in(published.folder_of(wanted.home)), SUMS]
        ledger.want(file_of(reverse("data-berkas", args=[name])) for name in names)


def _reports(wanted: Wanted) -> Iterator[str]:
    if wanted.report_days:
        yield from addresses.reports_since(wanted.at - timedelta(days=wanted.report_days))


def _of_areas() -> Iterator[str]:
    for number in range(1, addresses.files_of_areas() + 1):
        for area in addresses.areas_in(number):
            code = area.area_code.official
            yield from (f"/wilayah/{code}/", f"/uang/{code}/")
            if area.area_code.kind is Kind.KELURAHAN:
                yield from (f"/peringkat/{code}/", f"/peringkat/{code}/rt-rw/")


class _Run:
    """One run at work."""

    def __init__(self, root: Path, wanted: Wanted, ledger: Ledger) -> None:
        self.root, self.wanted, self.ledger = root, wanted, ledger
        self.reach, self.city, self.made = Reach(wanted.extent, ledger), City(), Made(Held(0, 0, 0))
        self.moments = {language: _moment(wanted.at, language) for language in LANGUAGES}

    def through(self, told: Told) -> None:
        done = 0
        while due := self.ledger.waiting():
            with self.ledger.together():
                for one in due:
                    self._one(one)
            before, done = done, done + len(due)
            if done // TELL_EVERY > before // TELL_EVERY:
                told(f"{done:,} files looked at, {self.made.written:,} written")

    def _one(self, known: Known) -> None:
        wanted = known.wanted
        if known.settled and self._lies(known):
            self._same(wanted.name)
            return
        response = self.city.ask(wanted)
        try:
            if response.status_code >= BROKEN:
                self._broken(known)
            elif response.status_code != 200:
                self._absent(known)
            elif wanted.is_page:
                self._page(known, cast(HttpResponse, response).content.decode())
            else:
                self._file(known, response)
        finally:
            # Only the file: to close the answer would close the database as well, once a picture.
            if file := getattr(response, "file_to_stream", None):
                file.close()

    def _page(self, known: Known, text: str) -> None:
        page = rewritten(text, known.wanted, self.reach)
        self.ledger.want(page.named)
        plain = hashlib.sha256(page.text.encode()).hexdigest()
        if plain == known.plain and self._lies(known):
            self._same(known.wanted.name)
            return
        content = page.text.replace(STAMP, self.moments[known.wanted.language]).encode()
        self._write(known.wanted.name, iter([content]), plain=plain)

    def _broken(self, known: Known) -> None:
        """A page that failed leaves what lay there, and is told: nobody's mistake of a night empties a mirror."""
        self.made.failed.append(known.wanted.address)
        if known.digest and self._lies(known):
            self.ledger.same(known.wanted.name)
        elif known.wanted.is_page:
            self._absent(known)
        else:
            self.ledger.keep(known.wanted.name, plain="", digest="", size=0)

    def _absent(self, known: Known) -> None:
        """What may not be seen (any more) leaves nothing; a page that others name says only that it is not here."""
        self.made.absent += 1
        if not known.wanted.is_page:
            self.ledger.keep(known.wanted.name, plain="", digest="", size=0)
            return
        with translation.override(known.wanted.language):
            self._page(known, render_to_string("cermin/absent.html"))

    def _file(self, known: Known, response: HttpResponseBase) -> None:
        name = known.wanted.name
        if known.digest and response.headers.get("ETag") == f'"{known.digest}"' and self._lies(known):
            self._same(name)
            return
        settled = bool(SETTLED.match(name))
        if name.startswith(PICTURES):
            settled = response.headers.get("Cache-Control") == PICTURE_SETTLES
        if name.endswith(".css"):
            self._styles(known.wanted, response)
            return
        self._write(name, _pieces(response), was=known, settled=settled)

    def _styles(self, wanted: Copied, response: HttpResponseBase) -> None:
        content = b"".join(_pieces(response))
        folder = wanted.address.rpartition("/")[0]
        self.ledger.want(file_of(f"{folder}/{name}") for name in IN_STYLES.findall(content.decode()))
        self._write(wanted.name, iter([content]), settled=bool(SETTLED.match(wanted.name)))

    def _write(
        self, name: str, pieces: Iterator[bytes], *, plain: str = "", was: Known | None = None, settled: bool = False
    ) -> None:
        """Beside its place and then there; left alone where the same lies there."""
        part, digest, size = self.root / FOLDER / "part", hashlib.sha256(), 0
        with part.open("wb") as out:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        if was is not None and was.digest == digest.hexdigest() and self._lies(was):
            self.made.same += 1
        else:
            target = self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(part, target)
            self.made.written += 1
        # Only now: where there was no room for it, the next run has to write it.
        self.ledger.keep(name, plain=plain, digest=digest.hexdigest(), size=size, settled=settled)

    def _same(self, name: str) -> None:
        self.ledger.same(name)
        self.made.same += 1

    def _lies(self, known: Known) -> bool:
        try:
            return (self.root / known.wanted.name).stat().st_size == known.size
        except OSError:
            return False

    def sweep(self) -> None:
        """Whatever this run did not find."""
        for name in self.ledger.gone():
            file = self.root / name
            file.unlink(missing_ok=True)
            self.made.gone += 1
            _drop_empty(file.parent, self.root)

    def certify(self) -> None:
        """The list, what it is a list of, and the proof that the city said so."""
        held = self.made.held = self.ledger.held()
        self.made.sums = whole.write_list(self.root, self.ledger.listed())
        wanted, extent = self.wanted, self.wanted.extent
        whole.write_certificate(self.root, {
            "form": whole.FORM, "site": extent.site, "city": settings.RUKUN_KOTA, "version": wanted.version,
            "made_at": iso(wanted.at), "sums": self.made.sums, **asdict(held), "photos": extent.photos,
            "months": extent.months, "report_days": wanted.report_days, "open_data": extent.has_data,
            "languages": list(LANGUAGES),
        })  # fmt: skip
        certificate = sum_of(self.root / whole.CERTIFICATE)
        told = promise(self.made.sums, certificate=certificate, files=held.files, home=wanted.home, at=wanted.at)
        whole.write_proof(self.root, told)


def _pieces(response: HttpResponseBase) -> Iterator[bytes]:
    """What was answered, as it comes: a large file is never in memory as a whole."""
    if isinstance(response, StreamingHttpResponse):
        yield from cast(Iterator[bytes], response)
    else:
        yield cast(HttpResponse, response).content


def _moment(at: datetime, language: str) -> str:
    with translation.override(language):
        return render_to_string("cermin/moment.txt", {"at": at}).strip()


def _drop_empty(folder: Path, root: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
