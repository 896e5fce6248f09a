"""The city's `curriculum.toml` as facts (pure): stages, what each teaches and by what, three questions, who comes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rukun.people.rules import UNIT_ROLES, Role
from rukun.values.refused import Refused

QUESTIONS = 3
CHOICES = range(2, 5)
HANDOUT_WORDS_MAX = 420


@dataclass(frozen=True, slots=True)
class Material:
    """Something to show or to take home: a link (https) or a file in the city's folder `materi`."""

    title: str
    address: str
    is_file: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the hand-out with its sentences."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One of three: what is asked, the choices, the number of the right one (from 1), and why it is right."""

    ask: str
    choices: tuple[str, ...]
    answer: int
    because: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the curriculum; `roles` are the seats that should come."""

    number: int
    title: str
    title_en: str
    minutes: int
    roles: tuple[Role, ...]
    aims: tuple[str, ...]
    materials: tuple[Material, ...]
    handout: tuple[Section, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """All stages, from 1 without a gap."""

    version: str
    stages: tuple[Stage, ...]

    def stage(self, number: int) -> Stage:
        """Refused where there is no such stage."""
        if not 1 <= number <= len(self.stages):
            raise Refused("stage", "Tahap {number} tidak ada dalam kurikulum.", field="tahap", number=number)
        return self.stages[number - 1]


def read_curriculum(text: str) -> Curriculum:
    """Refused with every mistake that is in it."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise Refused("curriculum", "Kurikulum tidak terbaca sebagai TOML: {mistake}.", mistake=mistake) from None
    mistakes: list[str] = []
    stages = [_stage(entry, number, mistakes) for number, entry in enumerate(told.get("stage", []), start=1)]
    if not stages:
        mistakes.append("tidak ada tahap")
    if not str(told.get("version", "")).strip():
        mistakes.append("tidak ada version")
    if mistakes:
        raise Refused("curriculum", "Kurikulum tidak dapat dipakai: {mistakes}.", mistakes="; ".join(mistakes))
    return Curriculum(str(told["version"]), tuple(stages))


def _stage(entry: Mapping[str, Any], number: int, mistakes: list[str]) -> Stage:
    named = f"tahap {number}"
    _refuse_head(entry, number, mistakes)
    roles = tuple(entry.get("roles", ()))
    if not roles or not set(roles) <= {role.value for role in UNIT_ROLES}:
        mistakes.append(f"{named}: roles berisi {', '.join(sorted(UNIT_ROLES))}")
        roles = ()
    aims = tuple(str(aim) for aim in entry.get("aims", ()))
    handout = tuple(_section(one, named, mistakes) for one in entry.get("handout", ()))
    words = sum(len(line.split()) for section in handout for line in section.lines)
    if not aims or not 1 <= words <= HANDOUT_WORDS_MAX:
        mistakes.append(f"{named}: perlu aims, dan lembar peserta dari 1 sampai {HANDOUT_WORDS_MAX} kata (ada {words})")
    questions = tuple(_question(one, named, mistakes) for one in entry.get("question", ()))
    if len(questions) != QUESTIONS:
        mistakes.append(f"{named}: perlu {QUESTIONS} pertanyaan, ada {len(questions)}")
    materials = tuple(_material(one, named, mistakes) for one in entry.get("material", ()))
    return Stage(
        number, str(entry.get("title", "")), str(entry.get("title_en", "")), entry.get("minutes", 0),
        tuple(Role(role) for role in roles), aims, materials, handout, questions,
    )  # fmt: skip


def _refuse_head(entry: Mapping[str, Any], number: int, mistakes: list[str]) -> None:
    if entry.get("number") != number:
        mistakes.append(f"tahap {number}: number harus {number}")
    for field in ("title", "title_en"):
        if not str(entry.get(field, "")).strip():
            mistakes.append(f"tahap {number}: {field} kosong")
    minutes = entry.get("minutes", 0)
    if not isinstance(minutes, int) or not 10 <= minutes <= 480:
        mistakes.append(f"tahap {number}: minutes dari 10 sampai 480")


def _section(entry: Mapping[str, Any], named: str, mistakes: list[str]) -> Section:
    heading, lines = str(entry.get("heading", "")), tuple(str(line) for line in entry.get("lines", ()))
    if not heading.strip() or not lines:
        mistakes.append(f"{named}: bagian lembar tanpa heading atau lines")
    return Section(heading, lines)


def _question(entry: Mapping[str, Any], named: str, mistakes: list[str]) -> Question:
    made = Question(
        str(entry.get("ask", "")), tuple(str(choice) for choice in entry.get("choices", ())),
        entry.get("answer", 0), str(entry.get("because", "")),
    )  # fmt: skip
    if not made.ask.strip() or not made.because.strip():
        mistakes.append(f"{named}: pertanyaan tanpa ask atau because")
    if len(set(made.choices)) not in CHOICES or len(set(made.choices)) != len(made.choices):
        mistakes.append(f"{named}: {made.ask}: dua sampai empat pilihan yang berbeda")
    elif made.answer not in range(1, len(made.choices) + 1):
        mistakes.append(f"{named}: {made.ask}: answer bukan salah satu pilihan")
    return made


def _material(entry: Mapping[str, Any], named: str, mistakes: list[str]) -> Material:
    title, link, file = (str(entry.get(name, "")) for name in ("title", "link", "file"))
    if not title.strip() or bool(link) == bool(file):
        mistakes.append(f"{named}: bahan punya title dan salah satu dari link atau file")
    if link and not link.startswith("https://"):
        mistakes.append(f"{named}: {title}: link dimulai dengan https://")
    if file and ("/" in file or "\\" in file or file.startswith(".")):
        mistakes.append(f"{named}: {title}: file hanya nama berkas di folder materi")
    return Material(title, link or file, bool(file))


def right_ones(stage: Stage, choices: tuple[int, ...]) -> tuple[bool, ...]:
    """Which answers are right; refused unless each question has one of its choices."""
    if len(choices) != len(stage.questions):
        raise Refused("answers", "Jawab ketiga pertanyaan dahulu.")
    for question, choice in zip(stage.questions, choices, strict=True):
        if not 1 <= choice <= len(question.choices):
            raise Refused("answers", "Jawab ketiga pertanyaan dahulu.")
    return tuple(question.answer == choice for question, choice in zip(stage.questions, choices, strict=True))
