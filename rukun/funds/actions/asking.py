"""A unit asks whether the money may buy something; its kelurahan answers once, and the answer stands for all there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rukun.areas.models import Area
from rukun.areas.queries import area as area_by_code
from rukun.funds.access import question_to_answer, seat_to_spend
from rukun.funds.models import Answer, Question
from rukun.funds.queries import spending
from rukun.people.rules import Actor
from rukun.reports.rules import clean_words
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.code import Kind
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

WORDS_MAX = 300
ARTICLE_MAX = 120
# So many questions of a unit wait at once; more are not answered faster.
OPEN_MAX = 20
RULINGS = ("yes", "no", "up-to")


@dataclass(frozen=True, slots=True)
class Ruled:
    """An answer: yes, no, or up to a limit, with the reason and the article it rests on, where there is one."""

    ruling: str
    reason: str
    limit: int | None = None
    article: str = ""


@transaction.atomic
def ask(unit: Area, *, words: str, use: str = "", amount: int | None = None, by: Actor, at: datetime) -> Question:
    """The question goes to the kelurahan; the same one that waits already is not asked twice."""
    seat = seat_to_spend(by, unit.area_code)
    said = clean_words(words)
    if not 0 < len(said) <= WORDS_MAX:
        raise Refused("words", "Tulis apa yang hendak dibeli, paling panjang {most} huruf.", field="words",
                      most=WORDS_MAX)  # fmt: skip
    catalogue = spending.catalogue_of(unit.area_code, at)
    known = {one.code: one for one in catalogue.uses}
    if use and (use not in known or known[use].ruling == "no"):
        raise Refused("use", "Untuk ini keputusannya sudah menjawab.", field="use")
    waiting = list(Question.objects.select_for_update(of=("self",)).filter(unit=unit, answer=None)[:OPEN_MAX])
    same = next((one for one in waiting if (one.words, one.use) == (said, use)), None)
    if same is not None:
        return same
    if len(waiting) >= OPEN_MAX:
        raise Refused("often", "Sudah ada {most} pertanyaan yang menunggu jawaban.", most=OPEN_MAX)
    kelurahan = area_by_code(unit.area_code.up_to(Kind.KELURAHAN))
    made = Question.objects.create(
        unit=unit, seat_id=seat.id, at=at, kelurahan=kelurahan, decree=catalogue.decree.id, use=use, amount=amount,
        words=said,
    )  # fmt: skip
    record("use.asked", at=at, seat=seat.named, about=f"question:{made.pk}",
           facts={"use": use, "words": digest_of_words(said)})  # fmt: skip
    return made


@transaction.atomic
def answer(number: int, ruled: Ruled, *, by: Actor, at: datetime) -> Answer:
    """The office says yes, no or up to how much, and why; once, and then for every unit of the kelurahan."""
    question, seat = question_to_answer(by, number)
    reason, article = clean_words(ruled.reason), clean_words(ruled.article)
    if ruled.ruling not in RULINGS:
        raise Refused("ruling", "Pilih jawabannya.", field="ruling")
    if (ruled.ruling == "up-to") != bool(ruled.limit):
        raise Refused("limit", "Tulis batasnya bila boleh sampai suatu jumlah.", field="limit")
    if not 0 < len(reason) <= WORDS_MAX or len(article) > ARTICLE_MAX:
        raise Refused("reason", "Tulis alasannya, paling panjang {most} huruf.", field="reason", most=WORDS_MAX)
    made = Answer(
        question=question, ruling=ruled.ruling, limit=ruled.limit or None, reason=reason, article=article,
        seat_id=seat.id, at=at,
    )  # fmt: skip
    if not append_first(made):
        raise Refused("twice", "Pertanyaan ini sudah dijawab.")
    record("use.answered", at=at, seat=seat.named, about=f"question:{question.pk}",
           facts={"ruling": made.ruling, "limit": made.limit, "words": digest_of_words(reason)})  # fmt: skip
    return made
