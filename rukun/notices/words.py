"""A notice in the language that is spoken at the moment; two doors say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, gettext

from rukun.notices import desks, followed, summons
from rukun.notices.models import Notice
from rukun.notices.rules import Matter
from rukun.notices.sayings import SENTENCE_OF_PRIVATE, SENTENCES, TITLE_OF_PRIVATE, TITLES
from rukun.notices.weekly import gaps_of
from rukun.reports.hiding import PART_WORDS, Part, Reason
from rukun.reports.hiding import REASON_WORDS as REASON_WORDS_OF_HIDING
from rukun.reports.models import Report
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.values.code import LENGTH_OF, Kind
from rukun.values.rupiah import written
from rukun.values.time import Month


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words: a short title and a sentence."""

    title: str
    words: str


def told(notice: Notice) -> Told:
    """For the page of whoever may read it."""
    matter = Matter(notice.matter)
    return Told(gettext(TITLES[matter]), gettext(SENTENCES[matter]).format(**_gaps(notice)))


def told_outside(notice: Notice) -> Told:
    """For a locked screen, a mailbox, a text: of a private report only that there is something."""
    if notice.report is not None and notice.report.is_private:
        return Told(gettext(TITLE_OF_PRIVATE), gettext(SENTENCE_OF_PRIVATE))
    return told(notice)


def _gaps(notice: Notice) -> dict[str, Any]:
    facts = notice.stated
    gaps: dict[str, Any] = {
        "office": facts.get("office") or gettext("kantor yang berwenang"),
        "days": facts.get("days"),
    }
    if notice.report is not None:
        gaps["report"] = f"{_kind_of(notice.report)} ({notice.report.code})"
    if "reason" in facts:
        gaps["reason"] = gettext(REASON_WORDS[StrikeReason(facts["reason"])])
    for name, more in FURTHER.items():
        if name in facts:
            gaps |= more(facts)
    if "part" in facts:
        gaps["part"] = gettext(PART_WORDS[Part(facts["part"])])
        gaps["why"] = gettext(REASON_WORDS_OF_HIDING[Reason(facts["why"])])
    return gaps


def _gaps_of_unit(facts: dict[str, Any]) -> dict[str, Any]:
    """A unit with the month that it is paid for, or the day from which it changes."""
    gaps: dict[str, Any] = {"unit": _unit(facts["unit"])}
    if "month" in facts:
        gaps["month"] = formats.date_format(Month.parse(facts["month"]).first, "F Y")
        gaps["amount"] = written(facts["amount"])
    if "on" in facts:
        gaps["day"] = formats.date_format(date.fromisoformat(facts["on"]), "j F Y")
    return gaps


# What more fills a sentence, by the fact that each begins with.
FURTHER: Mapping[str, Callable[[dict[str, Any]], Mapping[str, Any]]] = {
    "week": gaps_of, "starts_at": summons.gaps_of, "cause": desks.gaps_of, "unit": _gaps_of_unit,
    "places": followed.gaps_of,
}  # fmt: skip


def _kind_of(report: Report) -> str:
    return report.category.name_en if get_language() == "en" else report.category.name


def _unit(code: str) -> str:
    if len(code) == LENGTH_OF[Kind.RT]:
        return f"RT {code[13:16]}/RW {code[10:13]}"
    return f"RW {code[10:13]}"
