"""A quiet month is a month too: attest it, and look at some of them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.areas.models import Area
from rukun.areas.turns import take_turn
from rukun.funds import rules
from rukun.funds.access import attestation_to_check, seat_to_attest
from rukun.funds.models import Attestation, SpotCheck
from rukun.funds.queries import closing_of
from rukun.people.rules import Actor
from rukun.reports.queries import reports_for_unit
from rukun.reports.rules import clean_words
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.code import Kind
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month


@transaction.atomic
def attest_quiet(unit: Area, month: Month, *, by: Actor, at: datetime) -> Attestation:
    """The head of a unit says that there was nothing to report; once, in its time, and before the month is closed.

    Refused where the unit reported something and did not take it back: then the month is reported already. The same
    head again is told so and nothing changes. Whoever closes the month at this moment is waited for, or waits.
    """
    seat = seat_to_attest(by, unit.area_code)
    rules.refuse_attesting_out_of_time(month, at)
    at = take_turn(unit.area_code, at)
    if closing_of(unit.area_code.up_to(Kind.KELURAHAN), month) is not None:
        raise Refused("closed", "Bulan {month} untuk kelurahan ini sudah ditutup.", month=month)
    if reports_for_unit(unit.area_code, month).filter(retraction=None).exists():
        raise Refused("reported", "Bulan ini sudah ada laporan, jadi tidak perlu dinyatakan nihil.")
    made = Attestation(unit=unit, month=month.first, seat_id=seat.id, at=at)
    if not append_first(made):
        raise Refused("twice", "Bulan ini sudah dinyatakan nihil.")
    record("month.attested", at=at, seat=seat.named, about=f"month:{unit.code}:{month}", facts={"nihil": True})
    return made


@transaction.atomic
def check_attestation(attestation: Attestation, *, stood: bool, words: str, by: Actor, at: datetime) -> SpotCheck:
    """Somebody went and looked; says in words what was found. Once, and not by anybody of the unit itself."""
    seat = attestation_to_check(by, attestation)
    said = clean_words(words)
    if not said:
        raise Refused("words", "Tulis apa yang dilihat di sana.", field="words")
    made = SpotCheck(attestation=attestation, seat_id=seat.id, stood=stood, words=said, at=at)
    if not append_first(made):
        raise Refused("twice", "Pernyataan ini sudah diperiksa.")
    about = f"month:{attestation.unit.code}:{Month.of(attestation.month)}"
    record("attestation.checked", at=at, seat=seat.named, about=about,
           facts={"stood": stood, "words": digest_of_words(said)})  # fmt: skip
    return made
