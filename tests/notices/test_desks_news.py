"""What is done at a desk is told to whom it concerns: those who wait for it, and those whose work is spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import translation

from rukun.followup import actions as followup
from rukun.followup.parts import actions as parts
from rukun.followup.rules import Verdict
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.notices.rules import NEWS, NOBODYS
from rukun.notices.words import told as in_words
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports.actions import support
from rukun.reports.queries import category
from tests.conftest import _person
from tests.made import proof, ticket

Told = Callable[[Actor], list[str]]


def words_to(actor: Actor) -> str:
    return in_words(
        Notice.objects.filter(person_id=actor.person_id).select_related("report__category").latest("id")
    ).words


def test_every_verb_of_a_ticket_is_somebodys_news_or_said_to_be_nobodys() -> None:
    house = settings.REPOSITORY / "rukun"
    told = {verb for file in house.rglob("*.py") for verb in re.findall(r'"(ticket\.[a-z-]+)"', file.read_text())}
    assert told >= {"ticket.opened", "ticket.paused"} and told - NEWS.keys() - NOBODYS == set()


def test_a_pause_says_why_and_until_when_in_the_readers_language(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    seen, desk = ticket(budi, begun), citra.seats[0]
    followup.pause(
        seen, reason="other-agency", words="Rahasia kantor", expected=date(2016, 6, 9), desk=desk, at=begun
    )  # fmt: skip
    walking.walk(at=begun)
    assert told(budi) == ["opened", "paused"]
    assert "sampai 9 Juni 2016: menunggu instansi lain" in words_to(budi) and "Rahasia" not in words_to(budi)
    with translation.override("en"):
        assert "waiting for another agency" in words_to(budi)
    followup.resume(seen, desk=desk, at=begun + timedelta(hours=1))
    followup.amend_category(
        seen, category=category("banjir"), words="Genangan", desk=desk, at=begun + timedelta(hours=2)
    )
    walking.walk(at=begun + timedelta(hours=3))
    assert told(budi)[2:] == ["resumed", "amended"]


def test_a_reason_to_decline_that_no_strike_has_is_told_as_well(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    followup.decline(ticket(budi, begun), reason_code="beyond", words="Bukan kami", desk=citra.seats[0], at=begun)
    walking.walk(at=begun)
    assert told(budi)[-1] == "declined" and "tidak dapat ditangani" in words_to(budi)


def test_who_reported_the_same_is_told_that_it_goes_on_in_another_and_when_that_is_done(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    joko, farah, desk = _person("Joko"), _person("Farah"), citra.seats[0]
    target, source = ticket(budi, begun), ticket(joko, begun)  # type: ignore[arg-type]
    support(source.report, by=farah, at=begun)  # type: ignore[arg-type]
    walking.walk(at=begun)
    followup.merge([source], target=target, words="", desk=desk, at=begun)
    followup.finish(target, words="Beres", proof=proof(), desk=desk, at=begun + timedelta(hours=1))
    walking.walk(at=begun + timedelta(hours=1))
    assert told(budi) == ["opened", "done"]
    assert told(joko) == ["opened", "merged", "done"]  # type: ignore[arg-type]
    assert told(farah) == ["opened", "merged", "done"]  # type: ignore[arg-type]


def test_who_was_merged_by_mistake_is_told_that_it_goes_on_by_itself_and_hears_no_more_of_the_other(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    joko, farah, desk = _person("Joko"), _person("Farah"), citra.seats[0]
    target, source = ticket(budi, begun), ticket(joko, begun)  # type: ignore[arg-type]
    support(source.report, by=farah, at=begun)  # type: ignore[arg-type]
    followup.merge([source], target=target, words="", desk=desk, at=begun)
    source.refresh_from_db()
    followup.unmerge([source], words="Tiang lain", desk=desk, at=begun + timedelta(hours=1))
    target.refresh_from_db()
    followup.finish(target, words="Beres", proof=proof(), desk=desk, at=begun + timedelta(hours=2))
    walking.walk(at=begun + timedelta(hours=2))
    assert told(budi) == ["opened", "done"]
    assert told(joko) == told(farah) == ["opened", "merged", "unmerged"]  # type: ignore[arg-type]
    assert "masalah tersendiri" in words_to(joko)  # type: ignore[arg-type]


def test_of_a_part_the_reporter_hears_that_it_is_shared_and_done_and_each_desk_what_is_its_own(
    begun: datetime, budi: Actor, citra: Actor, fajar: Actor, told: Told
) -> None:
    roads, held, hour = _person("Hana", "skpd", "99", "bina-marga"), ticket(budi, begun), timedelta(hours=1)
    part = parts.give(held, category=held.category, office=office("bina-marga"), task="Tambal", desk=citra.seats[0],
                      at=begun)  # fmt: skip
    walking.walk(at=begun)
    assert told(budi) == ["opened", "shared"] and told(roads) == ["part-given"]  # type: ignore[arg-type]
    parts.finish(part, words="Sudah", desk=roads.seats[0], at=begun + hour)  # type: ignore[attr-defined]
    walking.walk(at=begun + hour)
    assert told(budi) == ["opened", "shared", "part-done"] and told(citra) == ["part-ready"] and told(fajar) == []
    assert told(roads) == ["part-given"]  # type: ignore[arg-type]
    assert "Kelurahan" not in words_to(budi)
    held.refresh_from_db()
    again = parts.give(held, category=held.category, office=office("bina-marga"), task="Cat", desk=citra.seats[0],
                       at=begun + hour)  # fmt: skip
    parts.hand_back(again, words="Bukan jalan kami", desk=roads.seats[0], at=begun + 2 * hour)  # type: ignore[attr-defined]
    walking.walk(at=begun + 2 * hour)
    assert told(citra) == ["part-ready", "part-back"]


def test_whoever_holds_it_hears_what_is_said_of_a_closing_and_nobody_next_door(
    begun: datetime, budi: Actor, citra: Actor, eka: Actor, fajar: Actor, told: Told
) -> None:
    seen, hour = ticket(budi, begun), timedelta(hours=1)
    followup.finish(seen, words="Beres", proof=proof(), desk=citra.seats[0], at=begun)
    followup.answer(seen, kind=Verdict.DISPUTED, words="Masih ada", by=budi, at=begun + hour)
    followup.audit(seen, stood=True, words="Sudah dilihat", desk=eka.seats[0], at=begun + 2 * hour)
    walking.walk(at=begun + 3 * hour)
    assert told(citra) == ["disputed", "audited"] and told(fajar) == []
    assert told(budi) == ["opened", "done"], "whoever says so knows"


def test_the_department_that_holds_a_private_report_hears_of_it_and_the_one_that_sent_it_on_no_more(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    """Of whichever kind it is: rubbish is the kelurahan's, and yet it was forwarded to who mends roads."""
    roads = _person("Joko", "skpd", "9999", "bina-marga")
    held, hour = ticket(budi, begun, is_private=True), timedelta(hours=1)
    followup.dispose(held, to=office("bina-marga"), reason="Di atas jalan", desk=citra.seats[0], at=begun)
    followup.finish(held, words="Beres", proof=proof(), desk=roads.seats[0], at=begun + hour)  # type: ignore[attr-defined]
    followup.answer(held, kind=Verdict.DISPUTED, words="Masih ada", by=budi, at=begun + 2 * hour)
    walking.walk(at=begun + 3 * hour)
    assert told(roads) == ["disputed"] and told(citra) == []  # type: ignore[arg-type]


