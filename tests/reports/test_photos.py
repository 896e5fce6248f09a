"""Photos: told by their content, freed of what the camera wrote, and refused in words when they are none."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from rukun.reports.photos import keep_photo, path_of
from rukun.values.refused import Refused

SHARED = Path(os.environ.get("RUKUN_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def picture(form: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    drawn = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1, 1, 1), 50).convert("RGB").save(drawn, form, **options)
    return drawn.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_by_its_digest_whatever_its_form(form: str) -> None:
    kept = keep_photo(picture(form))
    assert (kept.width, kept.height) == (640, 480)
    with default_storage.open(path_of(kept.digest)) as file:
        assert len(file.read()) == kept.size


def test_the_same_photo_twice_is_kept_once() -> None:
    assert keep_photo(picture()) == keep_photo(picture())


def test_a_large_photo_is_reduced_to_1600_pixels() -> None:
    assert keep_photo(picture(size=(3200, 1000))).width == 1600


def test_place_and_camera_are_stripped_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = "Kamera Ani"
    kept = keep_photo(picture(exif=exif))
    assert (kept.width, kept.height) == (480, 640)
    with default_storage.open(path_of(kept.digest)) as file, Image.open(file) as shown:
        assert not dict(shown.getexif())


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg onload='alert(1)'/>", b"\xff\xd8\xff\xe0 cut", picture()[:2000], b"%PDF-1.7"],
    ids=["empty", "gif", "svg", "no jpeg", "cut off", "pdf"],
)
def test_what_is_no_photo_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        keep_photo(content)
    assert refusal.value.field == "photos" and str(refusal.value)


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(bomb, "PNG")
    with pytest.raises(Refused):
        keep_photo(bomb.getvalue())


@pytest.mark.real
def test_hostile_files_are_refused_or_drawn_anew_and_nothing_else() -> None:
    folder = SHARED / "photos_hostile_pillow_pngsuite"
    if not folder.is_dir():
        pytest.skip("the shared real data is not beside the repository")
    outcomes = {"kept": 0, "refused": 0}
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in (".csv", ".md", ".txt") or not file.is_file():
            continue
        try:
            keep_photo(file.read_bytes())
            outcomes["kept"] += 1
        except Refused:
            outcomes["refused"] += 1
    assert outcomes["kept"] > 100 and outcomes["refused"] > 50
