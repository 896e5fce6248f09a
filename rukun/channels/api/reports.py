"""Reports: the list, one of them, and what was said to it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from ninja import Query

from rukun.channels.api import paging
from rukun.channels.api.asking import Asked, reader
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.parts import CodeInPath, Page, Paged
from rukun.channels.api.shapes.reports import CommentTold, ReportAsked, ReportsAsked, ReportTold, ReportWhole
from rukun.followup import queries as followup
from rukun.followup.parts.queries import parts_of, said_of
from rukun.followup.rules import State
from rukun.reports import queries
from rukun.reports.confided import note_read
from rukun.transparency import access as seeing
from rukun.transparency.course import AMONG_THEMSELVES
from rukun.transparency.listing import Listed, further, listed, listed_one, merged_into, place_of
from rukun.transparency.map.cells import Box
from rukun.transparency.redaction import Sight, told_channel
from rukun.transparency.wished import Span, Wish
from rukun.validation import queries as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.contacts import without_contacts
from rukun.values.refused import Refused
from rukun.values.time import local, zoned

if TYPE_CHECKING:
    from rukun.followup.desk.rows import Row
    from rukun.followup.models import Step, Ticket
    from rukun.reports.models import Comment

# In the place of any report's code.
ANY = "KODE"
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


@serves("GET", "/reports", Terms(Page[ReportTold], "reports"))
def list_reports(request: Asked, asked: Query[ReportsAsked]) -> Reply:
    """Public reports, newest first, by area, kind, state, time, box and words.

    Five queries, one more for kinds and two for a box. What is found by words comes in the order in which it arrived.
    """
    rows = listed(_wish(request, asked))
    shown = rows[: asked.limit]
    after = place_of(shown[-1]) if len(rows) > asked.limit else None
    told, headers = paging.turned(request, [report_told(one, request) for one in shown], after)
    return reply(told, headers)


@serves("GET", "/reports/{code}", Terms(ReportWhole, "reports", refuses=(410,)))
def get_report(request: Asked, code: CodeInPath, asked: Query[ReportAsked]) -> Reply:
    """One report with its course, its verdict and, where it is asked for, who held it how long.

    With a key that has the scope `read` also what only its holder may read. Eight queries at most; more with `held`.
    """
    found = seeing.report_to_see(reader(request), code)
    note_read(found, by=reader(request), at=request.now)
    verdict = validation.standing_of(found)
    is_struck = verdict is not None and verdict.reason == StrikeReason.PRIVACY
    sight = seeing.sight_of(reader(request), found, is_struck_for_privacy=is_struck)
    row = listed_one(found, shows_words=sight.shows_words, shows_photos=sight.shows_photos)
    steps = [one for one in followup.steps_of(row.ticket) if one.reason not in AMONG_THEMSELVES] if row.ticket else []
    told = report_told(row, request) | {
        "is_private": found.is_private,
        "supports": queries.supports_of(found),
        "verdict": None if verdict is None else {
            "is_valid": verdict.is_valid, "reason": verdict.reason or None, "given_at": written(verdict.given_at),
        },
        "held": _held(row, request) if asked.held else None,
        "merged_into": merged_into(row) or None,
        "retracted": found.retraction.reason if found.is_retracted else None,
        "parts": _parts_told(row.ticket) if row.ticket and sight.shows_talk else [],
        "course": [
            {
                "at": written(step.at), "state": step.after, "office": step.office.name if step.office else "",
                "words": _told(step, sight) if sight.shows_talk else "",
                "photo": photo_told(step.proof, request, "bukti") if step.proof and sight.shows_photos else None,
            }
            for step in steps
        ],
    }  # fmt: skip
    return reply(told)


@serves("GET", "/reports/{code}/comments", Terms(Page[CommentTold], "reports", refuses=(410,)))
def list_comments(request: Asked, code: CodeInPath, asked: Query[Paged]) -> Reply:
    """What was said to a report, newest first; persons are not named.

    Four queries.
    """
    found = seeing.report_to_see(reader(request), code)
    verdict = validation.standing_of(found)
    is_struck = verdict is not None and verdict.reason == StrikeReason.PRIVACY
    at = paging.place(request, asked.cursor)
    if not seeing.sight_of(reader(request), found, is_struck_for_privacy=is_struck).shows_talk:
        return reply({"items": [], "next": None})
    rows = queries.comments_of(found, int(at[0]) if at else None, asked.limit + 1)[::-1]
    shown = rows[: asked.limit]
    after = [shown[-1].pk] if len(rows) > asked.limit else None
    told, headers = paging.turned(request, [comment_told(one) for one in shown], after)
    return reply(told, headers)


def _parts_told(ticket: Ticket) -> list[dict[str, Any]]:
    """What other offices have to do of it; two queries where it has parts."""
    parts = parts_of(ticket)
    words = said_of(parts)
    return [
        {
            "number": part.number, "category": part.category.code, "office": part.holder.name, "state": part.state,
            "task": part.task, "words": words.get(part.pk, ""), "due_at": written(part.due_at),
            "ended_at": written(part.ended_at),
        }
        for part in parts
    ]  # fmt: skip


def _told(step: Step, sight: Sight) -> str:
    """What an office wrote is for everybody; what a citizen wrote who asked for it again is not, as far as it tells
    how to reach them."""
    return sight.said(step.words) if step.after == State.REOPENED else str(step.words)


def report_told(one: Listed, request: Asked) -> dict[str, Any]:
    """A report as lists tell it; no query."""
    report, ticket = one.report, one.ticket
    return {
        "code": report.code,
        "url": page_of(report.code, request),
        "category": report.category.code,
        "words": one.words,
        "placed": {
            "kelurahan": {"code": report.kelurahan.area_code.official, "name": report.kelurahan.name},
            "rw": report.rw.code if report.rw else None,
            "rt": report.rt.code if report.rt else None,
            "point": None if report.lat is None else {"lat": report.lat, "lon": report.lon},
        },
        "photos": [photo_told(digest, request) for digest in one.photos],
        "is_open": one.is_open,
        "ticket": None if ticket is None else {
            "state": ticket.state, "holder": ticket.holder.name, "category": ticket.category.code,
            "due_at": written(ticket.due_at), "done_at": written(ticket.done_at),
            "paused_until": ticket.paused_until.isoformat() if ticket.paused_until else None,
            "urgent": urgent_told(ticket), "outcome": ticket.outcome or None,
        },
        "received_at": written(report.received_at),
        "changed_at": written(one.changed_at),
        "channel": told_channel(report.channel),
    }  # fmt: skip


def urgent_told(one: Ticket | Row) -> dict[str, Any] | None:
    return {"reason": one.urgent_because, "until": written(one.urgent_until)} if one.is_urgent else None


def comment_told(one: Comment) -> dict[str, Any]:
    """A comment without its person; what a handler or a concern hid is not told."""
    hiding = getattr(one, "hiding", None)
    is_hidden = hiding is not None or bool(getattr(one, "is_held", False))
    return {
        "number": one.pk, "at": written(one.at), "seat": str(one.seat) if one.seat else None,
        "words": "" if is_hidden else without_contacts(one.words),
        "hidden_because": hiding.reason if hiding is not None else None,
    }  # fmt: skip


def page_of(code: str, request: Asked) -> str:
    """The report's page for people."""
    return request.build_absolute_uri(path_of(code))


