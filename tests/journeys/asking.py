"""Questions, answers, a session and a form on paper in the demonstration of the journeys, and their pages."""

from __future__ import annotations

from datetime import datetime, timedelta

from rukun.areas.queries import area
from rukun.people.rules import Actor
from rukun.reports.actions import keep_photo
from rukun.sosialisasi import actions as sosialisasi
from rukun.sosialisasi.asked import actions as asked
from rukun.sosialisasi.asked.actions import Asking, Written
from rukun.sosialisasi.asked.rules import Topic
from rukun.sosialisasi.helped import actions as helped
from rukun.sosialisasi.models import PaperForm, Question, Reply, Sosialisasi
from tests.made import jpeg

HOW = Written(Topic.REGISTER, "Kode undangan hilang, bagaimana?", "Mintalah kode baru kepada kelurahan.")
UNIT = "9999991001002005"


def bring_about(people: dict[str, Actor], noon: datetime) -> None:
    """One answer for everyone, one that waits for the second person, one question without any; a form and a session."""
    asker, lurah, rollout = people["bendahara-kota"], people["lurah"], people["kominfomas"]
    ward = area("9999991001")
    for number, words in enumerate(("Kode saya hilang.", "Boleh beli HP?", "Kapan sosialisasi lagi?")):
        asking = Asking(f"journey-question-{number}", Topic.REGISTER, words)
        question = asked.ask(asking, kelurahan=ward, by=asker, at=noon - timedelta(days=9))
        if number < 2:
            reply = asked.answer(question.pk, HOW, by=lurah, at=noon)
        if number == 0:
            asked.approve(reply.pk, by=rollout, at=noon)
    (form,) = helped.issue_forms([area(UNIT)], 1, by=lurah, at=noon)
    helped.note_picture_of_form(form.code, keep_photo(jpeg(9), at=noon), by=lurah, at=noon)
    plan = sosialisasi.Plan(
        stage=1, place="Aula", starts_at=noon + timedelta(hours=1), speakers="Lurah", capacity=60
    )  # fmt: skip
    session = sosialisasi.plan_session(plan, kelurahan=ward, by=lurah.seats[0], at=noon)
    asked.take_down(session, Asking("journey-in-session", Topic.MONEY, "Kapan dibayar?"), by=lurah, at=noon)


def addresses() -> list[str]:
    """What the lurah sees of it."""
    waiting = Question.objects.filter(reply=None, person__isnull=False).first()
    reply = Reply.objects.exclude(approved_at=None).first()
    session, form = Sosialisasi.objects.first(), PaperForm.objects.first()
    assert waiting and reply and session and form
    at_session = f"/sosialisasi/acara/{session.code}"
    return ["/loket/", "/pendamping/", "/tanya/petugas/", f"/tanya/petugas/{waiting.pk}/", f"{at_session}/akibat/",
            f"/tanya/jawaban/{reply.pk}/", f"/loket/formulir/{form.code}/", f"{at_session}/tanya/"]  # fmt: skip
