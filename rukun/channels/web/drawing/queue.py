"""The one queue component: rows that can be filtered, sorted, selected together and worked by keyboard, as a list and
on a map. A desk plugs in by a `Source`; what the component knows of a row is its code and its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.templatetags.written import icon

# Where one is in a list, and what one looked at last: no part of what is asked for, and of no view that is kept.
PLACES = ("sesudah", "sebelum", "fokus", "jadi", "halaman", "pilih")
VIEW = "tampil"
MAP = "peta"
Asking = Mapping[str, Sequence[str]]


class Choice(NamedTuple):
    """A value that may stand in the address, and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing by which rows may be left out; without choices it takes words. `nothing` says what no choice means.

    A tuple of choices is offered at every desk, and drawn once for each language; a list is this desk's own.
    """

    name: str
    words: str
    choices: Sequence[Choice] = ()
    hint: str = ""
    is_first: bool = False
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A cut through the queue with its true count."""

    words: str
    count: str
    query: str
    is_here: bool
    look: str = ""
    icon: str = ""

    @property
    def drawn(self) -> str:
        """The way to it. Put together here and not by a template, as everything that a queue has several of."""
        here = ' aria-current="page"' if self.is_here else ""
        look = f' class="{self.look}"' if self.look else ""
        shape = icon(self.icon) if self.icon else ""
        words, many = escape(self.words), f'<span class="many">{escape(self.count)}</span>'
        return f'<a href="?{escape(self.query)}"{here}{look}>{shape}{words} {many}</a>'


@dataclass(frozen=True, slots=True)
class Verb:
    """What may be done with the rows that were selected; `key` does it from the keyboard. The words are not translated
    yet: a desk's verbs are drawn once for each language."""

    name: str
    words: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its words, and the names by which it is sorted up and down ("" where it is not)."""

    words: str
    sort: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A desk's queue: what it is called, the addresses of its own routes, and what it offers."""

    title: str
    here: str
    act: str
    live: str
    marks: str
    views: str
    columns: Sequence[Column]
    filters: Sequence[Filter]
    sorts: Sequence[Choice]
    verbs: tuple[Verb, ...]
    tabs: Sequence[Tab]
    most: int
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def keys(self) -> SafeString:
        """What each verb's key does, as the list of all keys tells it."""
        return _keys(self.verbs, get_language())

    @property
    def buttons(self) -> SafeString:
        """A button for each verb."""
        return _buttons(self.verbs, get_language())

    @property
    def cuts(self) -> SafeString:
        """All tabs as one."""
        return mark_safe("".join(tab.drawn for tab in self.tabs))


@lru_cache(maxsize=32)
def _keys(verbs: tuple[Verb, ...], _language: str) -> SafeString:
    return format_html_join(
        "\n", "<div><dt><kbd>{}</kbd></dt><dd>{}</dd></div>",
        (
            (verb.key.upper(), gettext("yang dipilih: %(verb)s") % {"verb": gettext(verb.words).lower()})
            for verb in verbs
        ),
    )  # fmt: skip


