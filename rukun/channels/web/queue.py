"""The one queue component: rows that can be filtered, sorted, selected together and worked by keyboard, as a list and
on a map. A desk plugs in by a `Source`; what the component knows of a row is its code and its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from rukun.channels.web.asked import Asked

# Where one is in a list, and what one looked at last: no part of what is asked for, and of no view that is kept.
PLACES = ("sesudah", "sebelum", "fokus", "jadi", "halaman", "pilih")
VIEW = "tampil"
MAP = "peta"
Asking = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may stand in the address, and its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing by which rows may be left out; without choices it takes words. `nothing` says what no choice means."""

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


@dataclass(frozen=True, slots=True)
class Verb:
    """What may be done with the rows that were selected; `key` does it from the keyboard."""

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
    verbs: Sequence[Verb]
    tabs: Sequence[Tab]
    most: int
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the page: the rows as they are written (a `tr` each, with `data-code` and a box `kode`), the places
    beside it, how many there are, and the stamp of this moment."""

    rows: Sequence[SafeString]
    next: str
    before: str
    total: int
    total_words: str
    stamp: str
    since: str
    saved: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """A filter as the form shows it: with what stands in the address."""

    filter: Filter
    value: str

    @property
    def options(self) -> SafeString:
        """Its choices, the chosen one marked."""
        return options(self.filter.choices, self.value)


def options(choices: Sequence[Choice], chosen: str) -> SafeString:
    """What a `select` offers. Put together here and not by a template: a queue offers some eighty."""
    told = (
        f'<option value="{escape(one.value)}"{" selected" if one.value == chosen else ""}>{escape(one.words)}</option>'
        for one in choices
    )
    return mark_safe("".join(told))  # each value and all words are escaped above


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
    kept = {name: values for name, values in asked.items() if name not in changes}
    return urlencode([*((n, v) for n, vs in kept.items() for v in vs), *((n, v) for n, v in changes.items() if v)])


def page(request: Asked, source: Source, shown: Shown, template: str) -> HttpResponse:
    """The queue as a page."""
    asked = asking(request.GET)
    query, whole = address(asked), request.GET.urlencode()
    sort = request.GET.get("urut", "") or source.sorts[0].value
    sets = [Set(one, request.GET.get(one.name, "")) for one in source.filters]
    told = {
        "source": source,
        "shown": shown,
        "sets": sets,
        "is_more_set": any(one.value for one in sets if not one.filter.is_first),
        "hidden": [(name, value) for name in ("status", VIEW) for value in asked.get(name, ())],
        "query": query,
        "whole": whole,
        "sort": sort,
        "sorts": options(source.sorts, sort),
        "heads": [_head(column, sort, asked) for column in source.columns],
        "is_map": request.GET.get(VIEW) == MAP,
        "as_list": address(asked, **{VIEW: ""}),
        "as_map": address(asked, **{VIEW: MAP}),
        "next_page": address(asked, sesudah=shown.next) if shown.next else "",
        "page_before": address(asked, sebelum=shown.before) if shown.before else "",
        "is_set": len(asked) > (VIEW in asked),
        "just_done": request.GET.get("jadi", ""),
        **source.more,
    }
    return render(request, template, told)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where a click leads, and which way it is sorted now."""

    column: Column
    query: str
    way: str


def _head(column: Column, sort: str, asked: Asking) -> Head:
    first = sort.partition(",")[0]
    if not column.sort:
        return Head(column, "", "")
    way = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(first, "")
    turned = f"-{column.sort}" if way == "ascending" else column.sort
    return Head(column, address(asked, urut=turned), way)
