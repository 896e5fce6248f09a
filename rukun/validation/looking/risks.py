"""What the machine noticed of reports, for those who judge them: the flags in words, and the riskiest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rukun.reports.models import Report
from rukun.validation.models import Flag, Risk
from rukun.validation.signals.kinds import FLAG_WORDS, Fact, FlagKind
from rukun.values.code import AreaCode

# What flags of before did not count.
NOT_COUNTED: Mapping[str, Fact] = {"words": "–"}


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """A flag as a validator reads it.

    `words` is a message id with `{named}` gaps, filled from `facts`; `str()` fills it in Indonesian. `points` is what
    it adds to the risk (below 0: it speaks for the report). `other` is the report to look at beside, `picture` and
    `other_picture` the digests of the two pictures that look alike ("" where it is not about pictures).
    """

    kind: str
    words: str
    facts: Mapping[str, Fact]
    points: int
    strength: int
    other: Report | None
    picture: str
    other_picture: str

    def __str__(self) -> str:
        return self.words.format(**self.facts)


def flags_of(report: Report) -> list[ShownFlag]:
    """What was noticed of a report, the heaviest first; one query."""
    return flags_of_many([report.pk]).get(report.pk, [])


def flags_of_many(reports: Iterable[int]) -> dict[int, list[ShownFlag]]:
    """What was noticed of each report that has flags, the heaviest first; one query."""
    rows = (
        Flag.objects.filter(report_id__in=list(reports))
        .select_related("other__category", "other__unit", "other__kelurahan")
        .order_by("-points", "kind")
    )
    found: dict[int, list[ShownFlag]] = {}
    for row in rows:
        found.setdefault(row.report_id, []).append(
            ShownFlag(
                row.kind, FLAG_WORDS[FlagKind(row.kind)], NOT_COUNTED | row.evidence, row.points, row.strength,
                row.other, row.picture, row.other_picture,
            )
        )  # fmt: skip
    return found


def hints_of(reports: Iterable[int]) -> dict[int, str]:
    """What was noticed of each report, as a verdict keeps it for later: kinds, with the code of the other report."""
    found: dict[int, str] = {}
    rows = Flag.objects.filter(report_id__in=list(reports)).order_by("-points", "kind")
    for report, kind, other in rows.values_list("report", "kind", "other__code"):
        found[report] = f"{found.get(report, '')} {kind}{f':{other}' if other else ''}".strip()
    return found


def risk_of(reports: Iterable[int]) -> dict[int, int]:
    """The risk, 0 to 1000, of each report (by id) that was looked through; one query."""
    return dict(Risk.objects.filter(report_id__in=list(reports)).values_list("report_id", "score"))


def riskiest_first(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The same reports with their `risk`, the riskiest first; those not looked through yet stand last, oldest first."""
    score = Subquery(Risk.objects.filter(report_id=OuterRef("pk")).values("score"))
    return reports.annotate(risk=Coalesce(score, 0)).order_by("-risk", "received_at", "id")


def strengths_of(area: AreaCode) -> dict[str, dict[str, int]]:
    """How clear each flag is, by report (its public code) and kind, within the area: what weights are fitted on."""
    rows = Flag.objects.filter(report__unit__code__startswith=area.digits)
    found: dict[str, dict[str, int]] = {}
    for code, kind, strength in rows.values_list("report__code", "kind", "strength"):
        found.setdefault(code, {})[kind] = strength
    return found
