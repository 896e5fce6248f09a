"""The crew's pages: at the desk, at the way in, and what their telephones ask and send."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client

from rukun.followup import access
from rukun.followup.crew import assigning, codes, members, passes, proving, tasks
from rukun.followup.models import CrewMember, CrewPass, CrewWork, Proof, Ticket
from rukun.people.rules import Actor
from rukun.values.said import Said
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.followup.test_crew import picture
from tests.made import proof, ticket

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def udin(kota: Path, citra: Actor, noon: datetime) -> CrewMember:
    return members.add_member(name="Udin", phone="", desk=citra.seats[0], at=noon)


@pytest.fixture
def task(udin: CrewMember, budi: Actor, citra: Actor, noon: datetime) -> Ticket:
    made = ticket(budi, noon, photos=[proof(1)], is_private=True)
    held, desk = access.ticket_to_work(citra, made.report.code)
    return assigning.assign(held, udin, desk=desk, at=noon)


@pytest.fixture
def phone(udin: CrewMember, citra: Actor, noon: datetime) -> Client:
    client = Client()
    issued = passes.issue(udin, desk=citra.seats[0], at=noon)
    assert client.post("/petugas/masuk/", {"code": issued.code}).headers["Location"] == "/petugas/"
    return client


def form(crew_pass: CrewPass, code: str, at: datetime, **change: object) -> dict[str, object]:
    photo = SimpleUploadedFile("bukti.jpg", picture(codes.written(passes.secret_of(crew_pass), code, at)), "image/jpeg")
    moment = at.isoformat()
    return {
        "key": "kunci-telepon", "pass": str(crew_pass.pk), "ticket": code, "did": "done", "words": "Sudah diangkut.",
        "taken_at": moment, "sent_at": moment, "lat": "-6.501", "lon": "106.5075", "photo": photo,
    } | change  # fmt: skip


def test_the_desk_names_its_crew_gives_a_link_and_takes_it_back(
    task: Ticket, udin: CrewMember, signed_in: SignedIn, citra: Actor, fajar: Actor
) -> None:
    desk = signed_in(citra)
    assert queries_of(desk, "/meja/petugas/") == ME + 5
    assert desk.post("/meja/petugas/", {"name": "Siti", "phone": ""}).status_code == 302
    again = desk.post("/meja/petugas/", {"name": "Siti", "phone": ""})
    assert again.status_code == 400 and "Sudah ada petugas bernama Siti" in text_of(again)
    shown = desk.post(f"/meja/petugas/{udin.pk}/", {"do": "link"})
    address = re.search(r"http://testserver/petugas/masuk/#([0-9A-Z-]{11})", shown.content.decode())
    assert address and "<svg" in shown.content.decode() and shown.headers["Cache-Control"] == "no-store"
    assert "1 telepon lain ditolak" not in text_of(desk.get("/meja/petugas/"))
    assert Client().post("/petugas/masuk/", {"code": address[1]}).status_code == 302
    second = Client().post("/petugas/masuk/", {"code": address[1]})
    assert second.status_code == 409 and "sudah dibuka di telepon lain" in text_of(second)
    assert "1 telepon lain ditolak" in text_of(desk.get("/meja/petugas/"))
    number = CrewPass.objects.get().pk
    assert signed_in(fajar).post(f"/meja/petugas/{udin.pk}/", {"do": "revoke", "pass": number}).status_code == 404
    assert desk.post(f"/meja/petugas/{udin.pk}/", {"do": "revoke", "pass": number}).status_code == 302
    assert "Dicabut" in text_of(desk.get("/meja/petugas/"))
    retired = desk.post(f"/meja/petugas/{udin.pk}/", {"do": "retire"})
    assert retired.status_code == 400 and "masih memegang 1 tugas" in text_of(retired)


def test_the_next_kelurahan_sees_and_does_nothing_with_the_crew(
    task: Ticket, udin: CrewMember, signed_in: SignedIn, fajar: Actor, budi: Actor
) -> None:
    code, stranger = task.report.code, signed_in(fajar)
    assert "Udin" not in text_of(stranger.get("/meja/petugas/"))
    for do in ("link", "rename", "retire", "return", "revoke"):
        assert stranger.post(f"/meja/petugas/{udin.pk}/", {"do": do, "name": "x"}).status_code == 404
    for address in (f"/meja/{code}/petugas/", f"/meja/{code}/kiriman/"):
        assert stranger.post(address, {"crew": udin.pk, "kiriman": "1"}).status_code == 404
        assert signed_in(budi).post(address, {"crew": udin.pk}).status_code == 404
    assert Ticket.objects.get(pk=task.pk).crew_id == udin.pk


def test_the_desk_gives_and_takes_back_from_the_ticket_page(
    task: Ticket, udin: CrewMember, signed_in: SignedIn, citra: Actor
) -> None:
    desk, address = signed_in(citra), f"/meja/{task.report.code}/petugas/"
    assert desk.post(address, {"crew": ""}).headers["Location"] == f"/meja/{task.report.code}/"
    assert Ticket.objects.get(pk=task.pk).crew_id is None
    desk.post(address, {"crew": str(udin.pk)})
    assert Ticket.objects.get(pk=task.pk).crew_id == udin.pk
    assert desk.post(address, {"crew": "999999"}).status_code == 404


def test_a_telephone_gets_its_tasks_and_nothing_else(
    phone: Client, task: Ticket, budi: Actor, noon: datetime, later: Callable[[timedelta], None]
) -> None:
    told = phone.get("/petugas/siap.json", **JSON).json()
    assert [one["code"] for one in told["tasks"]] == [task.report.code] and told["name"] == "Udin"
    digest = told["tasks"][0]["before"]
    assert phone.get(f"/petugas/foto/{digest}.jpg").status_code == 200
    assert phone.get(f"/foto/{digest}.jpg").status_code == 404, "a private report is no other door's"
    assert Client().get(f"/petugas/foto/{digest}.jpg").status_code == 404
    foreign = ticket(budi, noon, photos=[proof(2)]).report.photos.get().digest
    assert phone.get(f"/petugas/foto/{foreign}.jpg").status_code == 404
    assert Client().get("/petugas/siap.json", **JSON).status_code == 404
    assert queries_of(phone, "/petugas/siap.json") == 4
    assert queries_of(phone, "/petugas/") == 0
    assert "Budi" not in str(told) and "Udin" not in phone.get("/petugas/").content.decode()
    later(timedelta(hours=13))
    over = phone.get("/petugas/siap.json", **JSON).json()
    assert over["is_over"] and over["tasks"] == []
    later(timedelta(hours=19))
    assert phone.get("/petugas/siap.json", **JSON).status_code == 409


def test_what_a_telephone_sends_closes_the_ticket_once_however_often_it_comes(
    phone: Client, task: Ticket, noon: datetime
) -> None:
    crew_pass, code = CrewPass.objects.get(), task.report.code
    first = phone.post("/petugas/kirim/", form(crew_pass, code, noon), **JSON)
    assert first.status_code == 201 and first.json()["code_state"] == "read" and not first.json()["is_kept"]
    again = phone.post("/petugas/kirim/", form(crew_pass, code, noon), **JSON)
    assert again.status_code == 200 and not again.json()["is_kept"]
    assert Proof.objects.count() == CrewWork.objects.count() == 1
    assert Client().post("/petugas/kirim/", form(crew_pass, code, noon), **JSON).status_code == 404
    without = phone.post("/petugas/kirim/", form(crew_pass, code, noon, key="kunci-lain", photo=""), **JSON)
    assert without.status_code == 400 and without.json()["words"] == "Sertakan foto hasil pekerjaan."


def test_a_task_that_was_taken_away_is_told_and_its_photo_is_offered_to_the_desk(
    phone: Client, task: Ticket, signed_in: SignedIn, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    crew_pass, code, desk = CrewPass.objects.get(), task.report.code, signed_in(citra)
    desk.post(f"/meja/{code}/petugas/", {"crew": ""})
    told = phone.post("/petugas/kirim/", form(crew_pass, code, noon), **JSON)
    assert told.status_code == 201 and told.json()["is_kept"] and "disimpan untuk kelurahan" in told.json()["words"]
    kept = CrewWork.objects.get()
    page = text_of(desk.get(f"/meja/{code}/?urut=tenggat"))
    assert "tiba saat tiket sudah berpindah" in page and "Kode tiket lain" in page
    assert desk.get(f"/meja/{code}/kiriman/{kept.photo}.jpg").status_code == 200
    assert signed_in(fajar).get(f"/meja/{code}/kiriman/{kept.photo}.jpg").status_code == 404
    used = desk.post(f"/meja/{code}/kiriman/", {"kiriman": kept.pk, "words": "Sudah."})
    assert used.status_code == 302 and Ticket.objects.get(pk=task.pk).state == "done"


def test_a_ppsu_with_an_account_needs_no_link(kota: Path, signed_in: SignedIn, budi: Actor, noon: datetime) -> None:
    joko = signed_in(_person("Joko", "ppsu", "9999991001", "9999991001"))  # type: ignore[arg-type]
    assert "Buka tugas saya" in text_of(joko.get("/petugas/masuk/"))
    assert joko.post("/petugas/masuk/", {"do": "account"}).status_code == 302
    assert joko.get("/petugas/siap.json", **JSON).json()["name"] == "Joko"
    assert signed_in(budi).post("/petugas/masuk/", {"do": "account"}).status_code == 404
    assert CrewMember.objects.count() == 1


def test_the_worker_keeps_the_crews_page_apart_from_the_residents(kota: Path, client: Client) -> None:
    script = client.get("/sw.js")
    if script.status_code == 404:
        pytest.skip("the frontend is not built")
    told = script.content.decode()
    assert '"crew": {"page": "/petugas/"' in told


def test_before_and_after_stand_side_by_side_with_what_is_known_of_them(
    phone: Client, task: Ticket, noon: datetime
) -> None:
    crew_pass, code = CrewPass.objects.get(), task.report.code
    phone.post("/petugas/kirim/", form(crew_pass, code, noon), **JSON)
    task.refresh_from_db()
    (pair,) = proving.pairs_of(task, task.report)
    shown = render_to_string("kelurahan/_bukti.html", {"pairs": [replace(pair, doubts=[Said("Mirip foto lain.")])]})
    assert f"/foto/{pair.before}.jpg" in shown and f"/bukti/{pair.after}.jpg" in shown
    for words in ("Bukti diragukan", "Mirip foto lain", "Kode di foto cocok", "Diambil di tempatnya"):
        assert words in shown


def test_who_is_sent_and_who_could_not_stand_on_the_ticket_page(
    phone: Client, task: Ticket, udin: CrewMember, noon: datetime
) -> None:
    crew_pass, code = CrewPass.objects.get(), task.report.code
    facts = form(crew_pass, code, noon, did="cannot", words="Perlu alat berat.", photo="")
    assert phone.post("/petugas/kirim/", facts, **JSON).status_code == 201
    task.refresh_from_db()
    told = {"ticket": task, "crew": members.active_crew("9999991001"), "handed_back": tasks.handed_back(task)}
    shown = render_to_string("kelurahan/_petugas.html", told)
    assert "Perlu alat berat." in shown and "Tugaskan kepada" in shown