@lru_cache(maxsize=32)
def _buttons(verbs: tuple[Verb, ...], _language: str) -> SafeString:
    button = '<button class="button slim" name="do" value="{}" data-bulk-key="{}">{}{} <kbd>{}</kbd></button>'
    rows = ((verb.name, verb.key, icon(verb.icon), gettext(verb.words), verb.key) for verb in verbs)
    return format_html_join("", button, rows)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the page: the rows as they are written (a `tr` each, with `data-code` and a box `kode`), the places
    beside it, how many there are, the stamp of this moment, and what became of that with which one came back."""

    rows: Sequence[SafeString]
    next: str
    before: str
    total: int
    total_words: str
    stamp: str
    since: str
    saved: Sequence[Any] = ()
    just_done: str = ""

    @property
    def written(self) -> SafeString:
        """All rows as one."""
        return mark_safe("".join(self.rows))


@dataclass(frozen=True, slots=True)
class Set:
    """A filter as the form shows it: with what stands in the address."""

    filter: Filter
    value: str

    @property
    def drawn(self) -> str:
        """Its field. Put together here and not by a template: a queue has some ten, with eighty choices."""
        one = self.filter
        if one.choices:
            offered = options((Choice("", one.nothing or gettext("semua")),)) + options(one.choices, self.value)
            told = f'<select name="{one.name}">{offered}</select>'
        else:
            hint = f' placeholder="{escape(one.hint)}"' if one.hint else ""
            search = ' type="search" data-search' if one.name == "cari" else ""
            told = f'<input name="{one.name}" value="{escape(self.value)}"{hint}{search}>'
        return f'<label class="field">{escape(one.words)}{told}</label>'


def options(choices: Sequence[Choice], chosen: str | None = None) -> SafeString:
    """What a `select` offers, the chosen one marked."""
    if isinstance(choices, tuple):
        # Whatever else somebody wrote into the address chooses nothing, and is nothing to keep.
        return _options_of_all(choices, chosen if any(one.value == chosen for one in choices) else None)
    return _options(choices, chosen)


def _options(choices: Sequence[Choice], chosen: str | None) -> SafeString:
    told = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in choices
    )
    return mark_safe("".join(told))  # each value and all words are escaped above


_options_of_all = lru_cache(maxsize=500)(_options)


def asking(query: QueryDict) -> Asking:
    """The address without the place in the list, and without what is empty."""
    return {
        name: [value for value in values if value]
        for name, values in query.lists()
        if name not in PLACES and any(values)
    }


def kept(query: QueryDict) -> str:
    """The address with the place in the list: what a row carries along, so that one comes back to where one was."""
    return urlencode(
        [(n, v) for n, values in query.lists() if n not in ("fokus", "jadi", "pilih") for v in values if v]
    )


def address(asked: Asking, **changes: str) -> str:
    """The same as words of an address, with some of them put in place of others ("" takes one away)."""
    told = [f"{quote_plus(n)}={quote_plus(v)}" for n, vs in asked.items() if n not in changes for v in vs]
    told += [f"{n}={quote_plus(v)}" for n, v in changes.items() if v]
    return "&".join(told)


def page(request: Asked, source: Source, shown: Shown, template: str) -> HttpResponse:
    """The queue as a page."""
    asked = asking(request.GET)
    query, whole = address(asked), request.GET.urlencode()
    sort = request.GET.get("urut", "") or source.sorts[0].value
    sets = [Set(one, request.GET.get(one.name, "")) for one in source.filters]
    told = {
        "source": source,
        "shown": shown,
        # All of it is escaped where it is drawn.
        "first_sets": mark_safe("".join(one.drawn for one in sets if one.filter.is_first)),
        "more_sets": mark_safe("".join(one.drawn for one in sets if not one.filter.is_first)),
        "is_more_set": any(one.value for one in sets if not one.filter.is_first),
        "hidden": [(name, value) for name in ("status", VIEW) for value in asked.get(name, ())],
        "query": query,
        "whole": whole,
        "sort": sort,
        "sorts": options(source.sorts, sort),
        "heads": mark_safe("".join(_head(column, sort, asked) for column in source.columns)),
        "is_map": request.GET.get(VIEW) == MAP,
        "as_list": address(asked, **{VIEW: ""}),
        "as_map": address(asked, **{VIEW: MAP}),
        "next_page": address(asked, sesudah=shown.next) if shown.next else "",
        "page_before": address(asked, sebelum=shown.before) if shown.before else "",
        "is_set": len(asked) > (VIEW in asked),
        **source.more,
    }
    return render(request, template, told)


ARROWS = {"ascending": "↑", "descending": "↓"}


def _head(column: Column, sort: str, asked: Asking) -> str:
    """The head of a column: where a click leads, and which way it is sorted now."""
    words, first = escape(column.words), sort.partition(",")[0]
    if not column.sort:
        return f'<th scope="col">{words}</th>'
    way = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(first, "")
    turned = f"-{column.sort}" if way == "ascending" else column.sort
    said = f' aria-sort="{way}"' if way else ""
    arrow = f' <span aria-hidden="true">{ARROWS[way]}</span>' if way else ""
    return f'<th scope="col"{said}><a href="?{escape(address(asked, urut=turned))}">{words}{arrow}</a></th>'
