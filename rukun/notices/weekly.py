"""The week in figures for whoever answers for an area: whom it is for, and its words. Nobody is named in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext

from rukun.areas.models import Area
from rukun.followup.oversight import figures
from rukun.followup.oversight.figures import Days, Held, Row
from rukun.followup.oversight.rules import Sums
from rukun.notices.concern import Concern
from rukun.notices.rules import HEARS_OF_THE_WEEK, NEWS
from rukun.people.queries import appointments_on
from rukun.trail.models import Event
from rukun.values.code import AreaCode, Kind

OFFICES_TOLD = 12
COUNTS = ("open", "overdue", "closed", "reopened", "disputed", "unconfirmed")


def of_week(event: Event, at: datetime) -> list[Concern]:
    """The lurah, camat and wali kota of this moment, each with the figures of their area; nine queries in all."""
    (matter,) = NEWS[event.verb]
    monday = date.fromisoformat(event.about.removeprefix("week:"))
    rows = appointments_on(at).filter(seat__role__in=HEARS_OF_THE_WEEK).order_by("person_id", "seat__area__code")
    seats = list(rows.values_list("person_id", "seat__area__code", "seat__area__name"))
    provinces = {code[:2] for _, code, _ in seats}
    found = {code: figures.beside(AreaCode(code), weeks_of(monday), at).rows for code in provinces}
    concerns = {
        (person, code): Concern(
            event.pk, event.at, person, matter, f"week:{code}:{monday}", None,
            facts_of(AreaCode(code), name, [row for row in found[code[:2]] if row.code.startswith(code)], monday),
        )
        for person, code, name in seats
    }  # fmt: skip
    return list(concerns.values())


def weeks_of(monday: date) -> tuple[Days, Days]:
    """The seven days before a Monday, and the seven before these."""
    week = timedelta(days=7)
    last = monday - timedelta(days=1)
    return Days(monday - week, last), Days(monday - 2 * week, last - week)


def facts_of(area: AreaCode, name: str, rows: Sequence[Row], monday: date) -> dict[str, Any]:
    """What a digest tells: sums of the area against the week before, and its offices, the most overdue first."""
    total = Row("", "", Held(), Sums(), Sums())
    for row in rows:
        total.add(row)
    worst = sorted(rows, key=lambda row: (-row.held.overdue, -row.held.open, row.code))[:OFFICES_TOLD]
    return {
        "week": str(monday), "place": name, "area": area.digits, "kind": area.kind.value, **_counts(total),
        "before": {"closed": total.before.closed, "reopened": total.before.reopened,
                   "disputed": total.before.disputed, "unconfirmed": total.before.unconfirmed},
        "offices": [{"name": row.name, **_counts(row)} for row in worst] if area.kind is not Kind.KELURAHAN else [],
        "left": max(0, len(rows) - OFFICES_TOLD),
    }  # fmt: skip


def facts_for(area: Area, monday: date, at: datetime) -> dict[str, Any]:
    """The digest that an area would get on that Monday, for its preview; five queries."""
    rows = figures.beside(area.area_code, weeks_of(monday), at).rows
    return facts_of(area.area_code, area.name, rows, monday)


def _counts(row: Row) -> dict[str, int]:
    return {
        "open": row.held.open, "overdue": row.held.overdue, "closed": row.now.closed, "reopened": row.now.reopened,
        "disputed": row.now.disputed, "unconfirmed": row.now.unconfirmed,
    }  # fmt: skip


def gaps_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """What fills the sentence of a digest, in the language that is spoken."""
    days = weeks_of(date.fromisoformat(facts["week"]))[0]
    week = gettext("{first} sampai {last}").format(first=_day(days.first), last=_day(days.last))
    return {"place": facts["place"], "week": week, **{name: _whole(facts[name]) for name in COUNTS}}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the digest: its words, its value, and that of the week before ("" where there is none)."""

    words: str
    value: str
    before: str = ""


