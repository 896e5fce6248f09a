"""What a file is, told by its content and never by its name; its parts that matter, without unpacking anything.

Only the parts that draw the picture go on to a decoder: what a camera, an editor or an attacker put beside them
(places, profiles, texts, further pictures, whatever follows the end) is left behind before a decoder sees it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rukun.reports.decoding.boxes import Unreadable, declared
from rukun.reports.rules import PHOTO_PIXELS_MAX
from rukun.values.refused import Refused
from rukun.values.words import sentence

BROKEN = sentence("Foto ini rusak atau bukan JPEG, PNG, WebP, atau HEIC.")
CUT_OFF = sentence("Foto ini terpotong; kirim lagi.")
TOO_HEAVY = sentence("Foto ini terlalu berat untuk dibuka; kirim foto biasa dari kamera.")
TOO_WIDE = sentence("Foto ini terlalu lebar: paling banyak 50 megapiksel.")
OTHER_FORM = sentence("Ini {form}, bukan foto: kirim JPEG, PNG, WebP, atau HEIC.")
MOVING = sentence("Ini gambar bergerak; kirim satu foto saja.")

# More parts than any camera or program writes into one file.
PARTS_MAX = 20_000
# A telephone's progressive JPEG has ten scans; hundreds are made to keep a decoder busy.
SCANS_MAX = 40
# Telephones draw in tiles of 512 pixels: two hundred of them are 50 megapixels.
TILES_MAX = 512
EXIF_MAX = 262_144


class Form(StrEnum):
    """The four forms in which telephones and cameras send photos."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIF"


@dataclass(frozen=True, slots=True)
class Parts:
    """What draws the picture, and what the camera said of it (its EXIF, or nothing)."""

    form: Form
    drawing: bytes
    exif: bytes


PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
# How other things begin that people (and attackers) send in place of photos, and what a person calls them.
OTHERS = (
    (b"GIF8", "GIF"), (b"BM", "BMP"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"%PDF", "PDF"), (b"PK", "ZIP"),
    (b"8BPS", "PSD"), (b"\x00\x00\x00\x0cjP", "JPEG 2000"), (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\x1aE\xdf\xa3", "video"),
)  # fmt: skip
VIDEO_BRANDS = (b"isom", b"mp4", b"qt  ", b"3gp", b"M4V", b"avc1", b"iso")
MARKUP = re.compile(rb"\s*(<\?xml|<!doctype|<svg|<html|<script|<!--)", re.IGNORECASE)


def parts_of(content: bytes) -> Parts:
    """The picture's own parts; refused in words when it is none of the four forms or is cut off."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(PNG_BEGINS):
        return _png(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    if content[4:8] == b"ftyp":
        return _heic(content)
    for begins, name in OTHERS:
        if content.startswith(begins):
            raise refusal(OTHER_FORM, form=name)
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise refusal(OTHER_FORM, form="SVG" if b"<svg" in content[:4096].lower() else "HTML")
    raise refusal(BROKEN)


def refusal(words: str, **facts: object) -> Refused:
    """The refusal of a photo, told at its field."""
    return Refused("photo", words, field="photos", **facts)


END, SCAN, EXIF = 0xD9, 0xDA, 0xE1
# Frames drawn line by line or progressively with Huffman's codes (what cameras write), their tables and restarts.
DRAWS = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, SCAN})
OTHER_FRAMES = frozenset(range(0xC0, 0xD0)) - DRAWS
NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def _jpeg(content: bytes) -> Parts:
    """Frame, tables and scans up to the first end. A second picture behind it (a depth map, a brighter copy, the other
    eye of an MPO) is left out, as is every comment and profile.

    JFIF and Adobe's segment stay as far as they say how colours are written.
    """
    kept, exif, scans = [b"\xff\xd8"], b"", 0
    for marker, segment in _segments(content):
        if marker in OTHER_FRAMES:
            raise refusal(BROKEN)
        if marker in DRAWS:
            kept.append(bytes((0xFF, marker)) + segment)
            scans += marker == SCAN
        elif marker == EXIF and segment[2:8] == b"Exif\0\0":
            exif = exif or segment[8:]
        else:
            kept.append(_colours(marker, segment))
        if scans > SCANS_MAX:
            raise refusal(TOO_HEAVY)
    if not scans:
        raise refusal(BROKEN)
    return Parts(Form.JPEG, b"".join([*kept, b"\xff\xd9"]), exif)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with what belongs to it (a scan with its drawing), up to the end of the picture."""
    at = 2
    for _ in range(PARTS_MAX):
        found = NEXT_MARKER.search(content, at)
        if found is None:
            raise refusal(CUT_OFF)
        marker, begins = content[found.end() - 1], found.end()
        if marker == END:
            return
        ends = begins + int.from_bytes(content[begins : begins + 2], "big")
        if not begins + 2 <= ends <= len(content):
            raise refusal(CUT_OFF)
        if marker == SCAN:
            following = NEXT_MARKER.search(content, ends)
            ends = following.start() if following else len(content)
        yield marker, content[begins:ends]
        at = ends
    raise refusal(TOO_HEAVY)


def _colours(marker: int, segment: bytes) -> bytes:
    """JFIF's and Adobe's segments, written anew with nothing but the colours they announce."""
    if marker == 0xE0 and segment[2:7] == b"JFIF\0":
        return b"\xff\xe0\x00\x10JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    if marker == 0xEE and segment[2:7] == b"Adobe" and len(segment) >= 14:
        return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + segment[13:14]
    return b""


PNG_DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT"})


def _png(content: bytes) -> Parts:
    """Header, palette, transparency and the drawing itself: no profile or text is ever unpacked, no film is played."""
    kept, exif, at = [PNG_BEGINS], b"", len(PNG_BEGINS)
    for _ in range(PARTS_MAX):
        if at + 12 > len(content):
            raise refusal(CUT_OFF)
        length, name = struct.unpack_from(">I4s", content, at)
        ends = at + 12 + length
        if name == b"IEND":
            return Parts(Form.PNG, b"".join([*kept, content[at : at + 12]]), exif)
        if ends > len(content):
            raise refusal(CUT_OFF)
        if name in PNG_DRAWS:
            kept.append(content[at:ends])
        elif name == b"eXIf":
            exif = content[at + 8 : ends - 4][:EXIF_MAX]
        at = ends
    raise refusal(TOO_HEAVY)


ALPHA, ANIMATION = 0x10, 0x02


def _webp(content: bytes) -> Parts:
    """The one frame with its transparency; a film is refused."""
    kept, exif, at = list[bytes](), b"", 12
    ends_at = 8 + int.from_bytes(content[4:8], "little")
    if ends_at > len(content):
        raise refusal(CUT_OFF)
    while at + 8 <= ends_at and len(kept) < 8:
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        part = content[at + 8 : at + 8 + length]
        if len(part) < length:
            raise refusal(CUT_OFF)
        if name == b"VP8X" and length == 10:
            if part[0] & ANIMATION:
                raise refusal(MOVING)
            kept.append(content[at : at + 8] + bytes((part[0] & ALPHA,)) + part[1:])
        elif name in (b"VP8 ", b"VP8L", b"ALPH"):
            kept.append(content[at : at + 8] + part + b"\0" * (length % 2))
        elif name == b"EXIF":
            exif = part.removeprefix(b"Exif\0\0")[:EXIF_MAX]
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return Parts(Form.WEBP, b"RIFF" + len(body).to_bytes(4, "little") + body, exif)


def _heic(content: bytes) -> Parts:
    """The whole file: its parts refer to each other by place. Its EXIF is handed out by the decoder."""
    length = int.from_bytes(content[:4], "big")
    brands = {content[at : at + 4] for at in (8, *range(16, min(length, 128, len(content)), 4))}
    if b"avif" in brands or b"avis" in brands:
        raise refusal(OTHER_FORM, form="AVIF")
    if content[8:12] in (b"msf1", b"hevc", b"hevx"):
        raise refusal(MOVING)
    if not brands & HEIC_BRANDS:
        if content[8:12].startswith(VIDEO_BRANDS):
            raise refusal(OTHER_FORM, form="video")
        raise refusal(BROKEN)
    try:
        said = declared(content)
    except Unreadable:
        raise refusal(BROKEN) from None
    if said.pixels > PHOTO_PIXELS_MAX:
        raise refusal(TOO_WIDE)
    if said.tiles > TILES_MAX:
        raise refusal(TOO_HEAVY)
    return Parts(Form.HEIC, content, b"")
