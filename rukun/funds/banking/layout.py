"""How a bank takes payments and answers, as data (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rukun.funds.paper import Paper
from rukun.values.digest import digest_of
from rukun.values.refused import Refused

VALUES = ("number", "reference", "bank", "account", "holder", "amount", "unit", "words")
# Without these nobody could be paid, or found again in the answer.
NEEDED = frozenset({"reference", "account", "amount"})
FORMATS = ("csv", "xlsx")
ANSWER_KEYS = frozenset({"format", "reference", "amount", "code", "words", "paid", "failed", "waiting", "ends"})
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a payment: its title, what stands in it, and how many letters it takes (0: any)."""

    title: str
    value: str
    width_max: int


@dataclass(frozen=True, slots=True)
class AnswerLayout:
    """Under which titles a bank's answer says what, and what each code means; a code that is in none is refused.

    `failed` gives plain words for a code, or none where the bank's own are shown. `ends` is how the line after the last
    payment begins, such as "TOTAL"; empty where there is none.
    """

    format: str
    reference: str
    amount: str
    code: str
    words: str
    paid: frozenset[str]
    failed: Mapping[str, str]
    waiting: frozenset[str]
    ends: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One bank's way. `id` is the name of its file, `digest` that of its content."""

    id: str
    name: str
    format: str
    separator: str
    encoding: str
    line_end: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    columns: tuple[Column, ...]
    answer: AnswerLayout
    digest: str

    @property
    def suffix(self) -> str:
        return f".{self.format}"


def read_layout(name: str, content: bytes) -> Layout:
    """The layout in a file called `name`.toml; refused with every mistake that is in it."""
    try:
        stated = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refused("layout", "{name}: bukan berkas TOML yang sah ({wrong}).", name=name, wrong=wrong) from None
    paper = Paper(name, stated)
    columns = tuple(_column(paper, entry) for entry in paper.take("column", list, None))
    if missing := NEEDED - {column.value for column in columns}:
        paper.wrong("column", f"tidak memuat {', '.join(sorted(missing))}")
    layout = Layout(
        id=name,
        name=paper.text("name"),
        format=paper.one_of("format", FORMATS),
        separator=str(paper.take("separator", str, ";")),
        encoding=str(paper.take("encoding", str, "utf-8")),
        line_end=LINE_ENDS[paper.one_of("line_end", tuple(LINE_ENDS), "crlf")],
        before=_lines(paper, "before"),
        after=_lines(paper, "after"),
        columns=columns,
        answer=_answer(paper),
        digest=digest_of(content),
    )
    if len(layout.separator) != 1:
        paper.wrong("separator", "harus satu tanda")
    try:
        "Jl. é".encode(layout.encoding)
    except (LookupError, UnicodeEncodeError):
        paper.wrong("encoding", "tidak dikenal atau tidak memuat huruf Latin")
    paper.refuse_mistakes()
    return layout


def _column(paper: Paper, entry: object) -> Column:
    stated: dict[str, Any] = entry if isinstance(entry, dict) else {}
    value, width = str(stated.get("value", "")), stated.get("width_max", 0)
    if value not in VALUES:
        paper.wrong("column", f"{stated.get('title', '?')}: value harus salah satu dari {', '.join(VALUES)}")
    if not isinstance(width, int) or width < 0 or (width and value in NEEDED):
        paper.wrong("column", f"{stated.get('title', '?')}: width_max tidak boleh memotong {value}")
        width = 0
    if not stated.get("title") or stated.keys() - {"title", "value", "width_max"}:
        paper.wrong("column", f"{stated.get('title', '?')}: kurang atau berlebih")
    return Column(str(stated.get("title", "")), value, width)


def _lines(paper: Paper, key: str) -> tuple[str, ...]:
    lines = tuple(str(line) for line in paper.take(key, list, []))
    for line in lines:
        try:
            line.format(batch="", day="", count="", total="")
        except (KeyError, IndexError, ValueError):
            paper.wrong(key, f"{line}: hanya {{batch}}, {{day}}, {{count}} dan {{total}} diisi")
    return lines


def _answer(paper: Paper) -> AnswerLayout:
    stated: dict[str, Any] = paper.take("answer", dict, None)
    titles = {key: str(stated.get(key, "")) for key in ("reference", "amount", "code", "words")}
    for key in ("reference", "amount", "code"):
        if not titles[key]:
            paper.wrong("answer", f"tidak menyebut {key}")
    if unknown := stated.keys() - ANSWER_KEYS:
        paper.wrong("answer", f"{', '.join(sorted(unknown))} tidak dikenal")
    if stated.get("format", "csv") not in FORMATS:
        paper.wrong("answer", f"format harus salah satu dari {', '.join(FORMATS)}")
    paid, failed, waiting = _codes(paper, stated)
    return AnswerLayout(
        str(stated.get("format", "csv")), titles["reference"], titles["amount"], titles["code"], titles["words"],
        paid, failed, waiting, str(stated.get("ends", "")),
    )  # fmt: skip


def _codes(paper: Paper, stated: Mapping[str, Any]) -> tuple[frozenset[str], dict[str, str], frozenset[str]]:
    """What each code of the bank means, and never two things."""
    paid, failed, waiting = stated.get("paid", []), stated.get("failed", {}), stated.get("waiting", [])
    if not isinstance(paid, list) or not paid or not isinstance(failed, dict) or not isinstance(waiting, list):
        paper.wrong("answer", "paid, failed atau waiting kurang atau salah")
        return frozenset(), {}, frozenset()
    known = [str(code) for code in (*paid, *failed, *waiting)]
    for code in sorted({code for code in known if known.count(code) > 1}):
        paper.wrong("answer", f"kode {code} berarti dua hal")
    return (
        frozenset(str(code) for code in paid),
        {str(code): str(words) for code, words in failed.items()},
        frozenset(str(code) for code in waiting),
    )
