"""A report is kept once, at its place, on its day, in the name of whoever may use it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from rukun.people.rules import ANYONE, Actor
from rukun.reports import access, actions
from rukun.reports.models import Category, Report
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.refused import Refused
from tests.made import draft, jpeg, report

KELURAHAN = "9999991001"


def test_a_report_knows_its_kelurahan_rw_and_rt_and_leaves_one_event_without_its_words(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    filed = report(budi, noon, words="Sampah di depan rumah Pak Joko")
    assert filed.kelurahan.code == KELURAHAN
    assert filed.rt is not None and filed.rt.code == KELURAHAN + "002005"
    event = Event.objects.get(verb="report.filed")
    assert event.about == f"report:{filed.code}" and "Joko" not in event.facts


def test_the_same_key_again_gives_the_same_report_and_another_person_may_not_use_it(
    kota: Path, budi: Actor, ani: Actor, noon: datetime
) -> None:
    once = draft(at=noon, key="the-same-key")
    first = actions.file_report(once, by=budi, at=noon)
    assert actions.file_report(once, by=budi, at=noon + timedelta(hours=1)).pk == first.pk
    with pytest.raises(Refused, match="Kunci kiriman tidak sah"):
        actions.file_report(once, by=ani, at=noon)
    assert Report.objects.count() == 1 and Event.objects.filter(verb="report.filed").count() == 1


def test_the_same_key_at_the_same_moment_is_one_report_with_one_event(
    committed: Path, in_thread: Callable[..., threading.Thread], noon: datetime
) -> None:
    start, codes = threading.Barrier(4), list[str]()

    def send() -> None:
        once = draft(at=noon, key="the-same-moment")
        start.wait(20)
        codes.append(actions.file_report(once, by=ANYONE, at=noon).code)

    for thread in [in_thread(send) for _ in range(4)]:
        thread.join(30)
    filed = Report.objects.get()
    assert codes == [filed.code] * 4
    assert [event.about for event in Event.objects.filter(verb="report.filed")] == [f"report:{filed.code}"]


def test_a_report_alone_is_kept_by_one_statement_with_its_event(kota: Path, budi: Actor, noon: datetime) -> None:
    one = draft(at=noon)
    actions.file_report(draft(at=noon), by=budi, at=noon)
    with CaptureQueriesContext(connection) as told:
        actions.file_report(one, by=budi, at=noon)
    written = [row["sql"] for row in told if "INSERT" in row["sql"]]
    assert len(written) == (1 if connection.vendor == "postgresql" else 2)
    assert all("trail_event" in sql for sql in written[-1:])


def test_photos_come_with_the_report_and_a_picture_with_its_file_and_none_without_the_other(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    with CaptureQueriesContext(connection) as told:
        kept = actions.keep_photo(jpeg(70), at=noon)
    written = [row["sql"] for row in told]
    assert len(written) == (1 if connection.vendor == "postgresql" else 4), "a transaction only where it is needed"
    whole = draft(at=noon, photos=[kept, actions.keep_photo(jpeg(71), at=noon)])
    with CaptureQueriesContext(connection) as told:
        filed = actions.file_report(whole, by=budi, at=noon)
    if connection.vendor == "postgresql":
        assert len([row for row in told if "INSERT" in row["sql"]]) == 1
        assert not [row for row in told if row["sql"].startswith(("BEGIN", "SAVEPOINT"))]
    assert filed.photos.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.file_report(draft(at=noon, photos=[replace(kept, width=-1)]), by=budi, at=noon)
    assert Report.objects.count() == Event.objects.filter(verb="report.filed").count() == 1


def test_a_phone_that_sends_a_day_late_counts_on_the_day_of_the_picture(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    assert report(budi, noon, captured_at=noon - timedelta(hours=23)).counted_on == date(2016, 5, 31)
    assert report(budi, noon, captured_at=noon - timedelta(hours=25)).counted_on == date(2016, 6, 1)
    assert report(budi, noon, captured_at=noon + timedelta(hours=1)).counted_on == date(2016, 6, 1)


def test_photos_are_kept_in_order_under_their_digest(kota: Path, budi: Actor, noon: datetime) -> None:
    kept = [actions.keep_photo(jpeg(n), at=datetime(2016, 6, 1, tzinfo=UTC)) for n in range(3)]
    filed = report(budi, noon, photos=kept)
    assert [photo.digest for photo in filed.photos.all()] == [photo.digest for photo in kept]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"words": ""}, "Sertakan foto"),
        ({"words": "x" * 4001}, "paling panjang"),
        ({"key": "short"}, "Kunci"),
        ({"place": None}, "Tunjukkan tempatnya"),
        ({"place": None, "chosen": AreaCode("9999")}, "Tunjukkan tempatnya"),
        ({"place": None, "chosen": AreaCode("9999991009")}, "tidak ada dalam daftar"),
        ({"place": Place(-6.2, 106.8)}, "di luar wilayah"),
        ({"for_unit": AreaCode(KELURAHAN + "002005")}, "tidak memegang jabatan"),
    ],
    ids=[
        "nothing said",
        "too long",
        "bad key",
        "no place",
        "too large an area",
        "unknown area",
        "outside",
        "not theirs",
    ],
)
def test_what_cannot_be_filed_is_refused_and_leaves_nothing(
    kota: Path, budi: Actor, noon: datetime, change: dict[str, object], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        report(budi, noon, **change)
    assert not Report.objects.exists() and not Event.objects.filter(verb="report.filed").exists()


def test_a_place_may_be_chosen_by_hand_down_to_an_rt_without_a_border(kota: Path, budi: Actor, noon: datetime) -> None:
    filed = report(budi, noon, place=None, chosen=AreaCode(KELURAHAN + "002006"))
    assert filed.rt is not None and filed.rt.code == KELURAHAN + "002006"
    assert (filed.placed, filed.lat) == ("by-hand", None)


def test_a_place_near_a_border_keeps_both_neighbours(kota: Path, budi: Actor, noon: datetime) -> None:
    near = report(budi, noon, place=Place(-6.505, 106.51 - 5 / 111_195))
    assert {KELURAHAN, "9999991002"} <= set(near.candidates.split())
    assert report(budi, noon).candidates == ""


def test_a_private_report_is_for_its_filer_its_handlers_and_their_overseers_only(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, eka: Actor, fajar: Actor, noon: datetime
) -> None:
    code = report(budi, noon, is_private=True).code
    for may in (budi, citra, dodi, eka):
        assert access.report_to_read(may, code).code == code
    for may_not in (ANYONE, ani, fajar):
        with pytest.raises(Refused) as refusal:
            access.report_to_read(may_not, code)
        assert refusal.value.code == "hidden"


def test_a_category_that_is_no_longer_in_the_file_is_retired_and_its_reports_stay(
    kota: Path, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    filed = report(budi, noon, kind="sampah")
    text = (kota / "categories.toml").read_text()
    (tmp_path / "categories.toml").write_text("[[category]]" + text.split("[[category]]")[2])
    actions.load_categories(tmp_path, at=noon)
    assert Category.objects.get(code="sampah").retired_on == date(2016, 6, 1)
    assert Report.objects.get(pk=filed.pk).category.code == "sampah"
    with pytest.raises(Refused, match="Pilih jenis"):
        draft(at=noon, kind="sampah")


def test_a_kind_that_has_reports_counts_as_it_did_and_one_without_may_still_be_decided(
    kota: Path, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    report(budi, noon, kind="sampah")
    text = (kota / "categories.toml").read_text()
    for kind in ("sampah", "banjir"):
        begin = text.index(f'code = "{kind}"')
        (tmp_path / "categories.toml").write_text(text[:begin] + "counts = false\n" + text[begin:])
        if kind == "sampah":
            with pytest.raises(Refused, match="kode lain"):
                actions.load_categories(tmp_path, at=noon)
        else:
            actions.load_categories(tmp_path, at=noon)
        assert Category.objects.get(code=kind).counts is (kind == "sampah")
