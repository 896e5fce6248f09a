"""Two validators at one report, or one validator twice: whose verdict it is, and what the second is told."""

from __future__ import annotations

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.reports.rules import clean_words
from rukun.validation.models import Verdict, Withdrawal
from rukun.validation.rules import ACCEPTED_WORDS, STRUCK_WORDS, StrikeReason
from rukun.values.refused import Refused
from rukun.values.words import sentence

JUDGED_MEANWHILE = sentence("Laporan ini baru saja dinilai orang lain; muat ulang untuk melihat putusannya.")
JUDGED_BY = sentence(
    "{name} baru saja menilai laporan {code}: {outcome}. Putusan Anda tidak disimpan; lihat dahulu putusan itu."
)
JUDGED_BY_SELF = sentence("Laporan {code} sudah Anda nilai: {outcome}. Putusan yang terakhir ini tidak disimpan.")
TAKEN_BACK = sentence("Putusan laporan {code} baru saja diurungkan; muat ulang sebelum menilainya lagi.")


def given_before(
    report: Report, reason: StrikeReason | None, note: str, by: Actor, after: int | None
) -> Verdict | None:
    """The verdict itself where it arrives a second time: a network may lose the answer to one that was kept."""
    if after is None:
        return None
    facts = {"is_valid": reason is None, "reason": reason or "", "note": clean_words(note), "appeal": None}
    return Verdict.objects.filter(report=report, number=after + 1, validator=by.person_id, **facts).first()


def quicker(report: Report, by: Actor) -> Refused:
    """Why the verdict cannot be given: somebody was quicker, who and with what, in words for a colleague."""
    newest = Verdict.objects.select_related("validator").filter(report=report).order_by("-number").first()
    if newest is None:
        return Refused("conflict", JUDGED_MEANWHILE)
    if Withdrawal.objects.filter(verdict=newest).exists():
        return Refused("conflict", TAKEN_BACK, code=report.code)
    outcome = ACCEPTED_WORDS if newest.is_valid else STRUCK_WORDS
    if newest.validator_id == by.person_id:
        return Refused("conflict", JUDGED_BY_SELF, code=report.code, outcome=outcome)
    return Refused("conflict", JUDGED_BY, name=newest.validator.name, code=report.code, outcome=outcome)
