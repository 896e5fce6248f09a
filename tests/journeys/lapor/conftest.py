"""A small phone under a mast that a test may turn off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.journeys.telephone import SMALL
from tests.journeys.tower import Tower
from tests.made import jpeg


@pytest.fixture
def phone(browser: Browser, tower: Tower) -> Iterator[Page]:
    """A small phone under the mast; an error of a script fails the test."""
    context = browser.new_context(base_url=tower.address, **SMALL)  # type: ignore[arg-type]
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "foto.jpg"
    file.write_bytes(jpeg(77))
    return file


@pytest.fixture
def big_photo(tmp_path: Path) -> Path:
    """Taken upright, stored lying, with time, place and the name of its owner."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "Contoh", "Nama Pemilik"
    exif.get_ifd(0x8769)[0x9003] = "2016:06:01 11:58:00"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 30.0, 3.6), 3: "E", 4: (106.0, 30.0, 27.0)})
    file = tmp_path / "besar.jpg"
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(file, "JPEG", quality=92, exif=exif)
    return file
