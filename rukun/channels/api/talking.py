"""Support and comments, in the name of the key's holder."""

from __future__ import annotations

import uuid

from rukun.channels.api.asking import Asked, body_of
from rukun.channels.api.reports import comment_told
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.parts import CodeInPath
from rukun.channels.api.shapes.reports import CommentTold
from rukun.channels.api.shapes.sent import CommentSent, Supported
from rukun.followup.supporting import support_open
from rukun.people import keys
from rukun.people.rules import Scope
from rukun.reports import access, actions, queries
from rukun.transparency import access as seeing
from rukun.values.refused import Refused


@serves("PUT", "/reports/{code}/support", Terms(Supported, "talk", Scope.TALK, refuses=(409, 410)))
def support_report(request: Asked, code: CodeInPath) -> Reply:
    """The key's holder sees the same problem; doing it again changes nothing."""
    found = seeing.report_to_see(request.actor, code)
    support_open(found, by=request.actor, at=request.now)
    return reply({"supports": queries.supports_of(found), "is_supported": True})


@serves("DELETE", "/reports/{code}/support", Terms(Supported, "talk", Scope.TALK, refuses=(410,)))
def withdraw_support(request: Asked, code: CodeInPath) -> Reply:
    """Take the support back; where there was none nothing changes."""
    found = seeing.report_to_see(request.actor, code)
    actions.withdraw_support(found, by=request.actor, at=request.now)
    return reply({"supports": queries.supports_of(found), "is_supported": False})


@serves(
    "POST", "/reports/{code}/comments", Terms(CommentTold, "talk", Scope.TALK, 201, refuses=(410,), takes=CommentSent)
)
def comment(request: Asked, code: CodeInPath) -> Reply:
    """Say something to a report, as a resident or in the seat that answers for it."""
    sent = body_of(request, CommentSent)
    found = seeing.report_to_see(request.actor, code)
    seat = access.speaking_seat(request.actor, found) if sent.in_seat else None
    if sent.in_seat and seat is None:
        raise Refused("seat", "Tidak ada jabatan Anda yang menjawab laporan ini.", field="in_seat")
    key = keys.client_key(request.key, request.sent) if request.sent else uuid.uuid4().hex
    made = actions.comment(found, words=sent.words, key=key, by=request.actor, at=request.now, in_seat=seat)
    return reply(comment_told(made), status=201)
