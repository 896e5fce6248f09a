"""The clock looks reports through: what is flagged, in which order Tapem reads it, and that it may run twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rukun.areas.models import Area
from rukun.channels.simulate import streets
from rukun.people.rules import Actor
from rukun.reports.actions import keep_photo
from rukun.reports.models import Report
from rukun.reports.rules import StoredPhoto
from rukun.tick import lines
from rukun.validation.looking.devices import device_digest, note_device
from rukun.validation.looking.likenesses import look_at
from rukun.validation.looking.noticing import forget_old, raise_all, raise_flags
from rukun.validation.looking.officials import load_events
from rukun.validation.looking.risks import flags_of, flags_of_many, risk_of, riskiest_first
from rukun.validation.models import Flag, Likeness, LookedThrough, Risk, SentFrom, Verdict
from rukun.validation.queries import unjudged
from rukun.validation.signals import apart
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests import made
from tests.shared import shared

KELURAHAN = AreaCode("9999991001")


@pytest.fixture(scope="module", autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    apart.close()


def photo(seed: str, at: datetime) -> StoredPhoto:
    return keep_photo(streets.shot(streets.scene("sampah", seed), seed), at=at)


def for_unit(ani: Actor, at: datetime, **more: object) -> Report:
    facts = {"for_unit": ani.seats[0].area, "kind": "kerja-bakti", "words": f"Kerja bakti {at:%d %H}"} | more
    return made.report(ani, at, **facts)


def kinds(report: Report) -> set[str]:
    return {flag.kind for flag in flags_of(report)}


def test_an_edited_photo_is_found_by_the_index_and_shown_beside_its_source(
    kota: Path, ani: Actor, noon: datetime
) -> None:
    source = streets.shot(streets.scene("sampah", "first"), "first")
    first = for_unit(ani, noon, photos=[keep_photo(source, at=noon)])
    later = noon + timedelta(days=3)
    again = for_unit(ani, later, photos=[keep_photo(streets.edited(source, "e"), at=later)], place=None,
                     chosen=ani.seats[0].area)  # fmt: skip
    other = for_unit(ani, later + timedelta(days=2), photos=[photo("other", later)])
    assert raise_flags(at=later + timedelta(days=3)) == 3
    assert kinds(first) == kinds(other) == set()
    (flag,) = flags_of(again)
    assert (flag.kind, flag.other, flag.points > 0) == ("edited-photo", first, True)
    assert first.code in str(flag) and flag.picture != flag.other_picture
    assert risk_of([first.pk, again.pk])[again.pk] > 500 > risk_of([first.pk])[first.pk]
    assert [r.pk for r in riskiest_first(unjudged(KELURAHAN))] == [again.pk, first.pk, other.pk]


def test_the_same_file_again_is_certain_and_nobody_is_struck_by_it(kota: Path, ani: Actor, noon: datetime) -> None:
    same = photo("same", noon)
    for_unit(ani, noon, photos=[same])
    again = for_unit(ani, noon + timedelta(days=2), photos=[same])
    raise_flags(at=noon + timedelta(days=3))
    assert kinds(again) == {"same-photo"} and flags_of(again)[0].strength == 1000
    assert not Verdict.objects.exists()


def test_looking_through_twice_is_looking_through_once(kota: Path, ani: Actor, noon: datetime) -> None:
    reports = [for_unit(ani, noon + timedelta(minutes=n)) for n in range(6)]
    at = noon + timedelta(hours=1)
    assert raise_all(at=at) == 6
    before = list(Flag.objects.order_by("id").values()), list(Risk.objects.order_by("pk").values())
    assert "burst" in kinds(reports[0]), "the first of a burst is known when the last has come"
    assert raise_flags(at=at) == 0
    Risk.objects.filter(report=reports[3]).delete()
    assert raise_flags(at=at) == 1, "what a crash left out is done at the next round"
    assert (list(Flag.objects.order_by("id").values()), list(Risk.objects.order_by("pk").values())) == before


def test_a_report_that_committed_late_is_not_passed_over(kota: Path, ani: Actor, noon: datetime) -> None:
    late, early = for_unit(ani, noon), for_unit(ani, noon + timedelta(hours=2))
    LookedThrough.objects.create(pk=1, report=early.pk)
    raise_all(at=noon + timedelta(days=1))
    assert set(risk_of([late.pk, early.pk])) == {late.pk, early.pk}


def test_a_picture_whose_like_was_not_sought_before_a_crash_is_sought_again(
    kota: Path, ani: Actor, noon: datetime
) -> None:
    source = streets.shot(streets.scene("sampah", "crash"), "crash")
    one, two = keep_photo(source, at=noon), keep_photo(streets.edited(source, "x"), at=noon)
    look_at({one.digest: ["999999"]}, at=noon)
    look_at({two.digest: ["999999"]}, at=noon)
    from rukun.validation.models import Fingerprint

    Likeness.objects.all().delete()
    Fingerprint.objects.filter(digest=two.digest).update(is_compared=False)
    assert look_at({one.digest: ["999999"], two.digest: ["999999"]}, at=noon) == 1
    assert Likeness.objects.count() == 1


def test_a_copy_that_is_sent_from_over_the_border_of_a_kecamatan_is_found_by_where_its_unit_lies(
    kota: Path, noon: datetime
) -> None:
    source = streets.shot(streets.scene("sampah", "border"), "border")
    one, elsewhere = keep_photo(source, at=noon), keep_photo(streets.edited(source, "over"), at=noon)
    stranger = keep_photo(streets.edited(source, "away"), at=noon)
    look_at({one.digest: {"999999"}}, at=noon)
    look_at({stranger.digest: {"999998"}}, at=noon)
    assert not Likeness.objects.exists(), "pieces are sought within a kecamatan"
    look_at({elsewhere.digest: {"999998", "999999"}}, at=noon)
    assert {row.one.digest for row in Likeness.objects.all()} >= {one.digest}
    assert Likeness.objects.count() == 2, "and of both kecamatan"


def test_one_telephone_that_files_for_many_is_known_by_a_digest_of_the_month(
    kota: Path, ani: Actor, noon: datetime
) -> None:
    report = for_unit(ani, noon)
    assert note_device(report, "cookie", at=noon) and SentFrom.objects.get().device == device_digest(
        "cookie", Month(2016, 6)
    )
    assert device_digest("cookie", Month(2016, 6)) != device_digest("cookie", Month(2016, 7))
    note_device(report, "another", at=noon)
    assert SentFrom.objects.count() == 1, "the first stands"
    assert not note_device(made.report(ani, noon), "cookie", at=noon), "what somebody files for themselves is not noted"
    assert forget_old(at=noon + timedelta(days=101)) >= 1 and not SentFrom.objects.exists()


def test_the_tick_has_its_line_and_a_quiet_round_costs_two_queries(
    kota: Path, ani: Actor, noon: datetime, django_assert_num_queries: object, tmp_path: Path
) -> None:
    for_unit(ani, noon)
    line = lines(noon + timedelta(minutes=1), tmp_path)["reports looked through"].work
    assert line() == 1
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert line() == 0


def test_a_batch_costs_the_same_however_large(
    kota: Path, ani: Actor, noon: datetime, django_assert_max_num_queries: object
) -> None:
    for number in range(25):
        for_unit(ani, noon + timedelta(hours=number), words=f"Kerja bakti {number}")
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert raise_flags(at=noon + timedelta(days=9)) == 25
    everyone = list(Report.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        flags_of_many(everyone)


def test_a_rare_sentence_sent_again_weighs_more_than_one_of_which_the_city_is_full(
    kota: Path, ani: Actor, noon: datetime, django_assert_max_num_queries: object
) -> None:
    rare = "Got di belakang kelenteng jebol, tikus masuk rumah Bu Lubis sejak Lebaran kemarin"
    usual = [f"Ronda malam, {n} orang, keadaan aman. Sudah keliling dekat pos ronda. Terima kasih." for n in range(20)]
    sent = [for_unit(ani, noon + timedelta(hours=9 * n), words=said) for n, said in enumerate([rare, *usual, rare])]
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        raise_flags(at=noon + timedelta(days=12))
    of_rare, of_usual = (
        next(flag for flag in flags_of(report) if flag.kind == "copied-words") for report in (sent[-1], sent[-2])
    )
    assert of_rare.other == sent[0] and of_rare.strength > 2 * of_usual.strength
    assert "13 kata dalam urutan yang sama" in str(of_rare)
    Flag.objects.filter(kind="copied-words").update(evidence={"percent": 90, "other": "R1"})
    assert any("90% sama" in str(flag) for flag in flags_of(sent[-1])), "what was written before can be read"


def test_official_events_are_loaded_once_and_confirm_or_not(
    kota: Path, ani: Actor, noon: datetime, tmp_path: Path
) -> None:
    rt = Area.objects.get(code=f"{KELURAHAN.digits}002005")
    file = tmp_path / "events.csv"
    file.write_text(
        f"rt_kode,tergenang,genangan_cm,waktu\n{rt.code},True,40,2016-06-01T12:00:00+07:00\n3199999999,True,1,x\n"
    )
    assert load_events(file, at=noon).new == 1
    assert load_events(file, at=noon).known == 1
    wet = for_unit(ani, noon + timedelta(hours=1), kind="banjir", words="Air naik")
    later = for_unit(ani, noon + timedelta(days=6), kind="banjir", words="Air naik lagi")
    raise_all(at=noon + timedelta(days=7))
    assert kinds(wet) == {"confirmed"} and kinds(later) == {"alone"}
    more = f"rt_kode;waktu;told;kind\r\n{rt.code};2016-06-02T12:00;{'x' * 200};banjir\r\n"
    file.write_bytes((more + f"{rt.code};2016-06-02T12:00;;{'x' * 60}\r\n").encode("utf-16"))
    done = load_events(file, at=noon)
    assert (done.new, done.unreadable) == (1, 1), "as Excel writes it, and with a kind that nobody has"
    for odd in (b"a,b\n1,2\n", b"\xff\x00\x81"):
        file.write_bytes(odd)
        with pytest.raises(Refused):
            load_events(file, at=noon)


@pytest.mark.real
def test_the_agencys_own_record_is_read(kota: Path, noon: datetime) -> None:
    done = load_events(shared("events_bpbd_rt_2021_2022") / "bpbd_rt_flood_2021-02_2022-11.csv", at=noon)
    assert done.new == 0 and done.elsewhere > 4_500, "its RT are Jakarta's, and this is another city"
