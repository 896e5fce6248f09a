"""The city's own sign-in in a real browser: through the provider's own pages and back, and out on both sides."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client
from playwright.sync_api import Page, expect

from rukun.people.models import Identity, Person, Session
from tests.issuing import Issuer, issuing
from tests.journeys.test_accounts import code_of
from tests.journeys.test_every_page import AXE, MODULES, RULES

pytestmark = pytest.mark.browser
Look = Callable[[], None]


@pytest.fixture
def sso(demonstration: str, settings: Any) -> Iterator[Issuer]:
    with issuing(demonstration) as found:
        settings.RUKUN_OIDC = found.provider(ends_session=True)
        yield found


@pytest.fixture
def look(phone: Page, sso: Issuer, tmp_path: Path) -> Iterator[Look]:
    """Nothing sticks out of the page, axe finds nothing in it, and its markup is valid."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "onward.html").write_bytes(Client().post("/masuk/sso/").content)

    def at_the_page() -> None:
        assert not phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        phone.evaluate(AXE)
        assert phone.evaluate(f"axe.run(document, {RULES})")["violations"] == [], phone.url
        # As it was sent, and not as the browser mended it.
        sent = phone.evaluate("fetch(location.href).then((answer) => answer.text())")
        (folder / f"{len(list(folder.iterdir()))}.html").write_text(sent)

    yield at_the_page
    validate = ["node", str(MODULES / "html-validate" / "bin" / "html-validate.mjs"), "--config",
                str(Path(house.REPOSITORY) / ".htmlvalidate.json"), str(folder)]  # fmt: skip
    checked = subprocess.run(validate, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def at_the_provider(page: Page, sso: Issuer, who: str = "tuti") -> None:
    page.wait_for_url(f"{sso.url}/**")
    page.get_by_label("Nama").fill(who)
    page.get_by_role("button", name="Masuk").click()


def test_a_head_takes_her_seat_with_the_citys_sign_in_and_leaves_on_both_sides(
    phone: Page, sso: Issuer, look: Look
) -> None:
    code = code_of()
    phone.goto("/bergabung/")
    phone.get_by_label("Kode undangan").fill(code)
    phone.get_by_role("button", name="Lanjut").click()
    look()
    phone.get_by_role("button", name="Terima dengan SSO Kota").click()
    at_the_provider(phone, sso)
    phone.wait_for_url("**/bulan-ini/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("RT 001/RW 001")
    tuti = Person.objects.get(login="tuti@contoh.id")
    assert Identity.objects.get(person=tuti).issuer == sso.url
    for address in ("/akun/", "/akun/sandi/", "/akun/buktikan/", "/akun/tutup/"):
        phone.goto(address)
        look()
    # Signing out here leads out there, and home again.
    phone.get_by_role("button", name="Keluar", exact=True).click()
    phone.wait_for_url(f"{sso.url}/**")
    phone.get_by_role("button", name="Keluar").click()
    phone.wait_for_url(lambda address: not address.startswith(sso.url))
    assert not Session.objects.filter(person=tuti).exists()
    # In by the button on the sign-in page.
    phone.goto("/masuk/?next=/akun/")
    look()
    phone.get_by_role("button", name="Masuk dengan SSO Kota").click()
    at_the_provider(phone, sso)
    phone.wait_for_url("**/akun/")
    expect(phone.get_by_text("terhubung", exact=True)).to_be_visible()
    # Signing out there, from server to server, is signing out here.
    phone.goto(f"{sso.url}/session/end")
    phone.get_by_role("button", name="Keluar").click()
    expect(phone.get_by_text("Sudah keluar.")).to_be_visible()
    phone.goto("/akun/")
    phone.wait_for_url("**/masuk/?next=/akun/")
    assert not Session.objects.filter(person=tuti).exists()
    # Somebody whom nobody connected.
    phone.get_by_role("button", name="Masuk dengan SSO Kota").click()
    at_the_provider(phone, sso, "budi")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Belum terhubung")
    look()
