"""Taking a report back, for the key's holder and for nobody else: the same action as on the report's page."""

from __future__ import annotations

from rukun.channels.api.asking import Asked, body_of
from rukun.channels.api.reports import written
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.parts import CodeInPath
from rukun.channels.api.shapes.sent import Retracted, RetractionSent
from rukun.people.rules import Scope
from rukun.validation import access, actions


@serves("POST", "/reports/{code}/retraction", Terms(Retracted, "filing", Scope.REPORT, takes=RetractionSent))
def retract_report(request: Asked, code: CodeInPath) -> Reply:
    """Take back a report that the key's holder made, by whichever door.

    Only while no office did anything, its deadline has not passed, nobody judged it and, if it was made for a unit, its
    month is not over: afterwards 409 says why. It is not undone; asked again, with whatever reason, the answer is that
    of the first time. A key that nobody holds takes nothing back: 404, as for everybody else's reports.
    """
    sent = body_of(request, RetractionSent)
    report = access.own_report(request.actor, code)
    made = actions.retract(report, sent.reason, by=request.actor, at=request.now)
    return reply({"code": report.code, "reason": made.reason, "at": written(made.at)})
