"""Every address for every role: generated from the routes themselves, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from rukun.channels.api.routes import TABLE as API
from rukun.channels.chat.routes import TABLE as CHAT
from rukun.channels.open311.routes import TABLE as OPEN311
from rukun.channels.web.request.guard import ANYONE, SIGNED_IN, Route
from rukun.channels.web.routes import TABLE
from rukun.channels.webhooks.routes import TABLE as WEBHOOKS
from rukun.people.rules import KIND_OF_SEAT, Actor, Role
from rukun.reports.actions import keep_photo
from rukun.values.code import LENGTH_OF
from tests.conftest import _person
from tests.made import draft, jpeg
from tests.made import report as filed

RT_5 = "9999991001002005"
SignedIn = Callable[[Actor], Client]
NOT_THERE = {
    "code": "0000000000", "name": "tutup", "digest": "0" * 64, "number": "0", "token": "nothing", "key": "0",
    "secret": "0000000000",
    "kind": "none",
}  # fmt: skip


# What an address has to be asked for.
ASKED = {"segel-bukti-json": "?nomor=0", "segel-tumbuh-json": "?dari=0"}


def address_of(route: Route, facts: dict[str, str]) -> str:
    found = {name: value for name, value in facts.items() if f"{name}>" in route.address}
    return reverse(route.name, kwargs=found) + ASKED.get(route.name, "")


def area_of(role: Role) -> str:
    kind = KIND_OF_SEAT.get(role)
    return RT_5[: LENGTH_OF[kind]] if kind else "99"


def person_as(role: Role) -> Actor:
    if role is Role.WARGA:
        return _person("Warga")  # type: ignore[return-value]
    office = {Role.LURAH: "9999991001", Role.STAFF_KELURAHAN: "9999991001", Role.SKPD: "bina-marga"}.get(role, "")
    return _person(role.value, role.value, area_of(role), office)  # type: ignore[return-value]


def test_every_address_stands_in_the_access_table_and_nothing_else_has_one() -> None:
    served = {pattern.name for pattern in get_resolver().url_patterns if getattr(pattern, "name", None)}
    for pattern in get_resolver().url_patterns:
        served |= {p.name for p in getattr(pattern, "url_patterns", [])}
    assert served == {route.name for table in (TABLE, OPEN311, WEBHOOKS, API, CHAT) for route in table}


# What has but one address, and that whom the table does not name is told of nothing there: `security/test_access`.
@pytest.mark.any_engine
@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_whom_the_table_lets_in_is_answered_also_of_what_is_not_there(
    kota: Path, signed_in: SignedIn, role: Role
) -> None:
    client = signed_in(person_as(role))
    for route in TABLE:
        if "<" not in route.address or (isinstance(route.who, frozenset) and role not in route.who):
            continue
        answer = client.get(address_of(route, NOT_THERE))
        assert answer.status_code in (200, 302, 404, 503), f"{role} at {route.address}"
        assert answer.status_code != 302 or not answer.headers["Location"].startswith("/masuk/")


@pytest.mark.any_engine
@pytest.mark.parametrize("route", TABLE, ids=lambda route: route.name)
def test_who_is_not_signed_in_is_asked_to_where_the_page_is_not_for_anyone(
    kota: Path, client: Client, route: Route
) -> None:
    answer = client.get(address_of(route, NOT_THERE))
    if route.who == ANYONE:
        assert "/masuk/" not in answer.headers.get("Location", "")
    else:
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/masuk/?next={address_of(route, NOT_THERE)}"


@pytest.mark.any_engine
@pytest.mark.parametrize("name", [route.name for route in TABLE if route.who == SIGNED_IN or route.who != ANYONE])
def test_a_form_from_another_site_is_refused(kota: Path, budi: Actor, name: str) -> None:
    from rukun.people.models import Person

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get(pk=budi.person_id))
    route = next(route for route in TABLE if route.name == name)
    assert strict.post(address_of(route, NOT_THERE), {"words": "x"}).status_code == 403


def test_what_is_private_looks_to_strangers_like_a_page_that_does_not_exist(
    kota: Path, signed_in: SignedIn, client: Client, ani: Actor, budi: Actor, fajar: Actor, noon: datetime
) -> None:
    photo = keep_photo(jpeg(3), at=datetime(2016, 6, 1, tzinfo=UTC))
    private = filed(budi, noon, is_private=True, photos=[photo])
    for address in (f"/laporan/{private.code}/", f"/foto/{photo.digest}.jpg"):
        for stranger in (client, signed_in(ani), signed_in(fajar)):
            refused = stranger.get(address)
            nothing = stranger.get(address.replace(private.code, "ZZZZZZZZZZ").replace(photo.digest, "f" * 64))
            assert refused.status_code == nothing.status_code == 404
            assert body(refused.content) == body(nothing.content)
        assert signed_in(budi).get(address).status_code == 200
    assert private.code not in client.get("/laporan/").content.decode()


def body(page: bytes) -> str:
    """The page without what differs by itself: the token of its forms, and its own address."""
    import re

    return re.sub(r'(name="csrfmiddlewaretoken"|name="next") value="[^"]*"', "", page.decode())


def test_a_lurah_does_not_open_the_ticket_of_the_next_kelurahan(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    from tests.made import ticket

    code = ticket(budi, noon).report.code
    assert signed_in(citra).get(f"/meja/{code}/").status_code == 200
    assert signed_in(fajar).get(f"/meja/{code}/").status_code == 404
    assert signed_in(fajar).post(f"/meja/{code}/", {"do": "take"}).status_code == 404


def test_the_key_of_a_report_is_not_told_to_others(kota: Path, client: Client, budi: Actor, noon: datetime) -> None:
    from rukun.reports.actions import file_report

    made = file_report(draft(at=noon, key="a-secret-key-of-budi"), by=budi, at=noon)
    assert "a-secret-key-of-budi" not in client.get(f"/laporan/{made.code}/").content.decode()
