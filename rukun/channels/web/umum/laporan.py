"""Reports for everyone: the list that is searched, one report with its course, and its card."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.pengawasan.sebab import reason_words
from rukun.channels.web.request.asked import Asked, page_asked
from rukun.channels.web.request.shown import note_private
from rukun.channels.web.templatetags.carded import report_card
from rukun.channels.web.templatetags.written import unit_name
from rukun.channels.web.umum.isi import notice_of
from rukun.followup import queries as followup
from rukun.followup import verdicts
from rukun.followup.crew import proving
from rukun.followup.oversight.ageing import has_passed
from rukun.followup.parts.queries import parts_of, said_of
from rukun.followup.rules import ANSWERABLE, State
from rukun.reports import access
from rukun.reports import queries as reports
from rukun.reports.echo import echo_of
from rukun.reports.history.fates import FATE_WORDS, Fate
from rukun.reports.retracting import RETRACTING_WORDS
from rukun.reports.rules import COMMENT_MAX
from rukun.reports.search import code_in, newest_holding
from rukun.transparency import access as seeing
from rukun.transparency import queries, wished
from rukun.transparency.alike import Alike, near_alike
from rukun.transparency.course import Said, course_of
from rukun.transparency.finding import Meant, closest_meant, names_unit
from rukun.validation import access as validation_access
from rukun.validation import queries as validation
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.values.code import AreaCode, Kind
from rukun.values.contacts import has_contacts
from rukun.values.number import number_in
from rukun.values.place import Place
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of

if TYPE_CHECKING:
    from rukun.areas.models import Area
    from rukun.followup.models import Ticket
    from rukun.reports.models import Comment, Report

REPORTS_A_PAGE = 24
COMMENTS_A_PAGE = 30


def all_of_them(request: Asked) -> HttpResponse:
    """All public reports, newest first, by kind, state, area and words; a code leads to its report."""
    asked = {name: request.GET.get(name, "").strip() for name in ("jenis", "status", "cari", "wilayah")}
    if asked["status"] and asked["status"] not in set(State):
        raise Refused("state", "Status ini tidak dikenal.")
    code = code_in(asked["cari"])
    if code and _is_readable(request, code):
        return redirect("laporan-satu", code=code)
    area = areas.area(AreaCode.parse(asked["wilayah"])) if asked["wilayah"] else None
    meant = closest_meant(asked["cari"]) if asked["cari"] and area is None else []
    if meant and _is_only(meant[0], asked):
        return redirect("wilayah", code=meant[0].area.official_code)
    page = page_asked(request)
    wish = wished.Wish(
        kinds=(asked["jenis"],) if asked["jenis"] else (), state=State(asked["status"]) if asked["status"] else None,
        area=area.area_code if area else None, first=(page - 1) * REPORTS_A_PAGE, most=REPORTS_A_PAGE + 1,
    )  # fmt: skip
    shown = _shown(wish, asked["cari"])
    told = {
        "reports": shown[:REPORTS_A_PAGE],
        "kinds": queries.kinds(),
        "states": list(State),
        "asked": asked,
        "area": area,
        "where": _named(area) if area else "",
        "meant": meant,
        "lacks_kelurahan": area is None and not meant and names_unit(asked["cari"]),
        "page": page,
        "has_more": len(shown) > REPORTS_A_PAGE,
        "address": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "portal/laporan.html", told)


def _named(area: Area) -> str:
    """`Kelurahan Bangka`, `RT 005/RW 003, Bangka`."""
    code = area.area_code
    if code.kind not in (Kind.RT, Kind.RW):
        return f"{code.kind.capitalize()} {area.name}"
    return f"{unit_name(area)}, {areas.area(code.up_to(Kind.KELURAHAN)).name}"


def _is_only(meant: Meant, asked: dict[str, str]) -> bool:
    """Whether an RT or RW was asked for and nothing besides: a name of a kelurahan may be a street's as well."""
    return meant.area.kind in (Kind.RT, Kind.RW) and not (meant.rest or asked["jenis"] or asked["status"])


