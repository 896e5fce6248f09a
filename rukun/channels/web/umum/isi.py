"""What should not be seen: anyone says so, and the desk in charge decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from rukun.channels.web.akun.entering import source_for
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, wants_json, words_of
from rukun.channels.web.request.shown import note_private
from rukun.reports import actions
from rukun.reports import concerns as reports
from rukun.reports.actions import Content, Teller
from rukun.reports.hiding import PART_WORDS, REASON_WORDS, Part, part_of, reason_of
from rukun.reports.rules import REASON_MAX
from rukun.transparency import access, concerns
from rukun.transparency.redaction import Sight
from rukun.values.contacts import without_contacts
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.people.rules import SeatHeld
    from rukun.reports.models import Report

PARTS = [(part, PART_WORDS[part]) for part in (Part.PHOTOS, Part.WORDS, Part.BOTH)]


def tell(request: Asked, code: str) -> HttpResponse:
    """Anyone says that a report, its photos, its words or a comment should not be seen as it is."""
    report = access.report_to_see(request.actor, code)
    content = _content(request, report)
    wrong, field, status = "", "", 200
    if request.method == "POST":
        try:
            _raise_concern(request, content)
            return redirect(f"{reverse('laporkan-isi', args=[report.code])}?terkirim=1")
        except Refused as refusal:
            if wants_json(request):
                raise
            wrong, field, status = words_of(refusal), refusal.field, STATUS.get(refusal.code, 400)
    told = {
        "report": report,
        "comment": content.comment,
        "said": without_contacts(content.comment.words) if content.comment else "",
        "part": content.part,
        "parts": [(Part.WHOLE, "")] if content.comment else _parts(report),
        "reasons": REASON_WORDS.items(),
        "typed": request.POST,
        "most": REASON_MAX,
        "is_sent": request.GET.get("terkirim") == "1",
        "wrong": wrong,
        "field": field,
    }
    return render(request, "portal/laporkan-isi.html", told, status=status)


def _content(request: Asked, report: Report) -> Content:
    """What of the report is meant: the comment or the part that the address or the form names."""
    number = request.POST.get("komentar", "") or request.GET.get("komentar", "")
    if number:
        comment = concerns.comment_meant(report, number)
        if comment is None or not access.may_see_comment(request.actor, comment):
            raise hidden()
        return Content(report, comment=comment)
    typed = request.POST.get("bagian", "") or request.GET.get("bagian", "") or Part.BOTH.value
    part = part_of(typed)
    return Content(report, part=Part.BOTH if part is Part.WHOLE else part)


def _parts(report: Report) -> list[tuple[Part, str]]:
    """What there is to be meant: a report may have no photos or no words."""
    has = {Part.PHOTOS: bool(report.photos.all()), Part.WORDS: bool(report.words)}
    return [(part, words) for part, words in PARTS if has.get(part, all(has.values()))]


def _raise_concern(request: Asked, content: Content) -> None:
    browser = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    teller = Teller.of(request.actor, browser, source_for(request))
    actions.raise_concern(
        content, reason_of(request.POST.get("reason", "")), words=request.POST.get("words", ""), teller=teller,
        at=request.now,
    )  # fmt: skip


def listed(request: Asked) -> HttpResponse:
    """The reports whose content somebody spoke against, the one that waits longest first."""
    desk = access.desk_of_concerns(request.actor)
    return render(request, "kelurahan/isi.html", {"rows": concerns.questioned(desk)})


def decide(request: Asked, code: str) -> HttpResponse:
    """Everything about one report that matters for this, and what the public shall see of it."""
    report, seat = access.report_to_decide(request.actor, code)
    note_private(request, report, seat=seat)
    wrong, field, status = "", "", 200
    if request.method == "POST":
        try:
            _decide(request, report, seat)
            return redirect(f"{reverse('isi')}?{urlencode({'selesai': report.code})}")
        except Refused as refusal:
            wrong, field, status = words_of(refusal), refusal.field, STATUS.get(refusal.code, 400)
            report, seat = access.report_to_decide(request.actor, code)
    decisions = reports.decisions_of(report)
    told = {
        "report": report,
        "photos": [photo for photo in report.photos.all() if photo.hidden_at is None],
        "concerns": concerns.open_about(report),
        "decisions": [(one, reports.office_of(one), _words_of(one)) for one in decisions],
        "number": max((one.number for one in decisions), default=0),
        "parts": PART_WORDS.items(),
        "reasons": REASON_WORDS.items(),
        "typed": request.POST,
        "wrong": wrong,
        "field": field,
    }
    return render(request, "kelurahan/isi-putuskan.html", told, status=status)


def _decide(request: Asked, report: Report, seat: SeatHeld) -> None:
    seen, note = request.POST.get("number", ""), request.POST.get("note", "")
    after = number_in(seen, 5)
    if request.POST.get("do") == "hide":
        part, reason = part_of(request.POST.get("part", "")), reason_of(request.POST.get("reason", ""))
        actions.hide(report, part, reason=reason, note=note, desk=seat, at=request.now, after=after)
    elif request.POST.get("do") == "show":
        actions.show(report, note=note, desk=seat, at=request.now, after=after)
    else:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")


def decide_comment(request: Asked, code: str) -> HttpResponse:
    """A comment that somebody spoke against is hidden for good, or stands."""
    refuse_get(request)
    report, seat = access.report_to_decide(request.actor, code)
    comment = concerns.comment_meant(report, request.POST.get("komentar", ""))
    if comment is None:
        raise hidden()
    doing = request.POST.get("do", "")
    if doing == "hide":
        actions.hide_comment(comment, reason=request.POST.get("reason", ""), desk=seat, at=request.now)
    elif doing == "stand":
        actions.let_comment_stand(comment, desk=seat, at=request.now)
    else:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    return redirect("isi-putuskan", code=report.code)


def notice_of(report: Report, sight: Sight) -> dict[str, Any] | None:
    """What a page says of what is hidden: which part, by which office, why; None where nothing is. One query."""
    if sight.hidden.part is None:
        return None
    decision = reports.newest_decision(report)
    if decision is None:
        return None
    return {
        "part": PART_WORDS[sight.hidden.part],
        "office": reports.office_of(decision),
        "reason": reports.reason_words(decision),
        "note": decision.note if sight.sees_all else "",
    }


def _words_of(one: Any) -> tuple[str, str]:
    """What a decision hides, and why; empty where it shows everything."""
    if not (one.photos or one.words):
        return "", ""
    return PART_WORDS[one.hidden.part], reports.reason_words(one)
