"""A row of the queue as it is written: everything in words, so that the template only puts it in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from rukun.channels.web.templatetags.leading import around
from rukun.channels.web.templatetags.written import chip, icon, kind_name, span_in, tanggal
from rukun.followup.desk.rows import Row
from rukun.followup.rules import CLOSED, OUTCOME_WORDS, Outcome, State
from rukun.values.time import local

if TYPE_CHECKING:
    from rukun.reports.models import Category

WORDS_SHOWN = 160
DAY = timedelta(days=1)


class Line(NamedTuple):
    """What one row says."""

    code: str
    href: str
    icon: SafeString
    kind: str
    words: str
    place: str
    chip: SafeString
    due: str
    due_at: str
    look: str
    held: str
    crew: str
    holder: str
    notes: list[str]


class Writer:
    """Writes rows for one request: what is the same in all of them is found once."""

    def __init__(
        self, now: datetime, kinds: Iterable[Category], holders: Mapping[int, str], query: str, *, is_wide: bool
    ) -> None:
        self.now, self.holders, self.is_wide = now, holders, is_wide
        self.kinds = {kind.pk: kind for kind in kinds}
        self.shown: dict[int, tuple[str, SafeString]] = {}
        self.language, self.late, self.left = get_language(), gettext("terlambat {span}"), gettext("{span} lagi")
        before, after = around("tiket")
        self.before, self.after = before, after + (f"?{query}" if query else "")

    def lines(self, rows: Iterable[Row]) -> list[Line]:
        return [self.line(row) for row in rows]

    def line(self, row: Row) -> Line:
        kind, drawn = self.shown.get(row.kind) or self._kind(row.kind)
        is_closed = row.state in CLOSED
        due, look = ("", "") if is_closed else self._due(row.due_at)
        return Line(
            code=row.code,
            href=f"{self.before}{row.code}{self.after}",
            icon=drawn,
            kind=kind,
            # What was said in confidence is read on the ticket, where it is noted.
            words="" if row.is_private else row.words[:WORDS_SHOWN],
            place=self._place(row),
            chip=chip(row.state, self.language),
            due=due or (tanggal(row.done_at) if row.done_at else ""),
            due_at=_clock(row.due_at),
            look=look,
            held=span_in(self.now - row.held_since, self.language),
            crew=row.crew or "",
            holder=self.holders.get(row.holder_id, "") if self.holders else "",
            notes=self._notes(row),
        )

    def _kind(self, number: int) -> tuple[str, SafeString]:
        """What a kind is called and looks like: a page shows few of all that there are."""
        kind = self.kinds[number]
        found = self.shown[number] = (kind_name(kind), icon(kind.icon))
        return found

    def _due(self, due_at: datetime) -> tuple[str, str]:
        if due_at < self.now:
            return self.late.format(span=span_in(self.now - due_at, self.language)), "late"
        left = due_at - self.now
        return self.left.format(span=span_in(left, self.language)), "soon" if left < DAY else ""

    def _place(self, row: Row) -> str:
        unit, wide = row.unit, row.unit_wide
        small = f"RT {unit[13:]}/RW {unit[10:13]}" if unit else f"RW {wide[10:]}" if wide else ""
        if small and not self.is_wide:
            return small
        return f"{small}, {row.kelurahan}" if small else row.kelurahan

    def _urgent(self, row: Row) -> str:
        """That it goes first; and while nobody has begun, by when somebody should."""
        if row.urgent_until is None or row.state != State.WAITING:
            return gettext("mendesak")
        if row.urgent_until < self.now:
            return gettext("mendesak, belum dimulai")
        return gettext("mendesak, mulai sebelum {time}").format(time=_clock(row.urgent_until))

    def _notes(self, row: Row) -> list[str]:
        notes = [self._urgent(row)] if row.is_urgent else []
        if row.paused_until:
            notes.append(gettext("sampai {day}").format(day=tanggal(row.paused_until)))
        if row.reopened:
            notes.append(ngettext("dibuka lagi {n}×", "dibuka lagi {n}×", row.reopened).format(n=row.reopened))
        if row.forwards:
            notes.append(ngettext("diteruskan {n}×", "diteruskan {n}×", row.forwards).format(n=row.forwards))
        if row.escalated:
            notes.append(gettext("naik ke kota") if row.escalated > 1 else gettext("naik ke kecamatan"))
        if row.outcome:
            notes.append(gettext(OUTCOME_WORDS[Outcome(row.outcome)]).lower())
        if row.is_private:
            notes.append(gettext("rahasia"))
        return notes


def _clock(at: datetime) -> str:
    return local(at).strftime("%d/%m %H.%M")
