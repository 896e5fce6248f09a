"""A session that somebody is asked to, and what becomes of it: whom it concerns, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext

from rukun.notices.concern import Concern
from rukun.notices.rules import NEWS, Matter
from rukun.people.queries import appointments_on
from rukun.sosialisasi.models import Invited, Sosialisasi
from rukun.trail.models import Event
from rukun.values.time import local


def of_session(event: Event, at: datetime) -> list[Concern]:
    """Who sits in the seats that were asked: of an invitation those of its moment, of a change all; three queries."""
    (matter,) = NEWS[event.verb]
    code = event.about.removeprefix("session:")
    session = Sosialisasi.objects.select_related("kelurahan").filter(code=code).first()
    if session is None:
        return []
    asked = Invited.objects.filter(sosialisasi=session)
    if matter is Matter.INVITED:
        asked = asked.filter(at=event.at)
    facts = {
        "starts_at": session.starts_at.isoformat(), "place": session.place, "stage": session.stage,
        "kelurahan": session.kelurahan.name,
    }  # fmt: skip
    people = appointments_on(at).filter(seat_id__in=asked.values("seat_id")).values_list("person_id", flat=True)
    return [Concern(event.pk, event.at, person, matter, event.about, None, facts) for person in sorted(set(people))]


def gaps_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same in words, in the language that is spoken at the moment."""
    starts = local(datetime.fromisoformat(facts["starts_at"]))
    day = formats.date_format(starts.date(), "l, j F Y")
    return {
        "when": gettext("{day} pukul {time}").format(day=day, time=starts.strftime("%H.%M")),
        "place": facts["place"], "stage": facts["stage"], "kelurahan": facts["kelurahan"],
    }  # fmt: skip
