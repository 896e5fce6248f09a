"""The week in figures: on Monday at seven, once to each, of their own area, in their language, off when unwanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from rukun.channels.messaging.delivering import deliver
from rukun.followup import actions as followup
from rukun.followup.models import WeekTold
from rukun.followup.oversight import tallying
from rukun.followup.oversight.weekly import end_week
from rukun.notices import actions, walking
from rukun.notices.models import Notice
from rukun.notices.rules import Matter, Way, matters_for
from rukun.people.models import Person
from rukun.people.rules import Actor, Role
from rukun.senders import ways
from rukun.values.zones import WIB
from tests.conftest import _person
from tests.made import proof, ticket
from tests.mailing import Mailbox, receiving

MONDAY = datetime(2016, 6, 6, 7, tzinfo=WIB)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with receiving() as kept:
        settings.EMAIL_WAY, settings.SITE_URL = kept.way, "https://rukun.contoh.go.id"
        ways.email_sender.cache_clear()
        yield kept
    ways.email_sender.cache_clear()


@pytest.fixture
def hana(kota: object) -> Actor:
    """Camat."""
    return _person("Hana", "camat", "999999")  # type: ignore[return-value]


def digests() -> list[Notice]:
    return list(Notice.objects.filter(matter=Matter.DIGEST).order_by("person_id"))


def a_week(budi: Actor, citra: Actor, noon: datetime) -> None:
    """Two tickets in the first week of June, one of them done."""
    done = ticket(budi, noon, words="Rahasia Budi")
    ticket(budi, noon)
    followup.finish(done, words="Beres", proof=proof(1), desk=citra.seats[0], at=noon)
    tallying.keep_today(at=noon)


@pytest.mark.parametrize(
    ("at", "ended"),
    [
        (MONDAY - MINUTE, 0), (MONDAY, 1), (MONDAY + timedelta(hours=28), 1), (MONDAY + timedelta(days=2), 0),
        (MONDAY - timedelta(days=1), 0),
    ],
)  # fmt: skip
def test_a_week_ends_on_monday_at_seven_in_jakarta_and_once(db: None, at: datetime, ended: int) -> None:
    assert end_week(at=at) == ended
    assert not ended or end_week(at=at + MINUTE) == 0
    assert WeekTold.objects.count() == ended


def test_each_hears_once_of_the_own_area_and_a_resident_of_nothing(
    begun: datetime, budi: Actor, citra: Actor, fajar: Actor, hana: Actor, noon: datetime
) -> None:
    a_week(budi, citra, noon)
    end_week(at=MONDAY)
    walking.catch_up(at=MONDAY)
    walking.catch_up(at=MONDAY + MINUTE)
    told = {notice.person_id: notice.stated for notice in digests()}
    assert set(told) == {citra.person_id, fajar.person_id, hana.person_id}
    assert (told[citra.person_id]["open"], told[citra.person_id]["closed"]) == (1, 1)
    assert (told[fajar.person_id]["open"], told[fajar.person_id]["closed"]) == (0, 0)
    assert {row["name"] for row in told[hana.person_id]["offices"]} >= {"Kelurahan Rukun Jaya"}


def test_the_letter_is_plain_and_a_table_in_the_language_of_whoever_gets_it_and_names_nobody(
    begun: datetime, mailbox: Mailbox, budi: Actor, citra: Actor, hana: Actor, noon: datetime
) -> None:
    Person.objects.filter(pk=hana.person_id).update(language="en")
    a_week(budi, citra, noon)
    end_week(at=MONDAY)
    walking.catch_up(at=MONDAY)
    deliver(now=lambda: MONDAY + 4 * MINUTE, home=None)  # type: ignore[arg-type]
    letters = {letter["To"]: letter for letter in mailbox.got}
    own, english = letters["citra@contoh.id"], letters["hana@contoh.id"]
    assert own["Subject"] == "Ringkasan mingguan" and english["Subject"] == "The week in figures"
    plain, table = own.get_body(("plain",)).get_content(), own.get_body(("html",)).get_content()
    assert "Terbuka sekarang: 1" in plain and "30 Mei 2016 sampai 5 Juni 2016" in plain
    assert "<table" in table and "Selesai minggu ini" in table and "kabar/atur" in table
    assert "Closed this week" in english.get_body(("plain",)).get_content()
    for letter in mailbox.got:
        assert "Rahasia" not in letter.as_string() and "Budi" not in letter.as_string()
        assert "http://" not in table and " src=" not in table


def test_whoever_switched_it_off_gets_none(begun: datetime, budi: Actor, citra: Actor, noon: datetime) -> None:
    actions.choose(wanted=[], ways=[Way.APP, Way.EMAIL], is_quiet=True, by=citra, at=noon)
    a_week(budi, citra, noon)
    end_week(at=MONDAY)
    walking.catch_up(at=MONDAY)
    assert digests() == []


def test_only_whoever_answers_for_an_area_may_choose_it() -> None:
    assert Matter.DIGEST in matters_for([Role.CAMAT]) and Matter.DIGEST not in matters_for([Role.WARGA])
