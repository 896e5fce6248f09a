"""The archive finds what is closed, page by page; lists of it are whole, belong to one person, and survive a crash."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.db import connection

from rukun.followup import actions
from rukun.followup.models import Export, Ticket
from rukun.followup.oversight import archive, columns, exporting
from rukun.followup.oversight.access import Scope, export_of
from rukun.followup.oversight.archive import Sought
from rukun.people.rules import Actor
from rukun.reports import search
from rukun.transparency.queries import struck_for_privacy
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests import laying
from tests.conftest import _person
from tests.made import proof, ticket

SCOPE = Scope(AreaCode("9999991001"))
HOUR = timedelta(hours=1)


@pytest.fixture
def closed(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    """Seven finished ones and one that is open; one is private, one begins like a formula."""
    return laying.once(_closed, budi, citra, noon)


def _closed(budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    words = ["Lubang besar", "=cmd|' /C calc'!A0", "Sampah kemang", "Lampu padam", "Got mampet", "Pohon tumbang"]
    made = [ticket(budi, noon, words=one) for one in words] + [ticket(budi, noon, words="Rahasia", is_private=True)]
    for number, one in enumerate(made):
        at = noon + number * HOUR
        actions.finish(one, words="Beres", proof=proof(number), desk=citra.seats[0], at=at)
    ticket(budi, noon, words="Masih terbuka")
    return made


def found(**asked: str) -> list[str]:
    return [t.report.words for t in archive.found_in(SCOPE, Sought.read(asked))]


@pytest.mark.parametrize("many", [1, 20_000], ids=["many hold the words", "few do"])
def test_a_page_of_the_archive_holds_the_same_whether_many_hold_its_words_or_few(
    closed: list[Ticket], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """SQLite meets what many hold on its way along the archive; all of a million were put together first."""
    monkeypatch.setattr(search, "MANY_HOLD", many)
    for words, fitting in (("kemang", ["Sampah kemang"]), ("besar", ["Lubang besar"]), ("lubang bes", ["Lubang besar"]),
                           ("lampu besar", []), ("zebra", [])):  # fmt: skip
        page = archive.found_in(SCOPE, Sought.read({"cari": words}), is_page=True)
        assert [one.report.words for one in page] == found(cari=words) == fitting
        if connection.vendor == "sqlite":
            assert (f"rowid = {Ticket._meta.db_table}.report_id" in str(page.query)) == (many == 1 and bool(fitting))


def test_the_archive_is_searched_by_words_code_kind_and_days_and_holds_nothing_open(closed: list[Ticket]) -> None:
    assert found()[0] == "Rahasia" and len(found()) == 7 and "Masih terbuka" not in found()
    assert found(cari="kemang") == ["Sampah kemang"] and found(cari=closed[3].report.code) == ["Lampu padam"]
    assert len(found(jenis="sampah", status="done", hasil="claimed", dari="2016-06-01", sampai="2016-06-01")) == 7
    assert found(dari="2016-06-02") == [] and found(rw="2", rt="5") == found() and found(rt="6") == []
    for wrong in ({"status": "waiting"}, {"hasil": "x"}, {"dari": "kemarin"}, {"rt": "x"}):
        with pytest.raises(Refused):
            Sought.read(wrong)


def test_pages_follow_a_key_so_that_nothing_is_shown_twice_or_left_out(closed: list[Ticket]) -> None:
    whole = archive.found_in(SCOPE, Sought())
    first = list(whole[:3])
    rest = list(archive.behind(whole, archive.Key.parse(str(archive.key_of(first[-1])))))
    assert [t.pk for t in (*first, *rest)] == [t.pk for t in whole] and len(rest) == 4
    with pytest.raises(Refused):
        archive.Key.parse("x~y")


def test_the_next_kelurahan_finds_nothing_of_it(closed: list[Ticket]) -> None:
    assert not archive.found_in(Scope(AreaCode("9999991002")), Sought()).exists()


def asked(citra: Actor, form: str, at: datetime, **filters: str) -> Export:
    return exporting.ask_for(
        scope=SCOPE, asked=filters, form=form, language="id", desk=citra.seats[0], by=citra, at=at
    )  # fmt: skip


def worked(export: Export, at: datetime) -> bytes:
    while exporting.work_on(at=at, hides=struck_for_privacy):
        pass
    export.refresh_from_db()
    with exporting.opened(export, at) as file:
        return file.read()


def test_a_list_holds_every_row_names_nobody_and_computes_nothing(
    closed: list[Ticket], citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "ROWS_A_SLICE", 3)
    at = noon + 9 * HOUR
    export = asked(citra, "csv", at)
    content = worked(export, at)
    rows = columns.rows_of(content.removeprefix(b"\xef\xbb\xbf"))
    assert len(rows) == 8 and rows[0][:3] == ["Kode", "Diterima", "Ditutup"]
    assert {row[0] for row in rows[1:]} == {one.report.code for one in closed}
    assert "'=cmd|' /C calc'!A0" in [row[-1] for row in rows]
    assert "Rahasia" not in content.decode() and "Budi" not in content.decode()
    assert (export.state, export.share, export.rows) == ("ready", 100, 7)


def test_the_workbook_says_the_same_and_keeps_numbers_numbers(
    closed: list[Ticket], citra: Actor, noon: datetime
) -> None:
    at = noon + 9 * HOUR
    book = openpyxl.load_workbook(io.BytesIO(worked(asked(citra, "xlsx", at, cari="kemang"), at)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2 and rows[1][0] == closed[2].report.code and rows[1][10] == 2


def test_a_worker_that_was_stopped_is_followed_by_another_that_goes_on(
    closed: list[Ticket], citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "ROWS_A_SLICE", 2)
    at = noon + 9 * HOUR
    export = asked(citra, "csv", at)
    assert exporting.work_on(at=at, hides=struck_for_privacy) == 2

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(exporting, "_held", crash)
        exporting.work_on(at=at, hides=struck_for_privacy)
    assert exporting.work_on(at=at, hides=struck_for_privacy) == 0, "the one that was stopped still holds it"
    rows = columns.rows_of(worked(export, at + exporting.LEASE + HOUR).removeprefix(b"\xef\xbb\xbf"))
    assert len(rows) == 8 and len({row[0] for row in rows}) == 8


def test_a_list_is_for_whoever_asked_and_goes_when_its_time_is_over(
    closed: list[Ticket], citra: Actor, fajar: Actor, noon: datetime
) -> None:
    at = noon + 9 * HOUR
    export = asked(citra, "csv", at)
    with pytest.raises(Refused):
        exporting.opened(export, at)
    worked(export, at)
    assert export_of(citra, export.key).pk == export.pk
    with pytest.raises(Refused):
        export_of(fajar, export.key)
    late = at + exporting.KEPT_FOR
    with pytest.raises(Refused):
        exporting.opened(export, late)
    assert exporting.sweep(at=late) == 1 and exporting.sweep(at=late) == 0
    export.refresh_from_db()
    assert export.state == "gone" and not lying()


def lying() -> list[str]:
    """What is in the store of lists."""
    return default_storage.listdir("arsip")[0]


def test_a_list_that_was_never_made_or_whose_person_is_gone_leaves_no_file(
    closed: list[Ticket], citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that residents wrote would lie there for ever."""
    at = noon + 9 * HOUR
    broken, gone, stays = (asked(citra, "csv", at) for _ in range(3))
    with monkeypatch.context() as small:
        small.setattr(exporting, "ROWS_A_SLICE", 2)
        assert exporting.work_on(at=at, hides=struck_for_privacy) == 2
    Export.objects.filter(pk=broken.pk).update(state="failed")
    worked(gone, at)
    worked(stays, at)
    Export.objects.filter(pk=gone.pk).delete()  # as whoever is forgotten
    assert set(lying()) == {stays.key, gone.key, broken.key}
    assert exporting.sweep(at=at) == 0 and lying() == [stays.key]
    with exporting.opened(Export.objects.get(pk=stays.pk), at) as file:
        assert file.read().count(b"\r\n") == 8


def test_whoever_left_the_seat_takes_no_list_away_any_more(closed: list[Ticket], citra: Actor, noon: datetime) -> None:
    """Private reports stand in it, though without their words; a list lies ready for two days."""
    export = asked(citra, "csv", noon + 9 * HOUR)
    worked(export, noon + 9 * HOUR)
    elsewhere = _person("Hana", "lurah", "9999991002", "9999991002").seats  # type: ignore[attr-defined]
    for seats in ((), elsewhere):
        with pytest.raises(Refused):
            export_of(replace(citra, seats=seats), export.key)
    assert export_of(citra, export.key).pk == export.pk


def test_nobody_has_more_than_three_lists_made_at_once(closed: list[Ticket], citra: Actor, noon: datetime) -> None:
    for _ in range(3):
        asked(citra, "csv", noon)
    with pytest.raises(Refused):
        asked(citra, "csv", noon)
    with pytest.raises(Refused):
        asked(citra, "pdf", noon)