def lines_of(facts: Mapping[str, Any]) -> list[Line]:
    """The figures one below the other, in the language that is spoken."""
    words = {
        "open": gettext("Terbuka sekarang"),
        "overdue": gettext("Lewat tenggat sekarang"),
        "closed": gettext("Selesai minggu ini"),
        "reopened": gettext("Dibuka kembali warga"),
        "disputed": gettext("Dibantah warga"),
        "unconfirmed": gettext("Tanpa jawaban warga"),
    }
    before = facts["before"]
    return [Line(words[name], _whole(facts[name]), _whole(before[name]) if name in before else "") for name in COUNTS]


def heads() -> list[str]:
    """The heads of the table of offices."""
    return [gettext("Kantor"), gettext("Terbuka"), gettext("Terlambat"), gettext("Selesai"),
            gettext("Dibuka kembali"), gettext("Dibantah warga")]  # fmt: skip


def offices_of(facts: Mapping[str, Any]) -> list[list[str]]:
    """The rows of the table of offices."""
    return [[one["name"], *(_whole(one[name]) for name in COUNTS[:5])] for one in facts["offices"]]


def left_words(facts: Mapping[str, Any]) -> str:
    """How many offices are left out of the table; "" where none is."""
    count = facts["left"]
    return ngettext("dan {n} kantor lagi", "dan {n} kantor lagi", count).format(n=count) if count else ""


def text_of(facts: Mapping[str, Any]) -> str:
    """The digest in plain text."""
    said = [_line(line) for line in lines_of(facts)]
    rows = [f"{name}: " + ", ".join(f"{word.lower()} {value}" for word, value in zip(heads()[1:], row, strict=True))
            for name, *row in offices_of(facts)]  # fmt: skip
    return "\n".join([*said, *([""] if rows else []), *rows, *filter(None, [left_words(facts)])])


def _line(line: Line) -> str:
    last = gettext("minggu sebelumnya {n}").format(n=line.before) if line.before else ""
    return f"{line.words}: {line.value}" + (f" ({last})" if last else "")


CELL = "padding:6px 10px;border-bottom:1px solid #ddd7cb;text-align:{};"


def html_of(facts: Mapping[str, Any], link: str) -> str:
    """The digest as a table for a mailbox: no pictures, nothing that is fetched, styles where mailboxes want them."""
    gaps, left, right = gaps_of(facts), CELL.format("left"), CELL.format("right")
    figures_told = format_html_join(
        "", f'<tr><th scope="row" style="{left}font-weight:400">{{}}</th><td style="{right}font-weight:700">{{}}</td>'
        f'<td style="{right}color:#565d6d">{{}}</td></tr>',
        ((line.words, line.value, line.before) for line in lines_of(facts)),
    )  # fmt: skip
    offices = format_html_join(
        "", "<tr>{}</tr>",
        ((format_html_join("", '<td style="{}">{}</td>', ((left if n == 0 else right, c) for n, c in enumerate(row))),)
         for row in offices_of(facts)),
    )  # fmt: skip
    head = format_html_join("", '<th scope="col" style="{}">{}</th>', ((right, word) for word in heads()[1:]))
    table = format_html(
        '<table style="border-collapse:collapse;font-size:15px"><tr><th scope="col" style="{}">{}</th>{}</tr>{}'
        "</table><p>{}</p>", left, heads()[0], head, offices, left_words(facts),
    ) if facts["offices"] else ""  # fmt: skip
    return format_html(
        '<div style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1c2230;max-width:640px">'
        '<h1 style="font-size:20px">{}</h1><p>{}</p><table style="border-collapse:collapse">'
        '<tr><td></td><th scope="col" style="{}">{}</th><th scope="col" style="{}">{}</th></tr>{}</table>{}'
        '<p><a href="{}">{}</a></p></div>',
        gettext("Ringkasan mingguan {place}").format(place=gaps["place"]), gaps["week"], right, gettext("Minggu ini"),
        right, gettext("Sebelumnya"), figures_told, table, link, gettext("Lihat di Rukun, dengan laporannya"),
    )  # fmt: skip


def _whole(number: int) -> str:
    return formats.number_format(number, use_l10n=True, force_grouping=True)


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")
