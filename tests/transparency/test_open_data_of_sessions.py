"""Sosialisasi as open data: sessions and coverage by kelurahan, as the dictionary says, and nobody in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from rukun.people.rules import Actor
from rukun.sosialisasi import actions, tallying
from rukun.sosialisasi.models import Sosialisasi
from rukun.sosialisasi.queries import guests_of
from rukun.transparency.open_data import exporting
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.privacy import CELL_LEAST, counted
from rukun.transparency.open_data.reading import Record, read
from rukun.values.time import Month
from tests.conftest import KELURAHAN, NEXT_KELURAHAN
from tests.sosialisasi.conftest import planned

JUNE = Month(2016, 6)
SCORING = settings.REPOSITORY / "kota" / "contoh" / "scoring"


def come(session: Sosialisasi, by: Actor, at: datetime, *, heads: int, others: int) -> None:
    for number, guest in enumerate(guests_of(session, at)[:heads]):
        entry = actions.Entry(key=f"{session.code}-head-{number}", came_at=at, seat=guest.seat.pk)
        actions.check_in(entry, session, by=by.seats[0], at=at)
    for number in range(others):
        entry = actions.Entry(
            key=f"{session.code}-other-{number}", came_at=at, kind="pkk", name=f"Ibu Rahasia {number}"
        )
        actions.check_in(entry, session, by=by.seats[0], at=at)


def written(root: Path, at: datetime, form: str) -> tuple[list[Record], dict[str, Record]]:
    exporting.export_month(root, JUNE, scoring=SCORING, at=at, formats=(form,))
    coverage = {row["kelurahan"]: row for row in read(root, "sosialisasi", "sosialisasi-coverage", form)}
    return list(read(root, str(JUNE), "sosialisasi-sessions", form)), coverage


def test_sessions_and_coverage_are_written_as_the_dictionary_says_and_name_nobody(
    kota: Path, ani: Actor, citra: Actor, noon: datetime, tmp_path: Path
) -> None:
    held = planned(citra, noon, stage=2)
    actions.invite_seats(held, by=citra.seats[0], at=noon)
    come(held, citra, noon, heads=6, others=CELL_LEAST - 1)
    called_off = planned(citra, noon, stage=1, hours=24)
    actions.cancel_session(called_off, because="Pak Rahasia sakit", by=citra.seats[0], at=noon)
    planned(citra, noon, stage=3, hours=24 * 40)
    tallying.rebuild_tallies(at=noon)
    for form in ("csv", "parquet"):
        sessions, coverage = written(tmp_path / form, noon + timedelta(days=30), form)
        assert [(row["session"], row["stage"], row["is_cancelled"]) for row in sessions] == [
            (held.code, 2, False), (called_off.code, 1, True),
        ]  # fmt: skip
        first, second = sessions
        assert (first["invited"], first["came_heads"], first["came_others"]) == (12, 6, None)
        assert (first["kelurahan"], first["starts_at"], first["changes"]) == (KELURAHAN, held.starts_at, 0)
        assert (second["changes"], second["invited"], second["came_heads"]) == (1, 0, 0)
        own, beside = coverage[KELURAHAN], coverage[NEXT_KELURAHAN]
        assert (own["stage"], own["reached_on"], own["counted_on"]) == (2, date(2016, 6, 1), date(2016, 6, 1))
        assert (own["seats"], own["invited"], own["came"], own["registered"]) == (12, 12, 6, None)
        assert (beside["stage"], beside["reached_on"], beside["came"]) == (0, None, 0)
        assert len(coverage) == 3
    texts = [path.read_text() for path in (tmp_path / "csv").rglob("*") if path.suffix in (".csv", ".jsonld", ".txt")]
    for private in ("Rahasia", "Ani", "Aula kelurahan", "Citra"):
        assert not [text for text in texts if private in text]
    assert {"sosialisasi-coverage", "sosialisasi-sessions"} <= datasets().keys()


def test_of_a_few_people_no_count_is_written_and_of_none_and_many_it_is() -> None:
    assert [counted(number) for number in range(CELL_LEAST + 2)] == [0, None, None, None, None, 5, 6]
