"""What was asked to be done with a ticket, read from a form: one way for one ticket and for many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rukun.followup import actions
from rukun.followup.crew import members, working
from rukun.followup.parts.actions import give
from rukun.people import queries as people
from rukun.people.rules import SeatHeld
from rukun.reports import queries as reports
from rukun.reports.photos import keep_photo
from rukun.values.number import number_in
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import day_in

if TYPE_CHECKING:
    from rukun.followup.models import Ticket
    from rukun.people.models import Office

# What leads away from a ticket: the next one is opened afterwards, or the queue.
CLOSING = frozenset({"finish", "decline", "forward"})


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of a form."""

    post: Mapping[str, Any]
    files: Mapping[str, Any]
    desk: SeatHeld
    at: datetime

    def __getitem__(self, name: str) -> str:
        return str(self.post.get(name, "")).strip()

    @property
    def words(self) -> str:
        return str(self.post.get("words", ""))


def do(ticket: Ticket, doing: str, typed: Typed) -> None:
    """Carry it out, or refuse."""
    if doing not in VERBS:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    VERBS[doing](ticket, typed)


def details_of(doing: str, typed: Typed) -> dict[str, Any]:
    """What `act_on_many` needs beside the tickets: the same fields as for one."""
    if doing == "forward":
        return {"to": office_asked(typed), "reason": typed.words}
    if doing == "assign" and typed["crew"]:
        return {"crew": members.member_to_direct(typed.desk, number_asked(typed, "crew"))}
    if doing == "decline":
        return {"reason_code": typed["reason"], "words": typed.words}
    if doing == "pause":
        following = people.office(typed["next_office"]) if typed["next_office"] else None
        return {"reason": typed["reason"], "words": typed.words, "expected": day_asked(typed), "next_office": following}
    return {}


def office_asked(typed: Typed, name: str = "office") -> Office:
    """The office that was chosen; refused where none was."""
    if not typed[name]:
        raise Refused("office", "Pilih kantor yang dituju.", field=name)
    return people.office(typed[name])


def number_asked(typed: Typed, name: str) -> int:
    """A number from a list; 0, which is nobody's, where something else was sent."""
    text = typed[name]
    return number_in(text) or 0


def day_asked(typed: Typed) -> date:
    """The day by which it is expected; refused where it is none."""
    day = day_in(typed["expected"])
    if day is None:
        raise Refused("expected", "Tulis sampai kapan ditunda.", field="expected")
    return day


def _take(ticket: Ticket, typed: Typed) -> None:
    actions.take(ticket, desk=typed.desk, at=typed.at)


def _forward(ticket: Ticket, typed: Typed) -> None:
    actions.dispose(ticket, **details_of("forward", typed), desk=typed.desk, at=typed.at)


def _finish(ticket: Ticket, typed: Typed) -> None:
    upload = typed.files.get("proof")
    proof = keep_photo(upload.read(), at=typed.at) if upload else None
    working.finish_with_upload(ticket, words=typed.words, proof=proof, desk=typed.desk, at=typed.at)


def _decline(ticket: Ticket, typed: Typed) -> None:
    actions.decline(ticket, **details_of("decline", typed), desk=typed.desk, at=typed.at)


def _pause(ticket: Ticket, typed: Typed) -> None:
    actions.pause(ticket, **details_of("pause", typed), desk=typed.desk, at=typed.at)


def _resume(ticket: Ticket, typed: Typed) -> None:
    actions.resume(ticket, desk=typed.desk, at=typed.at)


def _ask(ticket: Ticket, typed: Typed) -> None:
    actions.ask(ticket, words=typed.words, desk=typed.desk, at=typed.at)


def _note(ticket: Ticket, typed: Typed) -> None:
    actions.note(ticket, words=typed.words, desk=typed.desk, at=typed.at)


def _urgent(ticket: Ticket, typed: Typed) -> None:
    actions.mark_urgent(ticket, reason_code=typed["reason"], desk=typed.desk, at=typed.at)


def _calm(ticket: Ticket, typed: Typed) -> None:
    actions.mark_calm(ticket, desk=typed.desk, at=typed.at)


def _split(ticket: Ticket, typed: Typed) -> None:
    give(ticket, category=reports.category(typed["category"]), office=office_asked(typed), task=typed.words,
         desk=typed.desk, at=typed.at)  # fmt: skip


def _category(ticket: Ticket, typed: Typed) -> None:
    kind = reports.category(typed["category"])
    actions.amend_category(ticket, category=kind, words=typed.words, desk=typed.desk, at=typed.at)


def _place(ticket: Ticket, typed: Typed) -> None:
    place = Place.parse(typed["lat"], typed["lon"])
    actions.amend_place(ticket, lat=place.lat, lon=place.lon, words=typed.words, desk=typed.desk, at=typed.at)


VERBS: dict[str, Callable[[Ticket, Typed], None]] = {
    "take": _take,
    "forward": _forward,
    "finish": _finish,
    "decline": _decline,
    "pause": _pause,
    "resume": _resume,
    "ask": _ask,
    "note": _note,
    "urgent": _urgent,
    "calm": _calm,
    "split": _split,
    "category": _category,
    "place": _place,
}
