"""Which reports hold certain words: SQLite's full-text table, or PostgreSQL's index over the same words.

All words must occur, the last one may be a beginning. Ways to write a street are one ("jalan", "jl.", "gang", "gg.").
Whatever else is typed, quotes and operators included, separates words and is never an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from rukun.databases.kept import Numbered
from rukun.reports.models import Report
from rukun.reports.rules import ALPHABET, CODE_LENGTH
from rukun.values.contacts import has_contacts, without_contacts

WORD = re.compile(r"[^\W_]+")
WORDS_AT_MOST = 12
SAME = (("jalan", "jl", "jln"), ("gang", "gg"), ("nomor", "no"), ("kelurahan", "kel"), ("kecamatan", "kec"))
# What PostgreSQL's parser would join to the word beside it ("jl.kemang" is a host to it). No percent sign stands here:
# the parser takes it for a blank by itself, and it would be read as a mark for a parameter.
MARKS = r"""!"#$&'()*+,-./:;<=>?@[\]^_`{|}~“”‘’…–—•"""
QUOTED = MARKS.replace("'", "''")
DOCUMENT = f"to_tsvector('simple', translate(words, '{QUOTED}', '{' ' * len(MARKS)}'))"
TABLE = "reports_words"
# Words are common where more than a twentieth of so many of the newest reports hold them, or of so many among all: a
# flood of reports of something else hides what a city's reports are mostly about.
NEWEST, STREWN, COMMON_SHARE = 400, 100, 20
AMONG_NEWEST = f"SELECT count(*) FROM reports_report WHERE id > %s AND {DOCUMENT} @@ to_tsquery('simple', %s)"
AMONG_ALL = f"SELECT count(*) FROM reports_report WHERE id = ANY(%s) AND {DOCUMENT} @@ to_tsquery('simple', %s)"
# So many parts are looked through for one page, where others hold the words in an address or a telephone alone.
PARTS_MOST = 5
# Behind so many a page begins where it would if all were shown: to read them all would take whoever asks for the
# last page a second. Some rows may come again there, none is passed over.
COUNTED_MOST = 2_000
FIGURES_LONG, HAS_FIGURE = 4, re.compile(r"[0-9]")
# OFFSET 0 keeps the order out of the inner question: it is answered by the index, and what is found is sorted.
NUMBERS = (
    f"SELECT id FROM (SELECT id FROM reports_report WHERE {DOCUMENT} @@ to_tsquery('simple', %s) OFFSET 0) AS found "
    "ORDER BY id DESC LIMIT 5000"
)
AMONG_THESE = (
    "SELECT id FROM (SELECT id, words FROM reports_report WHERE id = ANY(%s) OFFSET 0) AS these "
    f"WHERE {DOCUMENT} @@ to_tsquery('simple', %s)"
)
# SQLite looks a report up in its table of words in some 40 us, where the last word is a beginning of which it has an
# index; to go through a million that hold a word takes it 80 ms.
SOUGHT_AT_MOST, BEGINNINGS = 500, range(3, 9)
# So many are too many to be put together there before anything else is looked at.
MANY_HOLD = 20_000
# The alphabet of codes has no I, L, O: who reads one aloud or copies it by hand writes them all the same.
MISREAD = str.maketrans("ILO", "110")


def words_in(text: str) -> list[str]:
    """The words that are looked for, in small letters; at most a dozen."""
    return [word.lower() for word in WORD.findall(text.replace("\x00", " "))][:WORDS_AT_MOST]


def code_in(text: str) -> str:
    """The code of a report, however it was typed; "" where it cannot be one."""
    code = re.sub(r"[^0-9A-Z]", "", text.upper()).translate(MISREAD)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def holding(reports: QuerySet[Report], text: str) -> QuerySet[Report]:
    """Those of the reports that hold all words, newest first (as they came in); none where there is no word.

    The order is that of the index itself, so that a common word needs no sorting of everything that holds it.
    """
    words = words_in(text)
    if not words:
        return reports.none()
    if connection.vendor == "postgresql":
        matching = [f"{DOCUMENT.replace('words', 'reports_report.words', 1)} @@ to_tsquery('simple', %s)"]
        return reports.extra(where=matching, params=[_for_postgresql(words)]).order_by("-id")
    joined = [f"{TABLE}.rowid = reports_report.id", f"{TABLE} MATCH %s"]
    found = reports.extra(tables=[TABLE], where=joined, params=[_for_sqlite(words)])
    return found.order_by().extra(order_by=[f"-{TABLE}.rowid"])


def ids_holding(text: str, column: str = "") -> RawSQL | None:
    """The ids of the reports that hold all words, for whoever asks of something else that belongs to reports; None
    where there is no word. What few hold is found before anything else is looked at, what many hold is met on the way:
    on SQLite where the `column` with the report is named, as whoever reads the first of many does."""
    words = words_in(text)
    if not words:
        return None
    if connection.vendor == "postgresql":
        holding = f"SELECT id FROM reports_report WHERE {DOCUMENT} @@ to_tsquery('simple', %s)"
        whole = holding if _is_common(words) else f"SELECT id FROM ({holding} OFFSET 0) AS found"
        return RawSQL(whole, [_for_postgresql(words)])
    is_met = column and len(words[-1]) in BEGINNINGS and _is_common_there(words)
    met = f" AND rowid = {column}" if is_met else ""
    return RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{met}", [_for_sqlite(words)])


def _is_common_there(words: Sequence[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {MANY_HOLD})",
                       [_for_sqlite(words)])  # fmt: skip
        return bool(cursor.fetchone()[0] == MANY_HOLD)


