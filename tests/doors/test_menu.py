"""The menu: what a seat is for stands where a telephone shows it, and nobody is led to what is not theirs."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client, RequestFactory

from rukun.channels.web.drawing import context
from rukun.channels.web.drawing.context import house
from rukun.people.rules import Actor
from tests.made import ticket

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
PUBLIC = ["/sekitar/", "/laporan/", "/peringkat/"]


def menu(client: Client) -> list[str]:
    """Where the menu leads, in its order."""
    page = client.get("/aturan/").content.decode()
    inside = re.search(r'<nav class="menu[^"]*".*?</nav>', page, re.DOTALL)
    assert inside
    return [address for address in re.findall(r'href="([^"#]+)"', inside[0]) if not address.startswith("/lapor/")]


@pytest.mark.parametrize(
    ("who", "begins"),
    [
        ("ani", ["/bulan-ini/", "/kas/", "/kabar/", "/laporan-saya/"]),
        ("citra", ["/meja/", "/kabar/", "/laporan-saya/", "/dana/"]),
        ("dodi", ["/tapem/", "/kabar/", "/laporan-saya/"]),
        ("kartika", ["/dana/", "/kas/kelurahan/", "/kabar/", "/laporan-saya/"]),
        ("budi", ["/kabar/", "/laporan-saya/", *PUBLIC, "/akun/"]),
    ],
)
def test_what_a_seat_is_for_comes_first_and_then_ones_news(
    request: pytest.FixtureRequest, signed_in: SignedIn, kota: object, who: str, begins: list[str]
) -> None:
    found = menu(signed_in(request.getfixturevalue(who)))
    assert found[: len(begins)] == begins
    assert found[-4:] == [*PUBLIC, "/akun/"], "what is open to all comes after what belongs to the seat"
    assert len(set(found)) == len(found)


def test_strangers_are_led_to_what_is_open_and_to_the_door(client: Client, kota: object) -> None:
    assert menu(client) == [*PUBLIC, "/daftar/", "/masuk/"]


def test_what_is_needed_now_and_then_opens_at_one_word_where_it_is_much_and_only_there(
    signed_in: SignedIn, kota: object, citra: Actor, dodi: Actor
) -> None:
    page = signed_in(citra).get("/aturan/").content.decode()
    behind = re.search(r'<div class="more-links" id="lainnya" popover>(.*?)</div>', page, re.DOTALL)
    assert behind and 'popovertarget="lainnya"' in page, "the browser opens it by itself"
    assert {"/kas/kelurahan/", "/loket/", "/pengawasan/"} <= set(re.findall(r'href="([^"]+)"', behind[1]))
    assert "popovertarget" not in signed_in(dodi).get("/aturan/").content.decode()


def test_no_page_calls_anything_of_its_own_by_a_name_of_the_menu(rf: RequestFactory) -> None:
    """A list with further pages opened the menu's rarer words to who has none, and a list of seats stood as a strip."""
    # What a page of its own document has to say again, in the same meaning.
    names = set(house(rf.get("/"))) - {"now", "is_demo", "basemap"}
    web = Path(context.__file__).parent
    views = {file for file in web.rglob("*.py") if file.parent.name != "templatetags"} - {Path(context.__file__)}
    taken = {
        f"{file.name}: {key.value}"
        for file in views
        for told in ast.walk(ast.parse(file.read_text()))
        if isinstance(told, ast.Dict)
        for key in told.keys
        if isinstance(key, ast.Constant) and key.value in names
    }
    assert not taken


@pytest.mark.parametrize("address", ["/laporan/", "/kabar/", "/undangan/"])
def test_the_menu_is_the_same_on_a_list_as_on_any_page(
    signed_in: SignedIn, kota: object, citra: Actor, budi: Actor, noon: datetime, address: str
) -> None:
    for _ in range(25):
        ticket(budi, noon)
    for who, has_rarer in ((citra, True), (budi, False)):
        client = signed_in(who)
        for page in (client.get("/aturan/"), client.get(address)):
            assert page.status_code != 200 or ("popovertarget" in page.content.decode()) is has_rarer


@pytest.mark.parametrize(
    ("who", "leads"),
    [
        ("ani", ["/bulan-ini/", "/kas/"]),
        ("citra", ["/meja/", "/pengawasan/"]),
        ("dodi", ["/tapem/"]),
        ("kartika", ["/dana/"]),
        ("budi", ["/laporan-saya/"]),
    ],
)
def test_the_home_page_leads_whoever_signed_in_to_their_work(
    request: pytest.FixtureRequest, signed_in: SignedIn, kota: object, who: str, leads: list[str]
) -> None:
    page = signed_in(request.getfixturevalue(who)).get("/").content.decode()
    inside = re.search(r'<nav class="row" aria-label="Pekerjaan Anda">.*?</nav>', page, re.DOTALL)
    assert inside
    # Of an office its work comes first; of a neighbour, reporting.
    comes_first = "<h1>" if leads[0] in ("/meja/", "/tapem/", "/dana/") else "<h1>.*?Lapor</a>"
    before = re.search(comes_first, page, re.DOTALL)
    assert before and (page.index(inside[0]) < before.start()) == (comes_first == "<h1>")
    assert re.findall(r'<a class="button" href="([^"]+)"', inside[0]) == leads


def test_a_stranger_is_shown_no_desk_on_the_home_page(client: Client, kota: object) -> None:
    assert "Pekerjaan Anda" not in client.get("/").content.decode()
