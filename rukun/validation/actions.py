"""Accept a report, strike it out, judge it anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.reports.rules import clean_words
from rukun.trail.actions import Act, record_many
from rukun.validation.access import seat_to_judge
from rukun.validation.models import CurrentVerdict, Verdict
from rukun.validation.rules import StrikeReason
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.words import sentence

JUDGED_MEANWHILE = sentence("Laporan ini baru saja dinilai orang lain; muat ulang untuk melihat putusannya.")


def accept(report: Report, *, by: Actor, at: datetime, note: str = "", after: int | None = None) -> Verdict:
    """Valid. `after` is the number of the verdict the validator saw (0: none); refused when another came since."""
    return _judge([report], reason=None, note=note, by=by, at=at, after=after)[0]


def strike(
    report: Report, reason: StrikeReason, *, by: Actor, at: datetime, note: str = "", after: int | None = None
) -> Verdict:
    """Struck out, with the reason that the reporter reads. A duplicate must name the other report in the note."""
    return _judge([report], reason=reason, note=note, by=by, at=at, after=after)[0]


def strike_many(
    reports: Sequence[Report], reason: StrikeReason, *, by: Actor, at: datetime, note: str = ""
) -> list[Verdict]:
    """Struck out for one reason, all of them or none; each with its own verdict and event."""
    return _judge(reports, reason=reason, note=note, by=by, at=at, after=None)


def accept_many(reports: Sequence[Report], *, by: Actor, at: datetime) -> list[Verdict]:
    """Valid, all of them or none; each with its own verdict and event."""
    return _judge(reports, reason=None, note="", by=by, at=at, after=None)


@transaction.atomic
def _judge(
    reports: Sequence[Report], *, reason: StrikeReason | None, note: str, by: Actor, at: datetime, after: int | None
) -> list[Verdict]:
    """Append a verdict to each, and let it stand. Two validators at once meet in the number of the verdict."""
    said = clean_words(note)
    if reason is StrikeReason.DUPLICATE and not said:
        raise Refused("note", "Sebutkan kode laporan yang sama.", field="note")
    before = dict(
        Verdict.objects.filter(report__in=[report.pk for report in reports])
        .values_list("report")
        .annotate(Max("number"))
    )
    verdicts = []
    for report in reports:
        seat = seat_to_judge(by, report)
        if after is not None and before.get(report.pk, 0) != after:
            raise Refused("conflict", JUDGED_MEANWHILE)
        verdicts.append(
            Verdict(
                report=report, number=before.get(report.pk, 0) + 1, is_valid=reason is None, reason=reason or "",
                note=said, validator_id=by.known_id, seat_id=seat.id, given_at=at,
            )
        )  # fmt: skip
    try:
        with transaction.atomic():
            Verdict.objects.bulk_create(verdicts, batch_size=500)
    except IntegrityError:
        raise Refused("conflict", JUDGED_MEANWHILE) from None
    _let_stand(verdicts)
    record_many(_act(verdict, by, at) for verdict in verdicts)
    return verdicts


def _act(verdict: Verdict, by: Actor, at: datetime) -> Act:
    facts = {"number": verdict.number, "reason": verdict.reason, "note": digest_of_words(verdict.note)}
    verb = "report.accepted" if verdict.is_valid else "report.struck"
    seat = next(seat.named for seat in by.seats if seat.id == verdict.seat_id)
    return Act(verb, at, seat, f"report:{verdict.report.code}", facts)


def _let_stand(verdicts: Sequence[Verdict]) -> None:
    CurrentVerdict.objects.bulk_create(
        [
            CurrentVerdict(
                report=verdict.report,
                verdict=verdict,
                is_valid=verdict.is_valid,
                unit_id=verdict.report.unit_id,
                counted_on=verdict.report.counted_on,
            )
            for verdict in verdicts
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["report"],
        update_fields=["verdict", "is_valid", "unit", "counted_on"],
    )


@transaction.atomic
def rebuild_current(*, at: datetime) -> int:
    """Make `CurrentVerdict` anew from the verdicts, for repair and a test that compares; returns how many stand."""
    CurrentVerdict.objects.all().delete()
    newest = Verdict.objects.values("report").annotate(newest=Max("number")).values_list("report", "newest")
    standing = dict(newest)
    batch: list[Verdict] = []
    for verdict in Verdict.objects.select_related("report").order_by("id").iterator(chunk_size=2_000):
        if standing[verdict.report_id] == verdict.number:
            batch.append(verdict)
    _let_stand(batch)
    record_many([Act("verdicts.rebuilt", at, "clock", "validation", {"standing": len(batch)})])
    return len(batch)
