"""Draws a picture anew: upright, on white, at most 1,600 pixels long, and nothing of the file but what is seen."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image

from rukun.reports.decoding.camera import camera_of
from rukun.reports.decoding.drawn import Redrawn
from rukun.reports.decoding.forms import BROKEN, CUT_OFF, EXIF_MAX, TOO_HEAVY, TOO_WIDE, Form, Parts, parts_of, refusal
from rukun.reports.rules import PHOTO_EDGE_MAX, PHOTO_EDGES, PHOTO_PIXELS_MAX
from rukun.values.refused import Refused

QUALITY = 82
# The sizes beside the kept one, long edge in pixels, and how carefully they are drawn.
EDGES = PHOTO_EDGES
QUALITY_OF_SIZES = 78
# What a table of a baseline JPEG may hold, and the orientations that exchange rows and columns.
TABLE_MAX, LYING = 255, range(5, 9)
# Colours are drawn in squares of so many pixels.
SQUARE = 16
# The limit is ours, with words of ours; it is asked for before anything is unpacked.
Image.MAX_IMAGE_PIXELS = None
# What EXIF's eight orientations ask for.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def redrawn(content: bytes) -> Redrawn:
    """The picture drawn anew; everything that cannot be one is refused in words."""
    parts = parts_of(content)
    try:
        return _redrawn(parts)
    except Refused:
        raise
    except MemoryError:
        raise refusal(TOO_HEAVY) from None
    except Exception as broken:
        # Decoders of hostile files fail in every way there is; whatever it was, the sender reads one sentence.
        raise refusal(CUT_OFF if "truncated" in str(broken) else BROKEN) from broken


def _redrawn(parts: Parts) -> Redrawn:
    with _opened(parts) as picture:
        if picture.width * picture.height > PHOTO_PIXELS_MAX:
            raise refusal(TOO_WIDE)
        exif = picture.info.get("exif") if parts.form is Form.HEIC else parts.exif
        camera = camera_of((exif or b"")[:EXIF_MAX])
        tables = None
        if parts.form is Form.JPEG:
            tables = _as_coarse(picture, camera.orientation)
            picture.draft(None, _fitting(picture.size, PHOTO_EDGE_MAX))
        seen = _fitted(_on_white(picture), PHOTO_EDGE_MAX)
        # The decoder of HEIC has turned the picture already, by the file's own word and not by EXIF's.
        turn = None if parts.form is Form.HEIC else TURNS.get(camera.orientation)
        if turn is not None:
            seen = seen.transpose(turn)
        return Redrawn(_written(seen, QUALITY, tables), seen.width, seen.height, parts.form.value, camera)


def _opened(parts: Parts) -> Image.Image:
    if parts.form is Form.HEIC:
        # Loaded for the few that need it: the library is as large as all the rest.
        import pillow_heif

        pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    return Image.open(io.BytesIO(parts.drawing), formats=[parts.form.value])


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB; where the picture is transparent one sees white, not what a program left behind the transparency."""
    if picture.mode.startswith("I"):
        return _of_deep_grey(picture).convert("RGB")
    if picture.has_transparency_data:
        seen = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        white = Image.new("RGB", picture.size, "white")
        white.paste(seen, mask=seen)
        return white
    picture.load()
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _of_deep_grey(picture: Image.Image) -> Image.Image:
    """The upper eight of sixteen bits."""
    deep = picture if picture.mode == "I;16" else picture.convert("I;16")
    return Image.frombytes("L", deep.size, deep.tobytes()[1::2])


def _fitting(size: tuple[int, int], edge: int) -> tuple[int, int]:
    """The size with this long edge, or the size itself when it is smaller."""
    longest = max(size)
    return size if longest <= edge else (max(1, size[0] * edge // longest), max(1, size[1] * edge // longest))


def _fitted(picture: Image.Image, edge: int) -> Image.Image:
    if max(picture.size) <= edge:
        return picture
    return picture.resize(_fitting(picture.size, edge), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _as_coarse(picture: Image.Image, orientation: int) -> list[list[int]] | None:
    """How finely to draw a JPEG anew that keeps its size: nowhere finer than it was drawn before.

    What its first drawing left out is not there to be kept: finer tables would spend a third more bytes on the first
    one's rounding, and add one of their own. None where the waves become others: when it gets smaller, or is turned
    and its squares do not come to lie on squares.
    """
    theirs: dict[int, list[int]] = getattr(picture, "quantization", {})
    is_shifted = orientation in TURNS and (picture.width % SQUARE or picture.height % SQUARE)
    if max(picture.size) > PHOTO_EDGE_MAX or is_shifted or not theirs:
        return None
    coarse = []
    for number, ours in enumerate(_tables()):
        table = theirs.get(number, theirs[min(theirs)])
        if orientation in LYING:
            table = [table[8 * (at % 8) + at // 8] for at in range(64)]
        coarse.append([min(max(own, other), TABLE_MAX) for own, other in zip(ours, table, strict=True)])
    return coarse


@cache
def _tables() -> tuple[list[int], ...]:
    """Those of our own quality: for brightness and for colours."""
    with Image.open(io.BytesIO(_written(Image.new("RGB", (8, 8)), QUALITY))) as drawn:
        theirs: dict[int, list[int]] = getattr(drawn, "quantization", {})
        return theirs[0], theirs[1]


def _written(picture: Image.Image, quality: int, tables: list[list[int]] | None = None) -> bytes:
    """As JPEG, with nothing of the notes that the picture came with."""
    drawn = io.BytesIO()
    picture.info.clear()
    picture.save(drawn, "JPEG", **({"qtables": tables} if tables else {"quality": quality}))
    return drawn.getvalue()


def sized(kept: bytes) -> dict[int, bytes]:
    """The smaller sizes of a picture that was drawn here, by their long edge: each from the next larger one."""
    made: dict[int, bytes] = {}
    with Image.open(io.BytesIO(kept), formats=["JPEG"]) as picture:
        picture.draft(None, _fitting(picture.size, EDGES[0]))
        smaller = picture.convert("RGB")
    for edge in EDGES:
        smaller = _fitted(smaller, edge)
        made[edge] = _written(smaller, QUALITY_OF_SIZES)
    return made
