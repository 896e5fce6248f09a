"""Support instead of filing twice; speak about a report, once for each sending; hide what does not belong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, transaction

from rukun.areas.queries import stamp
from rukun.people.rules import ANYONE, Actor, Role
from rukun.reports import access, queries
from rukun.reports.actions import talk
from rukun.reports.echo import Echo, echo_of
from rukun.reports.models import Comment, HiddenComment, Report, Support
from rukun.reports.rules import COMMENTS_AT_MOST, COMMENTS_WITHIN
from rukun.trail.models import Event
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from tests.conftest import _person
from tests.made import report

InThread = Callable[..., Thread]


@pytest.fixture
def hole(kota: Path, budi: Actor, noon: datetime) -> Report:
    """A report of Budi's, read as a door reads it."""
    return access.report_to_read(budi, report(budi, noon).code)


@pytest.fixture
def hani() -> Actor:
    """Another resident."""
    return _person("Hani")  # type: ignore[return-value]


def say(
    to: Report, by: Actor, at: datetime, words: str = "Benar, sudah lama", key: str = "comment-key", **more: object
) -> Comment:
    return talk.comment(to, words=words, key=key, by=by, at=at, **more)  # type: ignore[arg-type]


def test_somebody_supports_a_report_once_and_may_take_it_back(hole: Report, hani: Actor, noon: datetime) -> None:
    first = talk.support(hole, by=hani, at=noon)
    assert talk.support(hole, by=hani, at=noon) == first
    assert echo_of(hole, hani.person_id) == Echo(1, True, has_comments=False, borders=stamp())
    assert echo_of(hole, None) == Echo(1, False, has_comments=False, borders=stamp())
    assert talk.withdraw_support(hole, by=hani, at=noon)
    assert not talk.withdraw_support(hole, by=hani, at=noon)
    assert echo_of(hole, hani.person_id) == Echo(0, False, has_comments=False, borders=stamp())


def test_support_leaves_a_trace_without_a_person(hole: Report, hani: Actor, noon: datetime) -> None:
    talk.support(hole, by=hani, at=noon)
    talk.support(hole, by=hani, at=noon)
    talk.withdraw_support(hole, by=hani, at=noon)
    left = Event.objects.filter(verb__in=["report.supported", "support.withdrawn"]).order_by("id")
    assert [(e.verb, e.seat, e.about, e.stated) for e in left] == [
        ("report.supported", "warga", f"report:{hole.code}", {}),
        ("support.withdrawn", "warga", f"report:{hole.code}", {}),
    ]


def test_ones_own_report_and_a_private_one_are_not_supported(
    hole: Report, budi: Actor, citra: Actor, hani: Actor, noon: datetime
) -> None:
    private = report(hani, noon, is_private=True)
    for whose, by in ((hole, budi), (private, citra), (hole, ANYONE)):
        with pytest.raises(Refused, match="tidak dapat didukung"):
            talk.support(whose, by=by, at=noon)
    assert not Support.objects.exists()


def test_ten_taps_at_once_are_one_support(
    committed: Path, in_thread: InThread, budi: Actor, hani: Actor, noon: datetime
) -> None:
    filed, gate = report(budi, noon), Barrier(10)

    def tap() -> None:
        gate.wait()
        talk.support(filed, by=hani, at=noon)

    for thread in [in_thread(tap) for _ in range(10)]:
        thread.join(30)
    assert Support.objects.count() == 1 == Event.objects.filter(verb="report.supported").count()


def test_a_comment_sent_twice_is_one_and_anothers_key_is_refused(
    hole: Report, budi: Actor, hani: Actor, noon: datetime
) -> None:
    first = say(hole, hani, noon)
    assert say(hole, hani, noon, words="Benar, sudah lama") == first
    with pytest.raises(Refused, match="muat ulang"):
        say(hole, budi, noon)
    assert Comment.objects.count() == 1
    event = Event.objects.get(verb="report.commented")
    assert (event.seat, event.stated) == ("warga", {"words": digest_of_words("Benar, sudah lama")})


