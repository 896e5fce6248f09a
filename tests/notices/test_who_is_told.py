"""Who is told what; who is not, because they did it themselves, may not read it, or switched it off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from rukun.followup import actions as followup
from rukun.funds import actions as funds
from rukun.notices import actions, queries, walking
from rukun.notices.models import Delivery, Notice
from rukun.notices.rules import Matter, Way
from rukun.notices.words import told as in_words
from rukun.notices.words import told_outside
from rukun.people import queries as people
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.actions import record
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests.conftest import KELURAHAN, _person
from tests.made import judged_valid, noon_of, proof, report, reports_for_unit, ticket

Told = Callable[[Actor], list[str]]
RT_5 = f"{KELURAHAN}002005"


def words_to(actor: Actor) -> str:
    return in_words(
        Notice.objects.filter(person_id=actor.person_id).select_related("report__category").latest("id")
    ).words


def test_the_reporter_is_told_the_whole_course_but_not_their_own_step(
    begun: datetime, budi: Actor, citra: Actor, fajar: Actor, told: Told
) -> None:
    desk, hour = citra.seats[0], timedelta(hours=1)
    seen = ticket(budi, begun)
    seen = followup.take(seen, desk=desk, at=begun + hour)
    seen = followup.finish(seen, words="Sudah diangkut", proof=proof(), desk=desk, at=begun + 2 * hour)
    seen = followup.reopen(seen, words="Masih bau", by=budi, at=begun + 3 * hour)
    followup.dispose(seen, to=people.office("bina-marga"), reason="Jalan besar", desk=desk, at=begun + 4 * hour)
    walking.walk(at=begun + 5 * hour)
    assert told(budi) == ["opened", "taken", "done", "forwarded"], "whoever reopened it knows"
    assert "diteruskan ke Dinas Bina Marga Contoh" in words_to(budi) and seen.report.code in words_to(budi)
    assert told(citra) == told(fajar) == []


def test_a_declined_report_says_so_without_the_officials_words(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    followup.decline(
        ticket(budi, begun), reason_code="not-public", words="Alasan rahasia", desk=citra.seats[0], at=begun
    )
    walking.walk(at=begun)
    assert told(budi) == ["opened", "declined"] and "rahasia" not in words_to(budi)


def test_a_struck_report_tells_its_reporter_and_the_ketua_why_and_what_can_be_done(
    begun: datetime, ani: Actor, dodi: Actor, fajar: Actor, told: Told
) -> None:
    board = _person("Iwan", "pengurus-rt", RT_5)
    (made,) = reports_for_unit(board, [date(2016, 6, 1)], 1)  # type: ignore[arg-type]
    whole = Report.objects.select_related("kelurahan", "unit", "seat").get(pk=made.pk)
    validation.strike(whole, StrikeReason.OLD_PHOTO, by=dodi, at=begun)
    walking.walk(at=begun)
    assert told(board) == told(ani) == ["struck"] and told(fajar) == told(dodi) == []  # type: ignore[arg-type]
    assert "Fotonya pernah dipakai" in words_to(ani) and "sanggahlah dari halaman" in words_to(ani)
    assert "Iwan" not in words_to(ani), "a ketua is not told who reported"


def test_the_answer_to_an_appeal_is_told_to_the_reporter_and_the_ketua(
    begun: datetime, ani: Actor, fajar: Actor, told: Told
) -> None:
    board = _person("Iwan", "pengurus-rt", RT_5)
    for number, verb in enumerate(("appeal.upheld", "appeal.rejected"), start=1):
        (made,) = reports_for_unit(board, [date(2016, 6, number)], 1)  # type: ignore[arg-type]
        reason = "" if verb == "appeal.upheld" else "old-photo"
        record(verb, at=begun, seat="tapem@999999", about=f"report:{made.code}", facts={"number": 2, "reason": reason})
    walking.walk(at=begun)
    assert told(board) == told(ani) == ["upheld", "rejected"] and told(fajar) == []  # type: ignore[arg-type]
    assert "tetap tidak dihitung" in words_to(ani)


def test_the_ketua_who_reported_it_is_told_of_a_strike_once(
    begun: datetime, ani: Actor, dodi: Actor, told: Told
) -> None:
    (made,) = reports_for_unit(ani, [date(2016, 6, 1)], 1)
    whole = Report.objects.select_related("kelurahan", "unit", "seat").get(pk=made.pk)
    validation.strike(whole, StrikeReason.TEST, by=dodi, at=begun)
    walking.walk(at=begun)
    assert told(ani) == ["struck"]


def test_a_private_report_is_told_to_its_reporter_and_not_to_the_ketua(
    begun: datetime, ani: Actor, dodi: Actor, told: Told
) -> None:
    board = _person("Iwan", "pengurus-rt", RT_5)
    (made,) = reports_for_unit(board, [date(2016, 6, 1)], 1, is_private=True)  # type: ignore[arg-type]
    whole = Report.objects.select_related("kelurahan", "unit", "seat").get(pk=made.pk)
    validation.strike(whole, StrikeReason.PRIVACY, by=dodi, at=begun)
    walking.walk(at=begun)
    assert told(board) == ["struck"] and told(ani) == []  # type: ignore[arg-type]


def test_what_leaves_the_house_says_nothing_of_a_private_report(begun: datetime, budi: Actor) -> None:
    ticket(budi, begun, is_private=True)
    walking.walk(at=begun)
    notice = Notice.objects.select_related("report__category").get()
    assert notice.report is not None
    assert notice.report.code in in_words(notice).words
    outside = told_outside(notice)
    assert notice.report.code not in outside.words + outside.title and notice.report.category.name not in outside.words


def test_a_valid_verdict_is_told_only_to_those_who_asked_for_it(
    begun: datetime, ani: Actor, dodi: Actor, told: Told
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 6, 1)], 1), dodi, begun)
    walking.walk(at=begun)
    assert told(ani) == []
    actions.choose(wanted={(Matter.ACCEPTED, Way.APP)}, ways=(Way.APP,), is_quiet=True, by=ani, at=begun)
    judged_valid(reports_for_unit(ani, [date(2016, 6, 1)], 1), dodi, begun)
    walking.walk(at=begun)
    assert told(ani) == ["accepted"]


def test_an_overdue_ticket_is_told_to_lurah_and_camat_then_to_the_wali_kota_and_to_the_reporter(
    begun: datetime, budi: Actor, citra: Actor, fajar: Actor, told: Told
) -> None:
    camat, wali = _person("Jaya", "camat", "999999"), _person("Lestari", "wali-kota", "9999")
    ticket(budi, begun)
    followup.escalate(at=begun + timedelta(days=1, hours=1))
    walking.walk(at=begun + timedelta(days=1, hours=1))
    assert told(citra) == told(camat) == ["overdue"] and told(wali) == []  # type: ignore[arg-type]
    followup.escalate(at=begun + timedelta(days=9))
    walking.walk(at=begun + timedelta(days=9))
    assert (told(citra), told(camat)) == (["overdue"], ["overdue", "overdue"])  # type: ignore[arg-type]
    assert told(wali) == ["overdue"] and told(fajar) == []  # type: ignore[arg-type]
    assert told(budi) == ["opened", "late", "late"]


def test_a_closed_and_a_paid_month_are_told_to_the_boards_that_are_owed_something(
    begun: datetime, kota: Path, ani: Actor, dodi: Actor, gita: Actor, kartika: Actor, citra: Actor,
    budi: Actor, told: Told,
) -> None:  # fmt: skip
    board, other = _person("Iwan", "pengurus-rt", RT_5), _person("Joko", "ketua-rt", f"{KELURAHAN}002006")
    next_door = _person("Kiki", "ketua-rt", "9999991002001001")
    funds.load_decrees(kota / "decrees", at=begun)
    judged_valid(reports_for_unit(ani, [date(2016, 5, day) for day in range(1, 11)], 3), dodi, begun)
    at, may, area = noon_of(date(2016, 6, 3)), Month(2016, 5), AreaCode(KELURAHAN)
    funds.close_month(area, may, by=gita, at=at)
    funds.approve_month(area, may, by=citra, at=at)
    funds.pay_month(area, may, by=kartika, at=at)
    walking.walk(at=at)
    assert told(ani) == told(board) == told(other) == ["closed", "paid"]  # type: ignore[arg-type]
    assert told(budi) == told(next_door) == told(gita) == []  # type: ignore[arg-type]
    assert "Rp 75.000 untuk RT 006/RW 002" in words_to(other), "of each unit its own sum"  # type: ignore[arg-type]
    assert "Rp 375.000 untuk RT 005/RW 002 bulan Mei 2016" in words_to(ani)


def test_words_are_in_the_language_that_is_spoken(begun: datetime, budi: Actor) -> None:
    ticket(budi, begun)
    walking.walk(at=begun)
    with translation.override("en"):
        assert "has reached Kelurahan Rukun Jaya" in words_to(budi)


def test_a_mailbox_and_a_telephone_are_written_to_and_simulated_people_are_not(
    begun: datetime, budi: Actor, hadi: Actor, citra: Actor
) -> None:
    simulated = _person("Lusi")
    Person.objects.filter(pk=simulated.person_id).update(is_simulated=True)  # type: ignore[attr-defined]
    for who in (budi, hadi, simulated):
        followup.finish(ticket(who, begun), words="Sudah", proof=proof(), desk=citra.seats[0], at=begun)  # type: ignore[arg-type]
    walking.walk(at=begun)
    ways = dict(Delivery.objects.values_list("person_id", "way"))
    assert ways == {budi.person_id: "email", hadi.person_id: "text"}


def test_who_has_left_is_told_nothing(begun: datetime, budi: Actor) -> None:
    Person.objects.filter(pk=budi.person_id).update(is_active=False)
    ticket(budi, begun)
    assert walking.walk(at=begun) == 0


def test_each_matter_is_switched_off_and_on_by_each_way(begun: datetime, budi: Actor, citra: Actor, told: Told) -> None:
    ways = (Way.APP, Way.PUSH, Way.EMAIL)

    def finished(wanted: set[tuple[Matter, Way]]) -> list[tuple[str, bool]]:
        Notice.objects.all().delete()
        actions.choose(wanted=wanted, ways=ways, is_quiet=True, by=budi, at=begun)
        followup.finish(ticket(budi, begun), words="Sudah", proof=proof(), desk=citra.seats[0], at=begun)
        walking.walk(at=begun)
        return list(Notice.objects.values_list("matter", "is_shown"))

    assert finished(set()) == [] and not Delivery.objects.exists()
    assert finished({(Matter.DONE, Way.APP)}) == [("done", True)] and not Delivery.objects.exists()
    assert finished({(Matter.DONE, Way.EMAIL)}) == [("done", False)] and Delivery.objects.get().way == "email"
    assert queries.unread_count(budi.person_id) == 0, "what is not shown here is not counted here"


def test_who_stopped_e_mail_gets_none_until_a_matter_is_switched_on_again(begun: datetime, budi: Actor) -> None:
    assert budi.person_id is not None
    actions.stop_email(person_id=budi.person_id, at=begun)
    assert not queries.chosen_by(budi.person_id).wants(Matter.DONE, Way.EMAIL)
    ways = (Way.APP, Way.EMAIL)
    actions.choose(wanted={(Matter.DONE, Way.APP)}, ways=ways, is_quiet=True, by=budi, at=begun)
    assert not queries.chosen_by(budi.person_id).wants(Matter.STRUCK, Way.EMAIL)
    actions.choose(wanted={(Matter.DONE, Way.EMAIL)}, ways=ways, is_quiet=True, by=budi, at=begun)
    chosen = queries.chosen_by(budi.person_id)
    assert chosen.wants(Matter.DONE, Way.EMAIL) and not chosen.wants(Matter.STRUCK, Way.EMAIL)


@pytest.mark.parametrize("role", ["warga", "ketua-rt", "lurah"])
def test_nobody_is_offered_what_can_never_concern_them(kota: Path, role: str) -> None:
    from rukun.notices.rules import matters_for
    from rukun.people.rules import Role

    offered = matters_for([Role(role)])
    assert (Matter.PAID in offered) == (role == "ketua-rt") and (Matter.OVERDUE in offered) == (role == "lurah")
    assert Matter.DONE in offered


def test_choices_of_two_tabs_at_the_same_time_end_as_one_of_them(kota: Path, budi: Actor, noon: datetime) -> None:
    for wanted in ({(Matter.DONE, Way.PUSH)}, set()):
        actions.choose(wanted=wanted, ways=(Way.PUSH,), is_quiet=not wanted, by=budi, at=noon)
    assert budi.person_id is not None
    chosen = queries.chosen_by(budi.person_id)
    assert chosen.is_quiet and not chosen.wants(Matter.DONE, Way.PUSH)
    assert not report(budi, noon).is_private
