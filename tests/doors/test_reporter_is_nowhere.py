"""Who reported stands on no page, in no answer and in no download: every route, as everybody who must not learn it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from rukun.channels.open311.routes import TABLE as OPEN311
from rukun.channels.open311.routes import Route as Open311Route
from rukun.channels.web.request.guard import ANYONE, Route
from rukun.channels.web.routes import TABLE
from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_rate, ticket_to_work
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.people.actions import register_person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor
from rukun.reports import actions
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Photo, Report
from rukun.tick import tick
from rukun.trail.models import Event
from tests import laying
from tests.conftest import _person
from tests.made import jpeg, proof, report

# What a page says does not depend on the engine, and these pages are asked for by everybody.
pytestmark = pytest.mark.any_engine
SignedIn = Callable[[Actor], Client]
# Nobody else, no street and no sentence of ours is called so.
NAME, SURNAME, ADDRESS, NUMBER = "Zebulon", "Kusumawijaya", "zebulon.kusumawijaya@contoh.id", "+6281298765432"
FINDABLE = re.compile(r"zebulon|kusumawijaya|8129[ .-]?876[ .-]?5432", re.IGNORECASE)
# What they wrote themselves into a report, a comment and a rating, for the office to read.
WRITTEN = "hubungi 0812 7777 6666 atau surat@tulisan.contoh"
CONTACT = re.compile(r"7777[ .-]?6666|surat@tulisan", re.IGNORECASE)
# Signs out, or takes forms alone in a demonstration.
LEFT_OUT = ("keluar", "masuk-demo")


@dataclass
class Told:
    """What there is to be learned from: reports of a person whose name is unlike any other."""

    codes: list[str]
    digests: list[str]
    filer: Actor


def registered(login: str, noon: datetime) -> Actor:
    person = register_person(login=login, name=f"{NAME} {SURNAME}", pseudonym="Warga 4F7K", password=None, at=noon)
    return actor_of(person.pk, noon)


@pytest.fixture
def told(kota: Path, ani: Actor, budi: Actor, citra: Actor, noon: datetime) -> Told:
    """Public, private, hidden, finished, asked for again; with comments, stars, photos, support and contact opened."""
    return laying.once(_told, ani, budi, citra, noon)


def _told(ani: Actor, budi: Actor, citra: Actor, noon: datetime) -> Told:
    home = Path(settings.RUKUN_HOME)
    walking.begin(at=noon)
    by_mail, by_phone = registered(ADDRESS, noon), registered(NUMBER, noon)
    hour, after = timedelta(hours=1), proof(7)
    kinds = {
        "finished": {},
        "private": {"is_private": True},
        "hidden": {},
        "waiting": {"kind": "jalan-rusak"},
    }
    made = {
        name: report(by, noon, words=f"Sampah {name}, {WRITTEN}", photos=[actions.keep_photo(jpeg(n), at=noon)], **more)
        for n, (name, more) in enumerate(kinds.items())
        for by in [by_mail if n % 2 == 0 else by_phone]
    }  # fmt: skip
    tick(home=home, at=noon)
    held, desk = ticket_to_work(citra, made["finished"].code)
    followup.finish(held, words="Sudah diangkut", proof=after, desk=desk, at=noon + hour)
    followup.rate(
        ticket_to_rate(by_mail, made["finished"].code), stars=4, words=f"Baik, {WRITTEN}", by=by_mail, at=noon + hour
    )
    for by, words in ((by_mail, f"Terima kasih, {WRITTEN}"), (budi, "Betul")):
        actions.comment(made["finished"], words=words, key=f"comment-of-{by.person_id}", by=by, at=noon)
    actions.support(made["waiting"], by=by_mail, at=noon)
    actions.support(made["finished"], by=ani, at=noon)
    whole = Report.objects.get(pk=made["hidden"].pk)
    actions.hide(whole, Part.WHOLE, reason=Reason.ABUSE, note="Kasar", desk=citra.seats[0], at=noon)
    actions.open_contact(made["finished"], reason="Menanyakan jam", desk=citra.seats[0], at=noon)
    tick(home=home, at=noon + hour)
    digests = [*Photo.objects.values_list("digest", flat=True), after.digest]
    return Told([one.code for one in made.values()], digests, by_mail)


def addresses(route: Route | Open311Route, told: Told, viewer: Actor | None) -> Iterator[str]:
    """Every address of a route that there is something at, and some that there is nothing at."""
    numbers = Notice.objects.filter(person_id=viewer.person_id if viewer else 0).values_list("pk", flat=True)
    values = {
        "code": ["99.99.99.1001"] if route.name == "wilayah" else told.codes, "digest": told.digests,
        "number": [str(number) for number in numbers] or ["1"], "token": ["nothing"],
    }  # fmt: skip
    names = re.findall(r"<(?:[\w-]+:)?(\w+)>", route.address)
    if not names:
        yield reverse(route.name)
    for value in values.get(names[0], ["1"]) if names else ():
        yield reverse(route.name, kwargs={name: value if name == names[0] else "1" for name in names})


def is_kept_out(route: Route, viewer: Actor | None) -> bool:
    if viewer is None:
        return route.who != ANYONE
    return isinstance(route.who, frozenset) and not {seat.role for seat in viewer.seats} & route.who


def of_programs(told: Told) -> Iterator[str]:
    """Everything that Open311 answers, in both formats and with all that can be asked for besides."""
    whole = f"extensions=true&service_request_id={','.join(told.codes)}"
    for route in OPEN311:
        names = re.findall(r"<(?:[\w-]+:)?(\w+)>", route.address)
        for form in ("xml", "json") if "form" in names else ("",):
            for code in told.codes if "code" in names else ("1",):
                address = reverse(route.name, kwargs={name: form if name == "form" else code for name in names})
                yield from (f"{address}?extensions=true", f"{address}?{whole}")


def all_that_is_said(answer: object) -> str:
    """Head and body; a PDF by its text, a picture by its bytes."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())  # type: ignore[attr-defined]
    streamed = answer.streaming  # type: ignore[attr-defined]
    body = b"".join(answer.streaming_content) if streamed else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"%PDF"):
        body = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).encode()
    return head + body.decode("utf-8", errors="replace") + repr(answer.cookies)  # type: ignore[attr-defined]


