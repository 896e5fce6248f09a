"""A ticket goes from the report to its proof, through offices that each answer for their own time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.followup import access, actions, queries
from rukun.followup.models import Disposisi, Step, Ticket
from rukun.followup.rules import State
from rukun.people.queries import actor_of, office
from rukun.people.rules import ANYONE, Actor
from rukun.trail.models import Event
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import proof, report, ticket

KELURAHAN = "9999991001"


def test_a_report_opens_a_ticket_with_whom_its_kind_names_due_on_working_days(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    rubbish, road = ticket(budi, noon), ticket(budi, noon, kind="jalan-rusak")
    assert (rubbish.holder.code, road.holder.code) == (KELURAHAN, "bina-marga")
    assert rubbish.due_at == noon + timedelta(hours=24)
    friday = ticket(budi, noon + timedelta(days=2))
    assert friday.due_at == noon + timedelta(days=6), "a weekend and the holiday of Monday 6 June stand still"
    flood = ticket(budi, noon + timedelta(days=2), kind="banjir")
    assert flood.due_at == noon + timedelta(days=2, hours=12)


def test_an_activity_needs_no_ticket(kota: Path, budi: Actor, noon: datetime) -> None:
    report(budi, noon, kind="kerja-bakti")
    assert actions.open_tickets(at=noon) == 0 and not Ticket.objects.exists()


def test_the_lurah_takes_it_and_finishes_it_with_a_photo_and_words(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    actions.take(seen, desk=desk, at=noon + timedelta(hours=1))
    with pytest.raises(Refused, match="Sertakan foto"):
        actions.finish(seen, words="Sudah", proof=None, desk=desk, at=noon)
    with pytest.raises(Refused, match="Tulis kepada pelapor"):
        actions.finish(seen, words=" ", proof=proof(), desk=desk, at=noon)
    done = actions.finish(seen, words="Sudah diangkut", proof=proof(), desk=desk, at=noon + timedelta(hours=3))
    assert (done.state, done.done_at) == (State.DONE, noon + timedelta(hours=3))
    assert [step.after for step in queries.steps_of(done)] == ["waiting", "in-hand", "done"]
    verbs = Event.objects.filter(about=f"report:{seen.report.code}").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["report.filed", "ticket.opened", "ticket.taken", "ticket.finished"]


def test_a_forwarded_ticket_leaves_the_desk_and_takes_its_clock_along(
    kota: Path, budi: Actor, citra: Actor, roads: Actor, noon: datetime
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    later = noon + timedelta(hours=5)
    with pytest.raises(Refused, match="mengapa"):
        actions.dispose(seen, to=office("bina-marga"), reason="", desk=desk, at=later)
    with pytest.raises(Refused, match="sudah dipegang"):
        actions.dispose(seen, to=office(KELURAHAN), reason="Coba", desk=desk, at=later)
    moved = actions.dispose(seen, to=office("bina-marga"), reason="Jalan provinsi", desk=desk, at=later)
    assert (moved.holder.code, moved.held_since, moved.due_at) == ("bina-marga", later, later + timedelta(hours=24))
    with pytest.raises(Refused):
        access.ticket_to_work(citra, seen.report.code)
    held, seat = access.ticket_to_work(roads, seen.report.code)
    assert held.pk == seen.pk and seat.office == "bina-marga"
    assert Disposisi.objects.filter(ticket=seen).count() == 2


def test_only_the_desk_that_holds_a_ticket_works_on_it(
    kota: Path, ani: Actor, budi: Actor, dodi: Actor, fajar: Actor, noon: datetime
) -> None:
    seen = ticket(budi, noon)
    for stranger in (ani, budi, dodi, fajar, ANYONE):
        with pytest.raises(Refused) as refusal:
            access.ticket_to_work(stranger, seen.report.code)
        assert refusal.value.code == "hidden"
    with pytest.raises(Refused, match="dipegang"):
        actions.take(seen, desk=fajar.seats[0], at=noon)


def test_what_the_table_of_states_does_not_name_cannot_be_done(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    actions.decline(seen, reason_code="not-public", words="Bukan ruang publik", desk=desk, at=noon)
    with pytest.raises(Refused, match="langkah itu tidak dapat"):
        actions.take(seen, desk=desk, at=noon)
    with pytest.raises(Refused, match="Tulis alasannya"):
        actions.decline(ticket(budi, noon), reason_code="not-public", words="", desk=desk, at=noon)


def test_the_reporter_gives_stars_once_for_each_closing_and_may_ask_for_it_again_within_a_week(
    kota: Path, budi: Actor, ani: Actor, citra: Actor, noon: datetime
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    with pytest.raises(Refused, match="setelah laporan selesai"):
        actions.rate(seen, stars=5, words="", by=budi, at=noon)
    actions.finish(seen, words="Beres", proof=proof(), desk=desk, at=noon)
    with pytest.raises(Refused, match="satu sampai lima"):
        actions.rate(seen, stars=6, words="", by=budi, at=noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.rate(seen, stars=5, words="", by=ani, at=noon)
    actions.rate(seen, stars=2, words="Masih bau", by=budi, at=noon)
    with pytest.raises(Refused, match="sudah memberi bintang"):
        actions.rate(seen, stars=5, words="", by=budi, at=noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.reopen(seen, words="Belum", by=ani, at=noon)
    again = actions.reopen(seen, words="Masih ada", by=budi, at=noon + timedelta(days=7))
    assert (again.state, again.reopened, again.done_at) == (State.REOPENED, 1, None)
    actions.finish(again, words="Kini beres", proof=proof(2), desk=desk, at=noon + timedelta(days=8))
    actions.rate(again, stars=5, words="", by=budi, at=noon + timedelta(days=8))
    with pytest.raises(Refused, match="tujuh hari"):
        actions.reopen(again, words="Lagi", by=budi, at=noon + timedelta(days=16))


def test_what_is_overdue_is_told_to_the_kecamatan_and_then_to_the_kota_once_each(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    flood = ticket(budi, noon, kind="banjir")
    assert actions.escalate(at=noon + timedelta(hours=11)) == 0
    for hours, level, count in ((13, 1, 1), (14, 1, 0), (24, 2, 1), (90, 2, 0)):
        assert actions.escalate(at=noon + timedelta(hours=hours)) == count
        assert Ticket.objects.get(pk=flood.pk).escalated == level


def test_what_waits_for_its_second_level_holds_up_nothing_that_is_overdue_since(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    """Each round looks at so many: a city with more of them than that would tell of nothing new."""
    slow = [ticket(budi, noon, kind="jalan-rusak") for _ in range(2)]
    at = slow[0].due_at + timedelta(minutes=1)
    assert actions.escalate(at=at, most=2) == 2
    flood = ticket(budi, at - timedelta(hours=12), kind="banjir")
    assert flood.due_at < at + timedelta(hours=1) < slow[0].due_at + (slow[0].due_at - noon)
    assert actions.escalate(at=at + timedelta(hours=1), most=2) == 1
    assert Ticket.objects.get(pk=flood.pk).escalated == 1


def test_the_queue_shows_what_is_due_first_and_the_archive_what_was_closed(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    slow, flood, closed = ticket(budi, noon), ticket(budi, noon, kind="banjir"), ticket(budi, noon)
    actions.decline(closed, reason_code="not-public", words="Bukan ruang publik", desk=citra.seats[0], at=noon)
    assert [t.pk for t in queries.queue_of(KELURAHAN)] == [flood.pk, slow.pk]
    assert [t.pk for t in queries.archive_of(KELURAHAN)] == [closed.pk]
    counts = queries.states_of(KELURAHAN, noon + timedelta(hours=13))
    assert (counts["overdue"], counts["waiting"], counts["declined"]) == (1, 2, 1)
    assert [t.pk for t in queries.filtered(queries.queue_of(KELURAHAN), jenis="banjir")] == [flood.pk]


def test_each_office_answers_for_its_own_time_only(
    kota: Path, budi: Actor, citra: Actor, roads: Actor, noon: datetime
) -> None:
    seen = ticket(budi, noon)
    handed = noon + timedelta(hours=5)
    actions.dispose(seen, to=office("bina-marga"), reason="Jalan provinsi", desk=citra.seats[0], at=handed)
    held, desk = access.ticket_to_work(roads, seen.report.code)
    actions.finish(held, words="Ditambal", proof=proof(), desk=desk, at=handed + timedelta(days=1))
    (row,) = [h for h in queries.handled(Month(2016, 6), noon + timedelta(days=20)) if h.kelurahan == KELURAHAN]
    told = (row.held_seconds, row.allowed_seconds, row.was_forwarded, row.is_closed, row.outcome)
    assert told == (5 * 3600, 24 * 3600, True, False, ""), "what was forwarded is open for whoever sent it on"


def test_the_holidays_are_those_of_the_file_and_no_others(kota: Path, noon: datetime, tmp_path: Path) -> None:
    assert date(2016, 6, 6) in queries.calendar().holidays
    (tmp_path / "holidays.toml").write_text('[[holiday]]\nday = 2016-07-01\nname = "Hari Lain"\n')
    actions.load_holidays(tmp_path, at=noon)
    assert queries.calendar().holidays == {date(2016, 7, 1)}


def test_steps_and_forwardings_are_never_altered(kota: Path, budi: Actor, noon: datetime) -> None:
    from django.db import DatabaseError, transaction

    ticket(budi, noon)
    for model in (Step, Disposisi):
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            model.objects.update(at=noon + timedelta(days=1))
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            model.objects.all().delete()


def test_an_actor_knows_only_the_seats_of_the_day(kota: Path, citra: Actor, noon: datetime) -> None:
    assert actor_of(citra.person_id, datetime(2015, 12, 31, 16, tzinfo=noon.tzinfo)).seats == ()
    assert len(actor_of(citra.person_id, noon).seats) == 1
