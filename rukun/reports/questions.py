"""The city's `questions.toml` as facts (pure): what a program asks besides words, place and photos, and its answers.

Answers become lines of the report's words, so that desk, validator and citizen read them where they read everything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from rukun.values.refused import Refused
from rukun.values.words import sentence

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
STRING_MAX, TEXT_MAX = 200, 1_000
SMALLEST, LARGEST = Decimal("1e-9"), Decimal("1e15")
LISTS = ("singlevaluelist", "multivaluelist")
DATATYPES = ("string", "number", "datetime", "text", *LISTS)
SAID_EARLY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list."""

    key: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked for some kinds of reports (none named: for all). Where `asks` is false it only tells."""

    code: str
    name: str
    name_en: str
    hint: str
    hint_en: str
    datatype: str = "string"
    required: bool = False
    asks: bool = True
    categories: tuple[str, ...] = ()
    values: tuple[Choice, ...] = ()


@dataclass(slots=True)
class Answers:
    """What was answered, as lines of words, and everything that was wrong."""

    lines: list[str] = field(default_factory=list)
    wrong: list[Refused] = field(default_factory=list)


def read_questions(text: str) -> tuple[Question, ...]:
    """In the order of the file; refused at the first entry that lacks something or makes no sense."""
    try:
        stated = tomllib.loads(text).get("question", [])
        found = tuple(_question(entry) for entry in stated)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise Refused("questions", "questions.toml tidak dapat dibaca ({wrong}).", wrong=wrong) from None
    if len({question.code for question in found}) != len(found):
        raise Refused("questions", "questions.toml: ada kode yang dipakai dua kali.")
    return found


def _question(entry: Mapping[str, Any]) -> Question:
    values = tuple(Choice(**value) for value in entry.get("values", ()))
    made = Question(**{**entry, "categories": tuple(entry.get("categories", ())), "values": values})
    needs_values = made.datatype in LISTS
    if not CODE.fullmatch(made.code) or made.datatype not in DATATYPES or needs_values != bool(values):
        raise Refused("questions", "questions.toml: {code} salah kode, jenis, atau pilihannya.", code=made.code)
    return made


def questions_for(questions: Iterable[Question], category: str) -> list[Question]:
    """What is asked for a kind of report, in the order of the file."""
    return [one for one in questions if not one.categories or category in one.categories]


def notices_among(questions: Iterable[Question]) -> list[Question]:
    """What is only told: what to do first where somebody is in danger. For the kinds that each names."""
    return [one for one in questions if not one.asks]


def answered(questions: Sequence[Question], given: Mapping[str, Sequence[str]]) -> Answers:
    """The answers to questions, by their code; an empty answer is none, and one that nobody asked for is refused."""
    found, asked = Answers(), {one.code: one for one in questions if one.asks}
    for code in given.keys() - asked.keys():
        found.wrong.append(
            Refused("attribute", "Pertanyaan “{code}” tidak ada untuk jenis ini.", code=code, field=code)
        )
    for question in asked.values():
        said = [answer.strip() for answer in given.get(question.code, ()) if answer.strip()]
        try:
            if said or question.required:
                found.lines.append(f"{question.name}: {_answer(question, said)}")
        except Refused as refusal:
            found.wrong.append(refusal)
    return found


def _answer(question: Question, said: Sequence[str]) -> str:
    if not said:
        raise _wrong(question, sentence("Jawaban “{code}” harus diisi."))
    if len(said) > 1 and question.datatype != "multivaluelist":
        raise _wrong(question, sentence("Jawaban “{code}” hanya boleh satu."))
    if question.datatype in LISTS:
        return ", ".join(_chosen(question, key) for key in dict.fromkeys(said))
    return READ[question.datatype](question, said[0])


def _chosen(question: Question, key: str) -> str:
    for choice in question.values:
        if choice.key == key:
            return choice.name
    raise _wrong(question, sentence("Jawaban “{code}” bukan salah satu pilihannya."))


def _string(question: Question, said: str) -> str:
    most = TEXT_MAX if question.datatype == "text" else STRING_MAX
    if len(said) > most:
        raise _wrong(question, sentence("Jawaban “{code}” terlalu panjang."))
    return said if question.datatype == "text" else " ".join(said.split())


def _number(question: Question, said: str) -> str:
    """With every figure that was said, and none that was not; what is beyond any measure stays as it was written."""
    try:
        number = Decimal(said)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or len(said) > 30 or "_" in said:
        raise _wrong(question, sentence("Jawaban “{code}” ditulis sebagai angka."))
    if number and not SMALLEST <= abs(number) < LARGEST:
        return said
    return f"{number.normalize() or Decimal(0):f}".replace(".", ",")


def _moment(question: Question, said: str) -> str:
    moment_said(said, question.code)
    return said


READ: dict[str, Callable[[Question, str], str]] = {
    "string": _string, "text": _string, "number": _number, "datetime": _moment,
}  # fmt: skip


def _wrong(question: Question, words: str) -> Refused:
    return Refused("attribute", words, code=question.code, field=question.code)


def moment_said(text: str, name: str) -> datetime:
    """A moment with its offset from UTC, as W3C's profile of ISO 8601 writes it; fractions of a second are taken.

    A blank before the offset is a plus that somebody forgot to encode.
    """
    spelled = re.sub(r" (?=\d\d:?\d\d$)", "+", text.strip())
    try:
        moment = datetime.fromisoformat(spelled) if SAID_EARLY.fullmatch(spelled) else None
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        raise Refused("date", "{name} ditulis seperti 2016-06-01T08:00:00+07:00.", name=name, field=name)
    return moment