def path_of(code: str) -> str:
    """The same without the site."""
    before, after = _around_code()
    return f"{before}{code}{after}"


@lru_cache(maxsize=1)
def _around_code() -> list[str]:
    """What stands before and after a report's code in the address of its page; looked up once."""
    return reverse("laporan-satu", args=[ANY]).split(ANY)


def photo_told(digest: str, request: Asked, name: str = "foto") -> dict[str, str]:
    return {"digest": digest, "url": request.build_absolute_uri(reverse(name, args=[digest]))}


def written(moment: datetime | None) -> Any:
    """RFC 3339 in the city's time, with its offset."""
    return None if moment is None else local(moment).isoformat(timespec="seconds")


def _held(row: Listed, request: Asked) -> list[dict[str, Any]]:
    more = further([row], request.now)[row.report.pk]
    return [{"office": one.office, "seconds": one.seconds} for one in more.held]


def _wish(request: Asked, asked: ReportsAsked) -> Wish:
    at = paging.place(request, asked.cursor)
    return Wish(
        kinds=_kinds(asked.category), is_open=asked.open, state=asked.state, words=asked.words or "",
        received=_span(asked.received_from, asked.received_until, request.now),
        changed=_span(asked.changed_from, None, request.now),
        area=AreaCode.parse(asked.area) if asked.area else None, box=Box.parse(asked.bbox) if asked.bbox else None,
        after=(paging.moment(at[0]), int(at[1])) if at else None, most=asked.limit + 1,
    )  # fmt: skip


def _kinds(named: str | None) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in (named or "").split(",") if part.strip()))
    unknown = set(wanted) - {one.code for one in queries.every_category()} if wanted else set()
    if unknown:
        raise Refused("category", "Jenis “{code}” tidak ada.", field="category", code=min(unknown)[:60])
    return wanted


def _span(begins: datetime | None, ends: datetime | None, now: datetime) -> Span | None:
    if begins is None and ends is None:
        return None
    begins, ends = (one and zoned(one) for one in (begins, ends))
    return Span(_bounded(begins or FIRST), _bounded(ends or max(now, LAST)))


def _bounded(moment: datetime) -> datetime:
    """Within what every engine can hold in UTC."""
    try:
        return min(max(moment.astimezone(UTC), FIRST), LAST)
    except OverflowError:
        return FIRST if moment.year < 5_000 else LAST