def test_the_camat_hears_what_is_left_to_the_kecamatan_and_a_supporter_who_asked_again_does_not_hear_of_it(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    camat, joko, hour = _person("Indra", "camat", "999999"), _person("Joko"), timedelta(hours=1)
    seen = ticket(budi, begun)
    support(seen.report, by=joko, at=begun)  # type: ignore[arg-type]
    for number in (1, 2):
        followup.finish(seen, words="Beres", proof=proof(number), desk=citra.seats[0], at=begun + 2 * number * hour)
        followup.reopen(seen, words="Belum", by=joko, at=begun + (2 * number + 1) * hour)  # type: ignore[arg-type]
    walking.walk(at=begun + 9 * hour)
    assert told(camat) == ["handed-up"]  # type: ignore[arg-type]
    assert told(budi) == ["opened", "done", "reopened", "done", "reopened", "forwarded"]
    assert told(joko) == ["opened", "done", "done", "forwarded"]  # type: ignore[arg-type]


def test_a_question_is_told_to_whoever_reported_alone_and_its_answer_to_the_desk_alone(
    begun: datetime, budi: Actor, citra: Actor, fajar: Actor, told: Told
) -> None:
    joko, hour = _person("Joko"), timedelta(hours=1)
    seen = ticket(budi, begun)
    support(seen.report, by=joko, at=begun)  # type: ignore[arg-type]
    followup.ask(seen, words="Di depan rumah nomor berapa?", desk=citra.seats[0], at=begun)
    walking.walk(at=begun)
    assert told(budi) == ["opened", "asked"] and told(citra) == []
    assert words_to(budi).startswith("Kelurahan Rukun Jaya bertanya tentang Sampah") and "4 Juni 2016" in words_to(budi)
    assert told(joko) == ["opened", "paused"], "whoever supports it reads why it waits"  # type: ignore[arg-type]
    followup.reply(seen, words="Nomor 12", by=budi, at=begun + hour)
    walking.walk(at=begun + hour)
    assert told(citra) == ["replied"] and told(fajar) == []
    assert told(budi) == ["opened", "asked"], "whoever answers knows"
    assert told(joko) == ["opened", "paused", "resumed"]  # type: ignore[arg-type]


def test_a_late_answer_is_told_to_the_desk_and_a_resumption_by_the_desk_is_no_answer(
    begun: datetime, budi: Actor, citra: Actor, told: Told
) -> None:
    seen, hour = ticket(budi, begun), timedelta(hours=1)
    followup.ask(seen, words="Nomor berapa?", desk=citra.seats[0], at=begun)
    followup.resume(seen, desk=citra.seats[0], at=begun + hour)
    walking.walk(at=begun + hour)
    assert told(budi) == ["opened", "asked", "resumed"] and told(citra) == []
    followup.reply(seen, words="Nomor 12", by=budi, at=begun + 2 * hour)
    walking.walk(at=begun + 2 * hour)
    assert told(citra) == ["replied"] and told(budi)[3:] == []
