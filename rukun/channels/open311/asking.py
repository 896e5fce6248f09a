"""What a program may ask for, read from the address or the form: an empty argument means the same as none."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from rukun.people.rules import Actor
from rukun.reports.questions import moment_said
from rukun.reports.search import code_in
from rukun.transparency.wished import Span, Wish
from rukun.values.number import number_in
from rukun.values.refused import Refused

T = TypeVar("T")
DAYS_MAX = timedelta(days=90)
CODES_MAX, ROWS_MAX = 1_000, 1_000
PAGE_ROWS, PAGE_ROWS_MAX, PAGES_MAX = 50, 500, 1_000
STATUSES = {"open": True, "closed": False}
TRUTHS = {"true": True, "false": False}


class Asked(HttpRequest):
    """A request with the one reading of the clock and the actor."""

    now: datetime
    actor: Actor


class Wrong(Exception):
    """Several things that were wrong at once."""

    def __init__(self, refusals: list[Refused]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


class Checked:
    """Asks for one thing after the other and keeps every refusal, so that all that is wrong is told at once."""

    def __init__(self) -> None:
        self.wrong: list[Refused] = []

    def __call__(self, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except Refused as refusal:
            self.wrong.append(refusal)
            return None

    def refuse(self) -> None:
        """Everything that was wrong so far, where anything was."""
        if self.wrong:
            raise Wrong(self.wrong)


def argument(request: HttpRequest, name: str) -> str:
    """What was sent under this name, in the form or in the address; "" where nothing was."""
    sent = request.POST.get(name, "") if request.method == "POST" else ""
    return (sent or request.GET.get(name, "")).replace("\x00", "").strip()


def listed_in(request: HttpRequest, name: str) -> list[str]:
    """The parts of a list with commas, also where the argument stands there more than once."""
    whole = ",".join(request.GET.getlist(name)).replace("\x00", "")
    return list(dict.fromkeys(part.strip() for part in whole.split(",") if part.strip()))


def jurisdiction() -> str:
    """What programs know this city by."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    return settings.OPEN311_JURISDICTION or host.removeprefix("www.")


def refuse_other_jurisdiction(request: HttpRequest) -> None:
    """One city is served here: naming none is as good as naming it, naming another is refused."""
    named = argument(request, "jurisdiction_id")
    if named and named.lower() != jurisdiction().lower():
        raise Refused("jurisdiction", "Kota ini tidak dilayani di sini.", field="jurisdiction_id")


def wish_of(request: Asked, kinds: Callable[[], Mapping[int, str]]) -> Wish:
    """Which reports are asked for; everything that cannot be read is told together. `kinds` tells which there are."""
    check = Checked()
    codes = check(lambda: _codes(request))
    if codes or check.wrong:
        check.refuse()
        # The standard: it overrules every other argument.
        return Wish(codes=codes or (), most=CODES_MAX)
    changed = check(lambda: span_asked(request, "updated_after", "updated_before"))
    received = check(lambda: span_asked(request, "start_date", "end_date"))
    page = check(lambda: page_asked(request))
    named = check(lambda: _kinds(request, kinds))
    is_open = check(lambda: _is_open(request))
    check.refuse()
    if received is None and changed is None:
        received = Span(request.now - DAYS_MAX, request.now)
    first, most = page or (0, ROWS_MAX)
    return Wish(kinds=named or (), is_open=is_open, received=received, changed=changed, first=first, most=most)


def span_asked(request: HttpRequest, since: str, until: str) -> Span | None:
    """At most ninety days; where one end is named, the other lies ninety days from it. None where none is named."""
    begins, ends = (_moment(request, name) for name in (since, until))
    if begins is None:
        if ends is None:
            return None
        begins = ends - DAYS_MAX
    ends = ends or begins + DAYS_MAX
    if begins > ends:
        raise Refused("span", "Awalnya lebih lambat daripada akhirnya.", field=since)
    if ends - begins > DAYS_MAX:
        raise Refused("span", "Rentang waktu paling panjang 90 hari.", field=until)
    return Span(begins, ends)


def page_asked(request: HttpRequest) -> tuple[int, int]:
    """From which row, and how many: the first thousand, or a page of fifty (at most 500) where one is named."""
    page, size = argument(request, "page"), argument(request, "page_size")
    if not page and not size:
        return 0, ROWS_MAX
    rows = _whole(size, "page_size", PAGE_ROWS, PAGE_ROWS_MAX)
    return (_whole(page, "page", 1, PAGES_MAX) - 1) * rows, rows


def wants_more(request: HttpRequest) -> bool:
    """Whether what the standard does not know is asked for as well."""
    named = argument(request, "extensions").lower()
    if named and named not in TRUTHS:
        raise Refused("extensions", "Tulis true atau false.", field="extensions")
    return TRUTHS.get(named, False)


def coordinate(text: str, name: str) -> float:
    """A coordinate, with a point; what is no number is refused."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise Refused("place", "Lintang dan bujur ditulis sebagai angka.", field=name)
    return number


def _moment(request: HttpRequest, name: str) -> datetime | None:
    text = argument(request, name)
    return moment_said(text, name) if text else None


def _codes(request: HttpRequest) -> tuple[str, ...]:
    named = listed_in(request, "service_request_id")
    if len(named) > CODES_MAX:
        raise Refused("codes", "Paling banyak {most} kode sekaligus.", field="service_request_id", most=CODES_MAX)
    # What cannot be a code is nobody's, and still it was asked for: then nothing is answered, not everything.
    return tuple(code_in(code) or "-" for code in named)


def _kinds(request: HttpRequest, kinds: Callable[[], Mapping[int, str]]) -> tuple[str, ...]:
    named = listed_in(request, "service_code")
    known = frozenset(kinds().values()) if named else frozenset()
    for code in named:
        if code not in known:
            raise Refused("service", "Layanan “{code}” tidak ada.", code=code[:60], field="service_code")
    return tuple(named)


def _is_open(request: HttpRequest) -> bool | None:
    named = {status.lower() for status in listed_in(request, "status")}
    if named - STATUSES.keys():
        raise Refused("status", "Status hanya open atau closed.", field="status")
    return STATUSES[named.pop()] if len(named) == 1 else None


def _whole(text: str, name: str, otherwise: int, most: int) -> int:
    if not text:
        return otherwise
    number = number_in(text)
    if number is None or not 1 <= number <= most:
        raise Refused("page", "Tulis angka 1 sampai {most}.", field=name, most=most)
    return number
