"""Photos as they are kept: told by their content, turned upright, reduced, freed of everything but the picture."""

from __future__ import annotations

import io
import warnings

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from rukun.reports.rules import PHOTO_BYTES_MAX, PHOTO_EDGE_MAX, PHOTO_PIXELS_MAX, StoredPhoto
from rukun.values.digest import digest_of
from rukun.values.refused import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


def keep_photo(content: bytes) -> StoredPhoto:
    """Keep a photo before the transaction that names it; the same picture twice is kept once.

    What cannot be read, is no JPEG, PNG or WebP, or would unpack to more than 50 megapixels, is refused in words.
    Place and time that the camera wrote into the file are not kept.
    """
    clean, width, height = _clean(content)
    digest = digest_of(clean)
    name = path_of(digest)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(clean))
    return StoredPhoto(digest, width, height, len(clean))


def path_of(digest: str) -> str:
    """Where the photo with this digest lies in the storage."""
    return f"photos/{digest[:2]}/{digest[2:4]}/{digest}.jpg"


def _clean(content: bytes) -> tuple[bytes, int, int]:
    if not content:
        raise Refused("photo", "Foto ini kosong.", field="photos")
    if len(content) > PHOTO_BYTES_MAX:
        raise Refused(
            "photo",
            "Foto ini terlalu besar: paling besar {most} MB.",
            field="photos",
            most=PHOTO_BYTES_MAX // 1_000_000,
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(content)
    except Refused:
        raise
    except Exception as broken:
        # Decoders of hostile files fail in every way there is; whatever it was, the sender reads one sentence.
        raise Refused("photo", "Foto ini rusak atau bukan JPEG, PNG, atau WebP.", field="photos") from broken


def _drawn_anew(content: bytes) -> tuple[bytes, int, int]:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > PHOTO_PIXELS_MAX:
            raise Refused("photo", "Foto ini terlalu lebar: paling banyak 50 megapiksel.", field="photos")
        picture.draft("RGB", (PHOTO_EDGE_MAX, PHOTO_EDGE_MAX))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((PHOTO_EDGE_MAX, PHOTO_EDGE_MAX))
    drawn = io.BytesIO()
    upright.save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue(), upright.width, upright.height
