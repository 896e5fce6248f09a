"""The crew: who is sent to what, the pass of a day, and what proves that it was done."""

from __future__ import annotations

import io
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import segno
from PIL import Image

from rukun.followup import access
from rukun.followup.crew import assigning, codes, members, passes, proving, tasks, working
from rukun.followup.desk.many import act_on_many
from rukun.followup.models import Assignment, CrewMember, CrewPass, CrewWork, Proof, Step, Ticket
from rukun.followup.rules import CodeState, State
from rukun.people.entering.throttle import Source
from rukun.people.rules import Actor
from rukun.reports.actions import keep_photo
from rukun.reports.seen import codes_in
from rukun.trail.models import Event
from rukun.values.place import Place
from rukun.values.refused import Refused
from tests.made import jpeg, proof, ticket

HERE = Source("10.0.0.1")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def udin(kota: Path, citra: Actor, noon: datetime) -> CrewMember:
    """Somebody of the crew of Rukun Jaya."""
    return members.add_member(name=" Udin  Saputra ", phone="0812 111", desk=citra.seats[0], at=noon)


@pytest.fixture
def phone(udin: CrewMember, citra: Actor, noon: datetime) -> CrewPass:
    """Udin's telephone with today's link opened."""
    issued = passes.issue(udin, desk=citra.seats[0], at=noon)
    return passes.open_link(issued.code, device="", agent="Android", source=HERE, at=noon)[0]


@pytest.fixture
def task(udin: CrewMember, budi: Actor, citra: Actor, noon: datetime) -> Ticket:
    return given(budi, udin, citra, noon, 1)


def given(budi: Actor, udin: CrewMember, citra: Actor, noon: datetime, seed: int) -> Ticket:
    made = ticket(budi, noon, photos=[proof(seed)])
    held, desk = access.ticket_to_work(citra, made.report.code)
    return assigning.assign(held, udin, desk=desk, at=noon)


def picture(text: str = "", seed: int = 90, size: tuple[int, int] = (1200, 900)) -> bytes:
    """A photo as the app makes it: below it a strip with the code."""
    whole = Image.new("RGB", (size[0], size[1] + 185))
    noise = Image.frombytes("RGB", (120, 90), random.Random(seed).randbytes(120 * 90 * 3))
    whole.paste(noise.resize(size), (0, 0))
    whole.paste("white", (0, size[1], size[0], size[1] + 185))
    if text:
        drawn = io.BytesIO()
        segno.make(text, version=3, error="h", boost_error=False).save(drawn, kind="png", scale=5, border=4)
        whole.paste(Image.open(drawn).convert("RGB"), (0, size[1]))
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=85)
    return out.getvalue()


def sent(crew_pass: CrewPass, code: str, at: datetime, content: bytes | None = None, **more: object) -> working.Sent:
    """What the app sends for a task that is done, with the code of this moment in its picture."""
    if content is None:
        content = picture(codes.written(passes.secret_of(crew_pass), code, at))
    kept = keep_photo(content, at=at)
    found = codes.judge(codes_in(kept), passes.secret_of(crew_pass), code, passes.window_of(crew_pass, at))
    facts = {"key": f"kunci-{code}", "did": "done", "words": "Sudah diangkut.", "taken_at": at, "sent_at": at,
             "photo": kept, "found": found, "place": Place(-6.501, 106.5075)}  # fmt: skip
    return working.Sent(**(facts | more))  # type: ignore[arg-type]