def _shown(wish: wished.Wish, words: str) -> list[Report]:
    """What is wished for, and holds the words where there are any, as cards need it."""
    if words:
        among = queries.spoken(wished.found(wish))
        return newest_holding(
            lambda: queries.with_state(among), words, wish.first, wish.most, among=lambda: wished.few_among(wish)
        )
    return queries.cards_numbered([number for (number,) in wished.numbers_of(wish)])


def _is_readable(request: Asked, code: str) -> bool:
    try:
        seeing.report_to_see(request.actor, code)
    except Refused:
        return False
    return True


def one(request: Asked, code: str) -> HttpResponse:
    """What was said, what was done and spoken, and what the verdict is."""
    return page_of(request, code)


def page_of(request: Asked, code: str, *, status: int = 200, **wrong: str) -> HttpResponse:
    """The page of a report; with what was typed and what was wrong with it, where a comment (`wrong`), an answer
    (`unanswered`), a reply to the desk (`unreplied`) or taking it back (`unretracted`) could not be taken."""
    found = seeing.report_to_see(request.actor, code)
    note_private(request, found)
    verdict = validation.standing_of(found)
    is_private_matter = verdict is not None and verdict.reason == StrikeReason.PRIVACY
    sight = seeing.sight_of(request.actor, found, is_struck_for_privacy=is_private_matter)
    echo = echo_of(found, request.actor.person_id)
    told: dict[str, Any] = {
        "report": found,
        "words": sight.said(found.words) if sight.shows_words else "",
        "has_contacts": sight.reads_contacts and not found.is_private and has_contacts(found.words),
        "photos": [photo for photo in found.photos.all() if photo.hidden_at is None] if sight.shows_photos else [],
        "sight": sight,
        "hiding": notice_of(found, sight),
        "may_decide": seeing.deciding_seat(request.actor, found) is not None,
        "verdict": verdict,
        "strike_words": REASON_WORDS[StrikeReason(verdict.reason)] if verdict and verdict.reason else "",
        "contested": validation.contested([verdict] if verdict else [], request.now).get(found.pk),
        "may_appeal": validation_access.may_appeal(request.actor, found),
        "map": queries.map_of_report(found, echo.borders),
        "is_own": found.filer_id is not None and found.filer_id == request.actor.person_id,
        "is_just_sent": request.GET.get("terkirim") == "1",
        "is_just_taken": request.GET.get("dari") == "slip",
        "origin": found.origin if found.is_taken_over else None,
        "supports": echo.supports,
        "is_supported": echo.is_supported,
        "is_open_to_all": not (found.is_private or found.hidden.whole or is_private_matter),
        "link": request.build_absolute_uri(reverse("laporan-satu", args=[found.code])),
        "alike": _alike(request, found),
    } | wrong
    talk = _conversation(request, found, has_comments=echo.has_comments) if sight.shows_talk else {}
    concerned = (told["is_own"] and not found.is_retracted) or (echo.is_supported and not found.is_private)
    told |= talk | _course(request, found, talk.get("comments", ()), is_concerned=concerned)
    told |= _retracting(request, found, told.get("ticket")) if told["is_own"] else {}
    return render(request, "portal/laporan-satu.html", told, status=status)


def _retracting(request: Asked, found: Report, ticket: Ticket | None) -> dict[str, Any]:
    """For whoever filed it: how it may be taken back, or why no longer; nothing of what is at an end."""
    if found.is_retracted or (ticket is not None and ticket.done_at is not None and ticket.merged_into_id is None):
        return {}
    kept = validation_access.why_not_retracted(found, ticket, request.now)
    return {"retracting": {"why_not": kept, "reasons": RETRACTING_WORDS.items()}}


