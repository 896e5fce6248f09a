"""Two people at the same time, a crash in the middle, the same request again: one result, and nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from rukun.channels.simulate import streets
from rukun.followup import actions as followup
from rukun.followup.crew import working
from rukun.followup.crew.assigning import assign
from rukun.followup.crew.members import add_member
from rukun.followup.models import Step, Ticket
from rukun.followup.parts.actions import give
from rukun.followup.supporting import support_open
from rukun.funds import actions as funds
from rukun.funds.models import Closing, Statement, Transfer
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports.actions import file_report, keep_photo
from rukun.reports.models import Report, Retraction
from rukun.reports.retracting import Retracting
from rukun.trail.models import Event
from rukun.validation import actions as validation
from rukun.validation.looking import noticing
from rukun.validation.models import CurrentVerdict, Flag, Likeness, Risk, Verdict
from rukun.validation.rules import StrikeReason
from rukun.validation.signals import apart
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.at_once import all_at_once
from tests.made import draft, judged_valid, noon_of, proof, report, reports_for_unit, ticket

KELURAHAN = AreaCode("9999991001")
JUNE = Month(2016, 6)
AFTER_JUNE = noon_of(date(2016, 7, 2))
InThread = Callable[..., threading.Thread]


def at_the_same_time(in_thread: InThread, *acts: Callable[[], object]) -> list[object]:
    """Start all acts at one moment; what each gave, or the code of its refusal."""
    outcomes: list[object] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            outcomes.append(act())
        except Refused as refusal:
            outcomes.append(refusal.code)

    for thread in [in_thread(run, act) for act in acts]:
        thread.join(60)
    assert len(outcomes) == len(acts)
    return outcomes


def test_the_same_report_sent_ten_times_at_once_is_one_report(
    committed: Path, in_thread: InThread, budi: Actor, noon: datetime
) -> None:
    same = draft(at=noon, key="one-and-the-same")
    sent = at_the_same_time(in_thread, *[lambda: file_report(same, by=budi, at=noon).code for _ in range(10)])
    assert len(set(sent)) == 1
    assert Report.objects.count() == 1
    assert Event.objects.filter(verb="report.filed").count() == 1


def test_two_clerks_closing_the_same_month_at_once_close_it_once(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    funds.load_decrees(committed / "decrees", at=AFTER_JUNE)
    judged_valid(reports_for_unit(ani, list(JUNE.days)[:5], 2), dodi, AFTER_JUNE)
    close = lambda: str(funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE))  # noqa: E731
    outcomes = at_the_same_time(in_thread, close, close)
    assert sorted(outcomes, key=str).count("closed") == 1
    closing = Closing.objects.get()
    statements = Statement.objects.filter(closing=closing)
    assert closing.total == sum(statement.total for statement in statements) > 0
    assert Transfer.objects.filter(closing=closing).count() == statements.exclude(total=0).count()
    assert Event.objects.filter(verb="month.closed").count() == 1


CLOSE_AND_DIE = """
import os, signal
from datetime import datetime
import django
django.setup()
from django.conf import settings
from django.db import connections
connections.databases["default"]["NAME"] = os.environ["TEST_NAME"]
from rukun.funds.actions import closing
from rukun.people.queries import actor_of
from rukun.values.code import AreaCode
from rukun.values.time import Month

