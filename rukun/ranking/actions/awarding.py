"""Propose awards by their rules, and let people decide on them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from rukun.areas.models import Area
from rukun.people.rules import Actor
from rukun.ranking import performance, queries
from rukun.ranking.access import award_to_decide
from rukun.ranking.awards import (
    AwardKind,
    Outcome,
    Proposed,
    Rule,
    proposed_by_table,
    proposed_units,
    read_awards,
)
from rukun.ranking.models import Award, AwardDecision, Table
from rukun.ranking.spans import Span, settled_at, spans_ending
from rukun.trail.actions import record
from rukun.values.digest import canonical, digest_of, digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month

WORDS_MAX = 500
TOKEN_SIGNS = 20


@transaction.atomic
def propose_awards(month: Month, *, file: Path, at: datetime, by: str = "clock") -> list[Award]:
    """What the rules in the city's file propose for the spans that end with a month whose tables are published; each
    is proposed once, whatever table comes after."""
    made, ending = [], {span.kind for span in spans_ending(month)}
    for kind in read_awards(file.name, file.read_bytes()):
        if kind.span in ending:
            table, found = _found(kind, month)
            made += [award for one in found if (award := _proposed(one, table, month, by, at)) is not None]
    return made


def propose_due(*, file: Path, at: datetime) -> int:
    """The awards of the month before, once it is settled; returns how many were proposed."""
    month = Month.of(at).previous
    if at < settled_at(month) or not file.exists() or Award.objects.filter(month=month.first).exists():
        return 0
    return len(propose_awards(month, file=file, at=at))


def _found(kind: AwardKind, month: Month) -> tuple[Table | None, list[Proposed]]:
    table = queries.newest_table(month, span=kind.span)
    if table is None:
        return None, []
    if kind.rule is Rule.BEST_RW:
        return table, proposed_units(kind, performance.rws_of(month))
    before = queries.newest_table(Span(month, kind.span).before.last, span=kind.span)
    return table, proposed_by_table(kind, table.told, before.told if before else None)


def _proposed(one: Proposed, table: Table | None, month: Month, by: str, at: datetime) -> Award | None:
    areas = {area.code: area for area in Area.objects.filter(code__in=[one.within, one.area])}
    if Award.objects.filter(kind=one.kind.key, month=month.first, within=areas[one.within]).exists():
        return None
    facts = canonical(dict(one.facts)).decode()
    award = Award.objects.create(
        kind=one.kind.key, month=month.first, within=areas[one.within], area=areas[one.area], table=table,
        stated=json.dumps(one.kind.stated, ensure_ascii=False), facts=facts, at=at,
    )  # fmt: skip
    told = {"area": one.area, "figures": digest_of(facts.encode()), "table": table.number if table else None}
    record("award.proposed", at=at, seat=by, about=award.about, facts=told)
    return award


@transaction.atomic
def decide_award(number: int, *, outcome: Outcome, words: str, by: Actor, at: datetime) -> AwardDecision:
    """Give an award, or not and say why; once, and by a seat that answers for more than the one who gets it."""
    award, seat = award_to_decide(by, number)
    said = " ".join(words.split())
    if len(said) > WORDS_MAX:
        raise Refused("words", "Tulis paling panjang {most} huruf.", field="words", most=WORDS_MAX)
    if outcome is Outcome.DECLINED and not said:
        raise Refused("words", "Tuliskan mengapa penghargaan ini tidak diberikan.", field="words")
    token = digest_of(f"{award.about} {award.area.code} {outcome.value}".encode())[:TOKEN_SIGNS]
    facts = {
        "area": award.area.code,
        "outcome": outcome.value,
        "figures": digest_of(award.facts.encode()),
        "token": token,
    }
    if said:
        facts["words"] = digest_of_words(said)
    event = record(f"award.{outcome.value}", at=at, seat=seat.named, about=award.about, facts=facts)
    try:
        with transaction.atomic():
            return AwardDecision.objects.create(
                award=award, outcome=outcome.value, words=said, seat_id=seat.id, token=token, event=event.pk, at=at
            )
    except IntegrityError:
        raise Refused("conflict", "Penghargaan ini sudah diputuskan.") from None