def _told_elsewhere(found: Report) -> dict[str, Any]:
    """What the system that took it in says of it, where nothing is known that a ticket could be made from."""
    told = reports.told_of(found) if found.is_taken_over else None
    return {"told": {"words": FATE_WORDS[Fate(told.fate)], "note": told.note}} if told else {}


def _course(request: Asked, found: Report, comments: Sequence[Comment], *, is_concerned: bool) -> dict[str, Any]:
    """The ticket, everything that happened in one row, why it is not done, and what the reader may still say of it."""
    ticket = followup.ticket_of(found)
    if ticket is None:
        coming = None if found.is_taken_over else followup.expected(found)
        return {"course": course_of(found, (), (), Said(), comments), "coming": coming} | _told_elsewhere(found)
    ratings, steps, answers = followup.ratings_of(ticket), followup.steps_of(ticket), verdicts.answers_of(ticket)
    was_forwarded = any(step.before and step.after == State.WAITING for step in steps)
    forwardings = followup.forwardings_of(ticket) if was_forwarded else []
    delay, parts = verdicts.delay_told(ticket), parts_of(ticket)
    asked = {name: request.POST.get(name, "") for name in ("kind", "stars", "words", "reopen")}
    is_own = request.actor.person_id is not None and found.is_of(request.actor.person_id)
    # Whoever supports it since after it was closed is one more who sees it, and not asked of what was done before.
    is_late = is_concerned and not is_own and ticket.state in ANSWERABLE
    is_late = is_late and not followup.is_concerned(ticket, request.actor.person_id)
    return {
        "ticket": ticket,
        "goes_on_in": _goes_on_in(request, ticket),
        "parts": parts,
        "said_last": said_of(parts),
        "pairs": proving.pairs_of(ticket, found) if any(step.proof for step in steps) else [],
        "course": course_of(found, steps, forwardings, Said(ratings, answers), comments),
        "question": verdicts.question_of(
            ticket, answers, ratings, request.actor, request.now, is_concerned=is_concerned and not is_late
        ),
        "came_late": is_late,
        "asked": verdicts.asked_of(ticket, is_own=is_own),
        "answered": asked,
        "delay": delay,
        "delay_reason": reason_words(delay.reason) if delay else "",
        "has_passed": has_passed(delay, day_of(request.now)),
    }


def _goes_on_in(request: Asked, ticket: Ticket) -> str:
    """The code of the report with which it goes on, where the reader may open that one."""
    if ticket.merged_into is None:
        return ""
    code = str(ticket.merged_into.report.code)
    return code if _is_readable(request, code) else ""


def _conversation(request: Asked, found: Report, *, has_comments: bool) -> dict[str, Any]:
    """The comments asked for, in which seat the reader may speak, and whether they may hide one."""
    before = request.GET.get("sebelum", "")
    number = number_in(before)
    comments = reports.comments_of(found, number, COMMENTS_A_PAGE + 1) if has_comments else []
    shown = comments[-COMMENTS_A_PAGE:]
    return {
        "comments": shown,
        "earlier": shown[0].pk if len(comments) > COMMENTS_A_PAGE else None,
        "is_earlier": number is not None,
        "may_comment": request.actor.person_id is not None,
        "seat": access.speaking_seat(request.actor, found),
        "may_hide": access.hiding_seat(request.actor, found) is not None,
        "comment_max": COMMENT_MAX,
        "typed": {
            "comment": request.POST.get("comment", ""),
            "key": request.POST.get("key", "") or uuid.uuid4().hex,
            "as": request.POST.get("as", ""),
        },
    }


def _alike(request: Asked, found: Report) -> list[Alike]:
    if found.lat is None or found.lon is None or found.is_private:
        return []
    return near_alike(Place(found.lat, found.lon), found.category, request.now, without=found.pk)


def card(_request: Asked, code: str) -> HttpResponse:
    """The card of a public report, for the map."""
    found = queries.public_reports().filter(code=code.upper()).first()
    if found is None:
        raise hidden()
    return HttpResponse(report_card(found))
