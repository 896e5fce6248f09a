"""What stands of each report, and what is waiting to be judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Left

from rukun.databases.due import Due
from rukun.databases.kept import Kept
from rukun.reports.models import Report
from rukun.validation.models import Appeal, AppealPhoto, CurrentVerdict, Verdict
from rukun.validation.rules import REASON_WORDS, Contest, StrikeReason, contest
from rukun.validation.terms import Terms, read_terms
from rukun.values.code import AreaCode
from rukun.values.time import Month, day_of, start_of

CURRENT: Kept[CurrentVerdict] = Kept(
    lambda report: CurrentVerdict.objects.select_related("verdict").filter(report_id=report), int
)


def standing_of(report: Report) -> Verdict | None:
    """The verdict that stands, or None; one query."""
    current = CURRENT.first(report.pk)
    return current.verdict if current else None


def standing_of_many(report_ids: Iterable[int]) -> dict[int, Verdict]:
    """The verdicts that stand, by report; one query."""
    rows = CurrentVerdict.objects.filter(report_id__in=list(report_ids)).select_related("verdict")
    return {row.report_id: row.verdict for row in rows}


def unjudged(area: AreaCode) -> QuerySet[Report]:
    """Reports made for a unit within the area that nobody judged yet, oldest first.

    Only what can count for money is judged: reports in the name of an RT or RW.
    """
    return (
        Report.objects.filter(unit__code__startswith=area.digits, retraction=None)
        .exclude(Exists(CurrentVerdict.objects.filter(report=OuterRef("pk"))))
        .select_related("category", "kelurahan", "rw", "rt", "unit", "seat")
        .prefetch_related("photos")
        .order_by("received_at", "id")
    )


def unjudged_by_kelurahan(area: AreaCode) -> dict[str, int]:
    """How many wait in each kelurahan within the area; one query."""
    rows = (
        Report.objects.filter(unit__code__startswith=area.digits, retraction=None)
        .exclude(Exists(CurrentVerdict.objects.filter(report=OuterRef("pk"))))
        .values_list("kelurahan__code")
        .annotate(n=Count("id"))
        .order_by("kelurahan__code")
    )
    return dict(rows)


def struck_codes(month: Month) -> set[str]:
    """The public codes of reports received in the month that stand struck; one query."""
    rows = CurrentVerdict.objects.filter(
        is_valid=False, received_at__gte=month.starts_at, received_at__lt=month.ends_at
    )
    return set(rows.values_list("code", flat=True).iterator(5_000))


def counts_of_unit(unit: AreaCode, month: Month) -> dict[str, int]:
    """`valid`, `struck`, `waiting` and `retracted` reports of a unit in a month; one query."""
    standing = CurrentVerdict.objects.filter(report_id=OuterRef("id")).values("is_valid")
    is_retracted = Case(When(retraction__isnull=False, then=Value(True)), default=Value(False))
    rows = (
        Report.objects.filter(unit__code=unit.digits, counted_on__gte=month.first, counted_on__lte=month.last)
        .annotate(is_valid=Subquery(standing), is_taken_back=is_retracted)
        .values_list("is_valid", "is_taken_back")
        .annotate(n=Count("id"))
        .order_by()
    )
    found = {(is_valid, taken_back): n for is_valid, taken_back, n in rows}
    return {
        "valid": found.get((True, False), 0), "struck": found.get((False, False), 0),
        "waiting": found.get((None, False), 0), "retracted": found.get((None, True), 0),
    }  # fmt: skip


def verdicts_by_outcome(area: AreaCode, month: Month) -> dict[str, int]:
    """Standing verdicts of the month by `valid` or the reason to strike; one query."""
    rows = (
        CurrentVerdict.objects.filter(
            unit__code__startswith=area.digits, counted_on__gte=month.first, counted_on__lte=month.last
        )
        .values_list("is_valid", "verdict__reason")
        .annotate(n=Count("report_id"))
        .order_by()
    )
    return {("valid" if is_valid else reason): n for is_valid, reason, n in rows}


def terms() -> Terms:
    """How long this city lets a strike be contested; read once by each process."""
    return _terms(Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "validation.toml")


@lru_cache(maxsize=8)
def _terms(file: Path) -> Terms:
    return read_terms(file.read_text()) if file.exists() else Terms()


@dataclass(frozen=True, slots=True)
class Contested:
    """A strike as its unit reads it: why, until when it may be contested, and what became of that.

    `struck` is the verdict that was (or may be) contested, `answer` the one that answered.
    """

    state: Contest
    struck: Verdict
    reason: str
    until: date
    appeal: Appeal | None
    answer: Verdict | None
    answer_until: date | None


def contested(verdicts: Iterable[Verdict], at: datetime) -> dict[int, Contested]:
    """By report, for those of the standing verdicts that strike or answer an appeal; one query, and
    one for photos where there are appeals."""
    standing = [verdict for verdict in verdicts if not verdict.is_valid or verdict.appeal_id]
    if not standing:
        return {}
    answered = [verdict.appeal_id for verdict in standing if verdict.appeal_id]
    struck = [verdict.pk for verdict in standing if not verdict.appeal_id]
    appeals = (
        Appeal.objects.filter(Q(pk__in=answered) | Q(verdict__in=struck))
        .select_related("verdict", "seat", "overdue")
        .prefetch_related("photos")
    )
    by_report = {appeal.verdict.report_id: appeal for appeal in appeals}
    return {verdict.report_id: _contested(verdict, by_report.get(verdict.report_id), at) for verdict in standing}


def _contested(standing: Verdict, appeal: Appeal | None, at: datetime) -> Contested:
    struck, rule = appeal.verdict if appeal else standing, terms()
    state = contest(
        is_valid=standing.is_valid, is_answer=standing.appeal_id is not None, has_appeal=appeal is not None,
        in_time=rule.may_still_appeal(struck.given_at, at),
    )  # fmt: skip
    return Contested(
        state=state or Contest.LATE,
        struck=struck,
        reason=REASON_WORDS[StrikeReason(struck.reason)],
        until=rule.appeal_until(struck.given_at),
        appeal=appeal,
        answer=standing if standing.appeal_id else None,
        answer_until=rule.answer_until(appeal.lodged_at) if appeal else None,
    )


def open_appeals(area: AreaCode) -> QuerySet[Appeal]:
    """Appeals within the area that nobody answered yet, oldest first."""
    return appeals_in(area).exclude(Exists(Verdict.objects.filter(appeal=OuterRef("pk"))))


def overdue_appeals(at: datetime) -> QuerySet[Appeal]:
    """Open appeals whose answer is late and that were not noted as such, oldest first."""
    return _lodged_before(_late_since(at))


def _late_since(at: datetime) -> datetime:
    return start_of(day_of(at) - timedelta(days=terms().answer_days))


def _lodged_before(before: datetime) -> QuerySet[Appeal]:
    answered = Verdict.objects.filter(appeal=OuterRef("pk"))
    return Appeal.objects.filter(lodged_at__lt=before, overdue__isnull=True).exclude(Exists(answered)).order_by("id")


OVERDUE_APPEALS = Due(_lodged_before, datetime)


def is_appeal_overdue(at: datetime) -> bool:
    """Whether there is one."""
    return OVERDUE_APPEALS.any(_late_since(at))


def photos_among(digests: Collection[str]) -> set[str]:
    """Which of these pictures speak for an appeal; one query. For whoever sweeps pictures that nobody names."""
    return set(AppealPhoto.objects.filter(digest__in=digests).values_list("digest", flat=True))


def is_answered(appeal: Appeal) -> bool:
    """Whether a verdict answers it; one query."""
    return Verdict.objects.filter(appeal=appeal).exists()


def appeals_in(area: AreaCode) -> QuerySet[Appeal]:
    """Every appeal within the area, answered or not, oldest first."""
    # Not by how a code begins: asked so, SQLite goes through the reports of the area for the few that were contested.
    return (
        Appeal.objects.annotate(within=Left("verdict__report__unit__code", len(area.digits)))
        .filter(within=area.digits)
        .select_related(
            "seat", "overdue", "verdict__report__category", "verdict__report__unit", "verdict__report__kelurahan",
            "verdict__report__seat",
        )
        .order_by("lodged_at", "id")
    )  # fmt: skip


def truth_of_unit(reports: QuerySet[Report], truth: str) -> QuerySet[Report]:
    """Of a unit's reports those that stand `valid`, `struck` or `waiting`, whose strike is `appealed`, or that were
    `retracted`."""
    standing = CurrentVerdict.objects.filter(report=OuterRef("pk"))
    if truth == "waiting":
        return reports.filter(retraction=None).exclude(Exists(standing))
    if truth == "retracted":
        return reports.filter(retraction__isnull=False)
    if truth == "appealed":
        return reports.filter(Exists(standing.filter(verdict__in=Appeal.objects.values("verdict"))))
    return reports.filter(Exists(standing.filter(is_valid=truth == "valid")))


def appealed_of_unit(unit: AreaCode, month: Month) -> int:
    """How many strikes of a unit's month wait for the answer to an appeal; one query."""
    standing = CurrentVerdict.objects.filter(
        unit__code=unit.digits, counted_on__gte=month.first, counted_on__lte=month.last, is_valid=False
    )
    return Appeal.objects.filter(verdict__in=standing.values("verdict")).count()
