"""Calendars that are written: whatever the words, a reader who knows only RFC 5545 gets the same words back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rukun.values.ical import FORBIDDEN, LINE_OCTETS_MAX, Event, calendar

AT = datetime(2016, 6, 8, 2, 0, tzinfo=UTC)


def read(body: bytes) -> list[dict[str, str]]:
    """The events of a calendar, by the book: unfold, split at the first colon, undo the escapes."""
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= LINE_OCTETS_MAX for line in body.split(b"\r\n"))
    for line in body.split(b"\r\n"):
        line.decode()  # no sign is cut in two
    lines = re.sub(rb"\r\n[ \t]", b"", body).decode().split("\r\n")[:-1]
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-1] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("END",):
            assert name not in events[-1], "once"
            events[-1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    return events


def event(words: str, place: str = "Aula", **facts: object) -> Event:
    return Event("A@rukun", words, AT, AT + timedelta(minutes=150), place, "http://rukun/sosialisasi/", AT, **facts)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=3))
def test_any_words_come_back_as_they_were_and_no_line_is_too_long(words: list[tuple[str, str]]) -> None:
    told = [(one, two) for one, two in words if _plain(one + two)]
    found = read(calendar("Sosialisasi", [event(one, two) for one, two in told]))
    assert [(row["SUMMARY"], row["LOCATION"]) for row in found] == [(_kept(one), _kept(two)) for one, two in told]


def _plain(words: str) -> bool:
    """Halves of a surrogate pair are no text."""
    return not any("\ud800" <= sign <= "\udfff" for sign in words)


def _kept(words: str) -> str:
    return FORBIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def test_an_event_says_when_in_utc_how_often_it_was_changed_and_whether_it_is_off() -> None:
    (row,) = read(calendar("x", [event("Tahap 1; aula, lantai 2", changed=2, is_cancelled=True)]))
    assert (row["DTSTART"], row["DTEND"], row["DTSTAMP"]) == (
        "20160608T020000Z", "20160608T043000Z", "20160608T020000Z",
    )  # fmt: skip
    assert (row["SEQUENCE"], row["STATUS"], row["UID"]) == ("2", "CANCELLED", "A@rukun")
    assert b"SUMMARY:Tahap 1\\; aula\\, lantai 2" in calendar("x", [event("Tahap 1; aula, lantai 2")])
