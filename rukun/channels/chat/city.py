"""What a conversation asks of this city: its kinds, where a point or an address lies, how a report stands."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from rukun.areas.queries import areas_by_code, children, locator
from rukun.chats.state import Channel, Choice, City, Found, Kind, Say
from rukun.chats.talking import units_of
from rukun.followup.queries import ticket_of
from rukun.followup.rules import STATE_WORDS, State
from rukun.reports import queries
from rukun.reports.questions import notices_among, questions_for
from rukun.reports.search import code_in
from rukun.transparency.access import report_to_see
from rukun.transparency.finding import areas_meant, unit_written
from rukun.values.code import LENGTH_OF, AreaCode
from rukun.values.code import Kind as AreaKind
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.words import sentence

if TYPE_CHECKING:
    from rukun.areas.models import Area
    from rukun.people.rules import Actor

FOUND_AT_MOST = 9
# A letter has room for everything.
ROWS, ROWS_OF_A_LETTER = 10, 60
REPORT_GAP = "CODE"


def city_for(actor: Actor, channel: str) -> City:
    """The city as this person may report in it, in the language of the moment; two queries."""
    is_letter, is_known = channel == Channel.EMAIL, actor.person_id is not None
    by_use = queries.kinds_by_use(actor.person_id)
    place = {code: number for number, code in enumerate(by_use)}
    kinds = sorted(queries.categories(), key=lambda kind: place.get(kind.code, len(place)))
    return City(
        kinds=tuple(_kind(kind.code, kind.name, kind.name_en) for kind in kinds),
        locate=_located,
        find=_found,
        status=lambda typed: _status(actor, typed),
        units=tuple(Choice(f"unit:{unit.digits}", _of_unit(unit)) for unit in units_of(actor)),
        rows=ROWS_OF_A_LETTER if is_letter else ROWS,
        is_letter=is_letter,
        linked="" if channel == Channel.TELEGRAM and not is_known else "yes" if is_known else "no",
    )


def _kind(code: str, name: str, name_en: str) -> Kind:
    first = notices_among(questions_for(queries.questions(), code))
    return Kind(code, name, name_en, " ".join(one.name for one in first), " ".join(one.name_en for one in first))


def link_of_reports() -> str:
    """A report's address, with a gap for its code."""
    return settings.SITE_URL + reverse("laporan-satu", args=[REPORT_GAP]).replace(REPORT_GAP, "{code}")


def _located(point: tuple[float, float]) -> Found:
    """Where a point lies; the units between which it may lie, of each chain only the last link."""
    found = locator().locate(Place(*point))
    unit = found.rt or found.rw or found.kelurahan
    ends = [code for code in found.candidates if not any(o != code and o.is_within(code) for o in found.candidates)]
    if unit not in ends or len(ends) == 1:
        ends = []
    names = _names({unit, *ends})
    doubt = tuple(_choice(code, names) for code in ends[:FOUND_AT_MOST])
    return Found(_in_words(unit, names), doubt)


def _found(text: str) -> tuple[Choice, ...]:
    """The areas that typed words name: one where they are clear, else those that may be meant."""
    unit = unit_written(text)
    if unit is not None:
        return (_choice(unit, _names({unit})),)
    codes = [code for meant in areas_meant(text) for code in _wards(meant.area)]
    few = list(dict.fromkeys(codes))[:FOUND_AT_MOST]
    names = _names(few)
    return tuple(_choice(code, names) for code in few)


def _wards(area: Area) -> list[AreaCode]:
    """A kelurahan, or those of a kecamatan: no report lies in a kecamatan as a whole."""
    code = area.area_code
    return [code] if code.kind is AreaKind.KELURAHAN else [ward.area_code for ward in children(code)]


def _names(codes: Collection[AreaCode]) -> dict[str, str]:
    wards = {code.up_to(AreaKind.KELURAHAN) for code in codes}
    return {code: found.name for code, found in areas_by_code(wards).items()} if wards else {}


def _choice(code: AreaCode, names: dict[str, str]) -> Choice:
    return Choice(f"area:{code.digits}", _in_words(code, names))


def _in_words(code: AreaCode, names: dict[str, str]) -> str:
    """`RT 005/RW 003, Kelurahan Bangka`."""
    ward = gettext("Kelurahan {name}").format(name=names.get(code.up_to(AreaKind.KELURAHAN).digits, ""))
    return ward if code.kind is AreaKind.KELURAHAN else f"{_of_unit(code)}, {ward}"


def _of_unit(code: AreaCode) -> str:
    digits = code.digits
    rw = f"RW {digits[10:13]}"
    return f"RT {digits[13:16]}/{rw}" if len(digits) == LENGTH_OF[AreaKind.RT] else rw


def _status(actor: Actor, typed: str) -> Say:
    """How a report stands that this person may read, in one sentence with a link."""
    code = code_in(typed)
    try:
        report = report_to_see(actor, code)
    except Refused as refusal:
        if refusal.code != "hidden":
            return Say(refusal.words, dict(refusal.facts))
        return Say(sentence("Tidak ada laporan dengan kode {code} yang boleh dibaca di sini."), {"code": typed[:20]})
    ticket = ticket_of(report)
    state = ticket.state if ticket else State.WAITING if report.category.needs_followup else ""
    facts = {"code": report.code, "link": link_of_reports().format(code=report.code)}
    if not state:
        return Say(sentence("Laporan {code} tercatat sebagai kegiatan. {link}"), facts)
    words = gettext(STATE_WORDS[State(state)])
    return Say(sentence("Laporan {code}: {state}. Selengkapnya: {link}"), facts | {"state": words})
