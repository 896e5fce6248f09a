"""Who sees what a session changed."""

from __future__ import annotations

from rukun.people.rules import Actor
from rukun.sosialisasi.models import Sosialisasi
from rukun.sosialisasi.rules import WATCHERS
from rukun.values.refused import hidden


def session_to_weigh(actor: Actor, code: str) -> Sosialisasi:
    """A session in the area of one of the actor's seats; one query."""
    session = Sosialisasi.objects.select_related("kelurahan").filter(code=code).first()
    if session is None or actor.seat_as(*WATCHERS, over=session.kelurahan.area_code) is None:
        raise hidden()
    return session
