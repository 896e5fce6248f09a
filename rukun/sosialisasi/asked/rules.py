"""Topics, what a question and an answer may be, and which published answer an everyday question is about (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from rukun.people.rules import Role
from rukun.values.everyday import FILLERS, stems, words_of
from rukun.values.refused import Refused
from rukun.values.words import sentence


class Topic(StrEnum):
    """What a question is about; the public list is in this order."""

    REGISTER = "register"
    REPORT = "report"
    VALIDATION = "validation"
    MONEY = "money"
    OTHER = "other"


TOPIC_WORDS = {
    Topic.REGISTER: sentence("Mendaftar dan masuk"),
    Topic.REPORT: sentence("Melapor"),
    Topic.VALIDATION: sentence("Penilaian laporan"),
    Topic.MONEY: sentence("Uang operasional"),
    Topic.OTHER: sentence("Lain-lain"),
}
# Who writes answers, within the area of their seat; what everyone will read is agreed to by a second person of the
# rollout.
ANSWERING = (Role.KOMINFOMAS, Role.LURAH, Role.STAFF_KELURAHAN, Role.ADMINISTRATOR)
APPROVING = (Role.KOMINFOMAS, Role.ADMINISTRATOR)
ASKED_MAX, HEADING_MAX, ANSWER_MAX, REASON_MAX = 500, 200, 2_000, 200
# One person's questions within a day: a conversation needs fewer.
ASKED_A_DAY_MAX = 10
DAY = timedelta(days=1)
FOUND_MAX = 12
IN_HEADING, IN_ANSWER = 3, 1


def topic_of(text: str) -> Topic:
    """The topic with this code; refused where there is none."""
    try:
        return Topic(text)
    except ValueError:
        raise Refused("topic", "Pilih tentang apa pertanyaannya.", field="topic") from None


def refuse_length(words: str, most: int, field: str) -> None:
    """Something stands there, and it fits."""
    if not words:
        raise Refused("words", "Bagian ini belum diisi.", field=field)
    if len(words) > most:
        raise Refused("words", "Tulis paling panjang {most} huruf.", field=field, most=most)


def refuse_often(recent: int) -> None:
    """Refused when somebody has asked so much within a day that it is no question."""
    if recent >= ASKED_A_DAY_MAX:
        raise Refused(
            "often", "Anda sudah menanyakan {most} hal dalam sehari. Lanjutkan besok, atau datang ke kelurahan.",
            most=ASKED_A_DAY_MAX,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """An answer as everyone reads it; `use` is the code of a use in the catalogue of the money, if it is about one."""

    number: int
    topic: Topic
    heading: str
    words: str
    use: str


def found(published: Sequence[Published], asked: str) -> list[Published]:
    """Those that an everyday question is about, best first: a word of the question counts more than one of the answer,
    and what stands in any question counts nothing."""
    tokens = {token for token in words_of(asked[:ASKED_MAX]) if token not in FILLERS}
    # "Boleh?", "apa itu?": then all its words are what there is.
    wanted = [stems(token) for token in tokens or set(words_of(asked[:ASKED_MAX]))]
    scored = [(_score(one, wanted), one) for one in published]
    best = max((score for score, _ in scored), default=0)
    # What shares one common word only is not about it, where something else answers better.
    kept = [(score, one) for score, one in scored if score and 2 * score >= best]
    return [one for _, one in sorted(kept, key=lambda pair: (-pair[0], pair[1].number))[:FOUND_MAX]]


def _score(one: Published, wanted: Iterable[frozenset[str]]) -> int:
    heading, answer = _stems_of(one.heading), _stems_of(one.words)
    return sum(IN_HEADING if forms & heading else IN_ANSWER if forms & answer else 0 for forms in wanted)


@lru_cache(maxsize=2_048)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem for word in words_of(text) for stem in stems(word))
