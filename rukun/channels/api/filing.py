"""Filing a report with photos, for the key's holder or for nobody: the same action as on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rukun.channels.api.asking import Asked, body_of
from rukun.channels.api.problems import BASE
from rukun.channels.api.reports import path_of, written
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.sent import Filed, ReportSent
from rukun.people import keys
from rukun.people.rules import Scope
from rukun.reports import actions, queries
from rukun.reports.photos import refuse_too_large
from rukun.reports.queries import lies_in
from rukun.reports.questions import answered, questions_for
from rukun.reports.rules import StoredPhoto, clean_words, refuse_empty
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import zoned

if TYPE_CHECKING:
    from rukun.reports.models import Report

CHANNEL, PHOTOS = "api", ("photos", "photos[]")


@serves("POST", "/reports", Terms(Filed, "filing", Scope.REPORT, 201, takes=ReportSent, takes_photos=True))
def file_report(request: Asked) -> Reply:
    """File a report, with photos as a form.

    Without Idempotency-Key the same sending within a day is one report all the same. A key that nobody holds files for
    nobody; a key with a holder files as its holder does.
    """
    sent = body_of(request, ReportSent)
    kind = queries.category(sent.category)
    files = [file for name in PHOTOS for file in request.FILES.getlist(name)]
    words = clean_words(sent.words)
    refuse_empty(words, len(files))
    _refuse_half(sent)
    asked = answered(questions_for(queries.questions(), kind.code), _answers(sent))
    if asked.wrong:
        raise asked.wrong[0]
    if request.key.holder_id is None and (sent.is_private or sent.for_unit):
        raise Refused("holder", "Laporan pribadi atau atas nama RT/RW perlu kunci atas nama seseorang.",
                      field="is_private" if sent.is_private else "for_unit")  # fmt: skip
    seen_at = sent.seen_at or request.now
    relayed = actions.Relayed(
        key_id=request.key.pk, category=kind, words=words, answers=asked.lines, sender=sent.sender,
        captured_at=zoned(seen_at),
        place=None if sent.lat is None or sent.lon is None else Place(sent.lat, sent.lon),
        chosen=AreaCode.parse(sent.area) if sent.area else None, address=clean_words(sent.address),
        photos=_photos(request, files), channel=CHANNEL,
        name=keys.client_key(request.key, request.sent) if request.sent else "",
        is_private=sent.is_private, for_unit=AreaCode.parse(sent.for_unit) if sent.for_unit else None,
    )  # fmt: skip
    report, is_new = actions.relay_report(relayed, at=request.now, by=request.actor)
    return reply(_told(report, request), {"Location": f"{BASE}/reports/{report.code}"}, status=201 if is_new else 200)


def _refuse_half(sent: ReportSent) -> None:
    if (sent.lat is None) != (sent.lon is None):
        raise Refused("place", "Lintang dan bujur hanya bersama-sama.", field="lat" if sent.lat is None else "lon")


def _answers(sent: ReportSent) -> dict[str, list[str]]:
    return {code: [said] if isinstance(said, str) else said for code, said in sent.answers.items()}


def _photos(request: Asked, files: list[Any]) -> list[StoredPhoto]:
    for file in files:
        refuse_too_large(file.size or 0)
    return [actions.keep_photo(file.read(), at=request.now) for file in files]


def _told(report: Report, request: Asked) -> dict[str, Any]:
    where, house = lies_in(report), request.build_absolute_uri("/").removesuffix("/")
    return {
        "code": report.code,
        "url": f"{house}{path_of(report.code)}",
        "self": f"{house}{BASE}/reports/{report.code}",
        "kelurahan": {"code": where.kelurahan.official, "name": where.name},
        "rw": where.rw.digits if where.rw else None,
        "rt": where.rt.digits if where.rt else None,
        "received_at": written(report.received_at),
    }
