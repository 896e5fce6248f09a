"""Raise a concern about a report, its photos or words, or a comment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from rukun.people.codes import keyed
from rukun.people.entering.doorkeeper import spend
from rukun.people.entering.throttle import Source
from rukun.people.rules import Actor, Role
from rukun.reports import hiding
from rukun.reports.concerns import decisions_on, standing_of
from rukun.reports.hiding import CONCERNS_A_NETWORK, CONCERNS_A_TELLER, NOTHING, Hidden, Part, Reason
from rukun.reports.models import Comment, Concern, Hiding, Report
from rukun.reports.rules import REASON_MAX, clean_words
from rukun.reports.standing import append_decision, newest_number
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

KIND = "concern"
TRIES = 5


@dataclass(frozen=True, slots=True)
class Teller:
    """Who raises a concern: a digest of the person or of the browser, and where it comes from.

    Who says who they are is counted by themselves alone: nobody on their network can keep them from speaking.
    """

    own: str
    source: Source
    is_known: bool

    @classmethod
    def of(cls, actor: Actor, browser: str, source: Source) -> Teller:
        """The teller that an actor is, or a browser of somebody unknown."""
        is_known = actor.person_id is not None
        token = f"person {actor.person_id}" if is_known else f"browser {browser or source.network}"
        return cls(keyed(KIND, token), source, is_known)


@dataclass(frozen=True, slots=True)
class Content:
    """What of a report is meant: a part of it, or a comment on it."""

    report: Report
    part: Part = Part.WHOLE
    comment: Comment | None = None

    @property
    def named(self) -> str:
        return f"comment:{self.comment.pk}" if self.comment else self.part.value


@transaction.atomic
def raise_concern(content: Content, reason: Reason, *, words: str, teller: Teller, at: datetime) -> Concern:
    """Say that something should not be seen as it is; once for each person or browser, and not without end.

    Somebody's private matter is out of sight from this moment until a handler decides, unless a handler has shown the
    same content before. The trail tells neither who said it nor in which seat.
    """
    said = clean_words(words)
    hiding.refuse_unexplained(reason, said)
    if len(said) > REASON_MAX:
        raise Refused("words", "Tulis paling panjang {most} huruf.", field="words", most=REASON_MAX)
    caps = {"subject": CONCERNS_A_TELLER} | ({} if teller.is_known else {"network": CONCERNS_A_NETWORK})
    spend(KIND, teller.own, caps, source=teller.source, at=at)
    concern = Concern(
        report=content.report, comment=content.comment, about=content.named, reason=reason, words=said,
        teller=teller.own, after=newest_number(content.report), at=at,
    )  # fmt: skip
    if not append_first(concern):
        raise Refused("twice", "Anda sudah menyampaikannya; kantor yang menangani sudah melihatnya.")
    hides = _hide_at_once(content, reason, at)
    of = "comment" if content.comment else "report"
    facts: dict[str, Any] = {"about": content.named, "reason": reason.value, "words": digest_of_words(said)}
    if hides.part:
        facts |= {"part": hides.part.value, "by": KIND}
    seat = Role.WARGA.value if teller.is_known else "anyone"
    record(f"{of}.hidden" if hides.part else f"{of}.questioned", at=at, seat=seat,
           about=f"report:{content.report.code}", facts=facts)  # fmt: skip
    return concern


def _hide_at_once(content: Content, reason: Reason, at: datetime) -> Hidden:
    """Hide what the rules hide at somebody's word; what that is. Where others decide at once, as of their decision."""
    for _ in range(TRIES):
        after = newest_number(content.report)
        decisions = decisions_on(content.report, content.comment)
        part = Part.WORDS if content.comment else content.part
        hides = hiding.hidden_by_concern(part, reason, decisions)
        if hides == NOTHING:
            return NOTHING
        standing = standing_of(decisions)
        row = Hiding(
            report=content.report, comment=content.comment, photos=standing.photos or hides.photos,
            words=standing.words or hides.words, whole=False, reason=reason, seat=None, at=at,
        )  # fmt: skip
        if append_decision(row, after=after):
            return hides
    raise Refused("busy", "Sedang banyak yang memutuskan hal ini; coba lagi sebentar lagi.")
