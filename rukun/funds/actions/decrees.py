"""Bring decrees into the register, version by version: one person brings a version, another agrees to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from rukun.areas.turns import take_every_turn
from rukun.funds import library
from rukun.funds.access import proposal_to_decide, seat_for_law
from rukun.funds.decree import Decree, conflicts, in_force
from rukun.funds.models import Closing, DecreeProposal, LoadedDecree
from rukun.funds.queries import loaded_decrees
from rukun.people.rules import Actor
from rukun.reports.rules import clean_words
from rukun.trail.actions import Act, record, record_many
from rukun.values.code import Kind
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of


@transaction.atomic
def load_decrees(folder: Path, *, at: datetime, by: str = "clock") -> list[LoadedDecree]:
    """Load each decree of the folder that is new or changed; refused whole when one has a mistake or two would rule.

    For a city's first day, a simulation and a test; afterwards a version is proposed and agreed to.
    """
    at = take_every_turn(at)
    known = {(row.decree, row.digest) for row in LoadedDecree.objects.all()}
    fresh = [
        LoadedDecree(decree=d.id, digest=d.digest, text=(folder / f"{d.id}.toml").read_text(), loaded_at=at)
        for d in library.decrees_in(folder)
        if (d.id, d.digest) not in known
    ]
    made = LoadedDecree.objects.bulk_create(fresh)
    record_many(Act("decree.loaded", at, by, f"decree:{row.decree}", {"digest": row.digest}) for row in made)
    return made


@transaction.atomic
def bring_decrees(folder: Path, *, at: datetime) -> int:
    """What the operator's folder holds: loaded where the city has no decree yet, else proposed; returns how many.

    So a file that somebody changed on the server moves no money until a person of the city has agreed to it. The same
    folder again brings nothing.
    """
    if not LoadedDecree.objects.exists():
        return len(load_decrees(folder, at=at))
    known = {*LoadedDecree.objects.values_list("decree", "digest")}
    known |= {*DecreeProposal.objects.values_list("decree", "digest")}
    brought = 0
    for decree in library.decrees_in(folder):
        if (decree.id, decree.digest) not in known:
            cases = folder / f"{decree.id}{library.CASES}"
            text = cases.read_text() if cases.exists() else ""
            _propose(decree, (folder / f"{decree.id}.toml").read_text(), text, by=None, at=at)
            brought += 1
    return brought


@transaction.atomic
def propose_decree(name: str, content: bytes, cases: bytes, *, by: Actor, at: datetime) -> DecreeProposal:
    """Bring a version with its cases; refused with every mistake that is in either, where two would rule one
    day, or where a closed month would be ruled by none."""
    seat_for_law(by)
    decree = library.read_with_cases(name, content, cases)
    _refuse_conflicts(decree, at)
    if LoadedDecree.objects.filter(decree=decree.id, digest=decree.digest).exists():
        raise Refused("twice", "Versi keputusan ini sudah dimuat.")
    return _propose(decree, content.decode(), cases.decode(), by=by, at=at)


@transaction.atomic
def approve_decree(proposal: DecreeProposal, *, by: Actor, at: datetime) -> LoadedDecree:
    """Agree, as another person than who brought it: from now on the version stands, and closed months are compared.

    Each month that is closed at this moment is done first and compared afterwards, or waits and goes by the version.
    """
    waiting, seat = proposal_to_decide(by, proposal)
    at = take_every_turn(at)
    decree = library.read_with_cases(waiting.decree, waiting.text.encode(), waiting.cases.encode())
    _refuse_conflicts(decree, at)
    _decide(waiting, True, by, seat.id, "", at)
    made = LoadedDecree.objects.create(decree=waiting.decree, digest=waiting.digest, text=waiting.text, loaded_at=at)
    record("decree.loaded", at=at, seat=seat.named, about=f"decree:{made.decree}", facts={"digest": made.digest})
    return made


@transaction.atomic
def turn_down_decree(proposal: DecreeProposal, *, reason: str, by: Actor, at: datetime) -> DecreeProposal:
    """Do not agree, with the reason; another version may be brought."""
    waiting, seat = proposal_to_decide(by, proposal)
    said = clean_words(reason)
    if not said:
        raise Refused("words", "Tulis mengapa versi ini tidak disetujui.", field="reason")
    _decide(waiting, False, by, seat.id, said, at)
    facts = {"digest": waiting.digest, "words": digest_of_words(said)}
    record("decree.turned-down", at=at, seat=seat.named, about=f"decree:{waiting.decree}", facts=facts)
    return waiting


def _propose(decree: Decree, text: str, cases: str, *, by: Actor | None, at: datetime) -> DecreeProposal:
    seat = seat_for_law(by) if by else None
    try:
        with transaction.atomic():
            made = DecreeProposal.objects.create(
                decree=decree.id, digest=decree.digest, text=text, cases=cases, proposed_at=at,
                proposed_by_id=by.known_id if by else None, proposed_in_id=seat.id if seat else None,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("twice", "Versi keputusan ini sudah menunggu persetujuan.") from None
    named = seat.named if seat else "clock"
    record("decree.proposed", at=at, seat=named, about=f"decree:{made.decree}", facts={"digest": made.digest})
    return made


def _refuse_conflicts(decree: Decree, at: datetime) -> None:
    law = [*(d for _, d in loaded_decrees().values() if d.id != decree.id), decree]
    found = conflicts(law) or list(_closed_months_without(law, at))
    if found:
        raise Refused("decree", "Keputusan tidak dapat dimuat: {mistakes}.", mistakes="; ".join(found))


def _closed_months_without(law: Sequence[Decree], at: datetime) -> Iterator[str]:
    """Which closed months these decrees would not rule: of those nobody could say any more what they came out wrong."""
    for first in Closing.objects.order_by("month").values_list("month", flat=True).distinct():
        for kind in (Kind.RT, Kind.RW):
            try:
                in_force(law, kind, Month.of(first), day_of(at))
            except Refused as refusal:
                yield str(refusal).rstrip(".")


def _decide(waiting: DecreeProposal, approved: bool, by: Actor, seat: int, reason: str, at: datetime) -> None:
    waiting.approved, waiting.decided_by_id, waiting.decided_in_id = approved, by.known_id, seat
    waiting.decided_at, waiting.reason = at, reason
    waiting.save(update_fields=["approved", "decided_by", "decided_in", "decided_at", "reason"])
