"""The seals for everyone: what a mirror fetches, what a page proves, what it does not tell, and what it refuses."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports import actions as reports
from rukun.reports.models import Photo, Report
from rukun.trail import keys, merkle, note, queries
from rukun.trail.actions import seal
from rukun.trail.models import Event, Leaf, Seal
from rukun.trail.renewing import renew_key
from tests.doors.test_pages import queries_of, text_of
from tests.made import proof, report
from tests.trail.test_proving import happen

pytestmark = pytest.mark.any_engine


@pytest.fixture
def sealed(kota: Path, tmp_path: Path, noon: datetime) -> Seal:
    """Two seals: over what made the kota, and over forty events more."""
    seal(home=tmp_path, at=noon)
    happen(noon, 40)
    made = seal(home=tmp_path, at=noon + timedelta(minutes=15))
    assert made is not None
    return made


def test_the_newest_root_is_a_signed_note_at_an_address_that_anyone_mirrors(
    sealed: Seal, client: Client, tmp_path: Path
) -> None:
    answer = client.get("/segel/akar.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    _, key = note.read_verifier(client.get("/segel/kunci.txt").content.decode())
    shown = note.opened(answer.content.decode(), key)
    assert (shown.size, shown.root) == (sealed.size, bytes(sealed.root))
    assert answer.content == client.get(f"/segel/{sealed.number}.txt").content
    listed = client.get("/segel/daftar.json?sesudah=0").json()
    assert [one["number"] for one in listed["seals"]] == [1, 2] and listed["seals"][1]["note"] == sealed.note
    assert client.get("/segel/daftar.json?sesudah=2").json()["seals"] == []
    for address, most in (("/segel/akar.txt", 1), ("/segel/kunci.txt", 0), ("/segel/daftar.json", 2)):
        assert queries_of(client, address) <= most


def test_before_the_first_seal_nothing_is_shown_as_sealed(kota: Path, client: Client) -> None:
    assert client.get("/segel/akar.txt").status_code == 404
    assert "Belum ada segel" in text_of(client.get("/segel/"))
    assert client.get("/segel/tumbuh.json?dari=1").status_code == 404


def test_the_page_of_seals_is_turned_and_takes_as_many_queries_for_many(
    sealed: Seal, client: Client, tmp_path: Path, noon: datetime
) -> None:
    few = queries_of(client, "/segel/")
    for n in range(1, 33):
        happen(noon, 1)
        seal(home=tmp_path, at=noon + timedelta(hours=n))
    assert queries_of(client, "/segel/") == few == 4
    assert "Segel terbaru: nomor 34" in text_of(client.get("/segel/?halaman=2"))
    assert client.get("/segel/?halaman=x").status_code == 400


def test_the_entries_of_a_public_report_are_found_by_its_code_and_proved(
    kota: Path, client: Client, ani: Actor, noon: datetime, tmp_path: Path
) -> None:
    made = report(ani, noon, for_unit=ani.seats[0].area)
    seal(home=tmp_path, at=noon)
    found = client.get(f"/segel/bukti/?tentang={made.code.lower()}")
    assert "report.filed" in text_of(found) and "Ketua RT 9999991001002005" in text_of(found)
    number = re.findall(r"nomor=(\d+)", found.content.decode())[0]
    page = text_of(client.get(f"/segel/bukti/?nomor={number}"))
    assert f"Peristiwa {number} berdiri di tempat" in page and made.code in page
    told = client.get(f"/segel/bukti.json?nomor={number}").json()
    leaf = merkle.leaf_hash(told["content"].encode())
    assert leaf.hex() == told["leaf"] and told["is_open"]
    proved = merkle.includes(
        bytes.fromhex(told["root"]), told["size"], told["index"], leaf, [bytes.fromhex(step) for step in told["proof"]]
    )
    assert proved and note.opened(told["note"], keys.signing_key(tmp_path).public_key()).root.hex() == told["root"]


def test_of_what_is_private_only_the_hash_is_told_and_it_is_proved_all_the_same(
    kota: Path, client: Client, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    made = report(budi, noon, is_private=True)
    seal(home=tmp_path, at=noon)
    event = Event.objects.get(about=f"report:{made.code}", verb="report.filed")
    told = client.get(f"/segel/bukti.json?nomor={event.pk}").json()
    assert told["content"] is None and not told["is_open"]
    assert told["leaf"] == merkle.leaf_hash(event.content()).hex(), "whoever holds the content can prove it"
    page = client.get(f"/segel/bukti/?nomor={event.pk}")
    assert "tidak untuk umum" in text_of(page) and made.code not in page.content.decode()
    unknown = client.get("/segel/bukti/?tentang=ZZZZZZZZZZ")
    private = client.get(f"/segel/bukti/?tentang={made.code}")
    assert unknown.status_code == private.status_code == 404
    for person in (f"person:{budi.person_id}", "crew:1", "seat:lurah@9999991001"):
        assert client.get(f"/segel/bukti/?tentang={person}").status_code == 404


def test_a_proof_takes_as_many_queries_in_a_long_log_as_in_a_short_one(
    sealed: Seal, client: Client, tmp_path: Path, noon: datetime
) -> None:
    event = Leaf.objects.get(index=sealed.size - 1).event_id
    few = queries_of(client, f"/segel/bukti/?nomor={event}"), queries_of(client, "/segel/tumbuh/?dari=1")
    happen(noon, 700)
    seal(home=tmp_path, at=noon + timedelta(hours=1))
    many = queries_of(client, f"/segel/bukti/?nomor={event}"), queries_of(client, "/segel/tumbuh/?dari=1")
    assert all(now <= 12 for now in (*few, *many))


def test_growth_between_two_seals_is_proved_on_the_page_and_as_json(
    sealed: Seal, client: Client, tmp_path: Path
) -> None:
    first = Seal.objects.get(number=1)
    assert "tidak ada yang diubah, disisipkan, atau dihapus" in text_of(client.get("/segel/tumbuh/?dari=1&ke=2"))
    assert f"({sealed.size} peristiwa)" in text_of(client.get("/segel/tumbuh/?dari=1"))
    told = client.get(f"/segel/tumbuh.json?dari={first.size}&ke={sealed.size}").json()
    path = [bytes.fromhex(step) for step in told["proof"]]
    assert merkle.only_grew(first.size, bytes(first.root), sealed.size, bytes(sealed.root), path)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/segel/bukti/?nomor=x", 400), ("/segel/bukti/?nomor=0", 404), ("/segel/bukti/?nomor=999999999999", 404),
        (f"/segel/bukti/?nomor={'9' * 18}", 404), (f"/segel/bukti.json?nomor={'9' * 40}", 400),
        ("/segel/tumbuh/?dari=2&ke=1", 400), ("/segel/tumbuh/?dari=9", 404), ("/segel/tumbuh/?dari=x", 400),
        ("/segel/tumbuh.json", 400), ("/segel/tumbuh.json?dari=0", 404), ("/segel/tumbuh.json?dari=1&ke=77", 404),
        ("/segel/3.txt", 404), (f"/segel/{'9' * 30}.txt", 404), ("/segel/daftar.json?sesudah=-1", 400),
        ("/segel/bukti/?tentang=decree:nowhere", 200),
    ],
)  # fmt: skip
def test_what_cannot_be_proved_is_refused_in_plain_words(
    sealed: Seal, client: Client, address: str, status: int
) -> None:
    answer = client.get(address)
    assert answer.status_code == status, text_of(answer)
    as_json = client.get(address, headers={"Accept": "application/json"})
    assert as_json.status_code == status
    if status != 200:
        assert {"code", "words", "field"} <= as_json.json().keys()


def test_what_is_not_sealed_yet_is_asked_to_wait_for(sealed: Seal, client: Client, noon: datetime) -> None:
    happen(noon, 1)
    event = Event.objects.order_by("-id").first()
    waiting = client.get(f"/segel/bukti/?nomor={event.pk}")  # type: ignore[union-attr]
    assert waiting.status_code == 409 and "belum disegel" in text_of(waiting)


def test_a_stranger_leaves_no_signature(sealed: Seal, client: Client) -> None:
    for facts in ({"isi": str(sealed.size), "baris": "— x AAAA"}, {"isi": "1", "baris": "x"}, {"isi": "x"}, {}):
        refused = client.post("/segel/saksi/", facts)
        assert refused.status_code in (400, 404)
    assert "Belum ada saksi" in text_of(client.get("/segel/saksi/"))


def test_a_person_can_be_forgotten_and_every_seal_and_proof_still_holds(
    kota: Path, client: Client, budi: Actor, citra: Actor, noon: datetime, tmp_path: Path
) -> None:
    made = report(budi, noon, words="Got mampet di depan rumah saya, tanya Budi", photos=[proof(3)])
    reports.comment(made, words="Saya Budi, nomor saya 0812", key="c" * 16, by=budi, at=noon)
    seal(home=tmp_path, at=noon)
    event = Event.objects.get(about=f"report:{made.code}", verb="report.filed")
    before = client.get(f"/segel/bukti.json?nomor={event.pk}").json()
    person = Person.objects.get(pk=budi.person_id)
    every = "\n".join(one.content().decode() for one in Event.objects.all())
    for told in (person.name, person.login, made.words, "0812", "mampet"):
        assert told not in every, "the log never held it"

    # All that names the person goes, whatever way the law asks for: account, words, photos.
    Person.objects.filter(pk=person.pk).update(name="-", pseudonym="-", login=f"gone-{person.pk}", is_active=False)
    Report.objects.filter(pk=made.pk).update(words="", filer=None, lat=None, lon=None, placed="by-hand")
    Photo.objects.filter(report=made).delete()

    verified = queries.verify(tmp_path)
    assert verified.broken is None and verified.sealed == Event.objects.count()
    assert client.get(f"/segel/bukti.json?nomor={event.pk}").json() == before


def test_keys_that_sign_no_more_are_shown_with_what_vouches_for_the_next(
    sealed: Seal, client: Client, tmp_path: Path, noon: datetime
) -> None:
    first = client.get("/segel/kunci.txt").content.decode().strip()
    assert client.get("/segel/daftar.json").json()["earlier"] == []
    second = renew_key(home=tmp_path, by="administrator@cli", at=noon + timedelta(hours=1))
    assert client.get("/segel/kunci.txt").content.decode().strip() == second
    (told,) = client.get("/segel/daftar.json").json()["earlier"]
    assert (told["verifier"], told["seal"]) == (first, 3)
    proved = client.get(f"/segel/bukti.json?nomor={told['event']}").json()
    facts = json.loads(json.loads(proved["content"])["facts"])
    assert (facts["from"], facts["to"]) == (first, second)
    shown = note.opened(client.get("/segel/3.txt").content.decode(), note.read_verifier(first)[1])
    assert shown.size == Seal.objects.get(number=3).size
    assert note.opened(proved["note"], note.read_verifier(proved["verifier"])[1]).size == proved["size"]
    page = client.get("/segel/").content.decode()
    assert "Kunci sebelumnya, sampai segel 3" in page and first in page and second in page
    listed = client.get("/segel/bukti/?tentang=seal-key:rukun").content.decode()
    assert f"?nomor={told['event']}" in listed and "tentang=seal-key:rukun" in page