VIEWERS: dict[str, Callable[[pytest.FixtureRequest], object]] = {
    "a stranger": lambda _: None,
    "a resident": lambda request: request.getfixturevalue("budi"),
    "the ketua RT of the place": lambda request: request.getfixturevalue("ani"),
    "the ketua RW of the place": lambda _: _person("Rw", "ketua-rw", "9999991001002"),
    "the lurah next door": lambda request: request.getfixturevalue("fajar"),
    "the handler, without opening the contact": lambda request: request.getfixturevalue("citra"),
    "the validator": lambda request: request.getfixturevalue("dodi"),
}
HANDLING = ("the handler, without opening the contact", "the validator")


@pytest.mark.parametrize("who", VIEWERS)
def test_who_reported_is_said_nowhere(
    told: Told, signed_in: SignedIn, request: pytest.FixtureRequest, who: str
) -> None:
    viewer: Actor | None = VIEWERS[who](request)  # type: ignore[assignment]
    client = signed_in(viewer) if viewer else Client()
    seen, reads_contacts = 0, False
    for route in TABLE:
        if route.name in LEFT_OUT:
            continue
        # Who is turned away by the table is so before anything is looked up: the first address says it for all.
        some = 1 if is_kept_out(route, viewer) else None
        for number, address in enumerate(islice(addresses(route, told, viewer), some)):
            # What a script is told differs by the page, not by the report.
            for accept in ("text/html", "application/json")[: 1 if number else 2]:
                answer = client.get(address, headers={"accept": accept})
                said = all_that_is_said(answer)
                found = FINDABLE.search(said)
                assert not found, f"{who} reads at {address}: {said[max(0, found.start() - 80) : found.end() + 20]}"
                contact = CONTACT.search(said)
                assert not contact or who in HANDLING, f"{who} reads a telephone at {address}"
                reads_contacts |= contact is not None
                seen += answer.status_code == 200
    assert seen > len(TABLE) // 3, "the pages were really seen"
    assert reads_contacts == (who in HANDLING), "whoever handles it can call back"


