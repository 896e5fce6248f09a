"""The month of a kelurahan or kecamatan on paper: figures beside those of the month before, drawn and as tables.

The words are Indonesian: it is an official's paper. Facts travel as data, never as markup.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Count, Q

from rukun.areas.models import Area
from rukun.areas.queries import in_ward_of
from rukun.followup.models import Ticket
from rukun.followup.oversight import figures
from rukun.followup.oversight.ageing import Waiting, board_of
from rukun.followup.oversight.figures import Row
from rukun.followup.oversight.rules import BAND_WORDS, Sums
from rukun.followup.rules import STATE_WORDS, State
from rukun.values.code import AreaCode, Kind
from rukun.values.indonesian import day_in_words, moment_in_words
from rukun.values.time import Month, city_zone
from rukun.values.typeset import typeset

TEMPLATE = Path(__file__).with_name("month.typ")
KINDS_SHOWN, OLDEST_SHOWN = 12, 8
TITLES = {Kind.KELURAHAN: "Kelurahan", Kind.KECAMATAN: "Kecamatan"}


def month_paper(area: Area, month: Month, at: datetime) -> bytes:
    """The PDF; twelve queries."""
    return typeset(TEMPLATE.read_bytes(), {"told": json.dumps(told_of(area, month, at))})


def told_of(area: Area, month: Month, at: datetime) -> dict[str, Any]:
    """What stands on it, in words and numbers; nobody is named, and no private report is told of."""
    days = figures.days_of(month, at)
    found = figures.beside(area.area_code, days, at)
    board = board_of(area.area_code, at, is_public=True)
    return {
        "area": f"{TITLES[Kind(area.kind)]} {area.name}",
        "code": area.official_code,
        "above": _above(area),
        "month": day_in_words(month.first, "MMMM y"),
        "is_whole": month.ends_at <= at,
        "days_said": f"{day_in_words(days[0].first)} sampai {day_in_words(days[0].last)}",
        "before_said": f"{day_in_words(days[1].first)} sampai {day_in_words(days[1].last)}",
        "made": moment_in_words(at, f"d MMMM y 'pukul' HH.mm '{city_zone()}'"),
        "figures": _figures(found.total),
        "offices": [_office(row) for row in found.rows] if len(found.rows) > 1 else [],
        "kinds": _kinds(area.area_code, month),
        "days": [[day.day, came, went] for day, came, went in found.days],
        "bands": [list(pair) for pair in zip(BAND_WORDS, board.total.bands, strict=True)],
        "passed": board.total.passed,
        "oldest": [_oldest(waiting, at) for waiting in board.oldest[:OLDEST_SHOWN]],
    }


def _above(area: Area) -> str:
    codes = [area.area_code.up_to(kind) for kind in (Kind.KECAMATAN, Kind.KOTA, Kind.PROVINSI)]
    names = dict(Area.objects.filter(code__in=[c.digits for c in codes]).values_list("code", "name"))
    kinds = ("Kecamatan", "Kota", "Provinsi")
    return ", ".join(
        f"{kind} {names[code.digits]}".replace("Kota Kota", "Kota")
        for kind, code in zip(kinds, codes, strict=True)
        if code.digits in names and code != area.area_code
    )


def _figures(total: Row) -> list[list[str]]:
    now, before = total.now, total.before
    pairs = [
        ("Masuk ke kantor sendiri", now.opened, before.opened), ("Selesai", now.closed, before.closed),
        ("Tidak dapat ditangani", now.declined, before.declined),
        ("Dibuka kembali warga", now.reopened, before.reopened),
        ("Dibenarkan warga", now.confirmed, before.confirmed), ("Dibantah warga", now.disputed, before.disputed),
        ("Tanpa jawaban warga tujuh hari", now.unconfirmed, before.unconfirmed),
    ]  # fmt: skip
    return [
        *([words, _whole(value), _whole(earlier), _difference(value, earlier)] for words, value, earlier in pairs),
        ["Nilai tengah lama di tangan kantor", hours_said(now.median_hours), hours_said(before.median_hours), ""],
        ["Bintang rata-rata (1–5)", _stars(now), _stars(before), ""],
        ["Masih terbuka saat dokumen dibuat", _whole(total.held.open), "", ""],
        ["Di antaranya lewat tenggat", _whole(total.held.overdue), "", ""],
    ]


def _office(row: Row) -> list[str]:
    return [
        row.name, _whole(row.held.open), _whole(row.held.overdue), _whole(row.now.closed),
        hours_said(row.now.median_hours), _whole(row.now.reopened), _whole(row.now.disputed), _stars(row.now),
    ]  # fmt: skip


def _kinds(area: AreaCode, month: Month) -> list[list[str]]:
    """The kinds of which most came in the month: how many came, and how many of these are closed; one query."""
    came = Ticket.objects.filter(in_ward_of(area), received_at__gte=month.starts_at, received_at__lt=month.ends_at)
    rows = (
        came.values_list("category__name").annotate(n=Count("id"), done=Count("id", filter=Q(state=State.DONE)))
        .order_by("-n", "category__name")[:KINDS_SHOWN]
    )  # fmt: skip
    return [[name, _whole(n), _whole(done)] for name, n, done in rows]


def _oldest(waiting: Waiting, at: datetime) -> list[str]:
    ticket, delay = waiting.ticket, waiting.delay
    said = f"{delay.words} Diharapkan {day_in_words(delay.expected)}." if delay else "Belum ada sebab yang disampaikan."
    if waiting.has_passed:
        said += " Janji ini sudah lewat."
    return [
        f"{ticket.category.name} ({ticket.report.code})", STATE_WORDS[State(ticket.state)], ticket.holder.name,
        f"{(at - ticket.opened_at).days} hari", said,
    ]  # fmt: skip


def hours_said(hours: float | None) -> str:
    """Hours in words: `5 jam`, `3 hari`."""
    if hours is None:
        return "–"
    return f"{round(hours)} jam" if hours < 48 else f"{hours / 24:.1f} hari".replace(".", ",")


def _stars(sums: Sums) -> str:
    mean = sums.mean_stars
    return "–" if mean is None else f"{mean:.1f} dari {_whole(sums.ratings)}".replace(".", ",", 1)


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _difference(value: int, earlier: int) -> str:
    return f"{value - earlier:+,}".replace(",", ".").replace("-", "−") if value != earlier else "="
