"""Photos: told by their content, freed of what the camera wrote, and refused in words when they are none."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from PIL import Image, ImageChops, ImageStat

from rukun.followup.queries import proofs_among
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports import storage
from rukun.reports.actions import sweep_pictures
from rukun.reports.decoding.redraw import redrawn
from rukun.reports.models import Original, Picture
from rukun.reports.photos import keep_photo, path_of
from rukun.reports.queries import cameras_of
from rukun.reports.sizes import make_sizes
from rukun.values.refused import Refused
from tests.made import jpeg, proof, report, ticket

if TYPE_CHECKING:
    from moto.server import ThreadedMotoServer

pytestmark = pytest.mark.django_db
KEPT_AT = datetime(2016, 6, 1, 5, tzinfo=UTC)
SHARED = Path(os.environ.get("RUKUN_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def picture(form: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    drawn = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1, 1, 1), 50).convert("RGB").save(drawn, form, **options)
    return drawn.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_by_its_digest_whatever_its_form(form: str) -> None:
    kept = keep_photo(picture(form), at=KEPT_AT)
    assert (kept.width, kept.height) == (640, 480)
    with default_storage.open(path_of(kept.digest)) as file:
        assert len(file.read()) == kept.size


def test_the_same_photo_twice_is_kept_once() -> None:
    assert keep_photo(picture(), at=KEPT_AT) == keep_photo(picture(), at=KEPT_AT)


def test_a_large_photo_is_reduced_to_1600_pixels() -> None:
    assert keep_photo(picture(size=(3200, 1000)), at=KEPT_AT).width == 1600


def test_place_and_camera_are_stripped_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = "Kamera Ani"
    kept = keep_photo(picture(exif=exif), at=KEPT_AT)
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
        keep_photo(content, at=KEPT_AT)
    assert refusal.value.field == "photos" and str(refusal.value)


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(bomb, "PNG")
    with pytest.raises(Refused):
        keep_photo(bomb.getvalue(), at=KEPT_AT)


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
            keep_photo(file.read_bytes(), at=KEPT_AT)
            outcomes["kept"] += 1
        except Refused:
            outcomes["refused"] += 1
    assert outcomes["kept"] > 100 and outcomes["refused"] > 50


def exif_samples() -> Path:
    folder = SHARED / "photos_exif_samples"
    if not folder.is_dir():
        pytest.skip("the shared real data is not beside the repository")
    return folder


@pytest.mark.real
@pytest.mark.parametrize("lying", ["landscape", "portrait"])
def test_the_eight_ways_to_hold_a_telephone_come_out_as_one_picture(lying: str) -> None:
    files = [next(exif_samples().rglob(f"{lying}_{way}.jpg")) for way in range(1, 9)]
    upright = [Image.open(io.BytesIO(redrawn(file.read_bytes()).content)).convert("L") for file in files]
    for other in upright[1:]:
        assert other.size == upright[0].size
        # Each has its own number drawn into it; what lies wrong differs by much more.
        turned = upright[0].transpose(Image.Transpose.ROTATE_180)
        differs = [ImageStat.Stat(ImageChops.difference(one, other)).mean[0] for one in (upright[0], turned)]
        assert differs[0] < 20 < differs[1]


@pytest.mark.real
def test_what_the_camera_said_of_place_and_time_is_kept_apart_and_nonsense_is_no_place() -> None:
    for file in sorted((exif_samples() / "jpg" / "gps").glob("*.jpg")):
        keep_photo(file.read_bytes(), at=KEPT_AT)
    placed = Original.objects.exclude(lat=None)
    assert placed.count() >= 9
    assert all(43 < found.lat < 44 and 11 < found.lon < 12 for found in placed), "all of them in Arezzo"
    assert all(found.taken_at for found in placed)


@pytest.mark.real
def test_a_photo_of_an_iphone_is_taken_in() -> None:
    heic = sorted((exif_samples() / "heic").rglob("*.heic")) + sorted((exif_samples() / "heic").rglob("*.HEIC"))
    assert heic
    for file in heic:
        kept = keep_photo(file.read_bytes(), at=KEPT_AT)
        assert Original.objects.get(picture__digest=kept.digest).form == "HEIF"


def test_pictures_that_the_store_lost_keep_no_older_one_from_its_sizes() -> None:
    own, *lost = (keep_photo(jpeg(seed), at=KEPT_AT + timedelta(minutes=seed)) for seed in range(3))
    for photo in lost:
        storage.remove(photo.digest)
    soon, later = KEPT_AT + timedelta(minutes=5), KEPT_AT + timedelta(days=2)
    assert make_sizes(at=soon, most=2) == 0, "they may come yet"
    make_sizes(at=later, most=2)
    assert make_sizes(at=later, most=2) == 1
    assert Picture.objects.get(digest=own.digest).sized_at == later


def test_a_page_behind_a_picture_is_gone_after_it_was_drawn_anew() -> None:
    kept = keep_photo(picture() + b"<script>alert(1)</script>PK\x03\x04", at=KEPT_AT)
    with default_storage.open(path_of(kept.digest)) as file:
        assert b"script" not in file.read()


def test_what_is_transparent_is_seen_on_white() -> None:
    drawn = io.BytesIO()
    Image.new("RGBA", (40, 40), (200, 0, 0, 0)).save(drawn, "PNG")
    seen = Image.open(io.BytesIO(redrawn(drawn.getvalue()).content)).convert("RGB")
    assert min(seen.getpixel((20, 20))) > 250  # type: ignore[type-var]


def test_the_smaller_sizes_are_made_once_and_until_then_the_whole_picture_is_shown() -> None:
    kept = keep_photo(picture(size=(1200, 900)), at=KEPT_AT)
    whole, size = storage.opened(kept.digest, 320)
    with whole:
        assert size is None
    assert (make_sizes(at=KEPT_AT), make_sizes(at=KEPT_AT)) == (1, 0)
    for edge in (800, 320):
        file, size = storage.opened(kept.digest, edge)
        with file, Image.open(file) as small:
            assert size == edge and max(small.size) == edge


def test_what_nobody_named_within_a_day_is_swept_and_what_is_named_stays(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    from rukun.followup.actions import finish

    shown, proved = keep_photo(picture("PNG"), at=noon), proof(5)
    report(budi, noon, photos=[shown])
    finish(ticket(budi, noon), words="Sudah", proof=proved, desk=citra.seats[0], at=noon)
    orphan = keep_photo(picture(size=(50, 50)), at=noon)
    assert sweep_pictures(named_elsewhere=proofs_among, at=noon + timedelta(hours=23)) == 0
    assert sweep_pictures(named_elsewhere=proofs_among, at=noon + timedelta(hours=25)) == 1
    assert not default_storage.exists(path_of(orphan.digest))
    assert set(Picture.objects.values_list("digest", flat=True)) == {shown.digest, proved.digest}


def test_what_a_camera_said_is_told_to_whoever_judges_and_to_nobody_else(
    kota: Path, ani: Actor, dodi: Actor, client: Client, noon: datetime
) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Kamera", "Saku"
    exif.get_ifd(0x8769)[0x9003] = "2016:05:29 08:15:00"
    latitude, longitude = (6, 30, 3.6), (106, 30, 27)
    exif.get_ifd(0x8825).update({1: "S", 2: latitude, 3: "E", 4: longitude})
    kept = keep_photo(picture(exif=exif), at=noon)
    made = report(ani, noon, for_unit=ani.seats[0].area, kind="kerja-bakti", photos=[kept])
    (said,) = cameras_of(made)
    assert said.taken_at == datetime(2016, 5, 29, 1, 15, tzinfo=UTC) and not said.is_zone_said
    assert (said.distance_m, said.maker) == (0, "Kamera Saku")
    validator = Client()
    validator.force_login(Person.objects.get(pk=dodi.person_id))
    assert "Menurut kamera" in validator.get(f"/tapem/{made.code}/").content.decode()
    assert "29\u00a0Mei\u00a02016 pukul 08.15" in validator.get(f"/tapem/{made.code}/").content.decode()
    for page in (f"/laporan/{made.code}/", "/laporan/"):
        assert "Saku" not in client.get(page).content.decode()


def test_a_picture_that_is_swept_while_somebody_sends_it_again_is_kept_anew(
    committed: Path, noon: datetime, in_thread: Callable[..., threading.Thread]
) -> None:
    kept = keep_photo(picture(), at=noon)
    with transaction.atomic():
        assert Picture.objects.select_for_update().get(digest=kept.digest)
        storage.remove(kept.digest)
        sender = in_thread(lambda: keep_photo(picture(), at=noon + timedelta(hours=1)))
        Picture.objects.filter(digest=kept.digest).delete()
    sender.join(30)
    assert not sender.is_alive()
    assert Picture.objects.filter(digest=kept.digest).count() == 1
    assert default_storage.exists(path_of(kept.digest))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_photos_lie_in_a_store_that_speaks_s3_and_a_store_that_is_away_is_told_in_words(
    bucket: ThreadedMotoServer, client: Client
) -> None:
    kept = keep_photo(picture(size=(900, 700)), at=KEPT_AT)
    assert storage.answers() and make_sizes(at=KEPT_AT) == 1
    file, size = storage.opened(kept.digest, 320)
    with file:
        assert size == 320 and file.read().startswith(b"\xff\xd8")
    storage.remove(kept.digest)
    with pytest.raises(FileNotFoundError):
        storage.opened(kept.digest)
    assert client.get("/readyz").json()["media"] == "ok"
    bucket.stop()
    assert client.get("/readyz").json()["media"] == "cannot be written"
    assert "Could not connect" in storage.trouble(), "doctor tells why; strangers are not told"
    with pytest.raises(Refused) as refusal:
        keep_photo(picture(size=(800, 700)), at=KEPT_AT)
    assert refusal.value.code == "busy" and Picture.objects.count() == 1, "nothing half done"