def newest_holding(
    reports: Callable[[], QuerySet[Report]], text: str, first: int, many: int, few: Numbered[Report] | None = None,
    among: Callable[[], list[int] | None] = lambda: None,
) -> list[Report]:  # fmt: skip
    """Those of the reports that hold all words, newest first, from the `first` on; quick for common and rare words.
    None by a telephone or an address of e-mail, nor by a piece of one: by these nobody finds what somebody reported.

    `few` asks the same of reports with certain numbers, the newest first: where few hold the words, nothing has to be
    put together for them. `among` tells the numbers of few reports among which all of them lie, where there are such:
    of these alone it is asked whether they hold the words, however many others do.

    PostgreSQL cannot know how many hold a word that is a beginning: it would look through all reports for one that
    few hold. A look at the newest tells, and where they hold none a look at some of all: words that many hold are found
    by walking from the newest, others by the index alone.
    """
    if has_contacts(text):
        return []
    words = words_in(text)
    if connection.vendor != "postgresql" or not words or _is_common(words):
        known = among() if words else None
        if known is None:
            return _openly(holding(reports(), text), words, first, many)
        return _openly(reports().filter(id__in=holding_of(known, words)).order_by("-id"), words, first, many)
    numbers = _numbers(words)
    if few is not None and len(numbers) <= few.most:
        return [row for row in few.rows(numbers) if not _is_by_contact(row.words, words)][first : first + many]
    return _openly(reports().filter(id__in=numbers).order_by("-id"), words, first, many)


def _openly(found: QuerySet[Report], words: Sequence[str], first: int, many: int) -> list[Report]:
    """So many of those that hold the words where everyone reads them; one query, a few more where some do not, and one
    for a page behind the first: as many go before it as were shown before it."""
    counted = min(first, COUNTED_MOST)
    kept, behind = list[Report](), _behind(found, words, counted, many) + first - counted
    for begins in range(behind, behind + PARTS_MOST * many, max(1, many)):
        rows = list(found[begins : begins + many])
        kept += [row for row in rows if not _is_by_contact(row.words, words)]
        if len(kept) >= many or len(rows) < many:
            break
    return kept[:many]


def _behind(found: QuerySet[Report], words: Sequence[str], first: int, many: int) -> int:
    """Where the first row stands before which so many hold the words where everyone reads them."""
    shown, begins, part = 0, 0, first + many
    while shown < first and begins < PARTS_MOST * part:
        said = list(found.values_list("words", flat=True)[begins : begins + part])
        for place, one in enumerate(said, begins):
            if shown == first:
                return place
            shown += not _is_by_contact(one, words)
        begins += part if len(said) == part else PARTS_MOST * part
    return begins


def _is_by_contact(said: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands only in what is told to nobody: a part of a telephone, or of an address."""
    if not has_contacts(said):
        return False
    whole, told = (WORD.findall(text.lower()) for text in (said, without_contacts(said)))
    *others, last = words
    if any(word in whole and word not in told for word in others):
        return True
    return any(one.startswith(last) for one in whole) and not any(one.startswith(last) for one in told)


def holding_of(numbers: Sequence[int], words: Sequence[str]) -> list[int]:
    """Which of these reports hold all words, looked at one by one where that is quicker than what all hold; one query,
    and none where there is no number."""
    if not numbers:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(AMONG_THESE, [list(numbers), _for_postgresql(words)])
        else:
            # A sign before it keeps the table from being asked once for each number.
            sign = "" if len(numbers) <= SOUGHT_AT_MOST and len(words[-1]) in BEGINNINGS else "+"
            marks = ", ".join(["%s"] * len(numbers))
            told = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND {sign}rowid IN ({marks})"
            cursor.execute(told, [_for_sqlite(words), *numbers])
        return [number for (number,) in cursor.fetchall()]


def _is_common(words: Sequence[str]) -> bool:
    if any(len(word) > FIGURES_LONG and HAS_FIGURE.search(word) for word in words):
        return False  # a number of something, or a code: few hold it
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM reports_report")
        oldest, newest = (number or 0 for number in cursor.fetchone())
        cursor.execute(AMONG_NEWEST, [newest - NEWEST, _for_postgresql(words)])
        if cursor.fetchone()[0] * COMMON_SHARE > NEWEST:
            return True
        strewn = [oldest + (newest - oldest) * number // STREWN for number in range(STREWN)]
        cursor.execute(AMONG_ALL, [strewn, _for_postgresql(words)])
        return bool(cursor.fetchone()[0] * COMMON_SHARE > STREWN)


def _numbers(words: Sequence[str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [_for_postgresql(words)])
        return [number for (number,) in cursor.fetchall()]


def _meant(word: str) -> tuple[str, ...]:
    return next((same for same in SAME if word in same), (word,))


def _for_postgresql(words: Sequence[str]) -> str:
    parts = ["(" + " | ".join(_meant(word)) + ")" for word in words[:-1]]
    last = _meant(words[-1])
    return " & ".join([*parts, "(" + " | ".join([f"{words[-1]}:*", *last]) + ")"])


def _for_sqlite(words: Sequence[str]) -> str:
    parts = ["(" + " OR ".join(f'"{one}"' for one in _meant(word)) + ")" for word in words[:-1]]
    last = _meant(words[-1])
    return " AND ".join([*parts, "(" + " OR ".join([f'"{words[-1]}" *', *(f'"{one}"' for one in last)]) + ")"])
