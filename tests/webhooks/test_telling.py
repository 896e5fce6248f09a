"""Which events are laid ready for whom: only what everyone may read, each once, none before its subscription."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.channels.webhooks import sending
from rukun.followup import actions as followup
from rukun.notices.rules import NEWS
from rukun.people.actions import withdraw_key
from rukun.people.models import ApiKey
from rukun.people.rules import Actor
from rukun.reports import actions as reports
from rukun.reports.hiding import Part, Reason
from rukun.tick import tick
from rukun.trail.actions import seal
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.webhooks import walking
from rukun.webhooks.actions import pause
from rukun.webhooks.models import Delivery
from rukun.webhooks.rules import EVENTS, LAID_ASIDE_KEPT_FOR, SENT_KEPT_FOR
from tests.listening import Listener
from tests.made import proof, report, ticket
from tests.webhooks.conftest import Subscribed


def kinds() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("kind", flat=True))


def told(receiver: Listener) -> list[dict[str, object]]:
    return [json.loads(asked.body) for asked in receiver.asked]


def test_who_begins_when_another_listens_already_takes_nothing_from_them(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    """Two programs subscribe at the same moment: each saw nobody, and the second comes to it a little later."""
    subscribed(receiver.url)
    report(budi, noon)
    assert walking.walk(at=noon) == 1
    seal(home=tmp_path, at=noon)
    late = report(budi, noon + timedelta(minutes=1))
    seal(home=tmp_path, at=noon + timedelta(minutes=1))
    walking.begin_anew(at=noon + timedelta(minutes=2))
    assert walking.walk(at=noon + timedelta(minutes=2)) == 1
    assert Delivery.objects.latest("id").about == late.code and walking.walk(at=noon + timedelta(minutes=3)) == 0


def test_the_whole_course_of_a_report_is_told_in_order(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    subscribed(receiver.url)
    seen = followup.take(ticket(budi, noon), desk=citra.seats[0], at=noon)
    followup.finish(seen, words="Sudah", proof=proof(), desk=citra.seats[0], at=noon)
    validation.accept(seen.report, by=dodi, at=noon)
    assert walking.walk(at=noon) == 5
    assert sending.deliver(now=lambda: noon) == {"sent": 5}
    heard = told(receiver)
    assert [one["type"] for one in heard] == [
        "report.filed", "report.opened", "report.assigned", "report.closed", "report.judged"
    ]  # fmt: skip
    data = heard[-1]["data"]
    assert data["service_request_id"] == seen.report.code  # type: ignore[index]
    facts = data["report"]  # type: ignore[index]
    assert (facts["status"], facts["state"], facts["verdict"]) == (
        "closed", "done", {"is_valid": True, "reason": None}
    )  # fmt: skip
    assert facts["url"].endswith(f"/laporan/{seen.report.code}/")


def test_nothing_is_told_twice_whether_it_was_sealed_or_not(
    world: Path, subscribed: Subscribed, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    subscribed("https://city.example/a")
    subscribed("https://city.example/b")
    report(budi, noon)
    assert walking.walk(at=noon) == 2 and walking.walk(at=noon) == 0
    seal(home=tmp_path, at=noon)
    assert walking.walk(at=noon) == 0
    report(budi, noon)
    seal(home=tmp_path, at=noon)
    assert walking.walk(at=noon) == 2 and walking.walk(at=noon) == 0


def test_what_happened_before_somebody_listened_is_not_told(
    world: Path, subscribed: Subscribed, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    report(budi, noon)
    seal(home=tmp_path, at=noon)
    report(budi, noon)
    later = noon + timedelta(hours=1)
    subscribed("https://city.example/", at=later)
    assert walking.walk(at=later) == 0
    report(budi, later)
    assert walking.walk(at=later) == 1


def test_private_reports_are_never_told(
    world: Path, subscribed: Subscribed, budi: Actor, citra: Actor, noon: datetime
) -> None:
    subscribed("https://city.example/")
    followup.take(ticket(budi, noon, is_private=True), desk=citra.seats[0], at=noon)
    assert walking.walk(at=noon) == 0 and kinds() == []


def test_of_what_is_hidden_only_that_is_told_and_a_copy_can_be_deleted(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, citra: Actor, noon: datetime
) -> None:
    subscribed(receiver.url, ["report.filed"])
    made = report(budi, noon, words="Rahasia tetangga")
    walking.walk(at=noon)
    reports.hide(made, part=Part.WHOLE, reason=Reason.PRIVACY, note="", desk=citra.seats[0], at=noon)
    walking.walk(at=noon)
    assert kinds() == ["report.filed", "report.hidden"]
    assert sending.deliver(now=lambda: noon) == {"withheld": 1, "sent": 1}
    assert [one["data"] for one in told(receiver)] == [{"service_request_id": made.code, "report": None}]
    assert Delivery.objects.get(kind="report.filed").state == "dropped"


def test_struck_for_privacy_is_told_as_hidden_and_not_why(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, dodi: Actor, noon: datetime
) -> None:
    subscribed(receiver.url, ["report.judged"])
    validation.strike(report(budi, noon), StrikeReason.PRIVACY, by=dodi, at=noon)
    validation.strike(report(budi, noon), StrikeReason.OUTSIDE, by=dodi, at=noon)
    walking.walk(at=noon)
    assert kinds() == ["report.hidden", "report.judged"]
    sending.deliver(now=lambda: noon)
    hidden, judged = told(receiver)
    assert hidden["data"]["report"] is None  # type: ignore[index]
    assert judged["data"]["report"]["verdict"] == {"is_valid": False, "reason": "outside"}  # type: ignore[index]


def test_who_reported_stands_in_no_delivery(
    world: Path, subscribed: Subscribed, receiver: Listener, budi: Actor, noon: datetime
) -> None:
    subscribed(receiver.url)
    report(budi, noon, words="Hubungi saya di 0812 9876 5432 atau budi.kusuma@contoh.id")
    walking.walk(at=noon)
    sending.deliver(now=lambda: noon)
    (asked,) = receiver.asked
    assert b"sampah" in asked.body and not re.search(rb"(?i)budi|9876", asked.body)


def test_while_paused_events_wait_and_while_nobody_listens_it_costs_one_query(
    world: Path, subscribed: Subscribed, budi: Actor, noon: datetime
) -> None:
    report(budi, noon - timedelta(minutes=1))
    with CaptureQueriesContext(connection) as asked:
        assert walking.walk(at=noon) == 0
    assert len(asked) == 1
    one = subscribed("https://city.example/")
    pause(one, by=one.key, at=noon)  # type: ignore[arg-type]
    report(budi, noon)
    assert walking.walk(at=noon) == 1
    assert sending.deliver(now=lambda: noon) == {}
    with CaptureQueriesContext(connection) as asked:
        assert walking.walk(at=noon) == 0
    assert len(asked) == 2


def test_many_events_cost_as_many_queries_as_one(
    world: Path, subscribed: Subscribed, budi: Actor, noon: datetime
) -> None:
    subscribed("https://city.example/")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert walking.walk(at=noon)
        return len(asked)

    report(budi, noon)
    one = cost()
    for _ in range(20):
        report(budi, noon)
    assert cost() == one


def test_killed_in_the_middle_of_laying_ready_nothing_is_lost(
    world: Path, subscribed: Subscribed, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    subscribed("https://city.example/")
    report(budi, noon)
    with monkeypatch.context() as patch:
        patch.setattr(Delivery.objects, "bulk_create", die)
        with pytest.raises(Killed):
            walking.walk(at=noon)
    assert kinds() == [] and walking.walk(at=noon) == 1


def test_old_deliveries_are_pruned_by_the_clock_and_what_waits_is_not(
    world: Path, subscribed: Subscribed, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    subscribed("https://city.example/")
    for _ in range(4):
        report(budi, noon)
    walking.walk(at=noon)
    old, dead, fresh, _ = Delivery.objects.order_by("id")
    Delivery.objects.filter(pk=old.pk).update(state="sent", settled_at=noon)
    Delivery.objects.filter(pk=dead.pk).update(state="dead", settled_at=noon)
    Delivery.objects.filter(pk=fresh.pk).update(state="sent", settled_at=noon + timedelta(days=1))
    tick(at=noon + SENT_KEPT_FOR + timedelta(hours=1), home=tmp_path, everything=True)
    assert list(Delivery.objects.filter(at=noon).order_by("id").values_list("state", flat=True)) == [
        "dead", "sent", "waiting"
    ]  # fmt: skip
    walking.prune(at=noon + LAID_ASIDE_KEPT_FOR + timedelta(days=2))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}


def test_what_waits_for_a_program_whose_key_was_withdrawn_is_pruned_in_its_time(
    world: Path, subscribed: Subscribed, budi: Actor, noon: datetime
) -> None:
    gone, stays = subscribed("https://city.example/"), subscribed("https://other.example/")
    report(budi, noon)
    walking.walk(at=noon)
    withdraw_key(ApiKey.objects.get(pk=gone.key_id), by="test", at=noon)
    walking.prune(at=noon + LAID_ASIDE_KEPT_FOR - timedelta(days=1))
    assert Delivery.objects.count() == 2
    walking.prune(at=noon + LAID_ASIDE_KEPT_FOR + timedelta(days=1))
    assert [one.subscription_id for one in Delivery.objects.all()] == [stays.pk]


def test_the_docs_list_the_events_with_their_days_and_each_tells_of_an_act_that_people_hear_of() -> None:
    docs = (Path(settings.REPOSITORY) / "docs" / "webhooks.md").read_text()
    rows = dict(re.findall(r"^\| `([a-z.]+)` \| (\d{4}-\d\d-\d\d) \|", docs, re.MULTILINE))
    assert {kind: event.since.isoformat() for kind, event in EVENTS.items()} == {
        kind: since for kind, since in rows.items() if kind != "webhook.ping"
    }
    for event in EVENTS.values():
        assert set(event.verbs) <= NEWS.keys() | {
            "report.filed", "report.retracted", "ticket.left", "verdict.withdrawn", "ticket.urgent",
            "ticket.calmed",
        }  # fmt: skip
