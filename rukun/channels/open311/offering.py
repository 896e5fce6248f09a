"""What this door is, and what can be reported by it: discovery, the list of services, and what each asks besides."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language, gettext

from rukun.channels.open311.answering import MEDIA_TYPES, Answer
from rukun.channels.open311.asking import Asked
from rukun.reports import queries
from rukun.reports.questions import Choice, Question, questions_for
from rukun.values.markup import Many
from rukun.values.refused import Refused
from rukun.values.words import sentence

if TYPE_CHECKING:
    from rukun.reports.models import Category

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
BASE = "/open311/v2"
# When what this door can do changed last.
CHANGESET = datetime(2026, 11, 25, tzinfo=UTC)
KEPT = {"Cache-Control": "public, max-age=300"}
GROUPS = {"problem": sentence("Masalah"), "activity": sentence("Kegiatan")}


def discovery(request: Asked) -> Answer:
    """Where this door is and whom to ask for a key; no query."""
    contact = settings.OPEN311_CONTACT or settings.DEFAULT_FROM_EMAIL
    changed = CHANGESET.strftime("%Y-%m-%dT%H:%M:%SZ")
    endpoint = {
        "specification": SPECIFICATION,
        "url": request.build_absolute_uri(BASE),
        "changeset": changed,
        "type": "test" if settings.RUKUN_DEMO else "production",
        "formats": Many("format", [kind.partition(";")[0] for kind in MEDIA_TYPES.values()]),
    }
    told = {
        "changeset": changed,
        "contact": contact,
        "key_service": gettext("Minta kunci program kepada {contact}.").format(contact=contact),
        "endpoints": Many("endpoint", [endpoint]),
    }
    return Answer("discovery", told, headers=KEPT)


def services(request: Asked) -> Answer:  # noqa: ARG001  a view takes its request
    """Every kind in use, in the order of the screen; one query."""
    asked = queries.questions()
    rows = [_service(kind, has_questions=bool(questions_for(asked, kind.code))) for kind in queries.categories()]
    return Answer("services", Many("service", rows), headers=KEPT)


def definition(request: Asked, code: str) -> Answer:  # noqa: ARG001
    """What is asked besides for one kind; one query."""
    kind = kind_of(code)
    asked = questions_for(queries.questions(), kind.code)
    attributes = [_attribute(question, order) for order, question in enumerate(asked, 1)]
    return Answer("service_definition", {"service_code": kind.code, "attributes": Many("attribute", attributes)},
                  headers=KEPT)  # fmt: skip


def kind_of(code: str) -> Category:
    """The kind with this code; refused where there is none in use. One query."""
    found = queries.in_use(code)
    if found is None:
        raise Refused("service", "Layanan “{code}” tidak ada.", code=code[:60], field="service_code")
    return found


def in_english() -> bool:
    return get_language() == "en"


def name_of(kind: Category) -> str:
    """The kind in the asker's language."""
    return kind.name_en if in_english() else kind.name


def _service(kind: Category, *, has_questions: bool) -> dict[str, Any]:
    return {
        "service_code": kind.code,
        "service_name": name_of(kind),
        "description": _description(kind),
        "metadata": has_questions,
        "type": "realtime",
        "keywords": ",".join(dict.fromkeys((kind.name, kind.name_en, kind.code))),
        "group": gettext(GROUPS[kind.group]),
    }


def _description(kind: Category) -> str:
    if not kind.needs_followup:
        return gettext("Kegiatan lingkungan: dicatat, tidak perlu tindak lanjut.")
    if kind.around_the_clock:
        return gettext("Ditindaklanjuti dalam {hours} jam.").format(hours=kind.deadline_hours)
    return gettext("Ditindaklanjuti dalam {hours} jam pada hari kerja.").format(hours=kind.deadline_hours)


def _attribute(question: Question, order: int) -> dict[str, Any]:
    return {
        "variable": question.asks,
        "code": question.code,
        "datatype": question.datatype,
        "required": question.required,
        "datatype_description": question.hint_en if in_english() else question.hint,
        "order": order,
        "description": question.name_en if in_english() else question.name,
        "values": Many("value", [_choice(choice) for choice in question.values]),
    }


def _choice(choice: Choice) -> dict[str, str]:
    return {"key": choice.key, "name": choice.name_en if in_english() else choice.name}