def die(*arguments, **named):
    print("in the middle", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

closing.record = die  # the last thing that closing does, after all statements and transfers are written
at = datetime.fromisoformat(os.environ["AT"])
closing.close_month(AreaCode("9999991001"), Month(2016, 6), by=actor_of(int(os.environ["BY"]), at), at=at)
"""


def test_a_clerk_killed_in_the_middle_of_closing_leaves_nothing_and_the_next_closes_the_whole_month(
    committed: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    funds.load_decrees(committed / "decrees", at=AFTER_JUNE)
    judged_valid(reports_for_unit(ani, list(JUNE.days)[:5], 2), dodi, AFTER_JUNE)
    name = str(connection.settings_dict["NAME"])
    connection.close()
    facts = {"TEST_NAME": name, "BY": str(gita.person_id), "AT": AFTER_JUNE.isoformat()}
    died = subprocess.run(
        [sys.executable, "-c", CLOSE_AND_DIE], cwd=settings.REPOSITORY, env=os.environ | facts, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (died.returncode, died.stdout) == (-signal.SIGKILL, "in the middle\n"), died.stderr
    assert not Closing.objects.exists() and not Statement.objects.exists() and not Transfer.objects.exists()
    closing = funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE + timedelta(minutes=5))
    assert closing.total == sum(s.total for s in Statement.objects.all()) > 0


def test_a_report_taken_back_on_two_devices_at_once_is_taken_back_once(
    committed: Path, in_thread: InThread, budi: Actor, noon: datetime
) -> None:
    held = ticket(budi, noon)
    outcomes = at_the_same_time(
        in_thread,
        *[lambda: validation.retract(held.report, Retracting.MISTAKE, by=budi, at=noon).pk for _ in range(6)],
    )
    assert len(set(outcomes)) == 1
    assert (Retraction.objects.count(), Event.objects.filter(verb="report.retracted").count()) == (1, 1)
    assert Step.objects.filter(ticket=held, after="retracted").count() == 1


def test_a_report_taken_back_before_the_clock_came_by_has_one_ticket_whoever_is_first(
    committed: Path, in_thread: InThread, budi: Actor, noon: datetime
) -> None:
    for number in range(8):
        filed = report(budi, noon + timedelta(minutes=number))
        at = noon + timedelta(minutes=number)
        at_the_same_time(
            in_thread,
            lambda filed=filed, at=at: validation.retract(filed, Retracting.MISTAKE, by=budi, at=at).pk,  # type: ignore[misc]
            lambda at=at: followup.open_tickets(at=at),  # type: ignore[misc]
        )
        assert [one.state for one in Ticket.objects.filter(report=filed)] == ["retracted"]


def test_of_a_reporter_who_takes_it_back_and_an_officer_who_begins_one_acts_and_the_other_is_told(
    committed: Path, in_thread: InThread, budi: Actor, citra: Actor, noon: datetime
) -> None:
    for _ in range(8):
        held = ticket(budi, noon)
        outcomes = at_the_same_time(
            in_thread,
            lambda held=held: validation.retract(held.report, Retracting.SOLVED, by=budi, at=noon).reason.value,  # type: ignore[misc]
            lambda held=held: followup.take(held, desk=citra.seats[0], at=noon).state.value,  # type: ignore[misc]
        )
        now = Ticket.objects.get(pk=held.pk)
        is_gone = Retraction.objects.filter(report=held.report).exists()
        assert sorted(map(str, outcomes)) == (["conflict", "solved"] if is_gone else ["acted", "in-hand"])
        assert now.state == ("retracted" if is_gone else "in-hand")


def test_of_a_reporter_who_takes_it_back_and_a_validator_who_judges_one_acts_and_the_other_is_told(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor
) -> None:
    day = date(2016, 6, 2)
    for made in reports_for_unit(ani, [day], 8):
        at = noon_of(day) + timedelta(hours=1)
        outcomes = at_the_same_time(
            in_thread,
            lambda made=made, at=at: validation.retract(made, Retracting.MISTAKE, by=ani, at=at).reason.value,  # type: ignore[misc]
            lambda made=made, at=at: f"valid: {validation.accept(made, by=dodi, at=at).is_valid}",  # type: ignore[misc]
        )
        is_gone, is_judged = (model.objects.filter(report=made).exists() for model in (Retraction, CurrentVerdict))
        assert is_gone is not is_judged
        assert sorted(map(str, outcomes)) == (["conflict", "mistake"] if is_gone else ["judged", "valid: True"])


def test_of_two_officers_on_one_ticket_one_acts_and_the_other_is_told_how_it_stands(
    committed: Path, in_thread: InThread, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen = ticket(budi, noon)
    desk, done = citra.seats[0], proof(1)
    one, other = Ticket.objects.get(pk=seen.pk), Ticket.objects.get(pk=seen.pk)
    outcomes = at_the_same_time(
        in_thread,
        lambda: followup.finish(one, words="Sudah diangkut", proof=done, desk=desk, at=noon).state,
        lambda: followup.decline(other, reason_code="not-public", words="Bukan ruang publik", desk=desk, at=noon).state,
    )
    assert "conflict" in outcomes
    assert Step.objects.filter(ticket=seen).count() == 2
    assert Ticket.objects.get(pk=seen.pk).state in outcomes


def test_of_one_who_merges_and_one_who_forwards_one_acts_and_the_ticket_is_in_one_place(
    committed: Path, in_thread: InThread, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen, target = ticket(budi, noon), ticket(budi, noon)
    desk = citra.seats[0]
    one, other = Ticket.objects.get(pk=seen.pk), Ticket.objects.get(pk=seen.pk)
    outcomes = at_the_same_time(
        in_thread,
        lambda: followup.merge([one], target=target, words="Sama", desk=desk, at=noon) and "merged",
        lambda: followup.dispose(other, to=office("bina-marga"), reason="Jalan mereka", desk=desk, at=noon) and "sent",
    )
    assert outcomes.count("conflict") == 1
    now = Ticket.objects.select_related("holder").get(pk=seen.pk)
    assert (now.state == "merged") == ("merged" in outcomes)
    assert (now.holder.code == "bina-marga") == ("sent" in outcomes)
    assert Event.objects.filter(verb__in=("ticket.merged", "ticket.forwarded")).count() == 1


def test_of_two_who_merge_the_same_tickets_crosswise_one_acts_and_the_other_is_told(
    committed: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    """Each holds what the other wants next, if each takes its target first: then the database ends one of them."""
    desk = citra.seats[0]
    whole = Ticket.objects.select_related("report", "holder", "category", "kelurahan")
    for _ in range(8):
        pair = [ticket(budi, noon).pk, ticket(budi, noon).pk]
        one, other = ([whole.get(pk=number) for number in pair] for _ in range(2))
        outcomes = all_at_once(
            lambda one=one: followup.merge([one[0]], target=one[1], words="", desk=desk, at=noon) and "merged",
            lambda other=other: followup.merge([other[1]], target=other[0], words="", desk=desk, at=noon) and "merged",
        )
        assert Counter(outcomes) == {"merged": 1, "conflict": 1}
        assert sorted(Ticket.objects.filter(pk__in=pair).values_list("state", flat=True)) == ["merged", "waiting"]


def test_of_one_who_takes_a_merging_back_and_one_who_takes_the_report_back_neither_waits_for_ever(
    committed: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    """Both want the ticket that goes on, and the one that was merged into it: each in the same order."""
    desk = citra.seats[0]
    whole = Ticket.objects.select_related("report", "holder", "category", "kelurahan", "merged_into__holder")
    for _ in range(6):
        source, target = ticket(budi, noon), ticket(budi, noon)
        followup.merge([source], target=target, words="", desk=desk, at=noon)
        one, again = (whole.get(pk=source.pk) for _ in range(2))
        outcomes = all_at_once(
            lambda one=one: followup.unmerge([one], words="Lain", desk=desk, at=noon) and "unmerged",
            lambda one=again: followup.unmerge([one], words="Lain", desk=desk, at=noon) and "unmerged",
            lambda one=source: validation.retract(one.report, Retracting.OTHER, by=budi, at=noon) and "retracted",
        )
        assert outcomes.count("unmerged") <= 1 and "retracted" in outcomes
        now = Ticket.objects.get(pk=source.pk)
        assert now.state in ("merged", "retracted") and (now.state == "retracted") == ("unmerged" in outcomes)


def test_of_one_who_gives_a_part_and_one_who_closes_the_ticket_is_never_closed_with_a_part_left(
    committed: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk, done, roads = citra.seats[0], proof(1), office("bina-marga")
    whole = Ticket.objects.select_related("report", "holder", "category", "kelurahan")
    for _ in range(6):
        seen = ticket(budi, noon)
        one, other = (whole.get(pk=seen.pk) for _ in range(2))
        outcomes = all_at_once(
            lambda one=one: (
                give(one, category=one.category, office=roads, task="Tambal", desk=desk, at=noon) and "given"
            ),
            lambda one=other: followup.finish(one, words="Beres", proof=done, desk=desk, at=noon).state,
        )
        assert len({"given", "done"} & set(outcomes)) == 1, outcomes
        now = Ticket.objects.get(pk=seen.pk)
        assert (now.state, now.parts) in (("done", 0), ("waiting", 1))


def test_of_two_who_send_somebody_and_one_who_forwards_nobody_is_sent_where_the_ticket_is_not(
    committed: Path, in_thread: InThread, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    crew = [add_member(name=name, phone="", desk=desk, at=noon) for name in ("Joko", "Karta")]
    copies = [Ticket.objects.select_related("holder").get(pk=seen.pk) for _ in range(3)]
    outcomes = at_the_same_time(
        in_thread,
        lambda: assign(copies[0], crew[0], desk=desk, at=noon) and "Joko",
        lambda: assign(copies[1], crew[1], desk=desk, at=noon) and "Karta",
        lambda: (
            followup.dispose(copies[2], to=office("bina-marga"), reason="Bukan kami", desk=desk, at=noon) and "sent"
        ),
    )
    now = Ticket.objects.select_related("holder", "crew").get(pk=seen.pk)
    assert "conflict" in outcomes
    if "sent" in outcomes:
        assert now.holder.code == "bina-marga" and now.crew is None
    else:
        assert now.crew is not None and now.crew.name in outcomes


def test_of_one_who_takes_back_and_one_who_supports_the_second_finds_the_first(
    committed: Path, budi: Actor, ani: Actor, noon: datetime
) -> None:
    """Else somebody supports what closed for want of anybody who does."""
    for _ in range(12):
        seen = ticket(budi, noon)
        outcomes = all_at_once(
            lambda seen=seen: validation.retract(seen.report, Retracting.MISTAKE, by=budi, at=noon) and "taken back",
            lambda seen=seen: support_open(seen.report, by=ani, at=noon) and "supported",
        )
        goes_on = Ticket.objects.get(pk=seen.pk).state == "waiting"
        assert "taken back" in outcomes and ("supported" in outcomes) is goes_on
        assert goes_on or "conflict" in outcomes


def test_of_two_tickets_that_one_photo_closes_at_the_same_moment_one_closes(
    committed: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    for seed in range(40, 48):
        pair, photo = [ticket(budi, noon), ticket(budi, noon)], proof(seed)
        outcomes = all_at_once(
            *[partial(working.finish_with_upload, held, words="Beres", proof=photo, desk=desk, at=noon)
              for held in pair]
        )  # fmt: skip
        assert outcomes.count("used") == 1
        assert sorted(Ticket.objects.filter(pk__in=[held.pk for held in pair]).values_list("state", flat=True)) == [
            "done", "waiting"
        ]  # fmt: skip


def test_of_two_validators_on_one_report_one_verdict_stands_and_the_other_is_told(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = report(ani, noon, for_unit=ani.seats[0].area)

    def whole() -> Report:
        return Report.objects.select_related("kelurahan", "unit", "seat").get(pk=made.pk)

    outcomes = at_the_same_time(
        in_thread,
        lambda: validation.accept(whole(), by=dodi, at=noon, after=0).is_valid,
        lambda: validation.strike(whole(), StrikeReason.TEST, by=dodi, at=noon, after=0).is_valid,
    )
    assert outcomes.count("conflict") == 1
    assert Verdict.objects.count() == 1
    assert CurrentVerdict.objects.get().is_valid in outcomes


def test_workers_that_open_tickets_at_the_same_time_open_each_once(
    committed: Path, in_thread: InThread, budi: Actor, noon: datetime
) -> None:
    for _ in range(20):
        report(budi, noon)
    opened = at_the_same_time(in_thread, *[lambda: followup.open_tickets(at=noon)] * 3)
    followup.open_tickets(at=noon)
    assert Ticket.objects.count() == 20 and sum(n for n in opened if isinstance(n, int)) <= 20
    assert Event.objects.filter(verb="ticket.opened").count() == 20


def test_the_clock_may_go_round_twice(committed: Path, budi: Actor, noon: datetime, tmp_path: Path) -> None:
    from rukun.tick import tick

    report(budi, noon)
    late = noon + timedelta(days=9)
    first = tick(at=late, home=tmp_path, everything=True)
    assert (first["tickets opened late"], first["tickets escalated"], first["seals"]) == (1, 1, 1)
    assert tick(at=late, home=tmp_path) == dict.fromkeys(first, 0)
    assert Ticket.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL lets two write at a time")
def test_a_slow_filing_does_not_hold_up_another(
    committed: Path, in_thread: InThread, budi: Actor, noon: datetime
) -> None:
    from django.db import transaction

    held, filed = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            report(budi, noon)
            held.set()
            assert filed.wait(20)

    in_thread(slow)
    assert held.wait(20)
    report(budi, noon)
    filed.set()


def test_two_workers_that_look_through_the_same_reports_at_once_flag_each_once(
    committed: Path, in_thread: InThread, ani: Actor, noon: datetime
) -> None:
    """A burst, one picture twice: neither a flag nor a likeness is lost or written twice."""
    unit, source = ani.seats[0].area, streets.shot(streets.scene("sampah", "two"), "two")
    shown = [keep_photo(source, at=noon), keep_photo(streets.edited(source, "two"), at=noon)]
    for number in range(8):
        photos = {0: shown[:1], 7: shown[1:]}.get(number, [])
        report(ani, noon + timedelta(minutes=number), for_unit=unit, kind="kerja-bakti", photos=photos)
    at = noon + timedelta(hours=1)
    try:
        at_the_same_time(in_thread, *[lambda: noticing.raise_flags(at=at)] * 2)
    finally:
        apart.close()
    rows = list(Flag.objects.values_list("report", "kind"))
    assert len(rows) == len(set(rows)) and Risk.objects.count() == 8 and Likeness.objects.count() == 1
    counts = Counter(kind for _, kind in rows)
    assert (counts["burst"], counts["edited-photo"]) == (8, 1)
    before = list(Flag.objects.order_by("id").values())
    Risk.objects.all().delete()
    assert noticing.raise_all(at=at) == 8 and list(Flag.objects.order_by("id").values()) == before
