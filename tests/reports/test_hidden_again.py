"""What was hidden after a backup: named without words, hidden again where it comes back, decided by a handler."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rukun.people.rules import Actor
from rukun.reports.actions import comment, hide, hide_again, hide_comment, let_comment_stand, show
from rukun.reports.concerns import Hides, decisions_on, hidden_now, newest_decision, open_concerns, standing_of
from rukun.reports.hiding import Hidden, Part, Reason
from rukun.reports.models import Comment, CurrentHiding, Report
from rukun.trail.models import Event
from tests.made import report

HOUR = timedelta(hours=1)


@pytest.fixture
def hole(kota: object, budi: Actor, noon: datetime) -> Report:
    return report(budi, noon)


def said(hole: Report, by: Actor, noon: datetime) -> Comment:
    return comment(hole, words="Itu rumah Pak Anu", key="k" * 20, by=by, at=noon)


def test_the_list_names_what_is_hidden_now_and_not_what_was_shown_again(
    hole: Report, budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    assert hidden_now() == []
    hide(hole, Part.WHOLE, reason=Reason.ABUSE, note="", desk=desk, at=noon)
    whole = Hides(hole.code, "", Hidden(photos=True, words=True, whole=True), Reason.ABUSE)
    assert hidden_now() == [whole]
    hide_comment(said(hole, budi, noon), reason="menghina", desk=desk, at=noon)
    assert hidden_now() == [whole, Hides(hole.code, "k" * 20, Hidden(words=True), Reason.OTHER)]
    show(hole, note="Boleh dilihat", desk=desk, at=noon + HOUR)
    assert [one.comment for one in hidden_now()] == ["k" * 20]


@pytest.mark.parametrize("reason", [Reason.PRIVACY, Reason.OTHER])
def test_a_report_that_comes_back_is_out_of_sight_until_a_handler_decides(
    hole: Report, citra: Actor, noon: datetime, reason: Reason
) -> None:
    named = Hides(hole.code, "", Hidden(photos=True), reason)
    assert hide_again(named, at=noon) and not hide_again(named, at=noon), "once is enough"
    standing = CurrentHiding.objects.get(report=hole)
    assert (standing.photos, standing.words, standing.whole) == (True, False, False)
    decision = newest_decision(hole)
    assert decision is not None and decision.seat is None and decision.reason == reason
    assert [one.report_id for one in open_concerns()] == [hole.pk]
    event = Event.objects.get(verb="report.hidden")
    assert (event.seat, event.about) == ("restore", f"report:{hole.code}")
    show(hole, note="Itu bukan wajah", desk=citra.seats[0], at=noon + HOUR)
    assert not open_concerns().exists() and hidden_now() == []


def test_what_was_hidden_as_a_whole_loses_photos_and_words_and_the_handler_the_rest(
    hole: Report, citra: Actor, noon: datetime
) -> None:
    whole = Hides(hole.code, "", Hidden(photos=True, words=True, whole=True), Reason.ABUSE)
    assert hide_again(whole, at=noon)
    standing = CurrentHiding.objects.get(report=hole)
    assert (standing.photos, standing.words, standing.whole) == (True, True, False)
    hide(hole, Part.WHOLE, reason=Reason.ABUSE, note="", desk=citra.seats[0], at=noon + HOUR)
    assert not hide_again(whole, at=noon + HOUR) and hidden_now() == [whole], "nothing that stands is loosened"


def test_a_comment_that_comes_back_is_out_of_sight_until_a_handler_decides(
    hole: Report, budi: Actor, citra: Actor, noon: datetime
) -> None:
    one = said(hole, budi, noon)
    assert hide_again(Hides(hole.code, one.key, Hidden(words=True), Reason.OTHER), at=noon)
    assert standing_of(decisions_on(hole, one)).words and standing_of(decisions_on(hole, None)) == Hidden()
    assert [concern.comment_id for concern in open_concerns()] == [one.pk]
    let_comment_stand(one, desk=citra.seats[0], at=noon + HOUR)
    assert not open_concerns().exists()


def test_what_the_backup_does_not_hold_or_a_handler_took_away_is_passed_over(
    hole: Report, budi: Actor, citra: Actor, noon: datetime
) -> None:
    one = said(hole, budi, noon)
    hide_comment(one, reason="menghina", desk=citra.seats[0], at=noon)
    for code, key in (("NOSUCHCODE", ""), (hole.code, "no such key"), (hole.code, one.key)):
        assert not hide_again(Hides(code, key, Hidden(words=True), Reason.PRIVACY), at=noon)
    assert not open_concerns().exists()
