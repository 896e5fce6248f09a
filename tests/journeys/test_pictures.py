"""Every picture of the guides can be taken: its page answers whom it is shown to, with what it brings to the top."""

from __future__ import annotations

import io
import re
import sys

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.conftest import _demo

sys.path.insert(0, str(settings.REPOSITORY / "tools"))
from handbook import pictures

# Who looks at a picture and is not among the people of every journey.
OTHERS = {
    "auditor": ("demo-auditor", "auditor", "99", ""),
    "ketua-rw": ("demo-ketua-rw", "ketua-rw", "9999991001002", ""),
    "skpd": ("demo-skpd", "skpd", "99", "bina-marga"),
}


@pytest.fixture
def everybody(demonstration: str) -> str:
    for facts in OTHERS.values():
        _demo(*facts)
    return demonstration


@pytest.mark.any_engine
def test_every_picture_of_a_guide_can_be_taken(everybody: str) -> None:
    wrong = []
    for who in sorted({one.who for one in pictures.table().values()}):
        client = Client()
        if who:
            client.post("/masuk/demo/", {"login": f"demo-{who}"})
        for one in pictures.table().values():
            if one.who == who:
                wrong += [f"{one.name}, as {who or 'anybody'}: {why}" for why in missing(client, one)]
    assert not wrong


def missing(client: Client, one: pictures.Picture) -> list[str]:
    """What keeps a picture from being taken."""
    answer = client.get(one.at, follow=True)
    if one.follow and answer.status_code == 200:
        links = re.findall(r'href="([^"]+)"', answer.content.decode().partition("<main")[2])
        if not pictures.followed(one.follow, links):
            return [f"no link on {one.at} fits {one.follow}"]
        answer = client.get(pictures.followed(one.follow, links))
    if answer.status_code != 200 or answer.request["PATH_INFO"] == "/masuk/":
        return [f"{one.at} answers {answer.status_code}, at {answer.request['PATH_INFO']}"]
    markup = answer.content.decode()
    return [f"{mark} is not there" for mark in (one.show, one.open) if mark and not pictures.is_there(mark, markup)]


@pytest.mark.any_engine
def test_a_picture_that_cannot_be_taken_is_noticed(everybody: str) -> None:
    nobody = Client()
    assert missing(nobody, pictures.Picture("x", "/meja/", "desk"))
    assert missing(nobody, pictures.Picture("x", "/laporan/", "desk", follow="^/nowhere/"))
    assert missing(nobody, pictures.Picture("x", "/laporan/", "desk", show="#nowhere"))
    assert not missing(nobody, pictures.Picture("x", "/laporan/", "desk", show="#isi"))


def test_a_picture_is_taken_in_the_language_of_its_guide(everybody: str, browser: Browser) -> None:
    one = pictures.table()["catat"]
    said = []
    for language in pictures.LANGUAGES:
        context = pictures.entered(browser, everybody, language, one.who, one.device)
        taken = pictures.small(pictures.picture(context.pages[0], one))
        said.append(context.pages[0].locator("html").get_attribute("lang"))
        with Image.open(io.BytesIO(taken)) as image:
            assert image.format == "WEBP" and image.size == (720, 2 * one.height)
        assert len(taken) < 100_000
        context.close()
    assert said == ["id", "en"]
