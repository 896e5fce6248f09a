"""Enter a change of a unit, answer it, take it back, and carry it out on its day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from rukun.areas import queries as areas
from rukun.areas.changing import dissolve, draw, found
from rukun.areas.fitting import fitted
from rukun.areas.models import Area
from rukun.penataan.access import change_to_answer, change_to_take_back, seat_to_propose
from rukun.penataan.models import Change
from rukun.penataan.queries import due_on, heirs_to_be, standing_in, will_be_there
from rukun.penataan.rules import LIVE, State, What, Wish, order_of_doing, refuse_unsound, refuse_wordless
from rukun.people.actions.seats import vacate
from rukun.people.rules import Actor
from rukun.trail.actions import record
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import digest_of, digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import day_of
from rukun.values.words import sentence


@transaction.atomic
def propose(wish: Wish, *, by: Actor, at: datetime) -> Change:
    """Enter what was decided; it changes nothing until Tapem agrees. The same sent again is the one that is there;
    refused where it could not be done.

    The kelurahan is held meanwhile: of two clerks who enter changes of one unit at once, the second is told.
    """
    kelurahan = wish.unit.up_to(Kind.KELURAHAN)
    seat = seat_to_propose(by, kelurahan)
    refuse_unsound(wish, kelurahan, day_of(at))
    place = _hold(kelurahan)
    known = Change.objects.filter(unit=wish.unit.digits, state__in=sorted(LIVE)).select_related("kelurahan").first()
    if known is not None and known.proposed_by_id == by.person_id and _wish(known) == wish:
        return known
    if known is not None:
        raise Refused("twice", "Perubahan lain untuk {unit} belum selesai.", field="unit", unit=wish.unit.numbered)
    _refuse_impossible(wish)
    made = Change.objects.create(
        kelurahan=place, what=wish.what, unit=wish.unit.digits, into=wish.into.digits if wish.into else "",
        on=wish.on, decision=wish.decision, decided_on=wish.decided_on, proposed_by_id=by.known_id,
        proposed_in_id=seat.id, proposed_at=at, state=State.WAITING, **_border_of(wish),
    )  # fmt: skip
    _tell("proposed", made, seat.named, at)
    return made


@transaction.atomic
def agree(number: int, *, by: Actor, at: datetime) -> Change:
    """Tapem agrees: it is done at once where its day has come, else by the clock on that day."""
    change, seat = change_to_answer(by, number)
    _hold(change.kelurahan.area_code)
    _refuse_impossible(_wish(change))
    _answer(change, State.AGREED, by, seat.id, at)
    _tell("agreed", change, seat.named, at)
    if change.on <= day_of(at):
        _carry_out(change, at)
    return change


@transaction.atomic
def turn_down(number: int, *, reason: str, by: Actor, at: datetime) -> Change:
    """Tapem does not agree, with the reason; the office may enter it anew."""
    change, seat = change_to_answer(by, number)
    change.reason = refuse_wordless(reason)
    _answer(change, State.TURNED_DOWN, by, seat.id, at)
    _tell("turned-down", change, seat.named, at, words=digest_of_words(change.reason))
    return change


@transaction.atomic
def take_back(number: int, *, by: Actor, at: datetime) -> Change:
    """The office takes back what is not done yet, agreed to or not."""
    change, seat = change_to_take_back(by, number)
    change.state = State.TAKEN_BACK
    change.save(update_fields=["state"])
    _tell("taken-back", change, seat.named, at)
    return change


def carry_out_due(*, at: datetime) -> int:
    """Do what was agreed to and whose day has come, each in a transaction of its own; returns how many.

    What cannot be done any more, because something else happened meanwhile, is marked with the reason and waits for
    nobody: the office reads it and enters it anew.
    """
    due = sorted(due_on(day_of(at)), key=lambda one: (one.on, order_of_doing(What(one.what), one.unit_code)))
    return sum(_carried_out(one.pk, at) for one in due)


@transaction.atomic
def _carried_out(number: int, at: datetime) -> bool:
    change = Change.objects.select_for_update(of=("self",)).select_related("kelurahan").get(pk=number)
    if change.state != State.AGREED:
        return False
    # As while a month is closed there, or somebody agrees to another change: borders grow one after the other.
    _hold(change.kelurahan.area_code)
    try:
        with transaction.atomic():
            _carry_out(change, at)
    except Refused as refusal:
        change.state, change.reason, change.done_at = State.FAILED, str(refusal), None
        change.save(update_fields=["state", "reason"])
        _tell("failed", change, "clock", at)
        return False
    return True


def _carry_out(change: Change, at: datetime) -> None:
    unit, what = change.unit_code, What(change.what)
    if what is What.FOUNDED:
        found(code=unit, name=unit.numbered, on=change.on, at=at)
    if change.border is not None:
        draw(areas.area(unit), change.border, source=change.decision, on=change.on, at=at)
    if what in (What.MERGED, What.ENDED):
        area = areas.area(unit)
        dissolve(area, on=change.on, at=at, into=areas.area(change.into_code) if change.into_code else None)
        vacate(area, until=change.on, at=at)
    change.state, change.done_at = State.DONE, at
    change.save(update_fields=["state", "done_at"])
    _tell("done", change, "clock", at)


def _refuse_impossible(wish: Wish) -> None:
    """Refused where the unit is not as the change needs it on its day, with what is agreed to until then."""
    name = wish.unit.numbered
    if wish.what is What.FOUNDED:
        _refuse_unfoundable(wish)
    elif not will_be_there(wish.unit, wish.on):
        raise Refused("unit", "{unit} tidak ada pada hari itu.", field="unit", unit=name)
    if wish.border is not None:
        fitted(wish.unit, wish.border)
    if wish.what in (What.FOUNDED, What.BORDERED):
        return
    if left := standing_in(wish.unit, wish.on):
        words = sentence("{unit} masih memuat {n} RT; akhiri atau gabungkan dahulu.")
        raise Refused("children", words, field="unit", unit=name, n=len(left))
    if heirs_to_be(wish.unit).exists():
        raise Refused("into", "Unit lain akan digabung ke {unit}.", field="unit", unit=name)
    if wish.into is not None and not will_be_there(wish.into, wish.on):
        raise Refused("into", "{unit} tidak ada pada hari itu.", field="into", unit=wish.into.numbered)


def _refuse_unfoundable(wish: Wish) -> None:
    if Area.objects.filter(code=wish.unit.digits).exists():
        words = sentence("Nomor {unit} sudah atau pernah dipakai; pakai nomor lain.")
        raise Refused("twice", words, field="unit", unit=wish.unit.numbered)
    above = wish.unit.parent
    if above is None or not will_be_there(above, wish.on):
        raise Refused("parent", "RW untuk RT ini belum ada pada hari itu; dirikan RW-nya dahulu.", field="rw")


def _hold(kelurahan: AreaCode) -> Area:
    # Not for its key: reports of the kelurahan may be filed meanwhile.
    return Area.objects.select_for_update(no_key=True).get(code=kelurahan.digits)


def _wish(change: Change) -> Wish:
    return Wish(
        What(change.what), change.unit_code, change.on, change.decision, change.decided_on, change.into_code,
        change.border,
    )  # fmt: skip


def _border_of(wish: Wish) -> dict[str, Any]:
    border = wish.border
    return {} if border is None else {"shape": border.shape, "is_drawn": border.is_drawn, "cuts": border.cuts}


def _answer(change: Change, state: State, by: Actor, seat: int, at: datetime) -> None:
    change.state, change.answered_by_id, change.answered_in_id, change.answered_at = state, by.known_id, seat, at
    change.save(update_fields=["state", "answered_by", "answered_in", "answered_at", "reason"])


def _tell(verb: str, change: Change, seat: str, at: datetime, **more: Any) -> None:
    facts = {
        "what": change.what, "on": change.on.isoformat(), "into": change.into, "change": change.pk,
        "decision": digest_of_words(change.decision),
        "border": digest_of(change.border.shape) if change.border else "",
    }  # fmt: skip
    record(f"unit-change.{verb}", at=at, seat=seat, about=f"area:{change.unit}", facts=facts | more)