def test_no_program_reads_who_reported_nor_what_is_private(told: Told) -> None:
    finished, private, hidden, waiting = told.codes
    seen = 0
    for address in of_programs(told):
        answer = Client().get(address)
        said = all_that_is_said(answer)
        assert not FINDABLE.search(said) and not CONTACT.search(said), address
        if answer.status_code == 200 and "/requests" in address:
            assert private not in said and hidden not in said, address
            seen += finished in said and waiting in said
    assert seen == 6, "the lists were really seen"
    for address in ("/umpan.atom", "/wilayah/99.99.99.1001/umpan.atom"):
        said = all_that_is_said(Client().get(address))
        assert waiting in said and private not in said and hidden not in said
        assert not FINDABLE.search(said) and not CONTACT.search(said)


def test_the_reporter_reads_their_own_name_where_it_belongs(told: Told, signed_in: SignedIn) -> None:
    """The same search finds what is there: else nothing found would mean nothing."""
    client = signed_in(told.filer)
    found = {
        route.name for route in TABLE if route.name not in LEFT_OUT
        for address in addresses(route, told, told.filer) if FINDABLE.search(all_that_is_said(client.get(address)))
    }  # fmt: skip
    assert "akun" in found and not found & {"laporan-satu", "laporan", "laporan-saya", "kabar", "foto"}


def test_neither_is_it_in_the_trail_nor_in_what_anybody_is_told(told: Told) -> None:
    for event in Event.objects.all():
        assert not FINDABLE.search(f"{event.seat} {event.about} {event.facts}"), event.verb
    assert not any(FINDABLE.search(notice.facts) for notice in Notice.objects.all()) and Notice.objects.exists()


def test_nobody_finds_a_report_by_the_telephone_in_it(told: Told) -> None:
    code = told.codes[-1]
    for found_by, address in ((True, "Sampah waiting"), (False, "7777 6666"), (False, "surat@tulisan.contoh")):
        for door in ("/laporan/?cari=", "/api/v1/reports?words="):
            said = all_that_is_said(Client().get(door + quote(address)))
            assert (code in said) == found_by, (door, address)


@pytest.mark.any_engine
@pytest.mark.parametrize("common", [False, True], ids=["rare", "common"])
def test_nor_by_a_piece_of_one(kota: Path, budi: Actor, noon: datetime, *, common: bool) -> None:
    """A number's first seven figures are as good as the whole."""
    words = "Lampu padam, hubungi 081298765432 atau budi.santoso@surat.contoh; kode tiang 0812345"
    code = report(budi, noon, words=words).code
    for number in range(40 if common else 1):
        report(budi, noon, words=f"Lampu budi padam {number}")
    for found_by, address in (
        (True, "lampu padam hubungi"), (True, "tiang 0812345"), (True, "lampu hub"), (False, "0812987"),
        (False, "padam 08129876"), (False, "santoso"), (False, "surat contoh"), (False, "contoh lampu"),
        (False, "hubungi budi"),
    ):  # fmt: skip
        for door in ("/laporan/?cari=", "/api/v1/reports?words="):
            said = all_that_is_said(Client().get(door + quote(address)))
            assert (code in said) == found_by, (door, address)


def test_whoever_wrote_a_telephone_and_whoever_handles_it_read_that_it_is_theirs_alone(
    told: Told, citra: Actor, budi: Actor, signed_in: SignedIn
) -> None:
    finished, private, *_ = told.codes
    note = "hanya terbaca oleh pelapor dan yang menangani"
    for reader, code, is_told in (
        (told.filer, finished, True), (citra, finished, True), (budi, finished, False), (citra, private, False),
    ):  # fmt: skip
        page = all_that_is_said(signed_in(reader).get(f"/laporan/{code}/"))
        assert code in page and (note in page) == is_told, (reader, code)