@pytest.mark.parametrize(
    ("words", "told"), [("", "Tulis komentar"), (" \n\t\u200b ", "Tulis komentar"), ("a" * 1001, "paling panjang 1000")]
)
def test_a_comment_says_something_and_not_too_much(
    hole: Report, hani: Actor, noon: datetime, words: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        say(hole, hani, noon, words=words)
    assert say(hole, hani, noon, words="a" * 1000).pk


def test_who_floods_a_report_is_asked_to_wait_and_may_go_on_later(hole: Report, hani: Actor, noon: datetime) -> None:
    for number in range(COMMENTS_AT_MOST):
        say(hole, hani, noon, key=f"comment-{number}")
    with pytest.raises(Refused, match="Tunggu sebentar") as refused:
        say(hole, hani, noon, key="one-too-many")
    assert refused.value.code == "often"
    assert say(hole, hani, noon, key="comment-3").pk, "what was sent already is no new comment"
    assert say(hole, hani, noon + COMMENTS_WITHIN, key="after-a-while").pk


def test_an_office_answers_in_its_seat_and_a_head_only_to_the_report_of_their_unit(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, fajar: Actor, eka: Actor, noon: datetime
) -> None:
    of_a_resident = access.report_to_read(ANYONE, report(budi, noon).code)
    of_the_unit = access.report_to_read(ANYONE, report(ani, noon, for_unit=ani.seats[0].area).code)
    lurah = access.speaking_seat(citra, of_a_resident)
    assert lurah is not None and lurah.role is Role.LURAH
    head = access.speaking_seat(ani, of_the_unit)
    assert head is not None and head.role is Role.KETUA_RT
    for stranger in (ani, budi, fajar, eka, ANYONE):
        assert access.speaking_seat(stranger, of_a_resident) is None
    assert say(of_a_resident, citra, noon, in_seat=lurah).seat_id == lurah.id
    assert Event.objects.get(verb="report.commented").seat == "lurah@9999991001"


def test_a_handler_hides_a_comment_with_a_reason_once_and_for_good(
    hole: Report, hani: Actor, citra: Actor, noon: datetime
) -> None:
    bad = say(hole, hani, noon, words="Menghina tetangga")
    found, desk = access.comment_to_hide(citra, hole.code, bad.pk)
    with pytest.raises(Refused, match="Tulis alasannya"):
        talk.hide_comment(found, reason=" ", desk=desk, at=noon)
    talk.hide_comment(found, reason="menghina", desk=desk, at=noon)
    with pytest.raises(Refused, match="sudah disembunyikan"):
        talk.hide_comment(found, reason="menghina lagi", desk=desk, at=noon)
    [shown] = queries.comments_of(hole, None, 10)
    assert shown.hiding.reason == "menghina" and shown.words == "Menghina tetangga"
    for change in (HiddenComment.objects.all().delete, lambda: HiddenComment.objects.update(reason="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert "Menghina" not in str(Event.objects.get(verb="comment.hidden").stated)


def test_nobody_but_a_handler_of_the_report_hides_a_comment(
    hole: Report, ani: Actor, budi: Actor, fajar: Actor, eka: Actor, hani: Actor, noon: datetime
) -> None:
    said = say(hole, hani, noon)
    for stranger in (ani, budi, hani, fajar, eka, ANYONE):
        with pytest.raises(Refused, match="tidak ada, atau bukan untuk Anda"):
            access.comment_to_hide(stranger, hole.code, said.pk)


def test_a_comment_of_another_report_is_not_hidden_by_way_of_ones_own(
    hole: Report, budi: Actor, citra: Actor, hani: Actor, noon: datetime
) -> None:
    said, other = say(hole, hani, noon), report(budi, noon)
    with pytest.raises(Refused):
        access.comment_to_hide(citra, other.code, said.pk)


def test_comments_come_oldest_first_a_page_at_a_time(hole: Report, hani: Actor, noon: datetime) -> None:
    for number in range(7):
        say(hole, hani, noon + timedelta(hours=number), key=f"comment-{number}", words=f"Kata {number}")
    newest = queries.comments_of(hole, None, 3)
    assert [one.words for one in newest] == ["Kata 4", "Kata 5", "Kata 6"]
    assert [one.words for one in queries.comments_of(hole, newest[0].pk, 3)] == ["Kata 1", "Kata 2", "Kata 3"]
