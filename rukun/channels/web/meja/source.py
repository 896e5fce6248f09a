"""The queue of open tickets as a source of the queue component: its tabs, filters, columns and verbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext

from rukun.channels.web.drawing.queue import Asking, Choice, Column, Filter, Source, Tab, Verb, address
from rukun.channels.web.templatetags import leading
from rukun.channels.web.templatetags.numbers import ribuan
from rukun.channels.web.templatetags.written import LOOKS, kind_name
from rukun.followup.desk.queue import ACTED_ON_MOST, COUNTED_MOST, Counts, Desk
from rukun.followup.desk.sieve import AGES, DUE_WORDS, NOBODY, ROWS, SORT_WORDS, URGENT, Due
from rukun.followup.rules import OPEN, OUTCOME_WORDS, STATE_WORDS
from rukun.reports.ways import CAME_WORDS
from rukun.values.words import sentence

if TYPE_CHECKING:
    from rukun.followup.models import CrewMember
    from rukun.people.models import Office
    from rukun.reports.models import Category

VERBS = (
    Verb("take", sentence("Kerjakan"), "play", "t"),
    Verb("assign", sentence("Tugaskan"), "hard-hat", "e"),
    Verb("forward", sentence("Teruskan"), "send", "r"),
    Verb("pause", sentence("Tunda"), "circle-pause", "p"),
    Verb("merge", sentence("Gabungkan"), "merge", "g"),
    Verb("decline", sentence("Tolak"), "circle-minus", "d"),
)


def source_of(
    desk: Desk,
    counts: Counts,
    asked: Asking,
    kinds: Sequence[Category],
    crew: Sequence[CrewMember],
    holders: Sequence[Office],
) -> Source:
    """The desk's queue for one request."""
    language = get_language()
    return Source(
        title=gettext("Meja kerja"),
        here=leading.address("meja"),
        act=leading.address("meja-massal"),
        live=leading.address("meja-baru"),
        marks=leading.address("meja-titik"),
        views=leading.address("meja-pandangan"),
        columns=_columns(language, is_over=desk.is_over),
        filters=filters_of(desk, kinds, crew, holders),
        sorts=_sorts(language),
        verbs=VERBS,
        tabs=tabs_of(counts, asked),
        most=ACTED_ON_MOST,
        more={"office": desk.office, "is_over": desk.is_over},
    )


def counted(many: int) -> str:
    """The number, or that there are more than are counted."""
    if many > COUNTED_MOST:
        return gettext("lebih dari {n}").format(n=ribuan(COUNTED_MOST))
    return str(ribuan(many))


def tabs_of(counts: Counts, asked: Asking) -> list[Tab]:
    """All, each state, and what is due: each with its count, and the other filters left as they are."""
    states, due = ",".join(asked.get("status", ())), "".join(asked.get("tenggat", ()))
    here = (states, due)
    tabs = [_tab(gettext("Semua"), counts.all, asked, ("", ""), here)]
    for state in OPEN:
        colour, icon = LOOKS[state]
        tab = _tab(gettext(STATE_WORDS[state]), counts.by_state[state], asked, (state.value, ""), here)
        tabs.append(Tab(tab.words, tab.count, tab.query, tab.is_here, colour, icon))
    late = _tab(gettext(DUE_WORDS[Due.OVERDUE]), counts.overdue, asked, ("", Due.OVERDUE), here)
    tabs.append(Tab(late.words, late.count, late.query, late.is_here, "red", "clock-alert"))
    tabs.append(_tab(gettext("Hari ini"), counts.today, asked, ("", Due.TODAY), here))
    tabs.append(_tab(gettext("7 hari"), counts.week, asked, ("", Due.WEEK), here))
    return tabs


def _tab(words: str, many: int, asked: Asking, leads: tuple[str, str], here: tuple[str, str]) -> Tab:
    return Tab(words, counted(many), address(asked, status=leads[0], tenggat=leads[1], hasil=""), leads == here)


@lru_cache(maxsize=8)
def _sorts(_language: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, gettext(words)) for value, words in SORT_WORDS.items())


@lru_cache(maxsize=8)
def _columns(_language: str, *, is_over: bool) -> tuple[Column, ...]:
    """What a row tells; a kecamatan also sees who holds it."""
    return (
        Column(gettext("Laporan"), "jenis"),
        Column(gettext("Tempat")),
        Column(gettext("Status"), "status"),
        Column(gettext("Tenggat"), "tenggat"),
        Column(gettext("Dipegang"), "dipegang"),
        Column(gettext("Pemegang") if is_over else gettext("Petugas")),
    )


def filters_of(
    desk: Desk, kinds: Sequence[Category], crew: Sequence[CrewMember], holders: Sequence[Office]
) -> list[Filter]:
    """What a desk may ask for; only what makes sense at this desk."""
    is_wide = desk.is_over or desk.office.kind != "kelurahan"
    offered = _offered(get_language())
    told = tuple(Choice(kind.code, kind_name(kind)) for kind in kinds if kind.needs_followup)
    found = [offered["cari"], Filter("jenis", gettext("Jenis"), told, is_first=True), offered["unit"]]
    found.append(offered["mendesak"])
    if is_wide:
        found.append(offered["kelurahan"])
    if desk.is_over:
        found.append(Filter("pemegang", gettext("Pemegang"), [Choice(one.code, one.name) for one in holders]))
    people = [Choice(NOBODY, gettext("belum ada")), *(Choice(str(one.pk), one.name) for one in crew)]
    found += [offered["tenggat"], offered["umur"], Filter("petugas", gettext("Petugas"), people)]
    return [*found, offered["masuk"], offered["hasil"], offered["banyak"]]


@lru_cache(maxsize=8)
def _offered(_language: str) -> dict[str, Filter]:
    """What is offered at every desk."""
    found = (
        Filter("cari", gettext("Cari"), hint=gettext("kata atau kode laporan"), is_first=True),
        Filter("unit", gettext("RT/RW"), hint="005/003", is_first=True),
        Filter("kelurahan", gettext("Kelurahan"), is_first=True),
        Filter("mendesak", gettext("Mendesak"), (Choice(URGENT, gettext("Hanya yang mendesak")),), is_first=True),
        Filter("tenggat", gettext("Tenggat"), tuple(Choice(due.value, gettext(DUE_WORDS[due])) for due in Due)),
        Filter("umur", gettext("Umur"),
               tuple(Choice(str(days), gettext("{n} hari atau lebih").format(n=days)) for days in AGES)),
        Filter("masuk", gettext("Masuk lewat"),
               tuple(Choice(came.value, gettext(words)) for came, words in CAME_WORDS.items())),
        Filter("hasil", gettext("Sudah ditutup"),
               tuple(Choice(one.value, gettext(words)) for one, words in OUTCOME_WORDS.items())),
        Filter("banyak", gettext("Baris per halaman"), tuple(Choice(str(rows), str(rows)) for rows in ROWS[1:]),
               nothing=str(ROWS[0])),
    )  # fmt: skip
    return {one.name: one for one in found}
