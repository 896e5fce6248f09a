"""A resident at the counter: a clerk types, by the slip the report is theirs, and the office gains nothing by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.followup.rules import Verdict
from rukun.people.rules import Actor
from rukun.ranking.queries import inputs
from rukun.reports.actions import support
from rukun.reports.models import Report
from rukun.reports.retracting import Retracting
from rukun.sosialisasi.helped import actions, queries
from rukun.sosialisasi.models import Helped
from rukun.trail.models import Event
from rukun.validation import actions as validation
from rukun.validation.models import SentFrom
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import KELURAHAN, _person
from tests.made import draft, noon_of, proof, report
from tests.stories.test_two_at_once import InThread, at_the_same_time

JUNE, AFTER = Month(2016, 6), noon_of(date(2016, 7, 12))
RT_5 = f"{KELURAHAN}002005"


def told(by: Actor, at: datetime, **more: object) -> Report:
    return actions.file_for_resident(draft(at=at, **more), by=by, at=at)


def secret_of(report: Report) -> str:
    return queries.slip_secrets(report)[0]


def finished(report: Report, desk: Actor, at: datetime) -> Ticket:
    followup.open_tickets(at=at)
    held = Ticket.objects.select_related("report__retraction", "holder", "category", "kelurahan").get(report=report)
    return followup.finish(held, words="Beres", proof=proof(), desk=desk.seats[0], at=at)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as why:
        act()
    return why.value.code


def test_a_clerk_never_becomes_whoever_reported_it(kota: Path, citra: Actor, ani: Actor, noon: datetime) -> None:
    made = told(citra, noon)
    assert (made.filer_id, made.unit_id, made.seat_id, made.channel) == (None, None, None, "counter")
    filed, typed = Event.objects.filter(about=f"report:{made.code}").order_by("id")
    assert (filed.verb, filed.seat, filed.stated["typed_by"]) == ("report.filed", "warga", f"lurah@{KELURAHAN}")
    assert (typed.verb, typed.seat, typed.stated) == (
        "report.typed", f"lurah@{KELURAHAN}", {"way": "resident", "for": "warga"}
    )  # fmt: skip
    assert not SentFrom.objects.exists()
    assert refused(lambda: told(ani, noon)) == "hidden"
    again = actions.file_for_resident(draft(at=noon, key=made.key), by=citra, at=noon)
    assert (again.pk, Helped.objects.count()) == (made.pk, 1)
    other = _person("Dewi", "staff-kelurahan", KELURAHAN, KELURAHAN)
    assert refused(lambda: actions.file_for_resident(draft(at=noon, key=made.key), by=other, at=noon)) == "key"  # type: ignore[arg-type]


def test_whoever_holds_the_slip_is_whoever_reported_it_once(
    kota: Path, citra: Actor, budi: Actor, noon: datetime
) -> None:
    made, joko = told(citra, noon), _person("Joko")
    assert refused(lambda: actions.take_by_slip(made.code, "0000000000", by=budi, at=noon)) == "hidden"
    assert refused(lambda: actions.take_by_slip(made.code, secret_of(made), by=citra, at=noon)) == "clerk"
    support(made, by=budi, at=noon)
    spelled = secret_of(made).lower()
    for _ in range(2):
        assert actions.take_by_slip(made.code, spelled, by=budi, at=noon).pk == made.pk
    assert Event.objects.filter(verb="slip.used").count() == 1
    assert refused(lambda: actions.take_by_slip(made.code, spelled, by=joko, at=noon)) == "twice"  # type: ignore[arg-type]
    mine = Report.objects.get(pk=made.pk)
    assert mine.filer_id == budi.person_id
    assert validation.retract(mine, Retracting.SOLVED, by=budi, at=noon + timedelta(minutes=5)).report_id == mine.pk


def test_a_used_slip_opens_nothing_when_its_reporter_was_forgotten(
    kota: Path, citra: Actor, budi: Actor, ani: Actor, noon: datetime
) -> None:
    made = told(citra, noon)
    actions.take_by_slip(made.code, secret_of(made), by=budi, at=noon)
    Report.objects.filter(pk=made.pk).update(filer=None)
    assert refused(lambda: actions.take_by_slip(made.code, secret_of(made), by=ani, at=noon)) == "twice"


def test_of_two_with_the_same_slip_at_once_one_has_it(
    committed: Path, in_thread: InThread, citra: Actor, budi: Actor, ani: Actor, noon: datetime
) -> None:
    made = told(citra, noon)
    outcomes = at_the_same_time(
        in_thread,
        *[lambda by=by: actions.take_by_slip(made.code, secret_of(made), by=by, at=noon).code for by in (budi, ani)],  # type: ignore[misc]
    )
    assert sorted(map(str, outcomes)) == sorted([made.code, "twice"])
    assert Event.objects.filter(verb="slip.used").count() == 1


def test_an_office_does_not_rise_by_what_it_typed_itself(
    kota: Path, citra: Actor, budi: Actor, eka: Actor, noon: datetime
) -> None:
    """Not until somebody else spoke of the closing: whoever reported or supports it, or an auditor; for or against."""
    alone, late = told(citra, noon), told(citra, noon)
    confirmed, disputed, audited, supported = (told(citra, noon) for _ in range(4))
    for one in (confirmed, disputed):
        actions.take_by_slip(one.code, secret_of(one), by=budi, at=noon)
    support(supported, by=budi, at=noon)
    done = {one.pk: finished(one, citra, noon + timedelta(hours=1)) for one in (alone, confirmed, disputed, audited)}
    done[supported.pk] = finished(supported, citra, noon + timedelta(hours=1))
    soon = noon + timedelta(hours=2)
    assert inputs(JUNE, soon) == []
    for one, kind in ((confirmed, Verdict.CONFIRMED), (disputed, Verdict.DISPUTED), (supported, Verdict.CONFIRMED)):
        ticket = Ticket.objects.select_related("report__retraction", "holder").get(pk=done[one.pk].pk)
        followup.answer(ticket, kind=kind, words="Begitu", by=budi, at=soon)
    followup.audit(done[audited.pk], stood=True, words="Dilihat", desk=eka.seats[0], at=soon)
    counted = {row.report: row.outcome for row in inputs(JUNE, AFTER)}
    assert counted == {
        confirmed.code: "confirmed", disputed.code: "disputed", supported.code: "confirmed", audited.code: "confirmed"
    }  # fmt: skip
    assert late.code not in counted and Ticket.objects.get(report=late).due_at > noon, (
        "its deadline is like any other's"
    )


def test_what_was_typed_for_a_unit_counts_for_the_office_no_sooner(
    kota: Path, ani: Actor, citra: Actor, noon: datetime
) -> None:
    """Else it would type easy reports for an RT instead."""
    made = actions.file_at_counter(
        draft(at=noon, place=None, chosen=AreaCode(RT_5)), AreaCode(RT_5), date(2016, 6, 1), by=citra, at=noon
    )
    done = finished(made, citra, noon + timedelta(hours=1))
    assert inputs(JUNE, AFTER) == []
    followup.answer(done, kind=Verdict.CONFIRMED, by=ani, at=noon + timedelta(hours=2))
    assert [row.report for row in inputs(JUNE, AFTER)] == [made.code]


def test_another_office_answers_for_it_as_for_any_other(kota: Path, citra: Actor, fajar: Actor, noon: datetime) -> None:
    elsewhere = told(fajar, noon)
    finished(elsewhere, citra, noon + timedelta(hours=1))
    assert [(row.report, row.kelurahan) for row in inputs(JUNE, AFTER)] == [(elsewhere.code, KELURAHAN)]


def test_programs_are_told_the_channel_of_what_a_clerk_typed_and_of_nothing_that_somebody_sent_themselves(
    kota: Path, citra: Actor, budi: Actor, client: Client, noon: datetime
) -> None:
    typed, sent = told(citra, noon).code, report(budi, noon, channel="whatsapp").code
    for code, channel in ((typed, "counter"), (sent, "")):
        assert client.get(f"/api/v1/reports/{code}").json()["channel"] == channel
        (one,) = client.get(f"/open311/v2/requests/{code}.json?extensions=true").json()
        assert one["extended_attributes"]["channel"] == channel
