"""What is claimed, confirmed and disputed are kept apart; five reports of one problem become one ticket."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from rukun.followup import access, actions, queries, verdicts
from rukun.followup.crew.assigning import assign
from rukun.followup.crew.members import add_member
from rukun.followup.desk.many import act_on_many
from rukun.followup.models import Amendment, Audit, Merge, Ticket
from rukun.followup.queries.outcomes import closings_as_known, closings_of_units
from rukun.followup.rules import Outcome, State, Verdict, outcome_of
from rukun.people.queries import office
from rukun.people.rules import ANYONE, Actor
from rukun.reports.actions import support
from rukun.reports.models import Report
from rukun.reports.queries import category
from rukun.trail.models import Event
from rukun.transparency.map.keeping import keep_map
from rukun.transparency.models import Mark
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import _person
from tests.made import proof, ticket

A, B = "9999991001", "9999991002"
WEEK = timedelta(days=7)


def finished(seen: Ticket, by: Actor, at: datetime) -> Ticket:
    return actions.finish(seen, words="Beres", proof=proof(), desk=by.seats[0], at=at)


def test_a_closing_is_claimed_until_somebody_answers(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    seen = finished(ticket(budi, noon), citra, noon)
    assert seen.outcome == Outcome.CLAIMED
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.answer(seen, kind=Verdict.CONFIRMED, by=joko, at=noon)
    support(seen.report, by=joko, at=noon)
    actions.answer(seen, kind=Verdict.CONFIRMED, by=joko, at=noon)
    assert seen.outcome == Outcome.CONFIRMED
    with pytest.raises(Refused, match="sudah menjawab"):
        actions.answer(seen, kind=Verdict.CONFIRMED, by=joko, at=noon)
    with pytest.raises(Refused, match="belum beres"):
        actions.answer(seen, kind=Verdict.DISPUTED, words="", by=budi, at=noon)
    actions.answer(seen, kind=Verdict.DISPUTED, words="Masih ada", photo=proof(7), by=budi, at=noon)
    assert seen.outcome == Outcome.DISPUTED, "where they disagree evenly it is disputed"
    assert seen.state == State.DONE, "to dispute is not to ask for it again"
    with pytest.raises(Refused, match="tujuh hari"):
        actions.answer(seen, kind=Verdict.CONFIRMED, by=budi, at=noon + WEEK + timedelta(seconds=1))


def test_a_week_of_silence_leaves_it_unconfirmed_and_stars_later_still_confirm_it(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen = finished(ticket(budi, noon), citra, noon)
    assert actions.settle_silence(at=noon + WEEK - timedelta(seconds=1)) == 0
    assert actions.settle_silence(at=noon + WEEK) == 1
    assert actions.settle_silence(at=noon + WEEK) == 0
    assert Ticket.objects.get(pk=seen.pk).outcome == Outcome.UNCONFIRMED
    actions.rate(seen, stars=4, words="", by=budi, at=noon + timedelta(days=9))
    assert Ticket.objects.get(pk=seen.pk).outcome == Outcome.CONFIRMED


def test_an_audit_decides_over_what_citizens_said_and_nobody_audits_their_own(
    kota: Path, budi: Actor, citra: Actor, eka: Actor, indra: Actor, noon: datetime
) -> None:
    seen = finished(ticket(budi, noon), citra, noon)
    actions.rate(seen, stars=5, words="", by=budi, at=noon)
    code = seen.report.code
    for stranger in (citra, budi, ANYONE):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            access.closing_to_audit(stranger, code)
    closing, seat = access.closing_to_audit(eka, code)
    actions.audit(closing, stood=False, words="Foto di tempat lain", desk=seat, at=noon)
    assert Ticket.objects.get(pk=seen.pk).outcome == Outcome.DISPUTED
    closing, seat = access.closing_to_audit(indra, code)
    actions.audit(closing, stood=True, words="Sudah saya lihat sendiri", desk=seat, at=noon + timedelta(hours=1))
    assert Ticket.objects.get(pk=seen.pk).outcome == Outcome.CONFIRMED
    (row,) = queries.handled(Month(2016, 6), noon + timedelta(days=20))
    assert (row.outcome, row.proof_stood, row.stars) == ("confirmed", True, 5)


@pytest.mark.parametrize(
    ("stood", "said", "days", "worth"),
    [
        (None, [], 6, Outcome.CLAIMED),
        (None, [], 7, Outcome.UNCONFIRMED),
        (None, ["confirmed"], 9, Outcome.CONFIRMED),
        (None, ["confirmed", "confirmed", "disputed"], 1, Outcome.CONFIRMED),
        (None, ["partly"], 1, Outcome.DISPUTED),
        (None, ["confirmed", "partly"], 1, Outcome.CONFIRMED),
        (None, ["disputed", "partly"], 1, Outcome.DISPUTED),
        (None, ["confirmed", "disputed", "partly"], 1, Outcome.DISPUTED),
        (None, ["confirmed", "confirmed", "disputed", "partly"], 1, Outcome.CONFIRMED),
        (None, ["unsure"], 6, Outcome.CLAIMED),
        (None, ["unsure", "unsure"], 7, Outcome.UNCONFIRMED),
        (None, ["confirmed", "unsure"], 1, Outcome.CONFIRMED),
        (True, ["partly"], 1, Outcome.CONFIRMED),
        (None, ["confirmed", "disputed"], 1, Outcome.DISPUTED),
        (True, ["disputed"], 1, Outcome.CONFIRMED),
        (False, ["confirmed"], 1, Outcome.DISPUTED),
    ],
)
def test_what_a_closing_is_worth(
    noon: datetime, stood: bool | None, said: list[str], days: int, worth: Outcome
) -> None:
    verdicts = [Verdict(kind) for kind in said]
    assert outcome_of(stood=stood, verdicts=verdicts, closed_at=noon, at=noon + timedelta(days=days)) == worth


def test_partly_says_what_is_left_confirms_nothing_and_opens_nothing_by_itself(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen = finished(ticket(budi, noon), citra, noon)
    with pytest.raises(Refused, match="belum beres"):
        actions.answer(seen, kind=Verdict.PARTLY, words=" ", by=budi, at=noon)
    actions.answer(seen, kind=Verdict.PARTLY, words="Rantingnya masih di jalan", by=budi, at=noon)
    assert (seen.outcome, seen.state) == (Outcome.DISPUTED, State.DONE)
    (row,) = queries.handled(Month(2016, 6), noon + timedelta(days=20))
    assert row.outcome == "disputed", "the ranking reads the same from the facts"
    event = Event.objects.get(verb="ticket.partly")
    assert "Ranting" not in event.facts
    again = actions.reopen(seen, words="Rantingnya masih di jalan", by=budi, at=noon + timedelta(days=1))
    assert (again.state, again.reopened) == (State.REOPENED, 1)


def test_who_asks_again_for_what_was_done_in_part_says_so_by_the_same_act(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen = finished(ticket(budi, noon), citra, noon)
    said = verdicts.Said(kind="partly", stars=0, words="Masih ada", photo=proof(7), reopens=True)
    verdicts.say(seen, said, by=budi, at=noon)
    assert [one.kind for one in queries.answers_of(seen)] == ["partly"] and seen.state == State.REOPENED
    unsure = verdicts.Said(kind="unsure", stars=0, words="", photo=proof(7), reopens=True)
    with pytest.raises(Refused, match="belum beres atau sebagian"):
        verdicts.say(finished(ticket(budi, noon), citra, noon), unsure, by=budi, at=noon)


def test_not_knowing_is_asked_once_and_is_no_vote_and_stars_still_are(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen = finished(ticket(budi, noon), citra, noon)
    actions.answer(seen, kind=Verdict.UNSURE, by=budi, at=noon)
    assert seen.outcome == Outcome.CLAIMED and not verdicts.awaiting_answer(budi.known_id, noon)
    with pytest.raises(Refused, match="sudah menjawab"):
        actions.answer(seen, kind=Verdict.CONFIRMED, by=budi, at=noon)
    assert actions.settle_silence(at=noon + WEEK) == 1
    (row,) = queries.handled(Month(2016, 6), noon + WEEK + timedelta(days=1))
    assert row.outcome == "unconfirmed"
    actions.rate(seen, stars=5, words="", by=budi, at=noon + timedelta(days=9))
    (row,) = queries.handled(Month(2016, 6), noon + timedelta(days=20))
    assert (row.outcome, Ticket.objects.get(pk=seen.pk).outcome) == ("confirmed", Outcome.CONFIRMED)


def test_a_unit_is_not_paid_for_not_knowing(kota: Path, ani: Actor, citra: Actor, noon: datetime) -> None:
    unit = ani.seats[0].area
    for kind, answered in ((Verdict.UNSURE, 0), (Verdict.PARTLY, 1)):
        seen = finished(ticket(ani, noon, for_unit=unit), citra, noon)
        actions.answer(seen, kind=kind, words="Masih ada", by=ani, at=noon)
        who, span = seen.report.unit_id, (noon - WEEK, noon + WEEK)
        assert who is not None and closings_of_units([who], *span)[who][1] == answered
        assert closings_as_known([who], *span, known_by=noon + WEEK)[who][1] == answered


def test_what_an_auditor_sends_twice_is_found_once_and_what_they_find_later_is_added(
    kota: Path, budi: Actor, citra: Actor, eka: Actor, noon: datetime
) -> None:
    seen = ticket(budi, noon)
    actions.finish(seen, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    look = partial(actions.audit, seen, desk=eka.seats[0])
    first, again = (look(stood=False, words="Masih ada", at=noon + timedelta(hours=hour)) for hour in (1, 2))
    assert again == first and Event.objects.filter(verb="ticket.audited").count() == 1
    look(stood=True, words="Sudah diangkut", at=noon + timedelta(hours=3))
    assert look(stood=False, words="Masih ada", at=noon + timedelta(hours=4)) != first
    assert Audit.objects.filter(ticket=seen).count() == 3


def test_five_duplicates_are_one_ticket_with_five_satisfied_reporters(kota: Path, citra: Actor, noon: datetime) -> None:
    neighbours = [_person(name) for name in ("Ari", "Bela", "Candra", "Dian", "Edo")]
    filed = [ticket(one, noon) for one in neighbours]  # type: ignore[arg-type]
    follower = _person("Farah")
    support(filed[3].report, by=follower, at=noon)  # type: ignore[arg-type]
    desk = citra.seats[0]
    target = actions.merge(filed[1:], target=filed[0], words="Tumpukan yang sama", desk=desk, at=noon)
    assert [t.pk for t in queries.queue_of(A)] == [target.pk] and len(queries.merged_from(target)) == 4
    actions.finish(target, words="Diangkut", proof=proof(), desk=desk, at=noon + timedelta(hours=3))
    for number, (who, own) in enumerate(zip([*neighbours, follower], [*filed, filed[3]], strict=True)):
        seen = access.ticket_to_answer(who, own.report.code)  # type: ignore[arg-type]
        assert seen.pk == target.pk
        actions.rate(seen, stars=5, words="", by=who, at=noon + timedelta(hours=4 + number))  # type: ignore[arg-type]
    assert len(queries.ratings_of(target)) == 6
    rows = list(queries.handled(Month(2016, 6), noon + timedelta(days=20)))
    assert [(row.report, row.outcome, row.stars) for row in rows] == [(target.report.code, "confirmed", 5)]


def test_what_was_merged_into_a_source_goes_on_in_the_last_target(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    first, second, third = ticket(joko, noon), ticket(budi, noon), ticket(budi, noon)
    desk = citra.seats[0]
    actions.merge([first], target=second, words="", desk=desk, at=noon)
    second.refresh_from_db()
    actions.merge([second], target=third, words="", desk=desk, at=noon + timedelta(hours=1))
    assert access.ticket_to_answer(joko, first.report.code).pk == third.pk
    assert Merge.objects.count() == 2


def test_a_merge_is_refused_as_a_whole(kota: Path, budi: Actor, citra: Actor, fajar: Actor, noon: datetime) -> None:
    good, target, closed = ticket(budi, noon), ticket(budi, noon), finished(ticket(budi, noon), citra, noon)
    private, desk = ticket(budi, noon, is_private=True), citra.seats[0]
    for sources, into, by in (
        ([good, closed], target, desk),
        ([good, target], target, desk),
        ([good], private, desk),
        ([], target, desk),
        ([good], target, fajar.seats[0]),
    ):
        with pytest.raises(Refused):
            actions.merge(sources, target=into, words="", desk=by, at=noon)
    assert not Merge.objects.exists() and Ticket.objects.get(pk=good.pk).state == State.WAITING


def test_a_place_that_was_wrong_is_put_right_goes_to_whose_it_is_and_the_report_stays_as_it_was_said(
    kota: Path, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    seen = ticket(budi, noon)
    said = Report.objects.filter(pk=seen.report_id).values().get()
    keep_map()
    before, later = Mark.objects.get(report_id=seen.report_id), noon + timedelta(hours=2)
    lat, lon = _inside(B)
    actions.amend_place(seen, lat=lat, lon=lon, words="Di seberang kali", desk=citra.seats[0], at=later)
    assert (seen.holder.code, seen.kelurahan.code, seen.held_since) == (B, B, later)
    assert Report.objects.filter(pk=seen.report_id).values().get() == said
    keep_map()
    after = Mark.objects.get(report_id=seen.report_id)
    assert (after.lat, after.lon) == (lat, lon) != (before.lat, before.lon)
    held, desk = access.ticket_to_work(fajar, seen.report.code)
    actions.finish(held, words="Beres", proof=proof(), desk=desk, at=later)
    assert Amendment.objects.get().before["kelurahan"] == A


def test_a_kind_that_was_wrong_is_put_right_and_its_deadline_counts_from_when_the_office_got_it(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    flood = category("banjir")
    actions.amend_category(seen, category=flood, words="Ini genangan", desk=desk, at=noon + timedelta(hours=1))
    assert (seen.category, seen.due_at, seen.state) == (flood, noon + timedelta(hours=12), State.WAITING)
    keep_map()
    assert Mark.objects.get(report_id=seen.report_id).category_id == flood.pk
    for wrong in (flood, category("kerja-bakti")):
        with pytest.raises(Refused, match="jenis masalah"):
            actions.amend_category(seen, category=wrong, words="Lagi", desk=desk, at=noon)


def test_officers_of_the_next_kelurahan_see_nothing_private_and_do_nothing(
    kota: Path, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    seen, other = ticket(budi, noon, is_private=True), ticket(budi, noon)
    code, desk = seen.report.code, fajar.seats[0]
    for reach in (access.ticket_to_work, access.ticket_to_answer, access.closing_to_audit):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            reach(fajar, code)
    verbs = {
        actions.take: {}, actions.finish: {"words": "Beres", "proof": proof()},
        actions.decline: {"reason_code": "beyond", "words": "Bukan kami"},
        actions.dispose: {"to": office("bina-marga"), "reason": "Bukan kami"},
        actions.pause: {"reason": "procurement", "words": "Tunggu", "expected": (noon + WEEK).date()},
        actions.amend_category: {"category": category("banjir"), "words": "Salah"},
        actions.amend_place: {"lat": -6.501, "lon": 106.5075, "words": "Salah"},
    }  # fmt: skip
    asleep = ticket(budi, noon)
    actions.pause(
        asleep, reason="procurement", words="Tunggu", expected=(noon + WEEK).date(), desk=citra.seats[0], at=noon
    )
    with pytest.raises(Refused, match="dipegang"):
        actions.resume(asleep, desk=desk, at=noon)
    joko = add_member(name="Joko", phone="", desk=citra.seats[0], at=noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        assign(seen, joko, desk=desk, at=noon)
    before = Event.objects.count()
    for verb, details in verbs.items():
        with pytest.raises(Refused, match="dipegang"):
            verb(seen, desk=desk, at=noon, **details)  # type: ignore[operator]
    with pytest.raises(Refused, match="dipegang"):
        actions.merge([seen], target=other, words="", desk=desk, at=noon)
    told = act_on_many([code, other.report.code], "take", by=fajar, at=noon)
    assert [one.ok for one in told] == [False, False] and Event.objects.count() == before
    assert access.ticket_to_work(citra, code)[0] == seen


def test_of_many_each_is_told_by_itself(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    good, closed = ticket(budi, noon), finished(ticket(budi, noon), citra, noon)
    told = act_on_many([good.report.code, closed.report.code, "TIDAKADA"], "take", by=citra, at=noon)
    assert [(one.code, one.ok) for one in told] == [
        (good.report.code, True), (closed.report.code, False), ("TIDAKADA", False)
    ]  # fmt: skip
    assert "langkah itu tidak dapat" in str(told[1].words)
    with pytest.raises(Refused):
        act_on_many([good.report.code], "delete", by=citra, at=noon)


def test_no_trail_entry_of_the_desk_holds_words(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    secret = "Rahasia tetangga"
    actions.pause(
        seen, reason="procurement", words=secret, expected=(noon + WEEK).date(), desk=desk, at=noon
    )  # fmt: skip
    actions.amend_category(seen, category=category("banjir"), words=secret, desk=desk, at=noon)
    actions.finish(seen, words=secret, proof=proof(), desk=desk, at=noon)
    actions.answer(seen, kind=Verdict.DISPUTED, words=secret, by=budi, at=noon)
    actions.reopen(seen, words=secret, by=budi, at=noon)
    told = [json.dumps([e.verb, e.seat, e.about, e.facts]) for e in Event.objects.all()]
    assert not [line for line in told if "Rahasia" in line or "Budi" in line]


def test_a_new_route_holds_for_what_is_opened_from_its_day_on_and_never_moves_what_is_open(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, tmp_path: Path
) -> None:
    begun, waiting = ticket(budi, noon, kind="banjir"), ticket(budi, noon, kind="banjir")
    actions.take(begun, desk=citra.seats[0], at=noon)
    lines = '[[route]]\ncategory = "banjir"\narea = "{}"\noffice = "{}"\nsince = 2016-06-01\n'
    (tmp_path / "routing.toml").write_text(lines.format("99", "bina-marga") + lines.format(B, "kelurahan"))
    assert actions.load_routes(tmp_path, at=noon) == 2
    assert ticket(budi, noon, kind="banjir").holder.code == "bina-marga"
    waiting.refresh_from_db()
    assert waiting.holder.code == A
    assert actions.apply_routes(at=noon + timedelta(hours=1)) == 1
    waiting.refresh_from_db(), begun.refresh_from_db()
    assert (waiting.holder.code, begun.holder.code) == ("bina-marga", A)
    (tmp_path / "routing.toml").write_text(lines.format("99", "tidak-ada"))
    with pytest.raises(Refused, match="tidak dikenal"):
        actions.load_routes(tmp_path, at=noon)


def _inside(kelurahan: str) -> tuple[float, float]:
    """A point within a kelurahan of the fictional kota."""
    from shapely import wkb

    from rukun.areas.models import Boundary

    shape = wkb.loads(bytes(Boundary.objects.get(area__code=kelurahan, valid_until=None).shape))
    point = shape.representative_point()
    return point.y, point.x


def test_who_supports_it_only_after_it_was_closed_is_not_asked_whether_it_is_so(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    seen, later = finished(ticket(budi, noon), citra, noon), noon + timedelta(minutes=1)
    support(seen.report, by=joko, at=later)
    assert verdicts.awaiting_answer(budi.known_id, later) and not verdicts.awaiting_answer(joko.known_id, later)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.answer(seen, kind=Verdict.CONFIRMED, by=joko, at=later)
    actions.reopen(seen, words="Masih ada", by=budi, at=later)
    finished(seen, citra, later + timedelta(minutes=1))
    assert verdicts.awaiting_answer(joko.known_id, later + timedelta(minutes=2)), "of the next closing they are"