def test_a_member_of_the_crew_has_a_name_of_their_own_and_is_let_go_without_tasks(
    udin: CrewMember, task: Ticket, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    assert udin.name == "Udin Saputra"
    for bad in ("", " ", "x" * 81, "Udin Saputra"):
        with pytest.raises(Refused):
            members.add_member(name=bad, phone="", desk=desk, at=noon)
    with pytest.raises(Refused, match="masih memegang"):
        members.retire_member(udin, desk=desk, at=noon)
    with pytest.raises(Refused):
        members.member_to_direct(fajar.seats[0], udin.pk)
    with pytest.raises(Refused):
        members.rename_member(udin, name="Lain", phone="", desk=fajar.seats[0], at=noon)
    assigning.unassign(task, desk=desk, at=noon)
    assert not members.retire_member(udin, desk=desk, at=noon).is_active
    with pytest.raises(Refused, match="tidak aktif"):
        assigning.assign(task, udin, desk=desk, at=noon)


def test_a_ticket_is_given_passed_on_and_taken_back_and_its_course_says_so(
    udin: CrewMember, task: Ticket, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    siti = members.add_member(name="Siti", phone="", desk=citra.seats[0], at=noon)
    assigning.assign(task, siti, desk=citra.seats[0], at=noon)
    with pytest.raises(Refused, match="sudah dipegang"):
        assigning.assign(task, siti, desk=citra.seats[0], at=noon)
    assigning.unassign(task, desk=citra.seats[0], at=noon)
    with pytest.raises(Refused):
        assigning.assign(task, udin, desk=fajar.seats[0], at=noon)
    assert list(Assignment.objects.order_by("id").values_list("crew", flat=True)) == [udin.pk, siti.pk, None]
    assert set(assigning.assignments_of(task).values()) == {"Udin Saputra", "Siti", ""}
    steps = Step.objects.filter(ticket=task, before=State.WAITING).order_by("id")
    assert [step.reason for step in steps] == ["assigned", "assigned", "unassigned"]
    told = [event.facts for event in Event.objects.filter(verb__startswith="ticket.assigned")]
    assert len(told) == 2 and "Udin" not in str(told)


def test_of_many_tickets_those_that_cannot_be_given_are_told_beside_those_that_were(
    udin: CrewMember, task: Ticket, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    other = ticket(budi, noon)
    codes = [other.report.code, task.report.code, "TAKADA"]
    told = act_on_many(codes, "assign", crew=udin, by=citra, at=noon)
    assert [one.ok for one in told] == [True, False, False]
    assert not any(one.ok for one in act_on_many(codes[:1], "assign", crew=udin, by=fajar, at=noon))
    assert [one.ok for one in act_on_many(codes[:1], "unassign", by=citra, at=noon)] == [True]


def test_two_desks_at_once_one_gives_and_the_other_is_told(
    udin: CrewMember, task: Ticket, citra: Actor, noon: datetime
) -> None:
    stale, desk = access.ticket_to_work(citra, task.report.code)
    assert stale.crew_id == udin.pk
    assigning.unassign(task, desk=desk, at=noon)
    with pytest.raises(Refused, match="diubah orang lain"):
        assigning.unassign(stale, desk=desk, at=noon)


def test_a_link_opens_on_one_telephone_for_one_day_and_the_desk_hears_of_another(
    udin: CrewMember, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    with pytest.raises(Refused):
        passes.issue(udin, desk=fajar.seats[0], at=noon)
    older = passes.issue(udin, desk=citra.seats[0], at=noon)
    issued = passes.issue(udin, desk=citra.seats[0], at=noon)
    with pytest.raises(Refused, match="dicabut"):
        passes.open_link(older.code, device="", agent="", source=HERE, at=noon)
    found, secret = passes.open_link(issued.code.lower(), device="", agent="", source=HERE, at=noon)
    assert issued.code.replace("-", "") not in str(CrewPass.objects.filter(pk=found.pk).values()[0])
    assert secret not in str(CrewPass.objects.filter(pk=found.pk).values()[0])
    assert passes.open_link(issued.code, device=secret, agent="", source=HERE, at=noon) == (found, secret)
    for other in ("", "another-telephone"):
        with pytest.raises(Refused, match="telepon lain"):
            passes.open_link(issued.code, device=other, agent="", source=HERE, at=noon)
    (member,) = members.crew_of("9999991001", at=noon)
    assert member.passes[0].turned_away == 2
    counted = CrewPass.objects.filter(pk=found.pk)
    counted.update(turned_away=passes.TURNED_AWAY_MOST - 1)
    for late in (MINUTE, 2 * MINUTE):
        with pytest.raises(Refused, match="telepon lain"):
            passes.open_link(issued.code, device="", agent="", source=HERE, at=noon + late)
        assert counted.get().turned_away == passes.TURNED_AWAY_MOST, "no further, and refused all the same"
        assert counted.get().turned_away_at == noon + late
    assert passes.pass_of_device(secret) == found and passes.pass_of_device("x") is None
    midnight = noon + 12 * HOUR
    assert passes.standing(found, midnight - MINUTE) is passes.Standing.GOOD
    assert passes.standing(found, midnight) is passes.Standing.GRACE and tasks.good_pass(found, midnight)
    assert tasks.tasks_of(found, midnight) == []
    with pytest.raises(Refused, match="hanya untuk hari itu"):
        tasks.good_pass(found, midnight + 6 * HOUR)
    passes.revoke(found, desk=citra.seats[0], at=noon)
    with pytest.raises(Refused, match="dicabut"):
        tasks.good_pass(found, noon)


def test_guessing_links_is_slowed_down(udin: CrewMember, noon: datetime) -> None:
    for _ in range(11):
        with pytest.raises(Refused):
            passes.open_link("0000000000", device="", agent="", source=HERE, at=noon)
    with pytest.raises(Refused) as waits:
        passes.open_link("0000000000", device="", agent="", source=HERE, at=noon)
    assert waits.value.code == "wait"


def test_a_code_is_believed_for_its_ticket_its_telephone_and_its_time(noon: datetime) -> None:
    secret, window = b"s" * 32, codes.Window(noon, noon + HOUR)
    good = codes.written(secret, "ABCDEFGHJK", noon + MINUTE)
    cases = {
        "": CodeState.UNREAD,
        "https://contoh.id": CodeState.UNREAD,
        good: CodeState.READ,
        codes.written(b"o" * 32, "ABCDEFGHJK", noon): CodeState.WRONG,
        codes.written(secret, "ZZZZZZZZZZ", noon): CodeState.WRONG,
        good[:-1] + ("0" if good[-1] != "0" else "1"): CodeState.WRONG,
        codes.written(secret, "ABCDEFGHJK", noon - DAY): CodeState.LATE,
        codes.written(secret, "ABCDEFGHJK", noon + 5 * HOUR): CodeState.LATE,
    }
    for text, state in cases.items():
        assert codes.judge([text], secret, "ABCDEFGHJK", window).state is state, text


def test_the_code_in_a_photo_is_read_and_closes_the_ticket_with_place_and_time(
    phone: CrewPass, task: Ticket, noon: datetime
) -> None:
    at = noon + 10 * MINUTE
    outcome = working.take_in(sent(phone, task.report.code, at), task.report.code, crew_pass=phone, at=at)
    assert outcome.refusal is None and outcome.work.step is not None
    task.refresh_from_db()
    shown = Proof.objects.get()
    assert task.state == State.DONE and shown.code_state == CodeState.READ and shown.metres == 0
    assert shown.taken_at == at and shown.before_digest == task.report.photos.get().digest
    (pair,) = proving.pairs_of(task, task.report)
    assert pair.state is CodeState.READ and not pair.is_risky and len(pair.notes) == 3
    (compared,) = proving.proofs_since(0)
    assert compared.report == task.report.code and not proving.proofs_since(compared.id)


@pytest.mark.parametrize(
    ("which", "state"),
    [("none", CodeState.UNREAD), ("other", CodeState.WRONG), ("yesterday", CodeState.LATE), ("ahead", CodeState.LATE)],
)
def test_a_photo_without_the_right_code_is_taken_and_says_so(
    phone: CrewPass, task: Ticket, noon: datetime, which: str, state: CodeState
) -> None:
    secret, code = passes.secret_of(phone), task.report.code
    text = {
        "none": "", "other": codes.written(secret, "ZZZZZZZZZZ", noon),
        "yesterday": codes.written(secret, code, noon - DAY), "ahead": codes.written(secret, code, noon + 5 * HOUR),
    }[which]  # fmt: skip
    facts = {"taken_at": noon + 5 * HOUR, "sent_at": noon + 5 * HOUR + MINUTE} if which == "ahead" else {}
    told = sent(phone, code, noon, picture(text), **facts)
    outcome = working.take_in(told, code, crew_pass=phone, at=noon)
    assert outcome.work.code_state == state and outcome.work.step is not None
    # A clock that is wrong by hours is put right, and whoever has it is not punished.
    assert outcome.work.taken_at == noon - MINUTE if which == "ahead" else outcome.work.taken_at == noon
    assert proving.pairs_of(task, task.report)[0].is_risky is (state is not CodeState.LATE)


def test_a_photo_that_was_here_before_is_refused_however_it_comes(
    phone: CrewPass, task: Ticket, udin: CrewMember, budi: Actor, citra: Actor, noon: datetime
) -> None:
    second, code = given(budi, udin, citra, noon, 2), task.report.code
    working.take_in(sent(phone, code, noon, source="ab" * 32), code, crew_pass=phone, at=noon)
    first = CrewWork.objects.get()
    before = task.report.photos.get().digest
    for more in (
        {"photo": keep_photo(jpeg(1), at=noon)},  # the report's own photo
        {"photo": keep_photo(jpeg(2), at=noon)},  # and that of this very task
        {"source": "ab" * 32},  # the same camera file with a fresh code
        {"source": before},  # the picture of before, as we showed it, with a fresh code
        {"source": first.photo},
    ):
        with pytest.raises(Refused, match="sudah pernah dipakai"):
            told = sent(phone, second.report.code, noon, key="kunci-lain", **more)  # type: ignore[arg-type]
            working.take_in(told, second.report.code, crew_pass=phone, at=noon)
    again = keep_photo(picture(codes.written(passes.secret_of(phone), code, noon)), at=noon)
    with pytest.raises(Refused, match="sudah pernah dipakai"):
        proving.refuse_used(again)
    second.refresh_from_db()
    assert second.state == State.WAITING


def test_what_was_done_for_a_ticket_that_went_elsewhere_is_kept_and_the_desk_may_use_it(
    phone: CrewPass, task: Ticket, citra: Actor, budi: Actor, fajar: Actor, noon: datetime
) -> None:
    code, desk = task.report.code, citra.seats[0]
    assigning.unassign(task, desk=desk, at=noon)
    outcome = working.take_in(sent(phone, code, noon), code, crew_pass=phone, at=noon)
    assert outcome.refusal is not None and outcome.work.step is None
    task.refresh_from_db()
    assert task.state == State.WAITING
    (kept,) = tasks.kept_for_desk(task)
    assert proving.pictures_among([kept.photo]) == {kept.photo}
    stranger = ticket(budi, noon)
    with pytest.raises(Refused):
        working.take_in(
            sent(phone, stranger.report.code, noon, key="kunci-x"), stranger.report.code, crew_pass=phone, at=noon
        )
    held, desk = access.ticket_to_work(citra, code)
    working.use_kept(kept, held, words="Sudah.", desk=desk, at=noon)
    assert Proof.objects.get().code_state == CodeState.READ and not tasks.kept_for_desk(task)


def test_what_cannot_be_done_goes_back_to_the_desk_with_the_reason(
    phone: CrewPass, task: Ticket, noon: datetime
) -> None:
    code = task.report.code
    facts = {"key": "kunci-tidak", "did": "cannot", "words": "", "taken_at": noon, "sent_at": noon}
    with pytest.raises(Refused, match="mengapa"):
        working.take_in(working.Sent(**facts), code, crew_pass=phone, at=noon)
    told = working.Sent(**(facts | {"words": "Perlu alat berat."}))
    working.take_in(told, code, crew_pass=phone, at=noon)
    task.refresh_from_db()
    assert task.crew_id is None and task.state == State.WAITING
    assert [work.words for work in tasks.handed_back(task)] == ["Perlu alat berat."]


def test_what_was_done_yesterday_without_signal_is_carried_by_todays_link_of_the_same_person(
    phone: CrewPass, task: Ticket, udin: CrewMember, citra: Actor, noon: datetime
) -> None:
    morning, code = noon + 20 * HOUR, task.report.code
    issued = passes.issue(udin, desk=citra.seats[0], at=morning)
    today, _ = passes.open_link(issued.code, device="", agent="", source=HERE, at=morning)
    assert tasks.pass_of_work(today, phone.pk, morning) == phone
    content = picture(codes.written(passes.secret_of(phone), code, noon + MINUTE))
    kept = keep_photo(content, at=morning)
    found = codes.judge(codes_in(kept), passes.secret_of(phone), code, passes.window_of(phone, morning))
    assert found.state is CodeState.READ and found.at == noon + MINUTE
    siti = members.add_member(name="Siti", phone="", desk=citra.seats[0], at=noon)
    hers = passes.issue(siti, desk=citra.seats[0], at=morning)
    other, _ = passes.open_link(hers.code, device="", agent="", source=HERE, at=morning)
    with pytest.raises(Refused):
        tasks.pass_of_work(other, phone.pk, morning)
