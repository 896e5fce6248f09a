"""Load the kinds of reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from rukun.reports.categories import read_categories
from rukun.reports.models import Category, Report
from rukun.trail.actions import record
from rukun.values.refused import Refused
from rukun.values.time import day_of


@transaction.atomic
def load_categories(folder: Path, *, at: datetime) -> int:
    """The kinds of the city's `categories.toml`; what is no longer in the file is retired, never removed.

    Refused where a kind that has reports is to count from now on, or no longer: months that are closed were paid by
    it, and would come out differently when they are computed again.
    """
    stated = read_categories((folder / "categories.toml").read_text())
    _refuse_to_reprice({c.code: c.counts for c in stated})
    Category.objects.bulk_create(
        [
            Category(
                code=c.code, name=c.name, name_en=c.name_en, group=c.group, icon=c.icon, order=order,
                needs_followup=c.needs_followup, counts=c.counts, owner=c.owner, deadline_hours=c.deadline_hours,
                around_the_clock=c.around_the_clock, retired_on=None,
            )
            for order, c in enumerate(stated)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "name", "name_en", "group", "icon", "order", "needs_followup", "counts", "owner", "deadline_hours",
            "around_the_clock", "retired_on",
        ],
    )  # fmt: skip
    Category.objects.exclude(code__in=[c.code for c in stated]).filter(retired_on=None).update(retired_on=day_of(at))
    record("categories.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"categories": len(stated)})
    return len(stated)


def _refuse_to_reprice(counts: Mapping[str, bool]) -> None:
    for kind in Category.objects.filter(code__in=counts).order_by("order"):
        if kind.counts != counts[kind.code] and Report.objects.filter(category=kind).exists():
            raise Refused(
                "category", "Jenis “{name}” sudah punya laporan, jadi tidak dapat diubah menjadi dihitung atau tidak "
                "dihitung: bulan yang sudah ditutup dibayar menurut itu. Hapus jenis itu dari categories.toml dan "
                "tambahkan jenis baru dengan kode lain.", name=kind.name,
            )  # fmt: skip
