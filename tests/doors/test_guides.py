"""Help leads to the guide of the reader's desk, where the operator serves the documentation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from rukun.channels.web.drawing import guides
from rukun.people.rules import Actor, Role
from rukun.values.readers import BadSetting, site

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
DOCS = Path(__file__).resolve().parents[2] / "docs"
SITE = "https://rukun.contoh.go.id/panduan"


def test_help_leads_everyone_to_the_guide_of_their_desk_in_their_language(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, client: Client, signed_in: SignedIn, settings: LazySettings
) -> None:
    settings.GUIDES_URL = SITE
    assert f'href="{SITE}/guides/id/index.html"' in client.get("/cara-kerja/").content.decode()
    for who, page in ((budi, "warga"), (ani, "ketua-rt-rw"), (citra, "kelurahan")):
        assert f'href="{SITE}/guides/id/{page}.html"' in signed_in(who).get("/cara-kerja/").content.decode()
    lurah = signed_in(citra)
    assert f'href="{SITE}/guides/id/kelurahan.html"' in lurah.get("/meja/").content.decode()
    lurah.post("/bahasa/", {"language": "en", "next": "/meja/"})
    assert f'href="{SITE}/guides/en/kelurahan.html"' in lurah.get("/meja/").content.decode()


def test_without_a_site_nothing_leads_there(kota: Path, citra: Actor, client: Client, signed_in: SignedIn) -> None:
    for answer in (client.get("/cara-kerja/"), signed_in(citra).get("/meja/")):
        assert "Panduan untuk Anda" not in answer.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.WARGA])
def test_every_desk_is_led_to_a_guide_that_is_there(role: Role, settings: LazySettings) -> None:
    settings.GUIDES_URL = SITE
    assert role in guides.PAGES
    own, english = guides.PAGES[role]
    assert (DOCS / "guides" / "id" / f"{own}.md").is_file() and (DOCS / "guides" / "en" / f"{english}.md").is_file()


def test_the_address_of_the_site_is_one_that_a_reader_may_be_sent_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, read in (("", ""), (f"{SITE}/", SITE), ("http://127.0.0.1:8002", "http://127.0.0.1:8002")):
        monkeypatch.setenv("RUKUN_GUIDES_URL", given)
        assert site("RUKUN_GUIDES_URL") == read
    for wrong in ("http://rukun.contoh.go.id", "javascript:alert(1)", "https://x/?a", "https://u@x/", "panduan"):
        monkeypatch.setenv("RUKUN_GUIDES_URL", wrong)
        with pytest.raises(BadSetting):
            site("RUKUN_GUIDES_URL")
