"""What is told of followed places: one letter a day or a week, of public facts alone, of nothing when nothing was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rukun.areas.models import Area
from rukun.following import actions, asking, telling
from rukun.following.letter import parts_of
from rukun.following.models import Follow, Follower, Letter
from rukun.following.rules import FOLLOWS_MAX, Rhythm, Wish
from rukun.followup import actions as followup
from rukun.notices import actions as notices
from rukun.notices.models import Delivery, Notice, Reader
from rukun.notices.rules import Matter, Way
from rukun.people.rules import Actor
from rukun.reports import actions as reports
from rukun.reports.hiding import Part, Reason
from rukun.trail.models import Event
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.zones import WIB
from tests.made import IN_RT_5, proof, report, ticket

WARD, RW, RT, OTHER = "9999991001", "9999991001002", "9999991001002005", "9999991002"
NEXT = datetime(2016, 6, 2, 7, tzinfo=WIB)
MONDAY = datetime(2016, 6, 6, 7, tzinfo=WIB)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def follows(by: Actor, at: datetime, area: str = WARD, **more: Any) -> None:
    actions.follow(Wish(area=area, **more), by=by, at=at)


def reads(address: str, at: datetime, area: str = WARD, **more: Any) -> Follower:
    return actions.confirm(asking.Asked(address, "id", Wish(area=area, **more)), at=at)


def told(at: datetime) -> list[dict[str, Any]]:
    """What the letters of that moment say, whoever they are to."""
    return [notice.stated for notice in Notice.objects.filter(matter=Matter.FOLLOWED, at=at).order_by("id")]


def codes(facts: dict[str, Any], what: str) -> Sequence[str]:
    return [code for place in facts["places"] for code in place[f"{what}_codes"]]


def test_a_day_is_told_at_seven_and_once_with_what_came_and_what_became_of_the_rest(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    before = ticket(budi, noon - DAY)
    follows(citra, noon)
    came = ticket(budi, noon + MINUTE)
    followup.finish(before, words="Beres", proof=proof(), desk=citra.seats[0], at=noon + MINUTE)
    followup.take(came, desk=citra.seats[0], at=noon + 2 * MINUTE)
    assert telling.tell_due(at=NEXT - MINUTE) == 0, "before seven nothing is told"
    assert [telling.tell_due(at=NEXT), telling.tell_due(at=NEXT), telling.tell_due(at=NEXT + MINUTE)] == [1, 0, 0]
    (facts,) = told(NEXT)
    assert (codes(facts, "new"), codes(facts, "changed")) == ([came.report.code], [before.report.code])
    assert (facts["first"], facts["last"]) == ("2016-06-01", "2016-06-01")
    assert telling.tell_due(at=NEXT + DAY) == 0, "nothing happened since"


def test_what_was_before_somebody_followed_and_what_comes_after_midnight_is_not_told(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    report(budi, noon - MINUTE)
    follows(citra, noon)
    late = report(budi, NEXT - timedelta(hours=6))
    assert telling.tell_due(at=NEXT) == 0
    assert telling.tell_due(at=NEXT + DAY) == 1 and codes(told(NEXT + DAY)[0], "new") == [late.code]


def test_an_rt_an_rw_and_a_kelurahan_hear_of_what_lies_in_them_and_another_does_not(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, eka: Actor, fajar: Actor, noon: datetime
) -> None:
    for who, area in ((budi, RT), (citra, RW), (dodi, WARD), (eka, OTHER), (fajar, f"{RW}001")):
        follows(who, noon, area)
    report(budi, noon)
    assert telling.tell_due(at=NEXT) == 3
    assert set(Notice.objects.values_list("person_id", flat=True)) == {
        budi.person_id, citra.person_id, dodi.person_id,
    }  # fmt: skip


def test_a_circle_hears_of_what_lies_within_also_across_a_border_and_is_kept_to_a_hundred_metres(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    made = report(budi, noon)
    near = Place(IN_RT_5.lat - 0.00312, 106.50751)
    actions.follow(Wish(place=near, metres=500), by=citra, at=noon - MINUTE)
    actions.follow(Wish(place=Place(IN_RT_5.lat - 0.0062, IN_RT_5.lon), metres=500), by=dodi, at=noon - MINUTE)
    (kept,) = Follow.objects.filter(follower__person_id=citra.person_id)
    assert (kept.lat, kept.lon) == (-6.504, 106.508), "not where somebody lives"
    assert telling.tell_due(at=NEXT) == 1 and codes(told(NEXT)[0], "new") == [made.code]
    Follower.objects.update(told_until=noon - MINUTE), Letter.objects.all().delete()
    other = Area.objects.get(code=OTHER)
    Follow.objects.update(area=other)
    assert telling.tell_due(at=NEXT) == 1, "by where the circle reaches, not by where its middle was said to lie"


def test_only_the_kinds_that_were_chosen_are_told(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    follows(citra, noon, kinds=("banjir",))
    report(budi, noon + MINUTE)
    flood = report(budi, noon + 2 * MINUTE, kind="banjir")
    telling.tell_due(at=NEXT)
    assert codes(told(NEXT)[0], "new") == [flood.code]
    with pytest.raises(Refused, match="tidak dikenal"):
        follows(budi, noon, kinds=("ufo",))


def test_what_is_private_or_hidden_is_never_told_and_what_is_hidden_later_leaves_the_letter(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    follows(dodi, noon)
    for kind in ("sampah", "kerja-bakti"):  # one that becomes a ticket, one that never does
        report(budi, noon, kind=kind, is_private=True)
    for made in (report(budi, noon, kind="kerja-bakti"), ticket(budi, noon).report):
        reports.hide(made, Part.WHOLE, reason=Reason.ABUSE, note="Kasar", desk=citra.seats[0], at=noon)
    assert telling.tell_due(at=NEXT) == 0
    shown, later = report(budi, NEXT), report(budi, NEXT)
    assert telling.tell_due(at=NEXT + DAY) == 1
    reports.hide(later, Part.WHOLE, reason=Reason.ABUSE, note="Kasar", desk=citra.seats[0], at=NEXT + DAY)
    (part,) = parts_of(told(NEXT + DAY)[0])
    assert [row.code for row in part.new_rows] == [shown.code]


def test_a_letter_holds_neither_words_nor_who_reported(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    follows(citra, noon)
    report(budi, noon, words="Rahasia Budi")
    telling.tell_due(at=NEXT)
    (part,) = parts_of(told(NEXT)[0])
    assert "Rahasia" not in f"{part}{told(NEXT)}" and "Budi" not in f"{part}{told(NEXT)}"
    assert part.new_rows[0].words == "Sampah, RT 005/RW 002: Menunggu"


def test_a_week_is_told_on_monday_and_a_change_of_rhythm_tells_nothing_twice_and_leaves_nothing_out(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    follows(citra, noon, rhythm=Rhythm.WEEK), follows(dodi, noon)
    first = report(budi, noon)
    assert telling.tell_due(at=NEXT) == 1, "the daily alone"
    second = report(budi, noon + DAY)
    follower = Follower.objects.get(person_id=dodi.person_id)
    actions.choose_rhythm(follower, Rhythm.WEEK, seat="warga", at=NEXT + MINUTE)
    assert telling.tell_due(at=NEXT + DAY) == 0
    assert telling.tell_due(at=MONDAY) == 2
    weekly = {notice.person_id: notice.stated for notice in Notice.objects.filter(at=MONDAY)}
    assert set(codes(weekly[citra.person_id], "new")) == {first.code, second.code}
    assert codes(weekly[dodi.person_id], "new") == [second.code]


def test_a_worker_that_was_away_tells_all_of_it_in_one_letter(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    follows(citra, noon)
    made = [report(budi, noon + number * DAY).code for number in range(3)]
    assert telling.tell_due(at=NEXT + 2 * DAY) == 1
    (facts,) = told(NEXT + 2 * DAY)
    assert codes(facts, "new") == made[::-1] and (facts["first"], facts["last"]) == ("2016-06-01", "2016-06-03")


def test_of_two_places_that_hold_the_same_report_one_tells_it(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    follows(citra, noon, RT), follows(citra, noon, WARD)
    report(budi, noon)
    elsewhere = report(budi, noon, place=Place(-6.505, 106.502))
    telling.tell_due(at=NEXT)
    (facts,) = told(NEXT)
    assert [place["new"] for place in facts["places"]] == [1, 1] and codes(facts, "new")[1] == elsewhere.code


def test_who_switched_it_off_everywhere_and_whose_account_is_closed_is_told_nothing(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    from rukun.people.models import Person

    follows(citra, noon), follows(dodi, noon)
    notices.choose(wanted=[], ways=[Way.APP, Way.EMAIL], is_quiet=True, by=citra, at=noon)
    Person.objects.filter(pk=dodi.person_id).update(is_active=False)
    report(budi, noon)
    assert telling.tell_due(at=NEXT) == 0 and not Delivery.objects.exists()


@pytest.mark.parametrize("area", ["999999", "9999", "99"])
def test_nothing_larger_than_a_kelurahan_can_be_followed(kota: Path, budi: Actor, noon: datetime, area: str) -> None:
    with pytest.raises(Refused, match="kelurahan, RW, atau RT"):
        follows(budi, noon, area)
    assert not Follower.objects.exists()


def test_a_unit_that_ended_cannot_be_followed_nor_a_place_outside_nor_another_circle(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    Area.objects.filter(code=RT).update(dissolved_on="2016-05-01")
    with pytest.raises(Refused, match="tidak ada lagi"):
        follows(budi, noon, RT)
    for place, metres in ((Place(0, 0), 500), (IN_RT_5, 50_000), (IN_RT_5, 1)):
        with pytest.raises(Refused):
            actions.follow(Wish(place=place, metres=metres), by=budi, at=noon)


def test_the_same_place_again_is_the_same_and_there_is_an_end_to_how_many(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    follows(budi, noon), follows(budi, noon, kinds=("banjir",))
    (one,) = Follow.objects.all()
    assert one.kinds == "banjir" and Event.objects.filter(verb="place.followed").count() == 1
    for number in range(1, FOLLOWS_MAX):
        actions.follow(Wish(place=Place(-6.5 - number / 1000, 106.5075), metres=500), by=budi, at=noon)
    with pytest.raises(Refused, match="Paling banyak 10 tempat"):
        follows(budi, noon, OTHER)


def test_of_whoever_leaves_nothing_is_kept_nor_is_anything_sent(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    follower = reads("sri@contoh.id", noon)
    report(budi, noon)
    assert telling.tell_due(at=NEXT) == 1 and Delivery.objects.filter(reader=follower.reader).count() == 1
    (place,) = Follow.objects.all()
    assert actions.unfollow(place, seat="warga", at=NEXT) is False
    for rows in (Reader, Follower, Follow, Letter, Notice.objects.filter(matter=Matter.FOLLOWED), Delivery):
        left = rows.objects.all() if isinstance(rows, type) else rows
        assert not left.exists(), rows
    assert "sri" not in " ".join(Event.objects.values_list("facts", flat=True))


def test_who_follows_a_unit_that_went_up_in_another_follows_that(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    ended = f"{RW}006"
    follows(citra, noon, ended)
    heir = Area.objects.get(code=RT)
    Area.objects.filter(code=ended).update(merged_into=heir, dissolved_on="2016-06-01")
    made = report(budi, noon + MINUTE)
    assert telling.tell_due(at=NEXT) == 1 and codes(told(NEXT)[0], "new") == [made.code]
    assert told(NEXT)[0]["places"][0]["area"] == RT
