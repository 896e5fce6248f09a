"""Write the open data into a folder: months, deltas, what the whole city has, and what describes them all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rukun.reports.models import Report
from rukun.trail.models import Seal
from rukun.transparency.open_data import describing, followed, paid, ranked, taught
from rukun.transparency.open_data.beside import write_beside
from rukun.transparency.open_data.dictionary import FORMATS, datasets
from rukun.transparency.open_data.grounded import FOLDERS, write_ground
from rukun.transparency.open_data.raw import PREFIX, write_raw
from rukun.transparency.open_data.reported import Stretch, read_reports, write_reports, write_tickets
from rukun.transparency.open_data.writing import write_sheet, write_sums
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of, start_of

# Fewer reports are written sooner than a second process has begun.
WORTH_TWO = 50_000


def export_month(root: Path, month: Month, *, scoring: Path, at: datetime, formats: Collection[str] = FORMATS) -> None:
    """One month, and anew what the whole city has; what lies there of other months stays."""
    if month.starts_at > at:
        raise Refused("month", "Bulan {month} belum dimulai.", field="month", month=month)
    folder, stretch = root / str(month), Stretch(month.starts_at, month.ends_at)
    # What takes longest at both ends: reports for the second process, whose start costs two seconds, the others here.
    with TemporaryDirectory(prefix=PREFIX) as apart:
        write_beside([
            partial(followed.write_month, folder, month, at, formats, Path(apart)),
            partial(_write_moved_and_ranked, folder, month, formats),
            partial(write_ground, root, scoring, formats),
            partial(paid.write_month, folder, month, at, formats, Path(apart)),
            partial(read_reports, folder, stretch, formats, Path(apart)),
        ], is_little=_many_in(stretch) < WORTH_TWO)  # fmt: skip
    _describe(root, [*FOLDERS, str(month)], at)


def _many_in(stretch: Stretch) -> int:
    """How many reports came in the stretch, counted up to where it no longer matters."""
    return Report.objects.filter(stretch.within("received_at"))[:WORTH_TWO].count()


def _write_moved_and_ranked(folder: Path, month: Month, formats: Collection[str]) -> None:
    stretch = Stretch(month.starts_at, month.ends_at)
    for name, rows in {
        "transfers": paid.transfer_rows(stretch),
        "expenses": paid.expense_rows(stretch),
        "ranking-kelurahan": ranked.ward_rows(),
        "ranking-tables": ranked.table_rows(month),
        "ranking-other-tables": ranked.other_table_rows(month),
        "ranking-skpd": ranked.skpd_rows(),
        "sosialisasi-sessions": taught.session_rows(month),
    }.items():
        write_sheet(folder, datasets()[name], rows, formats)


def export_delta(root: Path, since: datetime, *, at: datetime, formats: Collection[str] = FORMATS) -> Path:
    """What was said, done, judged and moved from a moment until now; returns its folder, named by the last day."""
    if since >= at:
        raise Refused("since", "Perubahan hanya dapat diambil sejak saat yang sudah lewat.", field="since")
    name = f"{describing.DELTAS}/{day_of(since)}--{day_of(at)}"
    folder, stretch = root / name, Stretch(since, at, is_delta=True)
    write_reports(folder, stretch, formats)
    write_tickets(folder, stretch, formats)
    write_raw(folder, followed.HELD, followed.held_rows(stretch), formats)
    for dataset, rows in {
        "verdicts": paid.changed_verdict_rows(stretch),
        "transfers": paid.transfer_rows(stretch),
        "expenses": paid.expense_rows(stretch),
    }.items():
        write_sheet(folder, datasets()[dataset], rows, formats)
    _describe(root, [name], at)
    return folder


def rewrite_delta(root: Path, name: str, since: datetime, until: datetime, *, at: datetime) -> None:
    """Its reports as everyone may see them now: what was hidden since does not stay in it. The other data sets hold
    nothing that can be hidden, and tell how things stood when it was written."""
    formats = [form for form in FORMATS if (root / name / f"reports.{form}").is_file()]
    write_reports(root / name, Stretch(since, until, is_delta=True), formats)
    _describe(root, [name], at)


def moment_named(text: str) -> datetime:
    """The moment of a seal (its number), or the first of a day."""
    if (number := number_in(text)) is not None:
        seal = Seal.objects.filter(number=number).first()
        if seal is None:
            raise Refused("since", "Segel nomor {number} tidak ada.", field="since", number=text)
        return seal.at
    try:
        return start_of(date.fromisoformat(text))
    except ValueError:
        raise Refused("since", "Tulis hari seperti 2016-06-14, atau nomor segel.", field="since") from None


def _describe(root: Path, folders: Collection[str], at: datetime) -> None:
    """Dictionary, licence, checksums of what was written, and the catalogue that lists all."""
    describing.write_texts(root)
    sums = write_sums(root, folders)
    describing.write_catalogue(root, sums, folders, at)
    write_sums(root, [""])
