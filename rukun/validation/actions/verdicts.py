"""Accept a report, strike it out; contest a strike, and answer that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from rukun.people.rules import Actor, Role
from rukun.reports.models import Report
from rukun.reports.rules import PHOTOS_MAX, StoredPhoto, clean_words
from rukun.trail.actions import Act, record, record_many
from rukun.trail.append import append_first, append_many
from rukun.validation.access import may_appeal, seat_to_answer, seat_to_appeal, seat_to_judge
from rukun.validation.desk.meeting import JUDGED_MEANWHILE, given_before, quicker
from rukun.validation.looking.risks import hints_of
from rukun.validation.models import Appeal, AppealPhoto, Claim, CurrentVerdict, OverdueAppeal, Verdict
from rukun.validation.queries import is_appeal_overdue, overdue_appeals, terms
from rukun.validation.rules import ANSWERED, StrikeReason
from rukun.validation.standing import hold, hold_said, note_standing, refuse_retracted, unsettle_all
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month, iso
from rukun.values.words import sentence

ALREADY_APPEALED = sentence("Putusan ini sudah disanggah; sanggahannya dijawab sekali, dan jawaban itu akhir.")
APPEALED = sentence(
    "Laporan {code} disanggah: putusannya diberikan lewat sanggahan itu, dan sesudahnya tidak berubah lagi."
)


def accept(report: Report, *, by: Actor, at: datetime, note: str = "", after: int | None = None) -> Verdict:
    """Valid. `after` is the number of the newest verdict that the validator knew of (0: none); refused when another
    came since. The same verdict sent again is the same verdict.
    """
    return (
        given_before(report, None, note, by, after)
        or _judge([report], reason=None, note=note, by=by, at=at, after=after)[0]
    )


def strike(
    report: Report, reason: StrikeReason, *, by: Actor, at: datetime, note: str = "", after: int | None = None
) -> Verdict:
    """Struck out, with the reason that the reporter reads. A duplicate must name the other report in the note."""
    given = given_before(report, reason, note, by, after)
    return given or _judge([report], reason=reason, note=note, by=by, at=at, after=after)[0]


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
    before, evidence = _numbers(reports), hints_of([report.pk for report in reports])
    verdicts = []
    for report in reports:
        seat = seat_to_judge(by, report)
        if after is not None and before.get(report.pk, 0) != after:
            raise quicker(report, by)
        verdicts.append(
            Verdict(
                report=report, number=before.get(report.pk, 0) + 1, is_valid=reason is None, reason=reason or "",
                note=said, evidence=evidence.get(report.pk, ""), validator_id=by.known_id, seat_id=seat.id, given_at=at,
            )
        )  # fmt: skip
    stand(verdicts, by, at)
    Claim.objects.filter(report__in=[report.pk for report in reports]).delete()
    return verdicts


def stand(verdicts: Sequence[Verdict], by: Actor, at: datetime) -> int:
    """Let fresh verdicts stand and tell the trail; refused where another was quicker. Returns how many."""
    _let_stand(verdicts)
    return record_many(_act(verdict, by, at) for verdict in verdicts)


def _numbers(reports: Sequence[Report]) -> dict[int, int]:
    """The number of the newest verdict of each report that has one, held until the end of the transaction: whoever
    judges a report again and whoever contests its strike wait here for each other. Refused where a report was
    contested: then only the answer may change it, and that is final; and where whoever reported took it back.
    """
    ids = [report.pk for report in reports]
    hold_said(ids)
    refuse_retracted(ids)
    hold(ids)
    before = dict(Verdict.objects.filter(report__in=ids).values_list("report").annotate(Max("number")))
    contested = Appeal.objects.filter(verdict__report__in=before).values_list("verdict__report__code", flat=True)
    if before and (code := contested.first()):
        raise Refused("conflict", APPEALED, code=code)
    return before


def _act(verdict: Verdict, by: Actor, at: datetime) -> Act:
    facts = {"number": verdict.number, "reason": verdict.reason, "note": digest_of_words(verdict.note)}
    if verdict.sample is not None:
        facts["by_sample"] = f"{verdict.sample.kelurahan.code}:{Month.of(verdict.sample.month)}"
    verb = "report.accepted" if verdict.is_valid else "report.struck"
    seat = next(seat.named for seat in by.seats if seat.id == verdict.seat_id)
    return Act(verb, at, seat, f"report:{verdict.report.code}", facts)


def _let_stand(verdicts: Sequence[Verdict]) -> None:
    """Append the verdicts and let them stand; refused where another verdict took the same number."""
    try:
        with transaction.atomic():
            Verdict.objects.bulk_create(verdicts, batch_size=500)
    except IntegrityError:
        raise Refused("conflict", JUDGED_MEANWHILE) from None
    note_standing(verdicts)


@transaction.atomic
def rebuild_current(*, at: datetime) -> int:
    """Make `CurrentVerdict` anew from the verdicts, for repair and a test that compares; returns how many stand."""
    CurrentVerdict.objects.all().delete()
    unsettle_all()
    kept = Verdict.objects.filter(withdrawal=None)
    standing = dict(kept.values("report").annotate(newest=Max("number")).values_list("report", "newest"))
    batch: list[Verdict] = []
    for verdict in Verdict.objects.select_related("report").order_by("id").iterator(chunk_size=2_000):
        if standing.get(verdict.report_id) == verdict.number:
            batch.append(verdict)
    note_standing(batch)
    record_many([Act("verdicts.rebuilt", at, "clock", "validation", {"standing": len(batch)})])
    return len(batch)


@transaction.atomic
def appeal(
    report: Report,
    *,
    words: str,
    by: Actor,
    at: datetime,
    against: int | None = None,
    photos: Sequence[StoredPhoto] = (),
) -> Appeal:
    """Contest the strike that stands, with words and photos that were kept.

    `against` is the number of the verdict that was read (None: whichever stands).

    The same objection sent again by the same person is the same appeal; of two board members at once the second is
    told that the first was quicker.
    """
    if not may_appeal(by, report):
        raise hidden()
    said = clean_words(words)
    if not said:
        raise Refused("words", "Tulis apa yang perlu dilihat lagi oleh penilai.", field="words")
    standing = hold([report.pk]).get(report.pk)
    earlier = Appeal.objects.filter(verdict__report=report).first()
    if earlier is not None:
        if (earlier.words, earlier.person_id) == (said, by.person_id):
            return earlier
        raise Refused("twice", ALREADY_APPEALED)
    verdict = _to_contest(standing, against, at)
    seat = seat_to_appeal(by, report)
    lodged = Appeal(verdict=verdict, words=said, person_id=by.known_id, seat_id=seat.id if seat else None, lodged_at=at)
    if not append_first(lodged):
        raise Refused("twice", ALREADY_APPEALED)
    _attach(lodged, photos)
    facts = {"number": verdict.number, "words": digest_of_words(said), "photos": [photo.digest for photo in photos]}
    named = seat.named if seat else Role.WARGA.value
    record("appeal.lodged", at=at, seat=named, about=f"report:{report.code}", facts=facts)
    return lodged


def _attach(lodged: Appeal, photos: Sequence[StoredPhoto]) -> None:
    if len(photos) > PHOTOS_MAX:
        raise Refused("photos", "Paling banyak {most} foto.", field="photos", most=PHOTOS_MAX)
    rows = [
        AppealPhoto(appeal=lodged, digest=p.digest, original=p.original, order=order, width=p.width, height=p.height)
        for order, p in enumerate(photos)
    ]
    append_many(rows)


def escalate_appeals(*, at: datetime) -> int:
    """Note every appeal that nobody answered in time, once: it stays open, and whoever oversees is shown it."""
    return _escalate_appeals(at) if is_appeal_overdue(at) else 0


@transaction.atomic
def _escalate_appeals(at: datetime) -> int:
    late = list(overdue_appeals(at).select_related("verdict__report"))
    noted = [appeal for appeal in late if append_first(OverdueAppeal(appeal=appeal, noted_at=at))]
    record_many(
        Act("appeal.overdue", at, "clock", f"report:{appeal.verdict.report.code}", {"lodged_at": iso(appeal.lodged_at)})
        for appeal in noted
    )
    return len(noted)


def _to_contest(standing: int | None, against: int | None, at: datetime) -> Verdict:
    """The strike that stands; refused where there is none, where it is not the one that was read, or too late."""
    verdict = Verdict.objects.filter(pk=standing).first() if standing else None
    if verdict is None or verdict.is_valid:
        raise Refused("conflict", "Laporan ini tidak sedang dicoret, jadi tidak ada yang perlu disanggah.")
    if against is not None and verdict.number != against:
        raise Refused("conflict", "Putusan atas laporan ini baru saja berubah; baca dahulu putusan yang baru.")
    if not terms().may_still_appeal(verdict.given_at, at):
        raise Refused("late", "Batas waktu menyanggah putusan ini sudah lewat.")
    return verdict


def uphold(objection: Appeal, *, by: Actor, at: datetime, note: str = "") -> Verdict:
    """The unit was right: the report is valid after all. Final."""
    return _answer(objection, is_valid=True, note=note, by=by, at=at)


def reject_appeal(objection: Appeal, *, words: str, by: Actor, at: datetime) -> Verdict:
    """It stays struck, with words that the unit reads. Final."""
    if not clean_words(words):
        raise Refused("words", "Tulis alasannya: RT/RW yang menyanggah akan membacanya.", field="words")
    return _answer(objection, is_valid=False, note=words, by=by, at=at)


@transaction.atomic
def _answer(objection: Appeal, *, is_valid: bool, note: str, by: Actor, at: datetime) -> Verdict:
    struck, said = objection.verdict, clean_words(note)
    seat = seat_to_answer(by, objection)
    if hold([struck.report_id]).get(struck.report_id) != struck.pk:
        raise Refused("conflict", ANSWERED)
    verdict = Verdict(
        report=struck.report, number=struck.number + 1, is_valid=is_valid, reason="" if is_valid else struck.reason,
        note=said, validator_id=by.known_id, seat_id=seat.id, given_at=at, appeal=objection,
    )  # fmt: skip
    _let_stand([verdict])
    verb = "appeal.upheld" if is_valid else "appeal.rejected"
    facts = {"number": verdict.number, "reason": verdict.reason, "note": digest_of_words(said)}
    record(verb, at=at, seat=seat.named, about=f"report:{struck.report.code}", facts=facts)
    return verdict
