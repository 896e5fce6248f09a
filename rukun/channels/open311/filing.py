"""Filing: the key and its quota first, then everything that is wrong at once, then the same action as on every page."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from rukun.channels.open311.answering import Answer
from rukun.channels.open311.asking import Asked, Checked, argument, coordinate
from rukun.channels.open311.offering import kind_of
from rukun.people import keys
from rukun.people.rules import Scope
from rukun.reports import actions, queries
from rukun.reports.photos import refuse_too_large
from rukun.reports.questions import Answers, answered, questions_for
from rukun.reports.rules import PHOTO_BYTES_MAX, StoredPhoto, clean_words, refuse_empty
from rukun.senders.outside import NoAnswer, NotOutside, fetch
from rukun.transparency.alike import codes_alike
from rukun.transparency.finding import unit_written
from rukun.values.code import AreaCode
from rukun.values.markup import Many
from rukun.values.place import Place
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.people.models import ApiKey
    from rukun.reports.models import Category, Report

ADDRESS_MAX = 500
ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](\[\])?")
FILES = ("media", "media[]")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# All addresses of photos together.
FETCHED_WITHIN_SECONDS = 8.0


def file(request: Asked) -> Answer:
    """A report, kept: 201 the first time, 200 when the same was sent already. What a program says of the person who
    sent it (name, telephone, e-mail) is not kept."""
    if request.content_type not in FORMS:
        raise Refused("form", "Isi kiriman tidak terbaca; kirim sebagai formulir.")
    key = keys.key_with(argument(request, "api_key"), at=request.now)
    keys.refuse_scope(key, Scope.REPORT)
    quota = keys.spend(key, at=request.now)
    report, is_new = actions.relay_report(_relayed(request, key), at=request.now)
    told = {
        "service_request_id": report.code,
        "service_notice": _notice(request, report),
        "account_id": None,
    }
    counted = {
        "RateLimit-Limit": str(quota.most),
        "RateLimit-Remaining": str(quota.left),
        "RateLimit-Reset": str(quota.seconds),
    }
    return Answer("service_requests", Many("request", [told]), 201 if is_new else 200, counted)


def _relayed(request: Asked, key: ApiKey) -> actions.Relayed:
    """What was sent, or all that is wrong with it; photos are opened only when everything else is right."""
    check = Checked()
    words = check(lambda: _words(request)) or ""
    kind = check(lambda: _kind(request))
    where = check(lambda: _where(request))
    answers = answered(questions_for(queries.questions(), kind.code), _attributes(request)) if kind else Answers()
    check.wrong += answers.wrong
    uploads = [upload for name in FILES for upload in request.FILES.getlist(name)]
    addresses = [one.strip() for one in request.POST.getlist("media_url") if one.strip()]
    check(lambda: refuse_empty(words, len(uploads) + len(addresses)))
    check.refuse()
    if kind is None or where is None:
        raise hidden()
    return actions.Relayed(
        key_id=key.pk,
        category=kind,
        words=words,
        captured_at=request.now,
        sender=f"{argument(request, 'account_id')}\n{argument(request, 'device_id')}",
        place=where[0],
        chosen=where[1],
        address=_string(request),
        answers=answers.lines,
        photos=_photos(request, uploads, addresses),
    )


def _kind(request: Asked) -> Category:
    code = argument(request, "service_code")
    if not code:
        raise Refused("service-missing", "Sebutkan layanannya.", field="service_code")
    return kind_of(code)


def _words(request: Asked) -> str:
    """The description without what cannot be shown, at most four thousand signs."""
    return clean_words(argument(request, "description"))


def _where(request: Asked) -> tuple[Place | None, AreaCode | None]:
    """A point, or the area that was named by its code or within an address; with both, the area settles at a border."""
    lat, lon = argument(request, "lat"), argument(request, "long")
    if bool(lat) != bool(lon):
        raise Refused("place", "Lintang dan bujur hanya bersama-sama.", field="long" if lat else "lat")
    place = Place(coordinate(lat, "lat"), coordinate(lon, "long")) if lat else None
    number, address = argument(request, "address_id"), _string(request)
    chosen = AreaCode.parse(number) if number else None
    if chosen is None and place is None and address:
        chosen = unit_written(address)
        if chosen is None:
            raise Refused("place", "Alamat ini tidak menyebut kelurahan yang kami kenal; kirim lat dan long.",
                          field="address_string")  # fmt: skip
    if place is None and chosen is None:
        raise Refused("place", "Sebutkan tempatnya: lat dan long, address_id, atau address_string.", field="lat")
    return place, chosen


def _string(request: Asked) -> str:
    address = argument(request, "address_string")
    if len(address) > ADDRESS_MAX:
        raise Refused("place", "Alamat terlalu panjang.", field="address_string")
    return clean_words(address)


def _attributes(request: Asked) -> dict[str, list[str]]:
    """The answers by the code of their question: `attribute[code]`, and `attribute[code][]` where there are several."""
    found: dict[str, list[str]] = {}
    for name in request.POST:
        written = ATTRIBUTE.fullmatch(name)
        said = [one.replace("\x00", "") for one in request.POST.getlist(name)]
        if written and any(one.strip() for one in said):
            found.setdefault(written[1], []).extend(said)
    return found


def _photos(request: Asked, uploads: Sequence[Any], addresses: Sequence[str]) -> list[StoredPhoto]:
    """What came with the form, then what lies at the addresses that were named."""
    kept = [_kept(request, upload) for upload in uploads]
    until = time.monotonic() + FETCHED_WITHIN_SECONDS
    return kept + [_fetched(request, address, until) for address in addresses]


def _kept(request: Asked, upload: Any) -> StoredPhoto:
    refuse_too_large(upload.size or 0)
    return actions.keep_photo(upload.read(), at=request.now)


def _fetched(request: Asked, address: str, until: float) -> StoredPhoto:
    """Only from the public network, without following where it is sent on, and never for longer than a while."""
    try:
        content = fetch(address, most=PHOTO_BYTES_MAX, timeout=max(0.1, until - time.monotonic()))
    except (NotOutside, NoAnswer):
        raise Refused("photos", "Foto di alamat ini tidak dapat diambil; kirim fotonya sebagai media.",
                      field="media_url") from None  # fmt: skip
    return actions.keep_photo(content, at=request.now)


def _notice(request: Asked, report: Report) -> str | None:
    """What was already reported near by, of the same kind."""
    if report.lat is None or report.lon is None:
        return None
    near = codes_alike(Place(report.lat, report.lon), report.category, request.now, without=report.pk)
    if not near:
        return None
    alike = ", ".join(f"{code} ({metres} m)" for code, metres in near)
    return gettext("Laporan serupa di dekatnya: {alike}.").format(alike=alike)
